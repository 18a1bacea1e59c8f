/** The door of the desk in two steps, and the pages about one's own sign-in, as a browser without scripts meets them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword, keepStaff } from '#server/members/index.ts'
import { codeOf, hiddenIn } from '#tests/support/second-factor.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Page, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
const begun = new Date()
let now = begun
beforeAll(async () => {
  server = await startTestServer({ now: begun.toISOString(), env: { ROLE: 'web', SECOND_FACTOR: 'required' } })
  const kept = { office: 'hebin-squad', title: '', password: await hashPassword(password) }
  await keepStaff([
    { _id: 'plain', name: '平常人', roles: ['verifier'], ...kept },
    { _id: 'chief', name: '管家', roles: ['admin'], ...kept },
    { _id: 'reads', name: '看的人', roles: ['officer'], ...kept }
  ])
})
afterAll(() => server.stop())

const later = (ms: number): void => {
  now = new Date(now.getTime() + ms)
  server.setNow(now)
}
const codesIn = ({ html }: Pick<Page, 'html'>): string[] =>
  [...html.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code = '']) => code)

/** Through the door for the first time, with an app that is set up on the way. */
async function enrolAtDoor(name: string): Promise<{ here: Visitor; secret: string; codes: string[] }> {
  const here = visitor(server.url)
  const asked = await here.signIn(name, password, '/office/me')
  const fields = hiddenIn(asked)
  const done = await here.send('/office/sign-in', { ...fields, code: codeOf(fields['secret'] ?? '', now) })
  return { here, secret: fields['secret'] ?? '', codes: codesIn(done) }
}

describe('who must have a second factor and has none', () => {
  test('is shown what his app needs, gets nowhere before, keeps it after a slip, and takes ten codes along', async () => {
    const here = visitor(server.url)
    const asked = await here.signIn('chief', password, '/office/admin/sign-ins')
    expect(asked.status).toBe(200)
    expect(asked.html).toContain('先设好动态码')
    expect(asked.html).toContain('data:image/svg+xml;base64,')
    expect((await here.go('/office/admin/sign-ins')).status).toBe(303)

    const fields = hiddenIn(asked)
    const slip = await here.send('/office/sign-in', { ...fields, code: '000000' })
    expect([slip.status, hiddenIn(slip)['secret']]).toEqual([401, fields['secret']])
    expect((await here.send('/office/sign-in', { ...fields, code: '' })).status).toBe(422)

    const done = await here.send('/office/sign-in', { ...fields, code: codeOf(fields['secret'] ?? '', now) })
    expect(done.status).toBe(200)
    expect(codesIn(done)).toHaveLength(10)
    expect(done.html).toContain('href="/office/admin/sign-ins"')
    expect(done.headers.get('cache-control')).toBe('no-store')
    expect((await here.go('/office/admin/sign-ins')).status).toBe(200)
  })
})

describe('the second step', () => {
  test('takes a code or a recovery code, says what is wrong, and begins anew when it took too long', async () => {
    const { secret, codes } = await enrolAtDoor('reads')
    later(60_000)
    const here = visitor(server.url)
    const asked = await here.signIn('reads', password, '/office/me')
    expect(asked.html).toContain('再输一个动态码')
    const wrong = await here.send('/office/sign-in', { ...hiddenIn(asked), code: '123123' })
    expect(wrong.status).toBe(401)
    expect(wrong.html).toContain('动态码不对')
    const inside = await here.send('/office/sign-in', { ...hiddenIn(wrong), code: codeOf(secret, now) })
    expect([inside.status, inside.location]).toEqual([303, '/office/me'])

    const other = visitor(server.url)
    const again = await other.signIn('reads', password)
    later(6 * 60_000)
    const over = await other.send('/office/sign-in', { ...hiddenIn(again), code: codeOf(secret, now) })
    expect([over.status, over.html.includes('离上一步太久了')]).toEqual([401, true])
    const third = await other.signIn('reads', password)
    expect((await other.send('/office/sign-in', { ...hiddenIn(third), code: codes[0] ?? '' })).status).toBe(303)
  })

  test('does not lose a form that was being sent when the session ended', async () => {
    const { here, secret } = await enrolAtDoor('zhou')
    later(31 * 60_000)
    const sent = await here.send('/office/me/password', { 'password-old': 'x', note: '写了很久的话' })
    expect([sent.status, sent.html.includes('写了很久的话')]).toEqual([401, true])
    const first = await here.send('/office/me/password', {
      ...hiddenIn(sent),
      'sign-in.name': 'zhou',
      'sign-in.password': password
    })
    expect(first.html).toContain('再输一个动态码')
    expect(first.html).toContain('写了很久的话')
    const back = await here.send('/office/me/password', { ...hiddenIn(first), 'sign-in.code': codeOf(secret, now) })
    expect([back.status, back.html.includes('name="password-old"')]).toEqual([200, true])
  })
})

describe('one’s own account', () => {
  test('shows where one is signed in, and ends one or all others', async () => {
    const [here, there, third] = [visitor(server.url), visitor(server.url), visitor(server.url)]
    for (const one of [here, there, third]) expect((await one.signIn('plain', password)).status).toBe(303)
    const { html } = await here.go('/office/me/account')
    expect(html.match(/name="session"/g)).toHaveLength(2)
    expect(html).toContain('这台设备')
    expect(html).toContain('已登录')
    const _token = here.tokenIn(html)
    const session = /name="session" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const ended = await here.send('/office/me/sessions/end', { _token, session })
    expect(ended.location).toContain('done=ended')
    expect((await here.send('/office/me/sessions/end', { _token, session })).location).toContain('done=gone')
    await here.send('/office/me/sessions/end-others', { _token })
    expect((await here.go('/office/me/account')).html).not.toContain('name="session"')
    for (const one of [there, third]) expect((await one.go('/office/me')).status).toBe(303)
  })

  test('sets up an app, changes the recovery codes, and leaves it again', async () => {
    const here = visitor(server.url)
    await here.signIn('plain', password)
    const page = '/office/me/second-factor'
    const _token = here.tokenIn((await here.go(page)).html)
    expect((await here.send(`${page}/enrol`, { _token, password: '' })).status).toBe(422)
    expect((await here.send(`${page}/enrol`, { _token, password: 'guessed' })).html).toContain('密码不对')
    const shown = await here.send(`${page}/enrol`, { _token, password })
    const fields = hiddenIn(shown)
    const slip = await here.send(`${page}/confirm`, { ...fields, code: '000000' })
    expect([slip.status, hiddenIn(slip)['secret']]).toEqual([401, fields['secret']])
    const done = await here.send(`${page}/confirm`, { ...fields, code: codeOf(fields['secret'] ?? '', now) })
    const [first = ''] = codesIn(done)
    expect(codesIn(done)).toHaveLength(10)
    expect((await here.go('/office/me/account')).html).toContain('恢复码还剩 10 个')
    const renewed = await here.send(`${page}/recovery`, { _token, code: first })
    expect(codesIn(renewed)).toHaveLength(10)
    expect((await here.send(`${page}/off`, { _token, code: codesIn(done)[1] ?? '' })).status).toBe(401)
    expect((await here.send(`${page}/off`, { _token, code: codesIn(renewed)[0] ?? '' })).location).toContain('done=off')
  })
})

test('the log of everybody is an administrator’s, and is asked by name and result', async () => {
  const plain = visitor(server.url)
  await plain.signIn('plain', password)
  expect((await plain.go('/office/admin/sign-ins')).status).toBe(403)
  const { here } = await enrolAtDoor('guan')
  await visitor(server.url).signIn('my-secret-typed-here', 'x')
  const all = (await here.go('/office/admin/sign-ins')).html
  expect(all).toMatch(/无此用户名（记号 [0-9a-f]{8}）/)
  expect(all).not.toContain('my-secret-typed-here')
  const some = (await here.go('/office/admin/sign-ins?login=plain&result=in')).html
  expect(some).toContain('平常人')
  expect(some).not.toContain('无此用户名（')
  expect((await here.go('/office/admin/sign-ins?login=%20NOBODY%20&result=in')).html).toContain('没有符合的记录')
  expect((await here.go('/office/admin/sign-ins?login=%E5%BC%A0&result=')).status).toBe(200)
  expect((await here.go('/office/admin/sign-ins?result=x')).status).toBe(404)
})
