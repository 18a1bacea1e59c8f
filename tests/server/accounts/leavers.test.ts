/** Somebody leaves: what he had in hand is his deputy's, or his office's, told once, and nothing else has changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { findCase, verifyChain } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { changeStaff, followCity } from '#server/members/index.ts'
import { turn } from '#server/worker.ts'
import { town } from '#tests/support/city.ts'
import { signIn } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  const people = town.people.map((person) => (person.id === 'zhou' ? { ...person, deputy: 'wu' } : person))
  server = await startTestServer({ city: { ...town, people }, env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const leave = async (login: string) => {
  const guan = await signIn(server, 'guan')
  expect((await guan.post(`/api/staff/${login}/leave`, { sure: true })).status).toBe(200)
}
/** By two workers at the same time, and by a third one later. */
async function worked(): Promise<void> {
  const names = ['leavers', 'relay', 'work']
  await Promise.all([turn(server.context, {}, names), turn(server.context, {}, names)])
  await turn(server.context, {}, names)
}
const told = (member: string, no: string) =>
  mongoose.connection.collection('notices').countDocuments({ member: `staff:${member}`, no, verb: 'dispatch' })
const stands = async (no: string) => {
  const caseDoc = await findCase(no)
  if (!caseDoc) throw new Error(`no case ${no}`)
  expect(verifyChain(caseDoc.ledger, caseDoc.words)).toBeUndefined()
  const { person, status, ledger } = caseDoc
  return { person, status, entries: ledger.length }
}

describe('who works in another office now', () => {
  const officesOf = (office: string) =>
    town.people.map((person) => (person.id === 'zhou' ? { ...person, office } : person))
  const follow = (office: string) => followCity(officesOf(office), [], '2026-11-24', server.context.now())
  // A person of the release is moved by releases alone; whom the desk made, by the same change as here.
  const assign = (office: string) => changeStaff('zhou', { office })

  test.each([
    ['by the desk', assign],
    ['by a release', follow]
  ])('%s: what he had in hand stays with its office, and what he has in the new one is his', async (_how, move) => {
    const { no } = await walk.accepted()
    const { entries, ...before } = await stands(no)
    await worked()
    const toldWu = await told('wu', no)
    await move('wenchang-squad')
    await worked()
    expect(await stands(no)).toEqual({ ...before, person: 'wu', entries: entries + 1 })
    expect(await told('wu', no)).toBe(toldWu + 1)
    await move('hebin-squad')
    const own = await walk.accepted()
    const stood = await stands(own.no)
    await worked()
    expect(await stands(own.no)).toEqual(stood)
    expect((await stands(no)).person).toBe('wu')
  })
})

test('the deputy has it and hears of it once; without one the office has it, and its head hears of it', async () => {
  const [handled, replied, closed] = [await walk.accepted(), await walk.replied(), await walk.closed()]
  const open = [handled.no, replied.no]
  const before = await Promise.all([...open, closed.no].map(stands))
  expect(before.map(({ person }) => person)).toEqual(['zhou', 'zhou', 'zhou'])
  await worked()
  const zhouTold = await Promise.all(open.map((no) => told('wu', no)))

  await leave('zhou')
  await worked()
  for (const [i, no] of open.entries()) {
    const { entries = 0, ...was } = before[i] ?? {}
    expect(await stands(no)).toEqual({ ...was, person: 'wu', entries: entries + 1 })
    expect(await told('wu', no)).toBe((zhouTold[i] ?? 0) + 1)
  }
  expect(await stands(closed.no)).toEqual(before[2])
  const wu = await signIn(server, 'wu')
  const seen = (await wu.get<CaseView>(`/api/cases/${handled.no}`)).body
  expect(seen.timeline[0]).toMatchObject({ verb: 'note', text: expect.stringContaining('吴桐') })
  await walk.publish(replied.no)
  const shown = (await walk.guest.get<CaseView>(`/api/cases/${replied.no}`)).text
  expect(shown).not.toMatch(/吴桐|B岗/)

  // He has no deputy; the one who runs the office is told, and any officer of it may take it on.
  const head = { _id: 'tou', name: '头儿', office: 'hebin-squad', title: '', roles: ['officer'], head: true }
  await mongoose.connection.collection('staff').insertOne(head as never)
  await leave('wu')
  await worked()
  for (const no of open) {
    expect((await stands(no)).person).toBeUndefined()
    expect(await told('tou', no)).toBe(1)
  }
  expect((await stands(handled.no)).status).toBe('handling')
})
