/** Changing one's own password, on the desk and by the API. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionView } from '#shared/members.ts'
import { client } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const signIn = async (name: string, secret = password) =>
  (await client(server).post<SessionView>('/api/sessions/staff', { name, password: secret })).body
const change = (access: string, old: string, fresh: string) =>
  client(server, access).post<{ code: string; errors: { code: string; detail: string }[] }>('/api/staff/me/password', {
    old,
    password: fresh
  })

test('who knows the old one has another, and every other session of his ends', async () => {
  const [here, there] = [await signIn('wu'), await signIn('wu')]
  expect((await change(here.access, password, 'matcha smells of rain')).status).toBe(200)
  expect((await client(server).post('/api/sessions/refresh', { refresh: there.refresh })).status).toBe(401)
  expect((await client(server).post('/api/sessions/refresh', { refresh: here.refresh })).status).toBe(201)
  expect((await signIn('wu')).access).toBeUndefined()
  // A keyboard in full width writes the same.
  expect((await signIn('wu', 'ｍatcha smells of rain')).access).toBeDefined()
})

test('who does not know the old one changes nothing, nor does a password that breaks a rule', async () => {
  const { access } = await signIn('qian')
  expect(await change(access, 'not the old one', 'matcha smells of rain')).toMatchObject({
    status: 401,
    body: { code: 'wrong_password' }
  })
  const weak = await change(access, password, 'qian123456')
  expect(weak).toMatchObject({ status: 422, body: { code: 'weak_password' } })
  expect(weak.body.errors.map(({ code }) => code)).toEqual(['password_short', 'password_login', 'password_common'])
  expect((await signIn('qian')).access).toBeDefined()
})

test('on the desk every mistake is told, and no password comes back in the page', async () => {
  const desk = visitor(server.url)
  await desk.signIn('chen', password)
  const page = await desk.go('/office/me/password')
  const _token = desk.tokenIn(page.html)
  const send = (old: string, fresh: string, again = fresh) =>
    desk.send('/office/me/password', { _token, 'password-old': old, password: fresh, 'password-again': again })
  expect((await send('', 'matcha smells of rain')).html).toContain('写上现在的密码')
  expect((await send(password, '')).html).toContain('写上新密码')
  const differs = await send(password, 'matcha smells of rain', 'matcha smells of snow')
  expect(differs.status).toBe(422)
  expect(differs.html).toContain('两次写的不一样')
  expect(differs.html).not.toContain('matcha')
  expect((await send('wrong wrong wrong', 'matcha smells of rain')).html).toContain('现在的密码不对')
  expect((await send(password, 'chen-teapots-rain')).html).toContain('里面有用户名')
  // Spaces at its ends are part of it.
  const done = await send(password, ' matcha smells of rain ')
  expect(done.status).toBe(303)
  expect((await desk.go(done.location)).html).toContain('密码已经改好')
  expect((await signIn('chen', ' matcha smells of rain ')).access).toBeDefined()
  expect((await signIn('chen', 'matcha smells of rain')).access).toBeUndefined()
})

test('a form that was sent after the session ended carries no password along', async () => {
  const desk = visitor(server.url)
  await desk.signIn('zhao', password)
  const _token = desk.tokenIn((await desk.go('/office/me/password')).html)
  desk.jar.clear()
  const door = await desk.send('/office/me/password', { _token, 'password-old': password, password: 'matcha and rain' })
  expect(door.status).toBe(401)
  expect(door.html).not.toContain(password)
  expect(door.html).not.toContain('matcha')
})
