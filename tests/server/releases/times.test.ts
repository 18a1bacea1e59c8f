/** A table of times is published like a rule: what begins later goes by it, what has begun keeps its own. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { usualTime } from '#config/city/time.ts'
import type { TimeRules } from '#config/city/types.ts'
import { Cases, type CaseDoc } from '#server/cases/index.ts'
import type { DraftView, ReleaseView } from '#shared/releases.ts'
import type { CaseView } from '#shared/cases.ts'
import { turn } from '#server/worker.ts'
import type { Client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
let guan: Client
beforeEach(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z' })
  walk = journey(server)
  guan = await walk.staff('guan')
})
afterEach(() => server.stop())

/** Signed for within four hours, and a ladder that exposes nobody. */
const other: TimeRules = {
  ...usualTime,
  stages: { ...usualTime.stages, limited: { ...usualTime.stages.limited, accept: { n: 4, unit: 'work_hour' } } },
  hold: { times: 0, days: 1 },
  ladder: [{ id: 'urge', verb: 'urge', share: 0.5 }]
}
async function publishTable(value: TimeRules): Promise<void> {
  const draft = (await guan.get<DraftView>('/api/admin/draft')).body
  const revision = draft.parts.find((p) => p.part === 'time')?.revision
  const put = await guan.post<DraftView>('/api/admin/draft/parts', { part: 'time', revision, value })
  const published = await guan.post<ReleaseView>('/api/admin/draft/publish', {
    revision: put.body.revision,
    note: '改时限表'
  })
  expect(published.status).toBe(201)
}
const desk = async (no: string): Promise<CaseView> =>
  (await (await walk.staff('li')).get<CaseView>(`/api/cases/${no}`)).body
const acceptOf = (caseView: CaseView) => caseView.desk?.stages.find((s) => s.stage === 'accept')?.limit
const stored = async (no: string): Promise<CaseDoc> => {
  const caseDoc = await Cases.findOne({ no }).lean<CaseDoc>()
  if (!caseDoc) throw new Error(no)
  return caseDoc
}

test('a case begun under the old table keeps its clocks, its ladder and what its office may ask for', async () => {
  const old = await walk.submit({ category: 'shopfront' })
  const was = await stored(old.no)
  await publishTable(other)
  // Every running clock is counted again after a release; nothing of this one moves.
  await turn(server.context, {}, ['recomputeDeadlines'])
  const is = await stored(old.no)
  expect(is.escalation).toEqual(was.escalation)
  expect(is.dueAt).toEqual(was.dueAt)
  expect({ ...is.deadline, calendar: '' }).toEqual({ ...was.deadline, calendar: '' })
  expect(is.deadline.calendar).not.toBe(was.deadline.calendar)
  expect(acceptOf(await desk(old.no))).toEqual({ n: 1, unit: 'work_day' })

  const fresh = await walk.submit({ category: 'shopfront' })
  expect(acceptOf(await desk(fresh.no))).toEqual({ n: 4, unit: 'work_hour' })
  expect((await stored(fresh.no)).escalation.next?.id).toBe('urge')
  expect((await stored(fresh.no)).escalation.next?.at).toBeLessThan(was.escalation.next?.at ?? 0)

  // The old one still reaches its deadline, the entry and the order that come with it; the new one has no such steps.
  server.setNow('2026-11-19T03:00:00.000Z')
  for (let again = 0; again < 3; again++) await turn(server.context, {}, ['relay', 'work', 'escalations'])
  server.setNow('2026-11-20T03:00:00.000Z')
  for (let again = 0; again < 3; again++) await turn(server.context, {}, ['relay', 'work', 'escalations'])
  expect((await stored(old.no)).escalation.done).toEqual(['urge', 'overdue-1', 'supervise'])
  expect((await stored(fresh.no)).escalation.done).toEqual(['urge'])
})

test('a server that starts anew knows the tables of all releases, the first among them', async () => {
  const old = await walk.submit({ category: 'shopfront' })
  await publishTable(other)
  await publishTable({ ...other, hold: { times: 1, days: 9 } })
  const { calendar } = server.context.city()
  expect(calendar.rulesOf(1)).toEqual(usualTime)
  expect(calendar.rulesOf(2).hold).toEqual({ times: 0, days: 1 })
  expect(calendar.rulesOf(3).hold).toEqual({ times: 1, days: 9 })
  expect((await stored(old.no)).ledger[0]?.facts.release).toBe(1)
})
