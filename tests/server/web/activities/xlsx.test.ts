/** What an organiser downloads is read back as a spreadsheet program would: unzipped, cell by cell. */
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { RosterRow, RosterView } from '#shared/hours.ts'
import { plainCell } from '#server/kernel/csv.ts'
import { rosterCsv } from '#server/web/activities/desk/csv.ts'
import { rosterXlsx } from '#server/web/activities/desk/xlsx.ts'

const row = (more: Partial<RosterRow> = {}): RosterRow => ({
  signup: 'a'.repeat(24),
  name: '林小满',
  phone: '013800000371',
  seats: 2,
  names: [],
  role: 'sweep',
  state: 'in',
  at: '2026-11-20T00:00:00.000Z',
  passed: [],
  before: { came: 0, absent: 0, late: 0 },
  presence: { state: 'none', minutes: 0, events: [], flags: [] },
  proposal: 0,
  look: false,
  limit: 120,
  ledger: [],
  honours: [],
  learned: [],
  may: [],
  ...more
})
const roster = (rows: RosterRow[], title = '柳溪河岸清理'): RosterView => ({
  activity: { no: '20261124-001', title, address: '柳溪桥南头' },
  shift: {
    id: 'b'.repeat(24),
    from: '2026-11-28T00:30:00.000Z',
    to: '2026-11-28T03:00:00.000Z',
    state: 'closed',
    cancelBy: '2026-11-27T10:30:00.000Z',
    roles: [{ id: 'sweep', name: '清扫', capacity: 40, free: 6, waiting: 0, skills: [] }]
  },
  maySettle: false,
  rows,
  refused: []
})

/** The files of a ZIP, by its central directory. */
function unzip(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, name] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const local = zip.readUInt32LE(at + 42)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(begin, begin + size)
    files.set(
      zip.subarray(at + 46, at + 46 + name).toString('utf8'),
      (method === 0 ? bytes : inflateRawSync(bytes)).toString('utf8')
    )
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }
const decoded = (xml: string) => xml.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
const textIn = (xml: string) =>
  decoded([...xml.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)].map((match) => match[1] ?? '').join(''))

async function read(roster: RosterView) {
  const files = unzip(await rosterXlsx(roster))
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
  const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>([\s\S]*?)<\/si>/g)].map((si) =>
    textIn(si[1] ?? '')
  )
  const cells = new Map(
    [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(
      ([, at = '', attributes = '', inside = '']) => {
        const value = /<v>([\s\S]*?)<\/v>/.exec(inside)?.[1] ?? ''
        const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n'
        return [at, { type, value: type === 's' ? (strings[Number(value)] ?? '') : value || textIn(inside) }]
      }
    )
  )
  return { sheet, cells, at: (name: string) => cells.get(name)?.value }
}

test('an organiser finds title, time, head and everybody, each in a cell of his own', async () => {
  const { at } = await read(roster([row(), row({ name: '陈 & <梁>', team: '一队', note: '会急救' })]))
  expect(at('A1')).toBe('柳溪河岸清理 名单')
  expect(at('A2')).toContain('11月28日')
  expect(at('A2')).toContain('柳溪桥南头')
  expect(['A3', 'B3', 'C3', 'K3'].map(at)).toEqual(['序', '姓名', '电话', '签名'])
  expect(['A4', 'B4', 'C4', 'D4', 'E4', 'F4'].map(at)).toEqual(['1', '林小满', '013800000371', '清扫', '2', '已报名'])
  expect(at('B5')).toBe('陈 & <梁>')
  expect(at('J5')).toBe('一队；会急救')
})

test('a phone stays text and keeps its zero, a count stays a number', async () => {
  const { cells } = await read(roster([row()]))
  expect(cells.get('C4')?.type).not.toBe('n')
  expect(cells.get('E4')?.type).toBe('n')
})

const formulas = [
  '=HYPERLINK("http://x","y")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00a0=1',
  '\u200b=1',
  '\ufeff=1',
  '＝1',
  '＋1',
  '－1',
  '＠A',
  '﹦1',
  '\u3000＝1'
]

test.each(formulas)('a person who calls himself %j is text in the workbook, letter for letter', async (name) => {
  const { cells, sheet, at } = await read(roster([row({ name, note: name })]))
  expect(cells.get('B4')?.type).toBe('s')
  // XML reads a carriage return as a line feed.
  for (const cell of ['B4', 'J4']) expect(at(cell)?.replaceAll('\n', '\r')).toBe(name.replaceAll('\n', '\r'))
  expect(sheet).not.toContain('<f>')
})

test.each(formulas)('a person who calls himself %j runs in nobody’s program that opens the table', (name) => {
  expect(plainCell(name)).toBe(`'${name}`)
  expect(rosterCsv(roster([row({ name })]))).toContain(`'${name.replaceAll('"', '""')}`)
})

test.each(['0513', '013800000371', '０１３８', '320600199001011234', '1-2', '3/4', '2026-1', '1E5', '00', '0,5'])(
  '%j is kept as it was written',
  async (text) => {
    expect(plainCell(text)).toBe(`'${text}`)
    const { cells, at } = await read(roster([row({ phone: text })]))
    expect([cells.get('C4')?.type, at('C4')]).toEqual(['s', text])
  }
)

test.each([
  '林小满',
  '13800138000',
  '2026-11-24',
  '2026-11-24 10:30',
  '2026-1122-00371',
  '5',
  '0',
  '0.5',
  '98.5',
  "'",
  ''
])('%j needs no sign before it', (text) => expect(plainCell(text)).toBe(text))

test('a letter that XML does not have does not spoil the workbook', async () => {
  const { sheet, at } = await read(roster([row({ name: '林\u000b小\u0000满\ud800' })]))
  expect(at('B4')).toBe('林小满')
  // oxlint-disable-next-line no-control-regex
  expect(sheet).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
})

test('the head stays in sight and the sheet lies across', async () => {
  const { sheet } = await read(roster([]))
  expect(sheet).toMatch(/<pane [^>]*ySplit="3"/)
  expect(sheet).toContain('orientation="landscape"')
})
