/** A certificate says what the ledger says of its days, whatever was granted, corrected and taken back; and never more. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { append, chainOf, minutesOf, sumOfAll, verifyHours, type Draft } from '#server/hours/index.ts'
import { codeOf } from '#server/certificates/signing.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { watchCertificates } from '#server/certificates/jobs.ts'
import { certifying, type Certifying } from '#tests/support/certifying.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let c: Certifying
const first = '2026-03-01'
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-20T02:00:00.000Z', env: { ROLE: 'web' } })
  c = certifying(server)
})
afterAll(() => server.stop())

/** A row of numbers that is the same every time. */
const dice = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % below
  }
}
const rowId = () => new mongoose.Types.ObjectId().toHexString()
const draft = (person: string, signup: string, more: Partial<Draft> & { minutes: number; key: string }): Draft => ({
  person,
  signup,
  kind: 'grant',
  at: new Date(),
  by: 'xu',
  activity: '20260301-001',
  title: '清洁日',
  office: 'hebin-squad',
  shift: rowId(),
  from: new Date(startOfDay(first)),
  ...more
})

/** Lives of one person: grants on random days at two offices, later corrected up and down, some taken back. */
async function live(person: string, seed: number): Promise<void> {
  const roll = dice(seed)
  for (let i = 0; i < 8; i++) {
    const signup = rowId()
    const office = roll(4) === 0 ? 'wenchang-squad' : 'hebin-squad'
    // Any minute of a day, the first and the last among them.
    const minute = [0, 1439, roll(1440)][roll(3)] ?? 0
    const from = new Date(startOfDay(addDays(first, roll(12))) + minute * 60_000)
    const granted = 1 + roll(300)
    const same = { office, from, shift: rowId() }
    await append(person, signup, () => draft(person, signup, { ...same, key: `grant:${signup}`, minutes: granted }))
    if (roll(3) === 0) {
      const change = roll(2) === 0 ? roll(60) : -roll(granted)
      const key = `correct:${signup}`
      await append(person, signup, () => draft(person, signup, { ...same, key, kind: 'correct', minutes: change }))
    } else if (roll(4) === 0) {
      const key = `revoke:${signup}`
      await append(person, signup, () => draft(person, signup, { ...same, key, kind: 'revoke', minutes: -granted }))
    }
  }
}

const ledgerOf = async (person: string, from: string, to: string): Promise<number> =>
  (await chainOf(person))
    .filter((t) => t.office === 'hebin-squad' && dayOf(t.from) >= from && dayOf(t.from) <= to)
    .reduce((n, t) => n + minutesOf(t), 0)

describe('whoever asks for his hours', () => {
  test.each(Array.from({ length: 12 }, (_, i) => i + 1))(
    'is certified what the ledger holds of those days, life %i',
    async (seed) => {
      const name = `life-${seed}`
      const person = await personOf(name)
      await live(person, seed)
      const roll = dice(seed * 31)
      const from = addDays(first, roll(8))
      const to = addDays(from, roll(8))
      const wanted = await ledgerOf(person, from, to)
      const sent = await c.ask(name, { from, to })
      if (wanted <= 0) {
        expect([sent.status, sent.body.code]).toEqual([422, 'no_hours'])
        return
      }
      expect([sent.status, sent.body.minutes]).toEqual([201, wanted])
      expect(sent.body.services.reduce((n, s) => n + s.minutes, 0)).toBe(wanted)
      expect(sent.body.services.every((s) => dayOf(s.from) >= from && dayOf(s.from) <= to)).toBe(true)
      expect(verifyHours(await chainOf(person))).toBeUndefined()
      expect(await sumOfAll()).toBe(0)
    }
  )

  test('is never left with a valid paper that says more than the ledger, after any correction', async () => {
    const person = await personOf('ever-less')
    const signups = [rowId(), rowId(), rowId()]
    for (const signup of signups)
      await append(person, signup, () => draft(person, signup, { key: `grant:${signup}`, minutes: 100 }))
    const certificate = await c.issued('ever-less')
    for (const [i, signup] of signups.entries()) {
      const key = `less:${signup}`
      await append(person, signup, () =>
        draft(person, signup, { key, kind: 'correct', minutes: -(10 + i), title: '清洁日' })
      )
      // Before the clock has come round, and after.
      expect(
        (await c.verify(certificate.number ?? '', codeOf(server.context.keys, certificate.number ?? ''))).verdict
      ).toBe('checking')
      await watchCertificates(server.context)
      const seen = (await c.look(await c.staff('xu'), certificate.id)).body
      expect(seen.lowered?.minutes).toBe(await ledgerOf(person, certificate.from, certificate.to))
      expect(seen.minutes).toBe(300)
    }
    const [signup = ''] = signups
    await append(person, signup, () =>
      draft(person, signup, { key: `more:${signup}`, kind: 'correct', minutes: 40, title: '清洁日' })
    )
    await watchCertificates(server.context)
    expect(
      (await c.verify(certificate.number ?? '', codeOf(server.context.keys, certificate.number ?? ''))).verdict
    ).toBe('valid')
    expect((await c.look(await c.staff('xu'), certificate.id)).body.lowered).toBeUndefined()
  })
})

/** Who somebody is in the ledger; the contract tells nobody, so a test asks the member's own document. */
async function personOf(name: string): Promise<string> {
  await c.token(name)
  const openid = `standin-${createHash('sha256').update(name).digest('hex').slice(0, 28)}`
  const member = await mongoose.connection.collection('members').findOne({ openid })
  return String(member?._id)
}
