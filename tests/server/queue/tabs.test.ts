/** What waits for whom: every tab of the desk against the same rule asked of each case in turn. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { statuses, type QueueTab } from '#shared/cases.ts'
import type { Role } from '#shared/members.ts'
import { Cases } from '#server/cases/index.ts'
import { desksOf } from '#server/cases/who.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const offices = ['hebin-squad', 'sanitation', 'centre']
const office = fc.constantFrom(...offices)
const request = fc.boolean()
const sample = fc.record({
  office,
  supervising: office,
  assisting: fc.subarray(offices, { maxLength: 1 }),
  status: fc.constantFrom(...statuses),
  repliedBy: fc.constantFrom('li', 'wu'),
  outside: fc.boolean(),
  hold: request,
  extend: request,
  reopen: request,
  /** Returned for the second time. */
  again: request,
  objection: request,
  closedBy: fc.constantFrom('li', 'wu'),
  refusedBy: fc.constantFrom('li', 'wu'),
  unpublished: fc.boolean(),
  joined: fc.boolean(),
  dueAt: fc.integer({ min: 1, max: 9 })
})
type Sample = typeof sample extends fc.Arbitrary<infer S> ? S : never

/** What of it is asked, and in which minute; of two requests the extension came first. */
const rulingsOf = (sample: Sample, n: number): [kind: string, minute: number][] => [
  ...(sample.extend ? [['extend', 40 - n] as [string, number]] : []),
  ...(sample.hold ? [['hold', 41 - n] as [string, number]] : []),
  ...(sample.again ? [['return', 42 - n] as [string, number]] : []),
  ...(sample.reopen ? [['reopen', 43 - n] as [string, number]] : []),
  ...(sample.objection ? [['objection', 44 - n] as [string, number]] : [])
]
const moment = (n: number): string => new Date(Date.UTC(2026, 10, 24, 2, n)).toISOString()
const stored = (sample: Sample, n: number) => ({
  no: `2026-1124-${String(n).padStart(5, '0')}`,
  version: 1,
  at: moment(n),
  since: moment(59 - n),
  office: sample.office,
  supervising: sample.supervising,
  assisting: sample.assisting,
  desks: desksOf({ office: sample.office, supervising: sample.supervising, assisting: sample.assisting }),
  status: sample.status,
  repliedBy: sample.repliedBy,
  deadline: { dueAt: sample.dueAt },
  ...(sample.unpublished && { pending: [{}], pendingSince: moment(59 - n) }),
  ...(sample.outside && { transfer: { state: 'open' } }),
  closedBy: sample.closedBy,
  refusedBy: sample.refusedBy,
  toRule: rulingsOf(sample, n).map(([kind, at]) => ({ kind, at: moment(at) })),
  ...(sample.joined && { joinedInto: '2026-1124-99999' })
})

/** What each tab holds, said once more in words of one case. */
const waits: Record<QueueTab, (sample: Sample, who: Staff) => boolean> = {
  todo: (sample, who) => sample.office === who.office && ['handling', 'rework', 'on_hold'].includes(sample.status),
  accept: (sample, who) => sample.office === who.office && sample.status === 'dispatched',
  // Nobody verifies what he has replied himself.
  verify: (sample, who) =>
    sample.supervising === who.office && sample.status === 'replied' && sample.repliedBy !== who.id,
  dispatch: (sample) => (['received', 'returned'].includes(sample.status) || sample.outside) && !sample.again,
  // Nobody is shown what another has to rule on, nor what he has closed himself.
  rule: (sample, who) =>
    (who.roles.includes('dispatcher') &&
      (sample.hold || sample.extend || sample.again || (sample.objection && sample.refusedBy !== who.id))) ||
    (who.roles.includes('verifier') &&
      sample.supervising === who.office &&
      ((sample.reopen && sample.closedBy !== who.id) || (sample.objection && sample.refusedBy !== who.id))),
  publish: (sample) => sample.unpublished,
  all: () => true
}
const seesAll = (who: Staff): boolean => who.roles.some((role) => ['dispatcher', 'moderator', 'admin'].includes(role))
const sees = (sample: Sample, who: Staff): boolean =>
  seesAll(who) ||
  (who.roles.includes('verifier') && sample.supervising === who.office) ||
  (who.roles.includes('officer') && (sample.office === who.office || sample.assisting.includes(who.office)))

const orders: Record<QueueTab, (sample: Sample, n: number) => number> = {
  todo: (sample) => sample.dueAt,
  accept: (sample) => sample.dueAt,
  dispatch: (sample) => sample.dueAt,
  verify: (_it, n) => -n,
  rule: (sample, n) => rulingsOf(sample, n)[0]?.[1] ?? 0,
  publish: (_it, n) => -n,
  all: (_it, n) => -n
}

const rolesOf = { todo: 'officer', accept: 'officer', verify: 'verifier', dispatch: 'dispatcher', publish: 'moderator' }
const tabsByHand = ({ roles }: Staff): QueueTab[] =>
  (Object.keys(waits) as QueueTab[]).filter((tab) =>
    tab === 'all'
      ? true
      : tab === 'rule'
        ? roles.includes('dispatcher') || roles.includes('verifier')
        : roles.includes(rolesOf[tab] as Role)
  )

const viewer = fc.record({
  office,
  roles: fc.subarray(['officer', 'verifier', 'dispatcher', 'moderator'] as Role[], { minLength: 1 })
})

test('each tab holds what waits for its reader, in its order, and its number says how much', async () => {
  const { listQueue, tabsOf } = await import('#server/queue/index.ts')
  const { countQueue } = await import('#server/queue/model.ts')
  await fc.assert(
    fc.asyncProperty(fc.array(sample, { maxLength: 30 }), viewer, async (samples, { office, roles }) => {
      const who: Staff = { kind: 'staff', id: 'li', name: '李派', office, roles, family: 'queue' }
      await Cases.collection.deleteMany({})
      if (samples.length > 0) await Cases.collection.insertMany(samples.map(stored))
      expect(tabsOf(who).sort()).toEqual(tabsByHand(who).sort())
      for (const tab of tabsOf(who)) {
        const byHand = samples
          .map((sample, n) => ({ sample, n }))
          .filter(({ sample }) => sees(sample, who) && waits[tab](sample, who) && (tab === 'all' || !sample.joined))
          .sort((a, b) => orders[tab](a.sample, a.n) - orders[tab](b.sample, b.n) || a.n - b.n)
          .map(({ sample, n }) => stored(sample, n).no)
        const read: string[] = []
        let after: string | undefined
        // Page by page, so that a page that begins within equal deadlines is looked at too.
        do {
          const page = await listQueue(who, tab, { limit: 4, ...(after && { after }) })
          read.push(...page.items.map(({ no }) => no))
          after = page.older
        } while (after)
        expect({ tab, read }).toEqual({ tab, read: byHand })
        expect(await countQueue(who, tab)).toBe(byHand.length)
      }
    }),
    { seed: 20_261_129, numRuns: 60 }
  )
})

test('a tab is searched by number, and a number that is not in it is not found there', async () => {
  const who: Staff = { kind: 'staff', id: 'li', name: '李派', office: 'centre', roles: ['dispatcher'], family: 'queue' }
  const blank = {
    office: 'sanitation',
    supervising: 'centre',
    assisting: [],
    repliedBy: 'wu',
    outside: false,
    hold: false,
    extend: false,
    reopen: false,
    again: false,
    objection: false,
    closedBy: 'wu',
    refusedBy: 'wu',
    unpublished: false,
    joined: false,
    dueAt: 1
  } as const
  await Cases.collection.deleteMany({})
  await Cases.collection.insertMany([
    stored({ ...blank, assisting: [], status: 'received' }, 1),
    stored({ ...blank, assisting: [], status: 'closed' }, 2)
  ] as never[])
  const { listQueue } = await import('#server/queue/index.ts')
  const numbers = async (no: string) =>
    (await listQueue(who, 'dispatch', { no, limit: 5 })).items.map((sample) => sample.no)
  expect(await numbers('2026-1124-00001')).toEqual(['2026-1124-00001'])
  expect(await numbers('2026-1124-00002')).toEqual([])
})
