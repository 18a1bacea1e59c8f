/** The administrator by his pages alone, with no script: what he sees, edits, checks, publishes and brings in. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let desk: Awaited<ReturnType<typeof startWeb>>
let guan: Visitor
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-12T08:20:00Z' })
  desk = await startWeb(server)
  guan = await seatedAs('guan')
})
afterAll(async () => {
  await desk.stop()
  await server.stop()
})

const seatedAs = async (name: string): Promise<Visitor> => {
  const who = visitor(desk.url)
  expect((await who.signIn(name, password)).status).toBe(303)
  return who
}

type Fields = Record<string, string | string[]>
const unescape = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x27;', "'")

/** What a browser sends of the one form with this action, unless told otherwise. */
function formOf(html: string, action: string): Fields {
  const form = new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? ''
  expect(form).not.toBe('')
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => void (fields[name] ??= []).push(unescape(value))
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const kind = /type="([^"]*)"/.exec(tag)?.[1]
    if (!name || kind === 'file' || ((kind === 'checkbox' || kind === 'radio') && !/checked=""/.test(tag))) continue
    add(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', text = ''] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    add(name, text)
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    add(
      name,
      (/<option value="([^"]*)" selected=""/.exec(options) ?? /<option value="([^"]*)"/.exec(options))?.[1] ?? ''
    )
  return fields
}

const at = (path: string) => `/office/admin/${path}`
async function edit(who: Visitor, page: string, action: string, change: Fields) {
  const { html } = await who.go(at(page))
  return who.send(at(action), { ...formOf(html, at(action)), ...change })
}

const pages = [
  ['', '城市配置总览'],
  ['areas', '区域和权属地块'],
  ['offices', '单位'],
  ['people', '人员'],
  ['categories', '类别'],
  ['tiles', '大类'],
  ['rules', '派发规则'],
  ['try', '模拟派发'],
  ['rehearsals', '演练'],
  ['calendar', '日历'],
  ['times', '时限表'],
  ['offices/at/hebin-squad', '改「河滨中队」'],
  ['people/at/zhou', '改「周明远」'],
  ['areas/at/hebin', '改「河滨街道」'],
  ['rules/new', '新的规则']
] as const

test.each(pages)('an administrator reads /office/admin/%s', async (path, title) => {
  const page = await guan.go(at(path))
  expect(page.status).toBe(200)
  expect(page.html).toContain(`<h1>${title}</h1>`)
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.html).not.toMatch(/\[object Object\]|undefined|NaN/)
})

test.each(pages.map(([path]) => path))('nobody else reads or changes /office/admin/%s', async (path) => {
  const stranger = await visitor(desk.url).go(at(path))
  expect(stranger.status).toBe(303)
  expect(stranger.location).toContain('/office/sign-in?back=')
  const zhou = await seatedAs('zhou')
  expect((await zhou.go(at(path))).status).toBe(403)
  const { html } = await zhou.go('/office/me')
  const token = zhou.tokenIn(html)
  for (const door of ['publish', 'discard', 'rules/move', 'offices/save', 'areas/border', 'calendar/put'])
    expect((await zhou.send(at(door), { _token: token, revision: '1' })).status).toBe(403)
})

test('only administrators are shown the way there', async () => {
  expect((await guan.go('/office/me')).html).toContain('href="/office/admin/"')
  expect((await (await seatedAs('li')).go('/office/me')).html).not.toContain('/office/admin')
})

test('an administrator without the token of his sign-in changes nothing', async () => {
  const before = (await guan.go(at('offices/at/mobile'))).html
  const sent = await guan.send(at('offices/save'), { ...formOf(before, at('offices/save')), _token: 'x', name: '别的' })
  expect(sent.status).toBe(403)
  expect((await guan.go(at('offices/at/mobile'))).html).toContain('value="机动中队"')
})

test('a rule is changed, the checker speaks, it is published, and the way a report goes is another one', async () => {
  const rules = (await guan.go(at('rules'))).html
  expect(rules).toContain('当')
  expect(rules).toContain('检查通过')
  const id = /href="\/office\/admin\/rules\/at\/([^"]+)"/.exec(rules)?.[1] ?? ''
  const wrong = await edit(guan, `rules/at/${id}`, 'rules/save', { because: '', title: '改过的名字' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('这里不能空着')
  expect(wrong.html).toContain('value="改过的名字"')

  const saved = await edit(guan, `rules/at/${id}`, 'rules/save', { because: '新的理由' })
  expect(saved).toMatchObject({ status: 303, location: at('rules?done=saved') })
  const list = (await guan.go(saved.location)).html
  expect(list).toContain('新的理由')
  expect(list).toContain('第 2 版')

  const home = (await guan.go(at(''))).html
  expect(home).toMatch(/改了规则「[^」]+」：[^<]*理由/)
  const short = await guan.send(at('publish'), { ...formOf(home, at('publish')), note: '改' })
  expect(short.status).toBe(422)
  expect(short.html).toContain('至少 2 个字')
  const early = await guan.send(at('publish'), {
    ...formOf(home, at('publish')),
    note: '改理由',
    when: 'later',
    from: '2020-01-01T08:00'
  })
  expect(early.status).toBe(422)
  expect(early.html).toContain('value="2020-01-01T08:00"')
  expect(early.html).toContain('不能早于现在')

  const done = await guan.send(at('publish'), { ...formOf(home, at('publish')), note: '改理由' })
  expect(done.status).toBe(303)
  const after = (await guan.go(done.location)).html
  expect(after).toContain('已发布第 2 版')
  expect(after).toContain('草稿和第 2 版一样')
  const again = await guan.send(at('publish'), { ...formOf(home, at('publish')), note: '改理由' })
  expect(again.status).toBe(409)
})

test('whoever saves over another’s change keeps what he typed and is shown what is there now', async () => {
  const { html } = await guan.go(at('offices/at/sanitation'))
  const mine = formOf(html, at('offices/save'))
  expect((await edit(guan, 'offices/at/sanitation', 'offices/save', { hours: '全天' })).status).toBe(303)
  const late = await guan.send(at('offices/save'), { ...mine, phone: '12319' })
  expect(late.status).toBe(409)
  expect(late.html).toContain('这部分刚刚被别人改过')
  expect(late.html).toContain('value="12319"')
  expect(late.html).toMatch(/<th scope="row">值班时间<\/th><td>全天<\/td>/)
  const second = await guan.send(at('offices/save'), formOf(late.html, at('offices/save')))
  expect(second.status).toBe(303)
  const now = (await guan.go(at('offices/at/sanitation'))).html
  expect(now).toContain('value="12319"')
})

test('a draft the checker refuses cannot be published, and the page says where', async () => {
  const removal = formOf((await guan.go(at('offices/at/water'))).html, at('offices/remove'))
  expect((await guan.send(at('offices/remove'), removal)).status).toBe(303)
  const home = (await guan.go(at(''))).html
  expect(home).toContain('检查没有通过')
  const sent = await guan.send(at('publish'), { ...formOf(home, at('publish')), note: '撤掉水利局' })
  expect(sent.status).toBe(422)
  expect(sent.html).toContain('检查没有通过')
  expect(sent.html).toContain('撤掉水利局')
  expect((await guan.send(at('discard'), formOf(sent.html, at('discard')))).location).toBe(at('?done=discarded'))
  expect((await guan.go(at('offices/at/water'))).status).toBe(200)
})

test('rules are moved up and down, and the last one can be reached', async () => {
  const order = (html: string) => [...html.matchAll(/<tr id="r-([^"]+)"/g)].map(([, id = '']) => id)
  const move = async (id: string, way: string) => {
    const { html } = await guan.go(at('rules'))
    const [, revision = ''] = /name="revision" value="(\d+)"/.exec(html) ?? []
    return guan.send(at('rules/move'), { _token: guan.tokenIn(html), revision, _id: id, way })
  }
  const before = order((await guan.go(at('rules'))).html)
  const [first = '', second = ''] = before
  expect((await move(second, 'up')).status).toBe(303)
  expect(order((await guan.go(at('rules'))).html).slice(0, 2)).toEqual([second, first])
  const butLast = before.at(-2) ?? ''
  expect((await move(butLast, 'down')).status).toBe(303)
  expect(order((await guan.go(at('rules'))).html).at(-1)).toBe(butLast)
  const home = (await guan.go(at(''))).html
  await guan.send(at('discard'), formOf(home, at('discard')))
  expect(order((await guan.go(at('rules'))).html)).toEqual(before)
})

test('a point is tried: the rule that wins, why, and why the ones before did not', async () => {
  const asked = await guan.go(at('try?category=shopfront&lng=120.01&lat=32.01&at=2026-11-12T10:00'))
  expect(asked.status).toBe(200)
  expect(asked.html).toContain('河滨中队')
  expect(asked.html).toContain('适用')
  expect((await guan.go(at('try?category=shopfront&lng=1&lat=1'))).status).toBe(422)
  const nothing = await guan.go(at('try?category=shopfront'))
  expect(nothing.status).toBe(422)
  expect(nothing.html).toContain('先给出位置')
})

test('a day is set in the calendar and taken out again; what is no day is refused', async () => {
  const set = await edit(guan, 'calendar?year=2026', 'calendar/put', { day: '2026-11-13', working: 'no' })
  expect(set.location).toBe(at('calendar?year=2026&done=saved'))
  const shown = (await guan.go(set.location)).html
  expect(shown).toContain('本市另定 1 天')
  expect((await edit(guan, 'calendar', 'calendar/remove', { day: '2026-11-13' })).status).toBe(303)
  expect((await guan.go(at('calendar'))).html).toContain('没有另定的日子')
  const bad = await edit(guan, 'calendar', 'calendar/put', { day: '2026-02-30' })
  expect(bad.status).toBe(422)
  const slots = await edit(guan, 'calendar', 'calendar/slots', { slots: '12:00-08:30' })
  expect(slots.status).toBe(422)
  expect(slots.html).toContain('value="12:00-08:30"')
})

test('a year nobody has published yet is said loudly', async () => {
  expect((await guan.go(at('calendar?year=2026'))).html).not.toContain('还没有数据')
  expect((await guan.go(at('calendar?year=2035'))).html).toContain('2035 年的节假日安排还没有数据')
})

test('a year is entered whole from the notice, shown as it was typed, and is unsure no longer', async () => {
  const page = 'calendar?year=2035'
  const enter = (yearOff: string, yearMakeup: string) => edit(guan, page, 'calendar/year', { yearOff, yearMakeup })
  const off = '2035-01-01\n2035-02-08 2035-02-14\n2035-10-01 2035-10-07'
  const wrong = await enter('2035-02-14 2035-02-08', '2035-02-05')
  expect(wrong.status).toBe(422)
  // Said beside the field, and what was typed is still there.
  expect(wrong.html).toContain('「2035-02-14 2035-02-08」没写对')
  expect(wrong.html).toContain('>2035-02-14 2035-02-08</textarea>')
  // A Monday is no make-up day, and a day off is none either.
  for (const makeup of ['2035-02-05', '2035-02-10'])
    expect((await enter(off, makeup)).html).toContain(`${makeup} 不是要调休的周末`)
  expect((await enter('', '')).html).toContain('一个放假的日子都没有')

  expect((await enter(off, '2035-02-04')).location).toBe(at(`${page}&done=saved`))
  const shown = (await guan.go(at(page))).html
  expect(shown).not.toContain('2035 年的节假日安排还没有数据')
  expect(shown).toContain('已经写好')
  expect(shown).toContain(`>${off}</textarea>`)
  expect(shown).toContain('调休上班 1 天')
  // Known from the program's own data: there is nothing to enter.
  expect((await guan.go(at('calendar?year=2026'))).html).not.toContain('action="/office/admin/calendar/year"')

  const gone = await edit(guan, page, 'calendar/year/remove', {})
  expect(gone.status).toBe(303)
  expect((await guan.go(at(page))).html).toContain('2035 年的节假日安排还没有数据')
})

test('summer hours begin on a day, and an office keeps hours of its own until it no longer does', async () => {
  const summer = { slots: '08:00-11:30，15:00-18:30', slotsFrom: '2027-06-01' }
  expect((await edit(guan, 'calendar', 'calendar/slots', { ...summer, slotsFrom: '2027-06-31' })).html).toContain(
    '日期写成 2026-12-01 这样'
  )
  expect((await edit(guan, 'calendar', 'calendar/slots', summer)).status).toBe(303)
  const changed = (await guan.go(at('calendar'))).html
  expect(changed).toContain('2027-06-01 起')
  // What is usual stays as it was.
  expect(changed).toContain('value="08:30-12:00，13:30-18:00"')

  const night = { office: 'mobile', officeDays: 'every', officeSlots: '00:00-08:00，20:00-24:00' }
  const early = await edit(guan, 'calendar', 'calendar/office', { ...night, officeFrom: '2027-01-01' })
  expect(early.status).toBe(422)
  expect(early.html).toContain('这个单位还没有自己的走表时间')
  expect(early.html).toContain('<option value="mobile" selected="">')
  const nobody = await edit(guan, 'calendar', 'calendar/office', { ...night, office: 'nobody' })
  expect(nobody.status).toBe(422)
  const overnight = await edit(guan, 'calendar', 'calendar/office', { ...night, officeSlots: '20:00-08:00' })
  expect(overnight.html).toContain('从早到晚')
  expect((await edit(guan, 'calendar', 'calendar/office', night)).status).toBe(303)
  expect(
    (
      await edit(guan, 'calendar?office=mobile', 'calendar/office', {
        officeSlots: '00:00-24:00',
        officeFrom: '2027-01-01'
      })
    ).status
  ).toBe(303)
  const mine = (await guan.go(at('calendar?office=mobile'))).html
  expect(mine).toContain('每天 00:00-08:00，20:00-24:00')
  expect(mine).toContain('2027-01-01 起')
  const draft = JSON.parse((await guan.go(at('export'))).html) as { calendar: unknown }
  expect(draft.calendar).toMatchObject({
    changes: [{ from: '2027-06-01' }],
    offices: {
      mobile: {
        days: 'every',
        slots: [
          ['00:00', '08:00'],
          ['20:00', '24:00']
        ],
        changes: [{ from: '2027-01-01' }]
      }
    }
  })

  const token = guan.tokenIn(mine)
  const revision = /name="revision" value="(\d+)"/.exec(mine)?.[1] ?? ''
  const out = await guan.send(at('calendar/hours/remove'), {
    _token: token,
    revision,
    office: 'mobile',
    from: '2027-01-01'
  })
  expect(out.status).toBe(303)
  // On the page as it was: somebody else was faster, which is said.
  expect((await guan.send(at('calendar/hours/remove'), { _token: token, revision, from: '2027-06-01' })).status).toBe(
    409
  )
  expect((await edit(guan, 'calendar?office=mobile', 'calendar/office/remove', {})).status).toBe(303)
  expect((await edit(guan, 'calendar', 'calendar/hours/remove', {})).status).toBe(303)
  const after = JSON.parse((await guan.go(at('export'))).html) as { calendar: object }
  expect(after.calendar).not.toHaveProperty('changes')
  expect(after.calendar).not.toHaveProperty('offices')
})

test('an administrator rehearses by his pages: what was typed wrong stays, progress is shown, the table comes along', async () => {
  const wrong = await edit(guan, 'rehearsals', 'rehearsals/start', { from: '2026-11-10', to: '2026-11-01' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('value="2026-11-01"')
  expect(wrong.html).toContain('起止日期要写全')
  const begun = await edit(guan, 'rehearsals', 'rehearsals/start', { from: '2026-11-01', to: '2026-11-11' })
  expect(begun.status).toBe(303)
  const first = await guan.go(begun.location)
  expect(first.html).toMatch(/<progress value="\d+"/)
  await server.tick()
  const done = await guan.go(begun.location)
  expect(done.html).toContain('算完了')
  expect(done.headers.get('refresh')).toBeNull()
  const table = await guan.go(`${begun.location}/csv`)
  expect(table.status).toBe(200)
  expect(table.headers.get('content-type')).toContain('text/csv')
  expect(table.headers.get('content-disposition')).toContain('attachment')
  expect((await guan.go(at('rehearsals'))).html).toContain(begun.location)
  expect((await guan.go(at(`rehearsals/${'0'.repeat(24)}`))).status).toBe(404)
  expect((await (await seatedAs('li')).go(begun.location)).status).toBe(403)
})

test('the city goes out as one file and comes in again, told before it is taken', async () => {
  const out = await guan.go(at('export'))
  expect(out.headers.get('content-disposition')).toContain('attachment')
  const city = JSON.parse(out.html) as { offices: { id: string; phone: string }[] }
  const mobile = city.offices.find((office) => office.id === 'mobile')
  if (mobile) mobile.phone = '0520-0099999'
  const send = async (text: string) => {
    const { html } = await guan.go(at(''))
    const token = guan.tokenIn(html)
    return guan.send(at('import'), { _token: token, file: new File([text], 'city.json', { type: 'application/json' }) })
  }
  const told = await send(JSON.stringify(city))
  expect(told.status).toBe(200)
  expect(told.html).toContain('改了单位「机动中队」：电话')
  expect((await guan.go(at('offices/at/mobile'))).html).not.toContain('0520-0099999')
  const taken = await guan.send(at('import/take'), formOf(told.html, at('import/take')))
  expect(taken.location).toBe(at('?done=imported'))
  expect((await guan.go(at('offices/at/mobile'))).html).toContain('0520-0099999')
  expect((await send('{')).html).toContain('不是 JSON')
  const strange = await send('{"format":"suishoupai-city-1","rules":[{"id":1}]}')
  expect(strange.status).toBe(422)
  expect(strange.html).toContain('有错误，不能放进草稿')
  expect(strange.html).not.toContain('action="/office/admin/import/take"')
})

test('polygons come in by GeoJSON; a ring that does not close is named, and left out only when said', async () => {
  const ring = (x: number, closed: boolean) =>
    [[x, 32.001], [x + 0.004, 32.001], [x + 0.004, 32.005], [x, 32.005], ...(closed ? [[x, 32.001]] : [])] as const
  const asset = (id: string, x: number, closed: boolean) => ({
    type: 'Feature',
    properties: { id, kind: 'green', name: `绿地 ${id}`, owner: 'sanitation' },
    geometry: { type: 'Polygon', coordinates: [ring(x, closed)] }
  })
  const file = JSON.stringify({
    type: 'FeatureCollection',
    features: [asset('g-1', 120.002, true), asset('g-2', 120.01, false)]
  })
  const { html } = await guan.go(at('areas'))
  const told = await guan.send(at('areas/geojson'), {
    _token: guan.tokenIn(html),
    part: 'assets',
    file: new File([file], 'greens.geojson')
  })
  expect(told.status).toBe(422)
  expect(told.html).toContain('g-2')
  expect(told.html).toContain('把 1 个好的放进草稿')
  const taken = await guan.send(at('areas/geojson/take'), formOf(told.html, at('areas/geojson/take')))
  expect(taken.location).toBe(at('areas?done=imported'))
  const map = (await guan.go(at('areas'))).html
  expect(map).toContain('绿地 g-1')
  expect(map).not.toContain('绿地 g-2')
})

test('a file with names of its own is asked what they are, shown on the map, and taken only then', async () => {
  const ring = [
    [120.002, 32.011],
    [120.004, 32.011],
    [120.004, 32.013],
    [120.002, 32.013],
    [120.002, 32.011]
  ]
  const feature = {
    type: 'Feature',
    properties: { MC: '滨江绿地', DW: '环卫所', JB: 7 },
    geometry: { type: 'Polygon', coordinates: [ring] }
  }
  const file = JSON.stringify({ type: 'FeatureCollection', features: [feature] })
  const { html } = await guan.go(at('areas'))
  const asked = await guan.send(at('areas/geojson'), {
    _token: guan.tokenIn(html),
    part: 'assets',
    file: new File([file], 'lvdi.geojson')
  })
  expect(asked.status).toBe(200)
  expect(asked.html).toContain('文件里的字段对应什么')
  expect(asked.html).toContain('MC（如 滨江绿地）')
  expect(asked.html).toMatch(/<option value="from:MC" selected="">/)
  expect(asked.html).toContain('<svg class="map')
  const form = formOf(asked.html, at('areas/geojson/fields'))
  const nameless = await guan.send(at('areas/geojson/fields'), { ...form, 'field.name': '' })
  expect([nameless.status, nameless.html]).toEqual([422, expect.stringContaining('选一个字段作名称')])
  const told = await guan.send(at('areas/geojson/fields'), {
    ...form,
    'field.name': 'from:MC',
    'field.kind': 'is:green',
    'field.owner': 'from:DW',
    spellings: '环卫所 = sanitation',
    datum: 'wgs84'
  })
  expect([told.status, told.html]).toEqual([200, expect.stringContaining('放进草稿')])
  expect(told.html).toContain('改字段对应')
  const back = await guan.send(at('areas/geojson/mapping'), formOf(told.html, at('areas/geojson/mapping')))
  expect(back.html).toMatch(/<option value="is:green" selected="">/)
  expect(back.html).toContain('环卫所 = sanitation')
  const taken = await guan.send(at('areas/geojson/take'), formOf(told.html, at('areas/geojson/take')))
  expect(taken.location).toBe(at('areas?done=imported'))
  expect((await guan.go(at('areas'))).html).toContain('滨江绿地')
})

test('a file that declares another datum is not taken, whatever is chosen, and says which it is', async () => {
  const ring = [
    [120.002, 32.021],
    [120.004, 32.021],
    [120.004, 32.023],
    [120.002, 32.023],
    [120.002, 32.021]
  ]
  const properties = { id: 'g-9', kind: 'green', name: '绿地 g-9', owner: 'sanitation' }
  const file = JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'EPSG:2437' } },
    features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }]
  })
  const { html } = await guan.go(at('areas'))
  const asked = await guan.send(at('areas/geojson'), {
    _token: guan.tokenIn(html),
    part: 'assets',
    file: new File([file], 'x.geojson')
  })
  expect(asked.html).toContain('EPSG:2437')
  const told = await guan.send(at('areas/geojson/fields'), formOf(asked.html, at('areas/geojson/fields')))
  expect(told.status).toBe(422)
  expect(told.html).toContain('整份文件都不能放进草稿')
  expect(told.html).not.toContain('action="/office/admin/areas/geojson/take"')
})

test('a person gets a deputy, a category its questions, both read back as they were typed', async () => {
  expect(
    (await edit(guan, 'people/at/zhou', 'people/save', { deputy: 'wu', away: '2026-12-01 2026-12-05' })).status
  ).toBe(303)
  const zhou = (await guan.go(at('people/at/zhou'))).html
  expect(zhou).toContain('<option value="wu" selected="">')
  expect(zhou).toContain('2026-12-01 2026-12-05')
  const questions = '# shop 是哪类店？\nfood 餐饮店\nretail 零售店'
  expect((await edit(guan, 'categories/at/shopfront', 'categories/save', { questions })).status).toBe(303)
  expect((await guan.go(at('categories/at/shopfront'))).html).toContain(questions)
  const one = await edit(guan, 'categories/at/shopfront', 'categories/save', {
    questions: '# shop 是哪类店？\nfood 餐饮店'
  })
  expect(one.status).toBe(422)
})
