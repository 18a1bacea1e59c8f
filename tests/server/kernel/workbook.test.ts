/** Files that people choose where a table is asked for: what a spreadsheet saves is read, what would harm the server is refused. */
import { crc32, deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { tableFileBytes, tableTextOf } from '#server/kernel/workbook.ts'

const book = (rows: Parameters<typeof writeXlsxFile>[0]): Promise<Buffer> => writeXlsxFile(rows as never).toBuffer()
const text = (value: string) => ({ value, type: String })

/** A ZIP of a few files; `says` is how large each claims to be. */
function zip(files: Readonly<Record<string, string | Buffer>>, says?: number): Buffer {
  const [parts, heads]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const [plain, title] = [Buffer.from(content), Buffer.from(name)]
    const packed = deflateRawSync(plain)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(plain), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(says ?? plain.length, 18)
    head.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, title, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    heads.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), head, place, title]))
    parts.push(local)
    at += local.length
  }
  const list = Buffer.concat(heads)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(heads.length, 4)
  end.writeUInt16LE(heads.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, list, Buffer.from('PK\u0005\u0006'), end])
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** The least that is a workbook, with one cell. */
const withCell = (ref: string): Record<string, string> => ({
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${related}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="${ref.replace(/\D/g, '')}"><c r="${ref}" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`
})

test('a workbook reads as if its cells had been pasted', async () => {
  const rows = [
    [text('姓名'), text('电话'), text('到岗')],
    [
      text('王 "小" 一\n二'),
      { value: 13800000371, type: Number },
      { value: new Date('2026-11-30'), type: Date, format: 'yyyy-mm-dd' }
    ],
    [text('李二'), text('0520-0010100'), text('')]
  ]
  expect(await tableTextOf(await book(rows as never))).toEqual({
    text: '姓名\t电话\t到岗\n"王 ""小"" 一\n二"\t13800000371\t2026-11-30\n李二\t0520-0010100\t'
  })
  expect(await tableTextOf(zip(withCell('A1')))).toEqual({ text: 'x' })
})

test.each<[string, Buffer, string]>([
  ['a cell that is far away', zip(withCell('XFD1048576')), 'file_too_big'],
  ['files that unpack to more than anybody’s table', zip({ 'xl/a.xml': Buffer.alloc(40 << 20) }), 'file_too_big'],
  ['a file that unpacks to more than it says', zip({ 'xl/a.xml': Buffer.alloc(40 << 20) }, 100), 'unreadable_book'],
  [
    'more bytes than are taken',
    Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(tableFileBytes)]),
    'file_too_big'
  ],
  ['a broken workbook', Buffer.from('PK\u0003\u0004workbook'), 'unreadable_book'],
  ['a ZIP of something else', zip({ 'a.txt': 'a' }), 'unreadable_book'],
  ['a workbook of before 2007, or a locked one', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old_book'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'not_a_table']
])('%s is refused, and the server goes on', async (_, bytes, fault) => {
  expect(await tableTextOf(bytes)).toEqual({ fault })
})
