/** The table of times on the administrator's desk: typed and read, refused beside its fields, saved into the draft. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usualTime } from '#config/city/time.ts'
import type { PartValues } from '#shared/parts.ts'
import {
  differing,
  linesOf,
  readTable,
  rowsOf,
  stepField,
  typedOf,
  type TimeTable
} from '#server/web/releases/desk/times.ts'
import type { Posted } from '#server/web/cases/desk/moves.ts'
import { mendHref } from '#server/web/releases/desk/Verdict.tsx'
import { town } from '#tests/support/city.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor, type Visitor } from '#tests/support/visitor.ts'

const table = usualTime as unknown as TimeTable
const city = {
  categories: town.categories as unknown as PartValues['categories'],
  calendar: town.calendar as unknown as PartValues['calendar']
}
type Change = Record<string, string>
const typed = (change: Change = {}) => ({
  ...typedOf(table),
  ...Object.fromEntries(Object.entries(change).map(([name, said]) => [name, [said]]))
})
const asSent = (posted: Posted): Record<string, string[]> =>
  Object.fromEntries(Object.entries(posted).map(([name, said]) => [name, [...said]]))
const read = (change: Change = {}) => readTable(typed(change), table, city)

describe('a table of times as a form', () => {
  test('typed and read again it is the same table, and nothing is wrong with it', () => {
    expect(read()).toEqual({ value: table, wrong: {}, unusual: {} })
  })

  test('has two rows to spare, and as many as were sent when it comes back', () => {
    expect(rowsOf(typedOf(table))).toHaveLength(9)
    expect(rowsOf(typed({ [stepField(11, 'verb')]: '' }))).toHaveLength(9)
  })

  test('numbers may be typed as they stand on a Chinese keyboard, with a percent sign or without', () => {
    const { value, wrong } = read({ 'stage-1-accept': '１', extensionPercent: '50.5％', holdTimes: ' 3 ' })
    expect(wrong).toEqual({})
    expect(value).toMatchObject({ extension: { share: 0.505 }, hold: { times: 3 } })
  })

  test.each([
    ['nothing', { 'stage-0-dispatch': '' }, 'stage-0-dispatch', /不能空着/],
    ['a limit of nothing', { 'stage-0-dispatch': '0' }, 'stage-0-dispatch', /1 到 1000 的整数/],
    ['half an hour', { 'stage-2-verify': '0.5' }, 'stage-2-verify', /整数/],
    ['a unit that there is not', { 'stage-2-verify-unit': 'week' }, 'stage-2-verify-unit', /选一个/],
    ['half a hold', { holdTimes: '1.5' }, 'holdTimes', /0 到 100 的整数/],
    ['a hold of no days', { holdDays: '0' }, 'holdDays', /次数写成 0/],
    ['an extension of four limits', { extensionPercent: '400' }, 'extensionPercent', /0 到 300/],
    ['an extension of nothing', { extensionPercent: '0' }, 'extensionPercent', /次数写成 0/],
    ['a step at no time', { 'step-0-percent': '0' }, 'step-0-percent', /1 到 1000/],
    ['a step in a year and a half', { 'step-6-days': '500' }, 'step-6-days', /0 到 365/],
    [
      'a step below the one before',
      { 'step-3-percent': '101', 'step-4-percent': '100.5' },
      'step-4-percent',
      /比第 4 级还早/
    ],
    ['an entry before the deadline', { 'step-1-percent': '90' }, 'step-1-percent', /到期以前只能催办/],
    ['an exposure before the third entry', { 'step-3-verb': '' }, 'step-6-verb', /只有 2 次超期记账/]
  ])('%s is refused at its field', (_, change, field, words) => {
    const { wrong, value } = read(change)
    expect(Object.keys(wrong)).toContain(field)
    expect(wrong[field]).toMatch(words)
    expect(wrong[field]).not.toMatch(/\{\w+\}/)
    expect(value).toBeDefined()
  })

  test('a ladder that is emptied is refused as a whole', () => {
    const none = Object.fromEntries(table.ladder.map((_, row) => [stepField(row, 'verb'), '']))
    expect(read(none).wrong).toEqual({ ladder: expect.stringMatching(/阶梯是空的/) })
  })

  test('a stage longer than a whole limit, or a ladder that exposes nobody, is only asked about', () => {
    const longer = read({ 'stage-1-accept': '2' })
    expect(longer.wrong).toEqual({})
    expect(longer.unusual).toEqual({ 'stage-1-accept': expect.stringMatching(/暴露垃圾/) })
    expect(longer.value.stages.limited.accept).toEqual({ n: 2, unit: 'work_day' })
    const quiet = read({ 'step-6-verb': '' })
    expect(quiet).toMatchObject({ wrong: {}, value: { ladder: { length: 6 } } })
    expect(Object.keys(quiet.unusual)).toEqual(['ladder'])
  })

  test('a new step finds its place and a name of its own; those that were there keep theirs', () => {
    const { value, wrong } = read({
      'step-7-verb': 'urge',
      'step-7-percent': '50',
      'step-8-verb': 'overdue',
      'step-8-percent': '300',
      'step-8-days': '5'
    })
    expect(wrong).toEqual({})
    expect(value.ladder.map((step) => step.id)).toEqual(['urge-1', ...table.ladder.map((step) => step.id), 'overdue-4'])
    expect(value.ladder[0]).toEqual({ id: 'urge-1', verb: 'urge', share: 0.5 })
  })

  test('two tables are set beside each other line by line, in the words of the published one', () => {
    const { value } = read({
      'stage-1-accept': '4',
      'stage-1-accept-unit': 'work_hour',
      'step-6-verb': '',
      holdDays: '15'
    })
    expect(differing(table, table)).toEqual([])
    expect(differing(table, value)).toEqual([
      { label: '限办受理时限', was: '1 个工作日', is: '4 个工作时' },
      { label: '每次挂账', was: '30 天', is: '15 天' },
      { label: '升级第 7 级', was: '通报曝光，超过时限一倍，至少再过 2 天值班时间', is: '' }
    ])
    expect(linesOf(table)).toHaveLength(9 + 4 + 7)
  })
})

test('a finding about the table or the calendar leads to where it is mended', () => {
  const item = { code: 'no_ladder', severity: 'error', words: '' } as const
  expect(mendHref({ ...item, part: 'time' })).toBe('/office/admin/times')
  expect(mendHref({ ...item, part: 'calendar' })).toBe('/office/admin/calendar')
  expect(mendHref({ ...item, part: 'calendar', offices: ['mobile'] })).toBe(
    '/office/admin/calendar?office=mobile#office-hours'
  )
})

describe('an administrator at the page of times', () => {
  let server: TestServer
  let desk: Awaited<ReturnType<typeof startWeb>>
  let guan: Visitor
  const path = '/office/admin/times'
  beforeAll(async () => {
    server = await startTestServer({ now: '2026-11-12T08:20:00Z' })
    desk = await startWeb(server)
    guan = visitor(desk.url)
    expect((await guan.signIn('guan', password)).status).toBe(303)
  })
  afterAll(async () => {
    await desk.stop()
    await server.stop()
  })
  const seen = (html: string): Change => ({
    _token: guan.tokenIn(html),
    revision: /action="\/office\/admin\/times\/save"[\s\S]*?name="revision" value="(\d+)"/.exec(html)?.[1] ?? ''
  })
  const send = (html: string, change: Change) => guan.send(`${path}/save`, { ...asSent(typed(change)), ...seen(html) })
  /** The value a page has in a field. */
  const inField = (html: string, name: string): string | undefined => {
    const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? ''
    return /value="([^"]*)"/.exec(tag)?.[1]
  }
  const chosen = (html: string, name: string): string | undefined =>
    new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?<option value="([^"]*)" selected=""`).exec(html)?.[1]

  test('reads it like the published one, and is told that it is what is in force', async () => {
    const { status, html } = await guan.go(path)
    expect(status).toBe(200)
    expect(html).toContain('<h1>时限表</h1>')
    expect(inField(html, 'stage-1-accept')).toBe('1')
    expect(chosen(html, 'stage-1-accept-unit')).toBe('work_day')
    expect(html).toContain('和正在生效的第 1 版比')
    expect(html).toContain('一样，没有改动。')
    expect(html).toContain('超过时限一倍，至少再过 2 天值班时间')
  })

  test('what is wrong is said beside its field, and what was typed is kept', async () => {
    const { html } = await guan.go(path)
    const refused = await send(html, { 'stage-1-accept': '一天', 'step-1-percent': '90', holdDays: '15' })
    expect(refused.status).toBe(422)
    expect(refused.html).toMatch(/id="stage-1-accept-error"/)
    // All of it at once, not one after the other.
    expect(refused.html).toMatch(/id="step-1-percent-error"/)
    expect(refused.html).toContain('<a href="#stage-1-accept">限办受理时限：')
    expect(inField(refused.html, 'stage-1-accept')).toBe('一天')
    expect(inField(refused.html, 'holdDays')).toBe('15')
    expect((await guan.go(path)).html).toContain('一样，没有改动。')
  })

  test('what is unusual is saved only when it is meant; the difference is shown, and the checker speaks of it', async () => {
    const { html } = await guan.go(path)
    const asked = await send(html, { 'stage-1-accept': '2' })
    expect(asked.status).toBe(422)
    expect(asked.html).toContain('id="meant"')
    const saved = await send(asked.html, { 'stage-1-accept': '2', meant: 'yes' })
    expect(saved.status).toBe(303)
    expect(saved.location).toBe(`${path}?done=saved`)
    const after = (await guan.go(path)).html
    expect(inField(after, 'stage-1-accept')).toBe('2')
    expect(after).toMatch(/限办受理时限<\/th><td>1 个工作日<\/td><td>2 个工作日/)
    expect(after).toMatch(/限办的受理时限 2 个工作日，比暴露垃圾的整个时限还长/)
    expect((await guan.go('/office/admin/')).html).toContain('href="/office/admin/times">改了时限表')
  })

  test('whoever saves over another’s change keeps what he typed and is shown what is there now', async () => {
    const { html } = await guan.go(path)
    expect((await send(html, { holdDays: '20' })).status).toBe(303)
    const late = await send(html, { holdDays: '25' })
    expect(late.status).toBe(409)
    expect(inField(late.html, 'holdDays')).toBe('25')
    expect(late.html).toMatch(/每次挂账<\/th><td>20 天<\/td><td>25 天/)
    expect((await send(late.html, { holdDays: '25' })).status).toBe(303)
    expect(inField((await guan.go(path)).html, 'holdDays')).toBe('25')
  })

  test('it is published the way everything is, and residents read the new table', async () => {
    const home = (await guan.go('/office/admin/')).html
    const revision = /action="\/office\/admin\/publish"[\s\S]*?name="revision" value="(\d+)"/.exec(home)?.[1] ?? ''
    const sent = await guan.send('/office/admin/publish', {
      _token: guan.tokenIn(home),
      revision,
      note: '挂账最多二十五天',
      when: 'now'
    })
    expect(sent.status).toBe(303)
    const { html } = await guan.go(path)
    expect(html).toContain('和正在生效的第 2 版比')
    expect(html).toContain('一样，没有改动。')
    expect(server.context.city().calendar.rules.hold).toEqual({ times: 2, days: 25 })
  })

  test('nobody else opens or sends it', async () => {
    const zhou = visitor(desk.url)
    expect((await zhou.signIn('zhou', password)).status).toBe(303)
    expect((await zhou.go(path)).status).toBe(403)
    const token = zhou.tokenIn((await zhou.go('/office/me')).html)
    expect((await zhou.send(`${path}/save`, { _token: token, revision: '1' })).status).toBe(403)
  })
})
