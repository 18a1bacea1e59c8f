/** A case keeps the table of times it began under, whatever has been published since. */
import { describe, expect, test } from 'vitest'
import { usualTime } from '#config/city/time.ts'
import type { TimeRules } from '#config/city/types.ts'
import {
  advance,
  clockSteps,
  limitOn,
  open,
  dueEscalation,
  settle,
  timeRulesOf,
  type CaseDoc,
  type Facts
} from '#server/cases/index.ts'
import { stageViews } from '#server/cases/present-time.ts'
import { makeSnapshot, type CitySnapshot } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { town } from '#tests/support/city.ts'

/** Half the time to sign, no hold, and a ladder of one step, at nine tenths. */
const harder: TimeRules = {
  stages: {
    ...usualTime.stages,
    limited: { ...usualTime.stages.limited, accept: { n: 4, unit: 'work_hour' } }
  },
  hold: { times: 0, days: 30 },
  extension: { times: 0, share: 1 },
  ladder: [{ id: 'only', verb: 'urge', share: 0.9 }]
}
const tables = new Map([
  [1, usualTime],
  [2, harder]
])
const before = makeSnapshot(town, { release: 1, tables })
const after = makeSnapshot({ ...town, time: harder }, { release: 2, tables })

const monday = '2026-11-16T02:00:00.000Z'
const id = 'b'.repeat(24)
function begin(city: CitySnapshot, more: Facts = {}): CaseDoc {
  const category = city.category('shopfront')
  if (!category) throw new Error('no such category')
  const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
  return open(
    {
      _id: new mongoose.Types.ObjectId(),
      no: '2026-1116-00001',
      place,
      photoSizes: {},
      routing: { ruleId: 'R-4', ruleVersion: 1, because: [] },
      reports: [
        { id, key: '', requestHash: '', n: 1, at: monday, channel: 'web', reporter: {}, place, consentPublic: true }
      ]
    },
    {
      category: category.code,
      area: 'hebin',
      channel: 'web',
      limit: city.limit(category, 'hebin'),
      urgency: category.urgency,
      report: id,
      office: 'hebin-squad',
      supervising: 'centre',
      release: city.release,
      ...more
    },
    { kind: 'reporter', id },
    {},
    monday,
    city
  )
}
const acceptLimit = (caseDoc: CaseDoc, city: CitySnapshot) =>
  stageViews(clockSteps(caseDoc.ledger), city, Date.parse(monday)).find((s) => s.stage === 'accept')?.limit
const handling = (caseDoc: CaseDoc, city: CitySnapshot): CaseDoc =>
  advance(
    caseDoc,
    { actor: { kind: 'staff', id: 'zhou', office: 'hebin-squad' }, verb: 'accept', at: '2026-11-16T03:00:00.000Z' },
    city
  )

describe('a case that began under the old table', () => {
  test('keeps its limits, its ladder and what it may ask for when another is published', () => {
    const old = begin(before)
    expect(acceptLimit(old, after)).toEqual({ n: 1, unit: 'work_day' })
    expect(old.escalation.next?.id).toBe('urge')
    const again = settle(old, after)
    expect(again.escalation).toEqual(old.escalation)
    expect({ ...again.deadline, calendar: '' }).toEqual({ ...old.deadline, calendar: '' })
    expect(limitOn(old, 'request_hold', { now: Date.parse(monday), city: after })).toBeUndefined()
    expect(timeRulesOf(old.ledger, after.calendar)).toBe(usualTime)
  })

  test('climbs the old ladder to its end, moved and written by a server that has the new one', () => {
    let caseDoc = handling(begin(before), after)
    for (let turn = 0; turn < 20 && caseDoc.escalation.next; turn++) {
      const step = dueEscalation(caseDoc, { at: new Date(caseDoc.escalation.next.at), city: after })
      if (!step) throw new Error('a escalationStep that is due is not climbed')
      caseDoc = advance(caseDoc, step, after)
    }
    expect(caseDoc.escalation.done).toEqual(usualTime.ladder.map((escalationStep) => escalationStep.id))
    expect(caseDoc.counts.overdue).toBe(3)
  })

  test('and was returned, is sent on under its own table, not under that of the day', () => {
    const returned = advance(
      begin(before),
      { actor: { kind: 'staff', id: 'zhou', office: 'hebin-squad' }, verb: 'return', at: '2026-11-16T03:00:00.000Z' },
      after
    )
    const sent = advance(
      returned,
      {
        actor: { kind: 'staff', id: 'li', office: 'centre' },
        verb: 'dispatch',
        at: '2026-11-16T04:00:00.000Z',
        facts: { office: 'mobile', supervising: 'centre', release: 2 }
      },
      after
    )
    expect(acceptLimit(sent, after)).toEqual({ n: 1, unit: 'work_day' })
    expect(sent.escalation.next).toEqual(begin(before).escalation.next)
  })
})

test('a case that begins under the new table goes by it, also on a server that still reads the old release', () => {
  const fresh = begin(after)
  for (const city of [before, after]) {
    expect(acceptLimit(fresh, city)).toEqual({ n: 4, unit: 'work_hour' })
    expect(settle(fresh, city).escalation.next?.id).toBe('only')
    expect(limitOn(fresh, 'request_hold', { now: Date.parse(monday), city })).toBe('too_often')
  }
})

test('a case that is older than the releases goes by the first of them', () => {
  const { release: _, ...facts } = begin(before).ledger[0]?.facts ?? {}
  const oldest = begin(before)
  const first = oldest.ledger[0]
  if (!first) throw new Error('nothing was written')
  const ledger = [{ ...first, facts }, ...oldest.ledger.slice(1)]
  expect(timeRulesOf(ledger, after.calendar)).toBe(usualTime)
})
