/**
 * From nothing to a city that takes reports, by the pages alone and with no script: 17 streets, 40 offices, 46 categories. At
 * its end a report from every street in every category has an office and a deadline.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { blankCity, loadCity } from '#config/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest } from '#server/kernel/viewer.ts'
import { hashPassword, keepStaff } from '#server/members/index.ts'
import { officeRows, peopleRows, placeIn, registerFile, streets, tableOf } from '#tests/support/new-city.ts'
import { formOf, type Fields } from '#tests/support/page-form.ts'
import { waitingPhotos } from '#tests/support/photos.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Page, type Visitor } from '#tests/support/visitor.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let server: TestServer
let admin: Visitor
beforeAll(async () => {
  server = await startTestServer({
    city: blankCity(await loadCity()),
    async seed() {
      const hashed = await hashPassword(password)
      await keepStaff([{ _id: 'first', name: '第一人', office: 'none', roles: ['admin'], title: '', password: hashed }])
    }
  })
  admin = visitor(server.url)
  await admin.signIn('first', password)
})
afterAll(() => server.stop())

const home = '/office/admin/set-up'
const at = (step: string) => `${home}/${step}`
async function send(step: string, change: Fields | Record<string, string | string[] | Blob>): Promise<Page> {
  const { html } = await admin.go(at(step))
  return admin.send(at(step), { ...formOf(html, at(step)), ...change })
}
/** Words of the page, without the page in what a failure prints. */
const says = (html: string, words: string): void =>
  expect(html.includes(words) ? words : `${words}: not in ${textOf(html)}`).toBe(words)
const textOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 700)
const isDone = async (step: string): Promise<boolean> => {
  const { html } = await admin.go(at(step))
  return html.includes('class="su-ok"')
}
const blob = (text: string, name: string) => new File([text], name, { type: 'application/json' })

test('a first administrator is led to the set-up, which says what is missing', async () => {
  const first = await admin.go('/office/')
  expect([first.status, first.location]).toEqual([303, home])
  const { html } = await admin.go(home)
  says(html, '<h1>开通引导</h1>')
  says(html, '还没有写城市名称')
  says(html, '还没有街道边界')
  says((await admin.go('/office/admin/offices')).html, '城市还没有开通')
})

test('1: the name, the hotline and the centre', async () => {
  const empty = await send('name', {})
  expect(empty.status).toBe(422)
  const saved = await send('name', {
    city: '临川市',
    short: '临川',
    province: '浙江',
    adcode: '339901',
    hotline: '12345',
    centre: '临川市随手拍中心',
    centrePhone: '0579-0010000',
    centreAddress: '人民路 1 号'
  })
  expect([saved.status, saved.location]).toEqual([303, `${at('name')}?done=saved`])
  expect(await isDone('name')).toBe(true)
})

test('2: outlines of the streets, from a register that calls nothing as we do', async () => {
  const { html } = await admin.go(at('areas'))
  const file = blob(JSON.stringify(registerFile), '行政区.geojson')
  const mapping = await admin.send('/office/admin/areas/geojson', {
    ...formOf(html, '/office/admin/areas/geojson'),
    file
  })
  expect(mapping.status).toBe(200)
  const fields = formOf(mapping.html, '/office/admin/areas/geojson/fields')
  expect(fields).toMatchObject({ 'field.name': ['from:XZQMC'], 'field.id': ['from:XZQDM'] })
  const report = await admin.send('/office/admin/areas/geojson/fields', fields)
  const take = formOf(report.html, '/office/admin/areas/geojson/take')
  const taken = await admin.send('/office/admin/areas/geojson/take', take)
  expect([taken.status, taken.location]).toEqual([303, `${at('areas')}?done=imported`])
  says((await admin.go(at('areas'))).html, '17 个街道')
  expect(await isDone('areas')).toBe(true)
})

async function bring(part: 'offices', text: string, n: number): Promise<void> {
  const looked = await send(part, { text, do: 'check' })
  says(looked.html, `读到 ${n} 行，都可以用`)
  expect(looked.status).toBe(200)
  const taken = await admin.send(at(part), { ...formOf(looked.html, at(part)), do: 'take' })
  expect([taken.status, taken.location]).toEqual([303, `${at(part)}?taken=${n}`])
}

test('3: forty offices from a table', async () => {
  await bring('offices', tableOf(officeRows), 39)
  says((await admin.go(at('offices'))).html, '草稿里有 40 个')
  expect(await isDone('offices')).toBe(true)
})

test('4: people from a workbook, their addresses kept for inviting', async () => {
  const rows = peopleRows.map((cells) => cells.map((value) => ({ value, type: String })))
  const book = await writeXlsxFile(rows).toBuffer()
  const looked = await send('people', { text: '', do: 'check', file: new File([book as never], '人员.xlsx') })
  says(looked.html, '读到 42 行，都可以用')
  says(looked.html, '加了人员「经办1」')
  says(looked.html, '42 个邮箱会留着')
  const taken = await admin.send(at('people'), { ...formOf(looked.html, at('people')), do: 'take' })
  expect([taken.status, taken.location]).toEqual([303, `${at('people')}?taken=42`])
})

test('5: categories and limits, one switched off, one given less time', async () => {
  const { html } = await admin.go(at('categories'))
  const form = formOf(html, at('categories'))
  const on = [form['on'] ?? []].flat()
  expect(on.length).toBeGreaterThan(40)
  const saved = await admin.send(at('categories'), {
    ...form,
    on: on.filter((code) => code !== 'quanzhi'),
    'n0.jinggai': '1',
    'n1.jinggai': '1',
    'n2.jinggai': '2'
  })
  expect(saved.location).toBe(`${at('categories')}?done=saved`)
  const after = await admin.go(at('categories'))
  expect(formOf(after.html, at('categories'))).toMatchObject({ 'n0.jinggai': ['1'], 'n2.jinggai': ['2'] })
  // What is switched off stays in the catalogue and can be switched on again.
  says(after.html, 'value="quanzhi"')
  expect([formOf(after.html, at('categories'))['on']].flat()).not.toContain('quanzhi')
})

test('6: one press gives all to the streets; then categories are given to offices of the city', async () => {
  expect((await send('rules', { do: 'street' })).location).toBe(`${at('rules')}?done=saved`)
  expect(await isDone('rules')).toBe(true)
  const { html } = await admin.go(at('rules'))
  const offices = Object.fromEntries(
    [...html.matchAll(/<option value="(office-[0-9a-f]+)"[^>]*>([^<]+)</g)].map(([, id = '', name = '']) => [name, id])
  )
  const saved = await send('rules', {
    'office.jinggai': offices['市政处'] ?? '',
    'office.ludeng': offices['路灯所'] ?? '',
    'office.wushui-zhipai': offices['生态环境局'] ?? ''
  })
  expect(saved.location).toBe(`${at('rules')}?done=saved`)
  expect(await isDone('rules')).toBe(true)
  expect(await isDone('people')).toBe(true)
})

test('7: hours', async () => {
  const saved = await send('calendar', { squads: '07:00-22:00', own: '公安局 00:00-24:00 每天' })
  expect(saved.location).toBe(`${at('calendar')}?done=saved`)
  expect(formOf((await admin.go(at('calendar'))).html, at('calendar'))).toMatchObject({
    squads: ['07:00-22:00'],
    own: ['公安局 00:00-24:00 每天']
  })
})

test('8: a report that is only tried says who, why and by when', async () => {
  const { lng, lat } = placeIn(4)
  const tried = await admin.go(`${at('try')}?category=jinggai&lng=${lng}&lat=${lat}`)
  expect(tried.status).toBe(200)
  says(tried.html, '临川市市政处')
  says(tried.html, '承诺时限')
  expect(tried.html).toMatch(/2026年11月\d+日/)
})

test('9: the checker finds nothing that stands in the way', async () => {
  const { html } = await admin.go(at('check'))
  says(html, 'vd-ok')
  expect(await isDone('check')).toBe(true)
})

test('10: it is published by the one administrator there is, and the log says so', async () => {
  const published = await send('publish', { note: '首次发布' })
  expect([published.status, published.location]).toEqual([303, `${at('publish')}?done=published&version=2`])
  expect(server.city.release).toBe(2)
  says((await admin.go(at('publish'))).html, '<a href="/office/people/list?who=waiting">')
  const { html } = await admin.go('/office/admin/')
  says(html, '首次发布')
  // Accounts are there at once, with their addresses, and all of them can be invited in one go.
  says((await admin.go('/office/people/hejing')).html, 'he@linchuan.example')
  const waiting = await admin.go('/office/people/list?who=waiting')
  const list = [formOf(waiting.html, '/office/people/list')['list']].flat()[0] ?? ''
  expect(String(list).split('\n')).toHaveLength(42)
  says(
    (await admin.send('/office/people/list', { ...formOf(waiting.html, '/office/people/list') })).html,
    '42 行都没有问题'
  )
  expect(JSON.stringify(server.city.people)).not.toContain('linchuan.example')
  says(html, '第一人')
  expect((await admin.go('/office/admin/offices')).html).not.toContain('城市还没有开通')
})

test('11: codes and cards to print', async () => {
  says((await admin.go(at('print'))).html, '/office/admin/set-up/print/sheets?what=areas')
  const sheets = async (what: string) => (await admin.go(`${at('print')}/sheets?what=${what}`)).html
  expect((await sheets('report')).match(/class="sheet"/g)).toHaveLength(1)
  expect((await sheets('areas')).match(/class="sheet"/g)).toHaveLength(17)
  expect((await sheets('offices')).match(/class="card"/g)).toHaveLength(40)
  says(await sheets('offices'), '0579-0010110')
  // Who wrote no hours of his own is there when his deadlines are counted.
  const { items } = await server.call('offices', {}, guest)
  const hours = (kind: string) => [
    ...new Set(items.filter((office) => office.kind === kind).map((office) => office.hours))
  ]
  expect([hours('squad'), hours('centre'), items.find(({ short }) => short === '公安局')?.hours]).toEqual([
    ['每天 07:00 到 22:00'],
    ['工作日 08:30 到 12:00、13:30 到 18:00'],
    '全天，每天都有人'
  ])
  says(await sheets('offices'), '每天 07:00 到 22:00')
  says((await admin.go('/office/admin/offices')).html, '照工作日历')
  // Nothing has been reported yet, and the portal says no more than that; an address of a form is no page.
  const portal = (await visitor(server.url).go('/')).html
  says(portal, '现在没有正在办的事。')
  expect(portal).not.toContain('点数字')
  const gone = await admin.go('/office/admin/areas/geojson')
  expect(gone.status).toBe(404)
  says(gone.html, '这个地址只在提交表单时用')
})

test('every step is done', async () => {
  const { html } = await admin.go(home)
  says(html, '十一步都做好了')
})

test('a report from every street in every category has an office and a deadline', async () => {
  const { categories, offices } = server.city
  const photos = await waitingPhotos(mongoose.connection.collection('photos'), streets.length * categories.length)
  const squads = new Map(offices.flatMap(({ id, area }) => (area ? [[area, id]] : [])))
  const led = new Map<string, number>()
  const wrong: string[] = []
  for (const [i, { code }] of streets.entries())
    for (const category of categories) {
      const body = { category: category.code, photos: photos.splice(0, 1), place: placeIn(i), consentPublic: false }
      const receipt = await server.call('submit', { body }, guest, {
        ip: '127.0.0.1',
        key: `street-${i}-${category.code}-0000`
      })
      led.set(receipt.office.id, (led.get(receipt.office.id) ?? 0) + 1)
      const own = receipt.office.id === squads.get(code)
      const apart = ['jinggai', 'ludeng', 'wushui-zhipai', 'duiwu-zuofeng'].includes(category.code)
      if (
        own === apart ||
        Date.parse(receipt.deadline.dueAt) <= server.context.now().getTime() ||
        receipt.deadline.provisional
      )
        wrong.push(`${code} ${category.code} ${receipt.office.short}`)
    }
  expect(wrong).toEqual([])
  expect(led.size).toBe(17 + 4)
  expect([...led.values()].reduce((sum, n) => sum + n, 0)).toBe(17 * categories.length)
})
