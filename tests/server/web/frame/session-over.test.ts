/** A session ends while a form is filled in: signing in again brings back all that was written, and nothing was done. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Page, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-24T02:20:00Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const plain = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
/** What a page's form sends along by itself. */
const hiddenOf = (html: string): Record<string, string | string[]> => {
  const found: Record<string, string[]> = {}
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
    (found[plain(name)] ??= []).push(plain(value))
  return found
}
const actionOf = (html: string): string =>
  plain(/<form[^>]*action="([^"]+)"/.exec(html.slice(html.indexOf('door-f') - 400))?.[1] ?? '')
const photo = async (seed: number): Promise<File> =>
  new File([Uint8Array.from(await phonePhoto(seed, 160, 120))], 'a.jpg', { type: 'image/jpeg' })
const seated = async (name: string): Promise<Visitor> => {
  const who = visitor(server.url)
  await who.signIn(name, password)
  return who
}
/** Sends a form after the session has ended, forgets name and password, and then signs in on the page that asks. */
async function sentLate(
  who: Visitor,
  name: string,
  path: string,
  fields: Parameters<Visitor['send']>[1]
): Promise<Page> {
  who.jar.clear()
  const door = await who.send(path, { _token: 'of-the-old-session', ...fields })
  expect(door.status).toBe(401)
  const wrong = await who.send(actionOf(door.html), {
    ...hiddenOf(door.html),
    'sign-in.name': '',
    'sign-in.password': ''
  })
  expect(wrong.status).toBe(422)
  const own = { 'sign-in.name': name, 'sign-in.password': password }
  return who.send(actionOf(wrong.html), { ...hiddenOf(wrong.html), ...own })
}
const plan = {
  kind: 'river',
  title: '柳溪河岸清理 "甲" & <乙>',
  about: '从柳溪桥走到入江口，\n捡垃圾，拍下排污口。',
  co: '柳溪小学、河长办',
  address: '柳溪桥南头',
  lng: '120.005',
  lat: '32.005',
  radius: '210',
  shifts: '1',
  's0.roles': '1',
  's0.day': '2026-11-28',
  's0.from': '08:35',
  's0.to': '11:05',
  's0.r0.name': '清扫组',
  's0.r0.seats': '23',
  bring: '手套、水杯',
  insurance: '统一投保',
  weather: '下雨改期',
  contactName: '徐清',
  contactPhone: '0520-0010101',
  cancelHours: '14',
  confirmMinutes: '125',
  wait: '7',
  key: 'late-key-000000000001'
}

describe('a form of the desk comes back whole', () => {
  test('the plan of an activity, with its cover', async () => {
    const xu = await seated('xu')
    const back = await sentLate(xu, 'xu', '/office/activities/new', { ...plan, photo: await photo(11) })
    expect(back.status).toBe(200)
    const html = plain(back.html)
    for (const [name, value] of Object.entries(plan))
      if (!['kind', 'shifts', 's0.roles', 'key'].includes(name))
        expect([name, html.includes(value)]).toEqual([name, true])
    expect(html).toMatch(/name="photos"[^>]*value="[0-9a-f]{64}"|value="[0-9a-f]{64}"[^>]*name="photos"/)
    expect(html).toContain('写的内容都在')
    expect((await xu.go('/office/activities?tab=mine')).html).not.toContain('柳溪河岸清理')
    // And it can be sent now, by the token of the new session.
    const sent = await xu.send('/office/activities/new', { ...plan, _token: xu.tokenIn(back.html) })
    expect(sent.status).toBe(303)
  })

  test('an answer of an office, with its photos, beside the case', async () => {
    const { no } = await walk.accepted()
    const zhou = await seated('zhou')
    const words = '已经清理干净，"请"放心出行。'
    const back = await sentLate(zhou, 'zhou', `/office/cases/${no}?tab=todo`, {
      form: 'reply',
      verb: 'reply',
      version: '2',
      outcome: 'solved',
      words,
      photo: await photo(12)
    })
    expect(back.status).toBe(200)
    expect(plain(back.html)).toContain(words)
    expect(back.html).toMatch(/value="solved"[^>]*checked|checked[^>]*value="solved"/)
    expect(back.html).toMatch(/[0-9a-f]{64}/)
    const { body } = await (await walk.staff('zhou')).get<CaseView>(`/api/cases/${no}`)
    expect(body.status).toBe('handling')
  })

  test.each([
    [
      'zhou',
      '/office/patrol',
      { category: 'shopfront', area: 'hebin', text: '巡查时看到的摊位', address: '文庙巷 7 号' },
      true
    ],
    ['shen', '/office/premises/new', { name: '新华书店', section: '文庙巷', statement: '门前三米都扫干净' }, false],
    ['guan', '/office/admin/areas/border', { metres: '37', revision: '1' }, false],
    ['guan', '/office/admin/calendar/slots', { slots: '08:31-12:01', slotsFrom: '2027-03-01', revision: '1' }, false],
    ['guan', '/office/admin/offices/save', { _new: 'yes', id: 'new-squad', name: '新街中队', revision: '1' }, false]
  ] as const)('of %s at %s', async (name, path, fields, withPhoto) => {
    const who = visitor(server.url)
    const given = { ...fields, ...(withPhoto && { photos: await photo(13) }) }
    const back = await sentLate(who, name, path, given)
    expect([path, back.status]).toEqual([path, 200])
    const html = plain(back.html)
    for (const [field, value] of Object.entries(fields))
      if (!['revision', '_new', 'category', 'area'].includes(field))
        expect([field, html.includes(value)]).toEqual([field, true])
    if (withPhoto) expect(html).toMatch(/value="[0-9a-f]{64} 120 160"/)
  })

  test('where another tab has signed in meanwhile, the old form is no loss either', async () => {
    const xu = await seated('xu')
    const back = await xu.send('/office/activities/new', {
      ...plan,
      _token: 'of-the-old-session',
      title: '另一个标签页'
    })
    expect(back.status).toBe(403)
    expect(back.html).toContain('另一个标签页')
    expect(back.html).toContain('写的内容都在')
  })

  test('a page elsewhere fills in nothing', async () => {
    const who = visitor(server.url)
    const sent = await who.send('/office/activities/new', plan, { origin: 'https://evil.example' })
    expect(sent.status).toBe(403)
    expect(sent.html).not.toContain('柳溪桥南头')
  })
})

describe('a form of the portal comes back whole', () => {
  test('a report whose form was drawn long ago keeps its photos', async () => {
    const who = visitor(server.url)
    const back = await who.send('/report', {
      _token: 'old',
      category: 'shopfront',
      area: 'hebin',
      text: '货架摆到盲道上',
      phone: '13800000371',
      consent: 'no',
      photos: await photo(14)
    })
    expect(back.status).toBe(403)
    for (const value of ['货架摆到盲道上', '13800000371', ' 120 160"']) expect(back.html).toContain(value)
  })

  test('an answer sent after the key had run out waits for number and code', async () => {
    const { no, code } = await walk.accepted()
    expect((await walk.move('zhou', no, { verb: 'ask', words: '在路的哪一边？' })).status).toBe(200)
    const who = visitor(server.url)
    const track = await who.go('/track')
    const door = await who.send('/track/report/answer', {
      _token: who.tokenIn(track.html),
      text: '在路的北边，"小学"门口',
      photos: await photo(15)
    })
    expect(door.status).toBe(401)
    const form = door.html.slice(door.html.indexOf('form-n'))
    const wrong = await who.send('/track/report/answer', {
      ...hiddenOf(form),
      'door.no': no,
      'door.code': '0000000000'
    })
    expect(wrong.status).toBe(401)
    const again = wrong.html.slice(wrong.html.indexOf('form-n'))
    const back = await who.send('/track/report/answer', { ...hiddenOf(again), 'door.no': no, 'door.code': code })
    expect(back.status).toBe(200)
    expect(plain(back.html)).toContain('在路的北边，"小学"门口')
    expect(back.html).toContain(' 120 160"')
    const { body } = await (await walk.staff('zhou')).get<CaseView>(`/api/cases/${no}`)
    expect(body.timeline.some((entry) => entry.verb === 'answer')).toBe(false)
    // The photo goes along by its id.
    const kept = plain(
      /name="photo" checked="" value="([^"]+)"/.exec(back.html)?.[1] ??
        /value="([0-9a-f]{64} 120 160)"/.exec(back.html)?.[1] ??
        ''
    )
    const sent = await who.send('/track/report/answer', {
      _token: who.tokenIn(back.html),
      text: '在路的北边',
      photo: kept
    })
    expect(sent.location).toBe('/track/report?done=answer')
  })
})
