/** Hours after they are settled, by pages alone: put right by somebody else, taken back by the centre, thanked and taught. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CorrectionView, HourEntry } from '#shared/hours.ts'
import type { ProfileView } from '#shared/volunteers.ts'
import { sumOfAll } from '#server/hours/index.ts'
import { turn as work } from '#server/worker.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Attended, type Volunteering } from '#tests/support/volunteering.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

const start = '2026-11-16T02:00:00.000Z'
const room = '/office/activities/corrections'
let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())

let turn = 0
beforeEach(() => {
  turn++
  server.setNow(start)
})
const named = (name: string): string => `${name}-${turn}`

const seatedAs = async (name: string): Promise<Visitor> => {
  const who = visitor(server.url)
  expect((await who.signIn(name, password)).status).toBe(303)
  return who
}
/** Sends a form of a page with all that the page has put into it, and what the person fills in. */
const act = async (who: Visitor, page: string, action: string, fields: Record<string, string>) => {
  const { html } = await who.go(page)
  const form = html.split('<form').find((text) => text.includes(`action="${action}"`)) ?? ''
  const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value] as const
  )
  expect(Object.fromEntries(hidden)).toHaveProperty('_token')
  return who.send(action, { ...Object.fromEntries(hidden), ...fields })
}
/** Presses the leading button of a page that asks once more. */
const confirm = (who: Visitor, html: string, more: Record<string, string> = { confirmed: 'yes' }) => {
  const [, action = ''] = /<form class="dlg dlg-page" method="post" action="([^"]+)"/.exec(html) ?? []
  const hidden = [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value] as const
  )
  expect(action).not.toBe('')
  return who.send(action, { ...Object.fromEntries(hidden), ...more })
}

const settledWith = async (names: readonly string[], minutes = 90): Promise<Attended> => {
  const attended = await v.attended(names.map(named), minutes, { title: `沿街清扫第 ${turn} 回` })
  expect((await v.settle(attended.shift)).status).toBe(200)
  return attended
}
const signup = (attended: Attended, name: string): string => attended.signups[named(name)] ?? ''
const sheet = (attended: Attended) => `/office/activities/${attended.no}/shifts/${attended.shift}`
const personPage = (attended: Attended, name: string) => `${sheet(attended)}/people/${signup(attended, name)}`
const asks = async (attended: Attended, name: string, minutes = 120, words = '签退晚了，实际多做了半小时') => {
  const sent = await (
    await v.resident(named(name))
  ).post<CorrectionView>(`/api/signups/${signup(attended, name)}/correction`, { minutes, words })
  expect(sent.status).toBe(200)
  return sent.body.id
}
const mine = async (name: string) =>
  (await (await v.resident(named(name))).get<{ minutes: number; items: HourEntry[] }>('/api/hours/mine')).body

test('somebody who asks for half an hour more gets it from an organiser who sees all he needs on one page', async () => {
  const profile = { rev: 0, name: '安小然', skills: [], areas: [], languages: [], free: [], ranked: false }
  expect((await (await v.resident(named('an'))).post('/api/volunteers/me', profile)).status).toBe(200)
  const attended = await settledWith(['an'])
  const id = await asks(attended, 'an')
  const xu = await seatedAs('xu')

  // It is found from the list of activities, from the activity, and from the roster.
  expect((await xu.go('/office/activities')).html).toMatch(/href="\/office\/activities\/corrections"[\s\S]*?>1</)
  expect((await xu.go(`/office/activities/${attended.no}`)).html).toContain('有 1 条工时更正等裁定')
  const roster = (await xu.go(sheet(attended))).html
  expect(roster).toContain('更正等裁定：要改为 2 小时')
  expect(roster).toContain(`href="${room}/${id}"`)

  // Who, what for, from how much to how much, and what was reported.
  const list = (await xu.go(room)).html
  const page = (await xu.go(`${room}/${id}`)).html
  for (const html of [list, page]) {
    for (const words of [
      '安小然',
      `沿街清扫第 ${turn} 回`,
      '1 小时 30 分',
      '多 30 分钟',
      '签退晚了，实际多做了半小时',
      '本人提的',
      '按签到是 1 小时 30 分'
    ])
      expect(html).toContain(words)
  }

  // A ruling without a choice or without words is given back with what was typed; nothing is ruled.
  const here = `${room}/${id}`
  const blank = await act(xu, here, here, { words: '行' })
  expect(blank.status).toBe(422)
  expect(blank.html).toContain('选一个：同意，还是不同意。')
  expect(blank.html).toContain('太短，至少 2 个字。')
  expect(blank.html).toContain('>行</textarea>')

  // What will happen is said first, and one may think again without losing a word.
  const asked = await act(xu, here, here, { approve: 'yes', words: '核对过照片' })
  expect(asked.status).toBe(200)
  expect(asked.html).toContain('由 1 小时 30 分 改为 2 小时（多 30 分钟）')
  expect((await mine('an')).minutes).toBe(90)
  const back = await confirm(xu, asked.html, { back: '1' })
  expect(back.html).toContain('>核对过照片</textarea>')
  const ruled = await confirm(xu, asked.html)
  expect(ruled.location).toBe(`${room}?done=approved`)
  expect((await xu.go(ruled.location)).html).toContain('已同意更正，告诉本人了。')
  expect((await mine('an')).minutes).toBe(120)
  // The same form once more does nothing more.
  expect((await confirm(xu, asked.html)).location).toBe(`${room}?done=approved`)
  expect((await mine('an')).items.map((e) => e.kind)).toEqual(['correct', 'grant'])
  const past = (await xu.go(`${room}?tab=ruled&activity=${attended.no}`)).html
  expect(past).toContain('同意更正')
  expect(past).toContain('核对过照片')
  expect((await xu.go(sheet(attended))).html).toContain('更正过')
})

test('of two who rule at once the second is told what the first decided, and keeps his words', async () => {
  const attended = await settledWith(['an'])
  const here = `${room}/${await asks(attended, 'an')}`
  const [xu, shen] = [await seatedAs('xu'), await seatedAs('shen')]
  const first = await act(xu, here, here, { approve: 'no', words: '照片里没有他' })
  const second = await act(shen, here, here, { approve: 'yes', words: '组织者记错了' })
  expect(first.html).toContain('台账不动')
  expect((await confirm(xu, first.html)).location).toBe(`${room}?done=refused`)
  const late = await confirm(shen, second.html)
  expect(late.status).toBe(409)
  for (const words of ['别人已经先裁定了', '照片里没有他', '>组织者记错了</textarea>'])
    expect(late.html).toContain(words)
  expect((await mine('an')).minutes).toBe(90)
})

test('an organiser asks for somebody, may not rule on it himself, and the centre does', async () => {
  const attended = await settledWith(['an'])
  const xu = await seatedAs('xu')
  const page = personPage(attended, 'an')
  const short = await act(xu, page, `${page}/correct`, { minutes: '一小时', words: '早走' })
  expect(short.status).toBe(422)
  for (const words of ['写 0 到 1440 之间的整数。', '太短，至少 5 个字。', 'value="一小时"', '>早走</textarea>'])
    expect(short.html).toContain(words)
  expect((await act(xu, page, `${page}/correct`, { minutes: '90', words: '没有要改的' })).html).toContain(
    '现在就是这么多'
  )
  const sent = await act(xu, page, `${page}/correct`, { minutes: '60', words: '中途离开了半小时' })
  expect(sent.location).toBe(`${page}?done=asked`)
  const [, here = ''] = /href="(\/office\/activities\/corrections\/[0-9a-f]{24})"/.exec((await xu.go(page)).html) ?? []
  // There is one open request at a time, and the form for another is gone.
  expect((await xu.go(page)).html).not.toContain(`action="${page}/correct"`)

  const own = await xu.go(here)
  expect(own.html).toContain('是您提的，要由别人裁定。')
  expect(own.html).not.toContain('name="approve"')
  const tried = await xu.send(here, {
    _token: xu.tokenIn((await xu.go('/office/me')).html),
    approve: 'yes',
    words: '我说了算',
    confirmed: 'yes'
  })
  expect(tried.status).toBe(403)
  expect(tried.html).toContain('是您提的，要由别人裁定。')
  expect((await mine('an')).minutes).toBe(90)

  const shen = await seatedAs('shen')
  const asked = await act(shen, here, here, { approve: 'yes', words: '监控里看到了' })
  expect(asked.html).toContain('少 30 分钟')
  expect((await confirm(shen, asked.html)).status).toBe(303)
  expect((await mine('an')).minutes).toBe(60)
})

test('the centre takes hours back once, says why, and everybody who looks sees it', async () => {
  const attended = await settledWith(['an'])
  const page = personPage(attended, 'an')
  const [xu, shen] = [await seatedAs('xu'), await seatedAs('shen')]
  // An organiser has no such form, and no such address.
  expect((await xu.go(page)).html).not.toContain(`action="${page}/revoke"`)
  const entry = (await mine('an')).items[0]?.id ?? ''
  const token = xu.tokenIn((await xu.go('/office/me')).html)
  const forced = await xu.send(`${page}/revoke`, { _token: token, entry, words: '查实是他人代签', confirmed: 'yes' })
  expect(forced.status).toBe(403)

  const short = await act(shen, page, `${page}/revoke`, { words: '代签' })
  expect(short.status).toBe(422)
  expect(short.html).toContain('>代签</textarea>')
  const asked = await act(shen, page, `${page}/revoke`, { words: '查实是他人代签' })
  for (const words of ['收回 ', '减去 1 小时 30 分', '原来的记录留着', '马上告诉本人', '查实是他人代签'])
    expect(asked.html).toContain(words)
  expect((await mine('an')).minutes).toBe(90)
  const done = await confirm(shen, asked.html)
  expect(done.location).toBe(`${page}?done=revoked`)
  expect((await confirm(shen, asked.html)).location).toBe(`${page}?done=revoked`)
  expect(await mine('an')).toMatchObject({ minutes: 0, items: [{ kind: 'revoke', minutes: -90 }, { kind: 'grant' }] })
  expect(await sumOfAll()).toBe(0)
  // The sum of the shift goes down with it, once.
  const desk = (await v.read(attended.no, await v.staff('xu'))).desk
  expect(desk?.shifts.find((s) => s.id === attended.shift)?.minutes).toBe(0)
  await work(server.context, {}, ['relay', 'work'])
  const told = await (await v.resident(named('an'))).get<{ items: { verb: string; text: string }[] }>('/api/notices')
  expect(told.body.items.find(({ verb }) => verb === 'revoked')?.text).toContain('查实是他人代签')
  const roster = (await xu.go(sheet(attended))).html
  expect(roster).toContain('收回了 1 小时 30 分')
  expect((await shen.go(page)).html).not.toContain(`action="${page}/revoke"`)
  // A page that was opened before somebody else took them back.
  const stale = await shen.send(`${page}/revoke`, {
    _token: shen.tokenIn((await shen.go('/office/me')).html),
    entry,
    words: '另一个原因在此'
  })
  expect(stale.status).toBe(409)
  expect(stale.html).toContain('已经没有时长可收回')
})

test('hours that were put right meanwhile are looked at again before they are taken back, and then are', async () => {
  const attended = await settledWith(['an'])
  const page = personPage(attended, 'an')
  const [xu, shen] = [await seatedAs('xu'), await seatedAs('shen')]
  const asked = await act(shen, page, `${page}/revoke`, { words: '查实是他人代签' })
  const here = `${room}/${await asks(attended, 'an')}`
  await confirm(xu, (await act(xu, here, here, { approve: 'yes', words: '核对过照片' })).html)
  const late = await confirm(shen, asked.html)
  expect(late.status).toBe(409)
  expect(late.html).toContain('刚刚有变动')
  expect(late.html).toContain('>查实是他人代签</textarea>')
  expect((await mine('an')).minutes).toBe(120)
  const again = await act(shen, page, `${page}/revoke`, { words: '查实是他人代签' })
  expect(again.html).toContain('减去 2 小时')
  expect((await confirm(shen, again.html)).status).toBe(303)
  expect(await mine('an')).toMatchObject({ minutes: 0, items: [{ minutes: -120 }, { minutes: 30 }, { minutes: 90 }] })
})

test('thanks and a training stand on the roster and in the profile, and nobody gives them twice by mistake', async () => {
  const attended = await settledWith(['an'])
  const xu = await seatedAs('xu')
  const page = personPage(attended, 'an')
  const silent = await act(xu, page, `${page}/honour`, { honour: 'service_star', words: '' })
  expect(silent.status).toBe(422)
  expect(silent.html).toContain('太短，至少 2 个字。')
  const thanked = await act(xu, page, `${page}/honour`, { honour: 'service_star', words: '带头清沟' })
  expect(thanked.location).toBe(`${page}?done=honoured`)
  const after = (await xu.go(thanked.location)).html
  expect(after).toContain('给了「服务明星」：带头清沟')
  expect(after).not.toContain('<option value="service_star"')
  const again = await act(xu, page, `${page}/honour`, { honour: 'service_star', words: '带头清沟' })
  expect(again.location).toBe(`${page}?done=honoured`)

  const wrong = await act(xu, page, `${page}/train`, { training: 'traffic', score: '101' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('写 0 到 100 的整数')
  expect(wrong.html).toContain('「记培训」还没成')
  expect(wrong.html).toContain('href="#score"')
  expect((await act(xu, page, `${page}/train`, { training: 'traffic', score: '59' })).status).toBe(303)
  expect((await xu.go(page)).html).toContain('59 分，没及格')
  expect((await xu.go(page)).html).toContain('交通引导（记过，再记就替换）')
  // Sent twice at once, it stands there once.
  await Promise.all([0, 1].map(() => act(xu, page, `${page}/train`, { training: 'traffic', score: '80' })))
  expect((await act(xu, page, `${page}/train`, { training: 'basics', score: '' })).status).toBe(303)

  const roster = (await xu.go(sheet(attended))).html
  expect(roster).toContain('已表扬：服务明星')
  expect(roster).toContain('学过：交通引导 80 分、志愿服务入门')
  const profile = (await (await v.resident(named('an'))).get<ProfileView>('/api/volunteers/me')).body
  expect(profile.honours).toMatchObject([{ honour: 'service_star', words: '带头清沟' }])
  expect(profile.learned).toMatchObject([
    { training: 'traffic', score: 80, passed: true },
    { training: 'basics', passed: true }
  ])
})

test('another office sees none of it, and who organises nothing has no such room', async () => {
  const attended = await settledWith(['an'])
  const id = await asks(attended, 'an')
  const he = await seatedAs('he')
  const token = he.tokenIn((await he.go('/office/me')).html)
  expect((await he.go(room)).html).not.toContain(id)
  for (const path of [`${room}/${id}`, personPage(attended, 'an')]) expect((await he.go(path)).status).toBe(404)
  expect((await he.send(`${room}/${id}`, { _token: token, approve: 'yes', words: '同意' })).status).toBe(404)
  for (const [door, fields] of [
    ['honour', { honour: 'service_star', words: '带头清沟' }],
    ['train', { training: 'traffic' }],
    ['correct', { minutes: '10', words: '他早就走了' }],
    ['revoke', { entry: 'a'.repeat(24), words: '查实是他人代签' }]
  ] as const)
    expect((await he.send(`${personPage(attended, 'an')}/${door}`, { _token: token, ...fields })).status).toBe(404)
  const zhou = await seatedAs('zhou')
  expect((await zhou.go(room)).status).toBe(403)
  expect((await mine('an')).minutes).toBe(90)
})

test('what waits is read page by page, and nobody is missed or shown twice', async () => {
  const names = Array.from({ length: 21 }, (_, i) => `v${i}`)
  const attended = await settledWith(names)
  const ids: string[] = []
  for (const name of names) ids.push(await asks(attended, name))
  const xu = await seatedAs('xu')
  const seen: string[] = []
  let href = `${room}?activity=${attended.no}`
  for (let turns = 0; turns < 3 && href; turns++) {
    const { html } = await xu.go(href)
    const found = [...html.matchAll(/href="\/office\/activities\/corrections\/([0-9a-f]{24})"/g)].map((m) => m[1] ?? '')
    seen.push(...found)
    href = (/href="([^"]*after=[^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&')
  }
  expect(href).toBe('')
  expect(seen).toHaveLength(ids.length)
  expect(new Set(seen)).toEqual(new Set(ids))
  expect((await xu.go(`${room}?tab=ruled&activity=${attended.no}`)).html).toContain('还没有裁定过的更正。')
}, 120_000)
