/** How often a page asks: each thing once, however many parts of it show that thing. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ApiName } from '#shared/api.ts'
import type { Call } from '#server/kernel/serve.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let web: Awaited<ReturnType<typeof startWeb>>
let walk: Journey
let asked: ApiName[] = []

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  walk = journey(server)
  const counting = ((name: ApiName, ...rest: [never, never]) => {
    asked.push(name)
    return server.call(name, ...rest)
  }) as Call
  web = await startWeb(server, counting)
})
beforeEach(() => {
  asked = []
})
afterAll(async () => {
  await web.stop()
  await server.stop()
})

const signedIn = async (name: string): Promise<Visitor> => {
  const who = visitor(web.url)
  await who.signIn(name, password)
  asked = []
  return who
}
const count = (name: ApiName): number => asked.filter((apiName) => apiName === name).length

test('the desk reads its queue once, and a second list only where the first has no work', async () => {
  const { no } = await walk.accepted()
  const zhou = await signedIn('zhou')
  expect((await zhou.go('/office/')).html).toContain(no)
  expect([...asked].sort()).toEqual(['categories', 'countNotices', 'offices', 'queue', 'readCase'])
  asked = []
  await zhou.go(`/office/cases/${no}?tab=todo`)
  expect([...asked].sort()).toEqual(['categories', 'countNotices', 'offices', 'queue', 'readCase'])
  asked = []
  // What waits today is counted from the list of his own work.
  await zhou.go('/office/?tab=all')
  expect(count('queue')).toBe(2)
})

test('a move reads the queue once, whether it is done or refused', async () => {
  const { no } = await walk.accepted()
  const zhou = await signedIn('zhou')
  const path = `/office/cases/${no}?tab=todo&act=note`
  const { html } = await zhou.go(path)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  const fields = { _token: zhou.tokenIn(html), form: 'note', verb: 'note', version, words: '' }
  asked = []
  expect((await zhou.send(`/office/cases/${no}?tab=todo`, fields)).status).toBe(422)
  expect([count('moveCase'), count('queue'), count('readCase')]).toEqual([1, 1, 1])
  asked = []
  expect((await zhou.send(`/office/cases/${no}?tab=todo`, { ...fields, words: '明天去看' })).status).toBe(303)
  expect([...asked].sort()).toEqual(['moveCase', 'queue'])
})

test('the page of an office asks once where everything from its street would go', async () => {
  expect((await visitor(web.url).go('/offices/hebin-squad')).status).toBe(200)
  expect([count('officesHere'), count('whereami')]).toEqual([1, 0])
})

test('the form for reporting asks for its choices once', async () => {
  expect((await visitor(web.url).go('/report')).status).toBe(200)
  expect([...asked].sort()).toEqual(['areas', 'categories'])
})
