/** What a new category changes, and what it must not: who has the time, what was asked for, and what stood before. */
import { describe, expect, test } from 'vitest'
import { makeSnapshot } from '#server/city/index.ts'
import { advance, open, presentCase, settle, type CaseDoc, type Step } from '#server/cases/index.ts'
import { clockSteps } from '#server/cases/index.ts'
import { stageTimes } from '#server/deadlines/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { town } from '#tests/support/city.ts'
import { noPhotos } from '#tests/support/photos.ts'

const city = makeSnapshot({
  ...town,
  categories: town.categories.map((category) =>
    category.code === 'garbage' ? { ...category, limit: { n: [4, 4, 4], unit: 'work_hour' as const } } : category
  )
})
const id = 'b'.repeat(24)
const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
const limitOf = (code: string) => {
  const category = city.category(code)
  if (!category) throw new Error(code)
  return { category: code, limit: city.limit(category, 'hebin'), urgency: category.urgency }
}

/** Shopfront goods in Hebin, three working days, signed for on Monday at ten. */
function accepted(): CaseDoc {
  const at = '2026-11-16T02:00:00.000Z'
  const caseDoc = open(
    {
      _id: new mongoose.Types.ObjectId(),
      no: '2026-1116-00001',
      place,
      photoSizes: {},
      routing: { ruleId: 'R-4', ruleVersion: 1, because: [] },
      reports: [{ id, key: '', requestHash: '', n: 1, at, channel: 'web', reporter: {}, place, consentPublic: true }]
    },
    {
      ...limitOf('shopfront'),
      area: 'hebin',
      channel: 'web',
      report: id,
      office: 'hebin-squad',
      supervising: 'centre'
    },
    { kind: 'reporter', id },
    {},
    at,
    city
  )
  return by(caseDoc, 'accept', '2026-11-16T02:00:00.000Z')
}
const by = (caseDoc: CaseDoc, verb: Step['verb'], at: string, more: Partial<Step> = {}): CaseDoc =>
  advance(
    caseDoc,
    {
      verb,
      at,
      actor: { kind: 'staff', id: 'li', office: 'centre', role: 'dispatcher' },
      said: { text: '按规定办。' },
      ...more
    },
    city
  )
/** It turns out to be a complaint about officers: another office has it from here on. */
const handedOver = (caseDoc: CaseDoc, at: string): CaseDoc =>
  by(caseDoc, 'reclassify', at, {
    facts: { ...limitOf('conduct'), office: 'inspection', supervising: 'inspection', rule: 'R-3', ruleVersion: 1 },
    to: 'dispatched'
  })

const li: Viewer = { kind: 'staff', id: 'li', name: 'li', office: 'centre', roles: ['dispatcher'], family: '' }

describe('a case that leaves its office by its new category', () => {
  test('takes the time of who has it now, and leaves the time of who had it', () => {
    const caseDoc = handedOver(accepted(), '2026-11-17T02:00:00.000Z')
    const stages = stageTimes(clockSteps(caseDoc.ledger), city.calendar, Date.parse('2026-11-17T06:30:00.000Z'))
    expect(stages.map((one) => [one.stage, one.office, one.running])).toEqual([
      ['dispatch', '', false],
      ['accept', 'hebin-squad', false],
      ['handle', 'hebin-squad', false],
      ['accept', 'inspection', true]
    ])
  })

  test('leaves behind what the office had asked for itself', () => {
    const asking = by(
      by(accepted(), 'request_extend', '2026-11-16T03:00:00.000Z', { facts: { more: 1 } }),
      'request_hold',
      '2026-11-16T03:30:00.000Z',
      { facts: { until: '2026-12-01' } }
    )
    expect([asking.extendRequest, asking.holdRequest]).toEqual([4, 5])
    const caseDoc = handedOver(asking, '2026-11-16T06:00:00.000Z')
    expect([caseDoc.extendRequest, caseDoc.holdRequest, caseDoc.holdUntil]).toEqual([undefined, undefined, undefined])
    // What is stored is what the ledger says.
    expect(settle(caseDoc, city).escalation).toEqual(caseDoc.escalation)
  })
})

describe('a case that is measured by another limit', () => {
  const longer = by(
    by(accepted(), 'request_extend', '2026-11-16T03:00:00.000Z', { facts: { more: 2 } }),
    'extend',
    '2026-11-16T03:30:00.000Z',
    { facts: { more: 2 } }
  )

  test('still tells an extension in the days that it was given in', () => {
    const caseDoc = by(longer, 'reclassify', '2026-11-16T06:00:00.000Z', { facts: limitOf('garbage') })
    expect(caseDoc.deadline.limit).toEqual({ n: 4, unit: 'work_hour' })
    const view = presentCase(caseDoc, li, { now: Date.parse('2026-11-16T06:30:00.000Z'), city, photos: noPhotos })
    expect(view?.timeline.filter((e) => e.more).map((e) => [e.verb, e.more])).toEqual([
      ['extend', { n: 2, unit: 'work_day' }],
      ['request_extend', { n: 2, unit: 'work_day' }]
    ])
  })

  test('has nobody granted in hours what he asked for in days', () => {
    const asking = by(accepted(), 'request_extend', '2026-11-16T03:00:00.000Z', { facts: { more: 3 } })
    const caseDoc = by(asking, 'reclassify', '2026-11-16T06:00:00.000Z', { facts: limitOf('garbage') })
    expect(caseDoc.extendRequest).toBeUndefined()
    // The same limit by another name: what was asked for still means the same.
    const same = by(asking, 'reclassify', '2026-11-16T06:00:00.000Z', { facts: { ...limitOf('shopfront') } })
    expect(same.extendRequest).toBe(4)
  })
})
