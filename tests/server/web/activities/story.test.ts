/** From a plan to settled hours by pages alone: an organiser, a reviewer and people who take part, with no script. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityView } from '#shared/activities.ts'
import { client } from '#tests/support/http.ts'
import { signIn } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-24T02:20:00Z' })
})
afterAll(() => server.stop())

const seatedAs = async (name: string): Promise<Visitor> => {
  const who = visitor(server.url)
  expect((await who.signIn(name, password)).status).toBe(303)
  return who
}
/** Sends a form of a page with the token of that page. */
const act = async (who: Visitor, page: string, action: string, fields: Record<string, string | string[]>) => {
  const { html } = await who.go(page)
  return who.send(action, { _token: who.tokenIn(html), ...fields })
}
const view = async (no: string) => (await client(server).get<ActivityView>(`/api/activities/${no}`)).body
const plan = {
  kind: 'river',
  title: '柳溪河岸清理',
  about: '从柳溪桥走到入江口，捡垃圾，拍下排污口。',
  address: '柳溪桥南头',
  lng: '120.005',
  lat: '32.005',
  radius: '200',
  shifts: '1',
  's0.roles': '1',
  's0.day': '2026-11-28',
  's0.from': '08:30',
  's0.to': '11:00',
  's0.r0.name': '清扫',
  's0.r0.seats': '2',
  bring: '手套、水杯',
  insurance: '统一投保',
  weather: '下雨改期',
  contactName: '徐清',
  contactPhone: '0520-0010101',
  cancelHours: '14',
  confirmMinutes: '120',
  wait: '5'
}

test('an activity lives its whole life on pages', async () => {
  const xu = await seatedAs('xu')
  const shen = await seatedAs('shen')

  // A plan that lacks something is given back with what was typed, and nothing is drafted.
  const bad = await act(xu, '/office/activities/new', '/office/activities/new', {
    ...plan,
    title: '好',
    's0.to': '08:00',
    key: 'story-key-00000000001'
  })
  expect(bad.status).toBe(422)
  expect(bad.html).toContain('太短，至少 2 个字。')
  expect(bad.html).toContain('value="柳溪桥南头"')
  const wrongTimes = await act(xu, '/office/activities/new', '/office/activities/new', {
    ...plan,
    's0.to': '08:00',
    key: 'story-key-00000000002'
  })
  expect(wrongTimes.status).toBe(422)
  expect(wrongTimes.html).toContain('结束要晚于开始')

  const drafted = await act(xu, '/office/activities/new', '/office/activities/new', {
    ...plan,
    key: 'story-key-00000000003'
  })
  expect(drafted.status).toBe(303)
  const here = drafted.location.split('?')[0] ?? ''
  const no = here.split('/').at(-1) ?? ''
  expect((await xu.go(drafted.location)).html).toContain('已存为草稿')
  const guest = visitor(server.url)
  expect((await guest.go(`/activities/${no}`)).status).toBe(404)

  // Reviewed by somebody else, with a reason where it goes back.
  expect((await act(xu, here, here, { verb: 'submit', version: '1' })).status).toBe(303)
  expect((await xu.go(here)).html).not.toContain('审核通过，开放报名</button>')
  const noWords = await act(shen, here, here, { verb: 'send_back', version: '2', words: '' })
  expect(noWords.status).toBe(422)
  expect(noWords.html).toContain('写清楚原因')
  expect((await act(shen, here, here, { verb: 'send_back', version: '2', words: '写明在哪里集合' })).status).toBe(303)
  expect((await xu.go(here)).html).toContain('写明在哪里集合')
  const edited = await act(xu, `${here}/edit`, `${here}/edit`, {
    ...plan,
    address: '柳溪桥南头公交站',
    's0.id': /name="s0.id" value="([0-9a-f]{24})"/.exec((await xu.go(`${here}/edit`)).html)?.[1] ?? '',
    version: '3'
  })
  expect(edited.status).toBe(303)
  expect((await act(xu, here, here, { verb: 'submit', version: '3' })).status).toBe(409)
  expect((await act(xu, here, here, { verb: 'submit', version: '4' })).status).toBe(303)
  expect((await act(shen, here, here, { verb: 'approve', version: '5' })).status).toBe(303)

  // Everybody finds it, by every filter that fits, and by none that does not.
  const list = await guest.go('/activities?kind=river&free=1')
  expect(list.status).toBe(200)
  expect(list.html).toContain('柳溪河岸清理')
  expect((await guest.go('/activities?kind=river')).html).toContain('柳溪河岸清理')
  expect((await guest.go('/activities?day=2026-11-28')).html).toContain('11月28日 周六的活动')
  expect((await guest.go('/activities?kind=hearing')).html).toContain('这些条件下还没有活动')
  expect((await guest.go('/activities?when=week')).html).toContain('还有 2 个名额')
  const page = await guest.go(`/activities/${no}`)
  for (const words of ['柳溪桥南头公交站', '手套、水杯', '统一投保', '下雨改期', '微信扫一扫'])
    expect(page.html).toContain(words)
  expect((await guest.go(`/activities/${no}.ics`)).html).toContain('BEGIN:VEVENT')
  expect((await guest.go(`/activities/${no}/qr.svg`)).html).toContain('<svg')
  expect((await guest.go('/activities/20260101-999/qr.svg')).status).toBe(200)
  expect((await guest.go('/activities/nonsense/qr.svg')).status).toBe(404)

  // Two seats, three people: the third queues, and moves up when one leaves.
  const shift = (await view(no)).shifts[0]?.id ?? ''
  const join = async (name: string) => {
    const who = await seatedAs(name)
    const role = /<option value="([^"]+)">清扫/.exec((await who.go(`${here}/join`)).html)?.[1] ?? ''
    const sent = await act(who, `${here}/join`, `${here}/join`, {
      shift,
      role,
      adult: 'yes',
      name,
      phone: '13800000371',
      key: `story-join-${name}-0000000`
    })
    return { who, sent }
  }
  const zhou = await join('zhou')
  expect(zhou.sent.location).toBe(`${here}/join?done=joined`)
  expect((await join('wu')).sent.location).toContain('done=joined')
  expect((await guest.go('/activities?free=1')).html).toContain('没有空着的名额')
  const third = await join('qian')
  expect(third.sent.location).toContain('done=queued')
  expect((await third.who.go(`${here}/join`)).html).toContain('候补中')
  const own = async (who: Visitor) => /signups\/([0-9a-f]{24})/.exec((await who.go(`${here}/join`)).html)?.[1] ?? ''
  const left = await act(zhou.who, `${here}/join`, `${here}/signups/${await own(zhou.who)}`, { verb: 'cancel' })
  expect(left.location).toContain('done=left')
  const offered = await third.who.go(`${here}/join`)
  expect(offered.html).toContain('有名额，待确认')
  const confirmed = await act(third.who, `${here}/join`, `${here}/signups/${await own(third.who)}`, { verb: 'confirm' })
  expect(confirmed.location).toContain('done=confirmed')

  // A message is looked at before it goes.
  const preview = await act(xu, `${here}/message`, `${here}/message`, { to: 'in', words: '请带雨衣' })
  expect(preview.html).toContain('2 人会收到')
  expect(preview.html).toContain('组织者说：请带雨衣')
  const key = /name="key" value="([^"]+)"/.exec(preview.html)?.[1] ?? ''
  const told = await xu.send(`${here}/message`, {
    _token: xu.tokenIn(preview.html),
    to: 'in',
    words: '请带雨衣',
    key,
    send: 'yes'
  })
  expect(told.location).toBe(`${here}?done=message`)

  // Coming: the code is a plain page too; who cannot scan is written down, with the reason.
  const sheet = `${here}/shifts/${shift}`
  server.setNow('2026-11-28T00:30:00Z')
  const xuThere = await seatedAs('xu')
  const code = await xuThere.go(`${sheet}/code`)
  expect(code.html).toContain('data:image/svg+xml')
  expect(code.html).toContain('http-equiv="refresh"')
  const roster = await xuThere.go(sheet)
  expect(roster.html).toContain('13800000371')
  const people = [...roster.html.matchAll(/<option value="([0-9a-f]{24})">(wu|qian)/g)]
  const signupOf = (name: string) => people.find((person) => person[2] === name)?.[1] ?? ''
  const silent = await act(xuThere, sheet, `${sheet}/presence`, {
    signup: signupOf('wu'),
    kind: 'in',
    time: '08:30',
    reason: ''
  })
  expect(silent.status).toBe(422)
  const came = await act(xuThere, sheet, `${sheet}/presence`, {
    signup: signupOf('wu'),
    kind: 'in',
    time: '08:30',
    reason: '手机没电'
  })
  expect(came.location).toBe(`${sheet}?done=present`)
  expect((await xuThere.go(sheet)).html).toContain('手机没电')
  server.setNow('2026-11-28T03:00:00Z')
  const xuAfter = await seatedAs('xu')
  const went = await act(xuAfter, sheet, `${sheet}/presence`, {
    signup: signupOf('wu'),
    kind: 'out',
    time: '10:30',
    reason: '手机没电'
  })
  expect(went.location).toBe(`${sheet}?done=present`)
  // Names and numbers leave only when another agrees, and once.
  const led = await xuAfter.go(`${sheet}/roster.csv`)
  const ask = await xuAfter.go(led.location)
  expect(ask.html).toContain('导出要另一个人批准')
  const file = async (name: string) => {
    const sent = await xuAfter.send('/office/approvals/export', {
      _token: xuAfter.tokenIn(ask.html),
      what: 'roster',
      of: sheet.slice(sheet.lastIndexOf('/') + 1),
      note: '签到表打印'
    })
    expect(sent.location).toBe('/office/approvals?done=asked')
    const guan = await signIn(server, 'guan')
    const { items } = (await guan.get<{ items: { id: string; about: string }[] }>('/api/approvals')).body
    expect(items[0]?.about).toContain('签到表打印')
    expect((await guan.post(`/api/approvals/${items[0]?.id ?? ''}/approve`, { sure: true })).status).toBe(200)
    return xuAfter.go(`${sheet}/${name}`)
  }
  const csv = await file('roster.csv')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(csv.html).toContain('wu')
  const book = await file('roster.xlsx')
  expect((await xuAfter.go(`${sheet}/roster.xlsx`)).location).toBe(led.location)
  expect(book.headers.get('content-type')).toContain('spreadsheetml.sheet')
  expect(book.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''roster-\d{8}-\d{3}\.xlsx$/)
  expect((await (await seatedAs('zhou')).go(`${sheet}/roster.xlsx`)).status).toBe(404)

  // Nothing is settled before every shift is, and no hours without a reason.
  const early = await act(xuAfter, here, `${here}/settle`, { version: '6', words: '清出 212 公斤垃圾' })
  expect(early.status).toBe(409)
  const unexplained = await act(xuAfter, sheet, `${sheet}/settlement`, {
    [`minutes.${signupOf('qian')}`]: '90',
    [`was.${signupOf('qian')}`]: '0',
    [`outcome.${signupOf('qian')}`]: 'came'
  })
  expect(unexplained.status).toBe(422)
  const settled = await act(xuAfter, sheet, `${sheet}/settlement`, {})
  expect(settled.location).toBe(`${sheet}?done=hours`)
  expect((await xuAfter.go(sheet)).html).toContain('不能再改')
  const version = /name="version" value="(\d+)"/.exec((await xuAfter.go(here)).html)?.[1] ?? ''
  await act(xuAfter, here, here, { verb: 'start', version })
  const next = /name="version" value="(\d+)"/.exec((await xuAfter.go(`${here}/settle`)).html)?.[1] ?? ''
  const done = await act(xuAfter, `${here}/settle`, `${here}/settle`, {
    version: next,
    words: '清出 212 公斤垃圾',
    'f0.name': '垃圾',
    'f0.value': '212 公斤'
  })
  expect(done.location).toBe(`${here}?done=settle`)
  expect((await guest.go('/activities/results')).html).not.toContain('212 公斤')
  const shenAfter = await seatedAs('shen')
  const last = /name="version" value="(\d+)"/.exec((await shenAfter.go(here)).html)?.[1] ?? ''
  expect((await act(shenAfter, here, here, { verb: 'publish', version: last })).status).toBe(303)
  expect((await guest.go('/activities/results')).html).toContain('212 公斤')
  expect((await guest.go(`/activities/${no}`)).html).toContain('来了 1 人（报名 2 人）')
}, 300_000)

test('who organises nothing has no desk of activities, and who is not seated is sent to the door', async () => {
  const zhou = await seatedAs('zhou')
  expect((await zhou.go('/office/activities')).status).toBe(403)
  expect((await zhou.go('/office/activities/new')).status).toBe(403)
  expect((await zhou.go('/office/')).html).not.toContain('href="/office/activities"')
  const nobody = visitor(server.url)
  expect((await nobody.go('/office/activities')).location).toContain('/office/sign-in?back=%2Foffice%2Factivities')
  const forged = await zhou.send('/office/activities/new', { ...plan, _token: 'x' })
  expect(forged.status).toBe(403)
})

test('the same plan on other days, each once', async () => {
  const xu = await seatedAs('xu')
  const drafted = await act(xu, '/office/activities/new', '/office/activities/new', {
    ...plan,
    's0.day': '2026-12-12',
    key: 'story-key-00000000009'
  })
  const here = drafted.location.split('?')[0] ?? ''
  const repeated = await act(xu, here, `${here}/repeat`, { every: '7', times: '2' })
  expect(repeated.location).toContain('done=repeat')
  const list = await xu.go('/office/activities?tab=mine')
  expect(list.html).toContain('12月19日 周六')
  expect(list.html).toContain('12月26日 周六')
  expect((await act(xu, here, `${here}/repeat`, { every: '3', times: '99' })).status).toBe(422)
})
