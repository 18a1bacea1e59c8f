/** The rooms of those who look on, and what everybody sees of them; as a browser without script goes through them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { City } from '#config/city/types.ts'
import { aspects, cardInput, markMost } from '#shared/oversight.ts'
import { check } from '#shared/schema.ts'
import { guest } from '#server/kernel/viewer.ts'
import { cardComplaints } from '#server/web/oversight/desk/Card.tsx'
import { complaints } from '#server/web/oversight/desk/rating-routes.ts'
import { keepJudgement } from '#server/oversight/index.ts'
import { town } from '#tests/support/city.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  const city: City = { ...town, people: [...town.people] }
  server = await startTestServer({ city, now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const later = () => server.setNow(new Date(server.context.now().getTime() + 10_000))
const atDesk = async (name: string) => {
  const item = visitor(server.url)
  const { location } = await item.signIn(name, password)
  return { ...item, location }
}
/** The text of a page's main part, without its marks. */
const mainOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('what a form about an office lacks', () => {
  const full = { service: '4', fairness: '5', results: '1' }
  test.each([
    ['nothing', full, []],
    ['nothing, words being free', { ...full, words: '好' }, []],
    ['a mark nobody gave', { service: '4', results: '1' }, ['fairness']],
    ['marks that are none', { service: '0', fairness: '6', results: '3.5' }, [...aspects]],
    ['a mark that is two', { ...full, service: '44' }, ['service']],
    ['an end', { ...full, words: '字'.repeat(501) }, ['words']],
    ['nothing at just enough words', { ...full, words: '𠮷'.repeat(500) }, []]
  ])('is %s', (_what, typed, wrong) => {
    expect(Object.keys(complaints(typed))).toEqual(wrong)
  })
})

describe('what a contact card lacks', () => {
  const card = { name: '连阿姨', area: 'hebin', phone: '0520-0010100', hours: '周一到周五' }
  test.each([
    ['nothing', card, []],
    ['everything', { name: '', area: '', phone: '', hours: '' }, ['name', 'area', 'phone', 'hours']],
    ['a number one can dial', { ...card, phone: '打我' }, ['phone']],
    ['an end to its name', { ...card, name: '称'.repeat(61) }, ['name']],
    ['one line for its hours', { ...card, hours: '周一\n周二' }, ['hours']]
  ])('is %s', (_what, typed, wrong) => {
    expect(Object.keys(cardComplaints(typed))).toEqual(wrong)
    expect(check(cardInput, typed).ok).toBe(wrong.length === 0)
  })
})

describe('a supervisor at the desk', () => {
  test('comes to his own room, sees what is to do, judges, changes his mind, and is told so', async () => {
    const bai = await atDesk('bai')
    expect((await bai.go(bai.location)).location).toBe('/office/ratings')
    const list = await bai.go('/office/ratings')
    expect(mainOf(list.html)).toContain(`还有 ${town.offices.length - 1} 个单位没评`)
    expect(list.html).not.toContain('href="/office/ratings/of/centre"')
    expect(list.html).not.toContain('>待办<')
    const form = await bai.go('/office/ratings/of/hebin-squad')
    expect(form.html.match(/type="radio"/g)).toHaveLength(aspects.length * markMost)
    expect(form.html).not.toContain('checked')
    expect(mainOf(form.html)).toContain('单份评议从不公布')
    const _token = bai.tokenIn(form.html)
    const send = (fields: Record<string, string>) =>
      bai.send('/office/ratings/of/hebin-squad', { _token, words: new Blob([]), ...fields })
    const short = await send({ service: '4', results: '2' })
    expect(short.status).toBe(422)
    expect(mainOf(short.html)).toContain('公正还没打分')
    expect(short.html.match(/checked/g)).toHaveLength(2)
    const sent = await send({ service: '4', fairness: '5', results: '2' })
    expect([sent.status, sent.location]).toEqual([303, '/office/ratings?done=hebin-squad'])
    const after = await bai.go(sent.location)
    expect(after.html).toContain('已保存对河滨中队的评议')
    expect(mainOf(after.html)).toContain(`还有 ${town.offices.length - 2} 个单位没评`)
    expect((await send({ service: '1', fairness: '5', results: '2' })).status).toBe(303)
    expect(mainOf((await bai.go('/office/ratings')).html)).toContain('服务 1 公正 5 成效 2')
    expect((await bai.go('/office/ratings/of/centre')).status).toBe(404)
  })

  test('is nobody else: an officer reads what was said of his own office, and finds no form', async () => {
    const at = new Date('2026-10-12T02:00:00.000Z')
    for (const by of ['a', 'b', 'c'])
      await keepJudgement({
        _id: `${by}:hebin-squad:2026-10`,
        by,
        office: 'hebin-squad',
        month: '2026-10',
        at,
        service: 4,
        fairness: 3,
        results: 5,
        ...(by === 'b' && { words: '雨天<b>照样</b>到场' })
      })
    const zhou = await atDesk('zhou')
    expect((await zhou.go('/office/ratings')).location).toBe('/office/ratings/words')
    const { html, status } = await zhou.go('/office/ratings/words')
    expect(status).toBe(200)
    expect(html).toContain('雨天&lt;b&gt;照样&lt;/b&gt;到场')
    // October had three; November has one, which nobody is shown.
    expect(mainOf(html)).toContain('2026年10月 3 份 4.0 3.0 5.0')
    expect(mainOf(html)).not.toContain('2026年11月')
    expect((await zhou.go('/office/ratings/of/wenchang-squad')).status).toBe(403)
    expect((await zhou.go('/office/ratings/words?office=wenchang-squad')).status).toBe(403)
    const guan = await atDesk('guan')
    expect((await guan.go('/office/ratings/words')).html).toContain('照样')
  })

  test('and everybody reads the months of three, never the month of one', async () => {
    later()
    const page = mainOf((await visitor(server.url).go('/offices/hebin-squad')).html)
    expect(page).toContain('2026年10月 3 份 4.0 3.0 5.0')
    expect(page).not.toContain('2026年11月 1 份')
    expect(mainOf((await visitor(server.url).go('/offices/water')).html)).toContain('还没有满 3 份评议的月份')
  })
})

describe('a liaison at the desk', () => {
  test('writes his card, sees it as everybody will, and takes it down again', async () => {
    const open = async () => {
      later()
      return (await visitor(server.url).go('/contacts')).html
    }
    expect(mainOf(await open())).toContain('还没有联络员公开名片')
    const lian = await atDesk('lian')
    expect((await lian.go(lian.location)).location).toBe('/office/card')
    const empty = await lian.go('/office/card')
    expect(mainOf(empty.html)).toContain('公众现在看不到您')
    expect(empty.html).toContain('<option value="hebin" selected')
    const _token = lian.tokenIn(empty.html)
    const send = (fields: Record<string, string>) =>
      lian.send('/office/card', { _token, files: new Blob([]), name: '连阿姨', area: 'hebin', ...fields })
    const bad = await send({ act: 'save', phone: '12', hours: '' })
    expect(bad.status).toBe(422)
    expect(mainOf(bad.html)).toContain('电话要 7 到 20 位')
    const good = { phone: '0520-0010100', hours: '每天 9:00 到 17:00' }
    const preview = await send({ act: 'preview', ...good })
    expect(mainOf(preview.html)).toContain('保存后公众会看到的')
    expect(await open()).not.toContain('连阿姨')
    const saved = await send({ act: 'save', ...good })
    expect(saved.location).toBe('/office/card?done=saved')
    expect((await lian.go(saved.location)).html).toContain('已保存，公众看得到了')
    const shown = await open()
    expect(shown).toContain('href="tel:05200010100"')
    expect(shown).toContain('href="/report?area=hebin"')
    expect(mainOf(shown)).toContain('每天 9:00 到 17:00')
    const gone = await send({ act: 'withdraw' })
    expect((await lian.go(gone.location)).html).toContain('已撤下')
    expect(await open()).not.toContain('连阿姨')
  })

  test('is found by the name of his street, and on the public page of a case there', async () => {
    const lian = await server.call(
      'saveCard',
      { body: { name: '连阿姨', area: 'hebin', phone: '0520-0010100', hours: '每天' } },
      { kind: 'staff', id: 'lian', name: '连心', office: 'hebin-squad', roles: ['liaison'], family: 'f' }
    )
    expect(lian.name).toBe('连阿姨')
    later()
    const reader = visitor(server.url)
    expect((await reader.go(`/contacts?q=${encodeURIComponent('河滨')}`)).html).toContain('连阿姨')
    const none = mainOf((await reader.go(`/contacts?q=${encodeURIComponent('没有这条街')}`)).html)
    expect(none).toContain('没有找到「没有这条街」')
    const walk = journey(server)
    const { no } = await walk.submit()
    await walk.publish(no)
    const page = (await reader.go(`/cases/${no}`)).html
    expect(mainOf(page)).toContain('本街道联络员')
    expect(page).toContain('href="tel:05200010100"')
    // The form it leads to has the street chosen.
    expect((await reader.go('/report?area=hebin')).html).toContain('<option value="hebin" selected')
  })
})

describe('on patrol', () => {
  test('whoever sits at the desk reports there, once, and the page of the case says where it came from', async () => {
    const bai = await atDesk('bai')
    const form = await bai.go('/office/patrol')
    expect(mainOf(form.html)).toContain('白监（社会监督员）')
    expect(form.html).not.toContain('name="phone"')
    const fields = {
      _token: bai.tokenIn(form.html),
      key: 'a-patrol-at-the-desk-0001',
      category: 'shopfront',
      area: 'hebin',
      consent: 'yes',
      text: '三家店的货架都摆到了盲道上'
    }
    const nothing = await bai.send('/office/patrol', { ...fields, photos: new Blob([]) })
    expect(nothing.status).toBe(422)
    const photo = () =>
      phonePhoto(4711, 160, 120).then((buffer) => new Blob([Uint8Array.from(buffer)], { type: 'image/jpeg' }))
    const sent = await bai.send('/office/patrol', { ...fields, photos: await photo() })
    expect(sent.status).toBe(303)
    const numbers = (html: string) => /\d{4}-\d{4}-\d{5}/.exec(mainOf(html))?.[0] ?? ''
    const no = numbers((await bai.go(sent.location)).html)
    expect(no).not.toBe('')
    expect((await bai.send('/office/patrol', { ...fields, photos: await photo() })).location).toBe(sent.location)
    const walk = journey(server)
    await walk.publish(no)
    later()
    const caseView = await server.call('readCase', { params: { no } }, guest)
    expect(caseView.channel).toBe('patrol')
    expect(mainOf((await visitor(server.url).go(`/cases/${no}`)).html)).toContain('巡查')
  })

  test('nobody reports from the desk who does not sit there', async () => {
    expect((await visitor(server.url).go('/office/patrol')).location).toContain('/office/sign-in')
  })
})
