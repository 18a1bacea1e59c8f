/**
 * Whatever is done to a case, in whatever order and at whatever hour: its deadline, its used time and its next step are
 * what its ledger says, worked out a second time by hand; nothing that happens gives an office its time back.
 */
import { describe, expect, test, vi } from 'vitest'
import fc from 'fast-check'
import type { Category, City } from '#config/city/types.ts'
import { usualTime } from '#config/city/time.ts'
import type { Status, Verb } from '#shared/cases.ts'
import {
  advance,
  canMove,
  isOver,
  next,
  open,
  dueEscalation,
  settle,
  type CaseDoc,
  type Facts
} from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { town } from '#tests/support/city.ts'
import { byHand, unitMs } from '#tests/support/due-by-hand.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** The town again, with limits in every unit, and offices that keep hours of their own. */
const limits: Record<string, Category['limit']> = {
  shopfront: { n: [4, 6, 8], unit: 'work_hour' },
  garbage: { n: [6, 6, 6], unit: 'rush_hour' },
  sewage: { n: [5, 7, 8], unit: 'work_day' },
  'home-noise': { n: [3, 3, 3], unit: 'day' },
  conduct: { n: [10, 13, 15], unit: 'work_day' },
  generic: { n: [1, 2, 2], unit: 'work_day' }
}
const files: City = {
  ...town,
  categories: town.categories.map((category) => ({ ...category, limit: limits[category.code] ?? category.limit })),
  calendar: {
    ...town.calendar,
    offices: {
      'hebin-squad': { days: 'every', slots: [['07:00', '22:00']] },
      mobile: { days: 'every', slots: [['00:00', '24:00']] },
      sanitation: { days: 'working', slots: [['06:00', '14:00']] }
    }
  }
}
const city = makeSnapshot(files)
const start = Date.parse('2026-01-26T01:00:00Z')
const offices = ['hebin-squad', 'wenchang-squad', 'sanitation', 'mobile', 'water']
const codes = Object.keys(limits)
const id = 'a'.repeat(24)

function begin(code: string, office: string): CaseDoc {
  const category = city.category(code)
  if (!category) throw new Error(code)
  const at = new Date(start).toISOString()
  const place = { type: 'Point' as const, coordinates: [120.005, 32.005] as [number, number] }
  const reports = [
    { id, key: '', requestHash: '', n: 1, at, channel: 'web' as const, reporter: {}, place, consentPublic: true }
  ]
  return open(
    {
      _id: new mongoose.Types.ObjectId(),
      no: '2026-0126-00001',
      place,
      photoSizes: {},
      routing: { ruleId: '', ruleVersion: 1, because: [] },
      reports
    },
    {
      category: code,
      area: 'hebin',
      channel: 'web',
      limit: city.limit(category, 'hebin'),
      urgency: category.urgency,
      report: id,
      office,
      supervising: 'centre'
    },
    { kind: 'reporter', id },
    {},
    at,
    city
  )
}

/** What happens, and how long after the last thing. */
interface Turn {
  pick: number
  minutes: number
  a: number
}
const doable = [
  'dispatch',
  'accept',
  'return',
  'reply',
  'request_hold',
  'refuse_hold',
  'hold',
  'resume',
  'request_extend',
  'refuse_extend',
  'extend',
  'verify',
  'fail',
  'request_reopen',
  'reopen',
  'reclassify',
  'note'
] as const satisfies readonly Verb[]

const leavesBy = (a: number): boolean => a % 7 === 0

function factsOf(verb: Verb, { a }: Turn): Facts {
  const office = offices[a % offices.length] ?? 'mobile'
  if (verb === 'dispatch') return { office, supervising: 'centre' }
  if (verb === 'extend' || verb === 'request_extend') return { more: 1 + (a % 5) }
  if (verb === 'hold' || verb === 'request_hold') return { until: '2026-12-01' }
  if (verb === 'request_reopen') return { report: id }
  const category = city.category(codes[a % codes.length] ?? '')
  if (verb === 'reclassify' && category)
    return {
      category: category.code,
      limit: city.limit(category, 'hebin'),
      urgency: category.urgency,
      // A new category may belong to another office; then it begins there.
      ...(leavesBy(a) && { office, supervising: 'centre' })
    }
  return {}
}

/** Climbs what fell due until then, as the worker does, a little late now and then. */
function climbed(caseDoc: CaseDoc, until: number, lateMs: number): CaseDoc {
  for (let next = caseDoc.escalation.next; next && next.at + lateMs <= until; next = caseDoc.escalation.next) {
    const last = Date.parse(caseDoc.ledger.at(-1)?.at ?? '')
    const step = dueEscalation(caseDoc, { at: new Date(Math.max(next.at + lateMs, last)), city })
    if (!step) break
    caseDoc = advance(caseDoc, step, city)
  }
  return caseDoc
}

/** A house that was closed until then: everything that lies behind is climbed in one go. */
function caughtUp(caseDoc: CaseDoc, at: number): CaseDoc {
  for (let turn = 0; turn < 20; turn++) {
    const step = dueEscalation(caseDoc, { at: new Date(at), city })
    if (!step) return caseDoc
    caseDoc = advance(caseDoc, step, city)
  }
  throw new Error('a ladder without an end')
}

/** Every state of a whole life. `closed`: nobody climbs but now and then, when the house opens. */
function life(code: string, office: string, turns: readonly Turn[], closed = false): CaseDoc[] {
  let at = start
  const states = [begin(code, office)]
  for (const turn of turns) {
    at += turn.minutes * 60_000
    const was = states.at(-1) ?? begin(code, office)
    let caseDoc = closed ? (turn.a % 3 > 0 ? caughtUp(was, at) : was) : climbed(was, at, (turn.a % 3) * 20_000)
    const able = doable.filter((verb) => canMove(caseDoc, verb))
    const verb = able[turn.pick % Math.max(1, able.length)]
    if (verb)
      caseDoc = advance(
        caseDoc,
        {
          actor: { kind: 'staff', id: 'li', office: 'centre' },
          verb,
          at: new Date(at).toISOString(),
          facts: factsOf(verb, turn),
          ...(verb === 'reclassify' && leavesBy(turn.a) && !isOver(caseDoc.status) && { to: 'dispatched' as const })
        },
        city
      )
    states.push(caseDoc)
  }
  return states
}

const lives = (runs: number, seed: number, check: (states: CaseDoc[]) => void, closed = false): void => {
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.constantFrom(...offices),
      fc.array(
        fc.record({
          pick: fc.nat(1000),
          minutes: fc.oneof(fc.nat(200), fc.nat(60 * 24 * 9)),
          a: fc.nat(1000)
        }),
        { maxLength: 20, size: 'max' }
      ),
      (code, office, turns) => check(life(code, office, turns, closed))
    ),
    { numRuns: runs, seed }
  )
}
const stands = new Set<Status>(['replied', 'on_hold', 'closed', 'refused', 'withdrawn'])
const iso = (at: number): string => new Date(at).toISOString()

describe('whatever is done to a case', () => {
  test('its deadline and its used time can be worked out by hand from the ledger, in every unit', () => {
    const units = new Map<string, number>()
    lives(300, 41, (states) => {
      const caseDoc = states.at(-1)
      if (!caseDoc) return
      const hand = byHand(files, caseDoc.ledger)
      const { dueAt, totalMs, limit } = caseDoc.deadline
      expect({ due: iso(dueAt), totalMs }).toEqual({ due: iso(hand.dueAt), totalMs: hand.totalMs })
      expect(totalMs).toBe(limit.n * unitMs[limit.unit])
      // What is stored is used up to the last change; by hand it is used up to the last entry.
      if (!caseDoc.deadline.running) expect(caseDoc.deadline.usedMs).toBe(hand.usedMs)
      units.set(limit.unit, (units.get(limit.unit) ?? 0) + 1)
    })
    expect([...units.keys()].sort()).toEqual(['day', 'rush_hour', 'work_day', 'work_hour'])
  })

  test('what is stored is what the ledger says, whenever it is counted again', () => {
    lives(100, 43, (states) => {
      for (const state of states) {
        const { outbox: _, ...stored } = state
        const { outbox: __, ...again } = settle(JSON.parse(JSON.stringify(state)) as CaseDoc, city)
        for (const key of [
          'deadline',
          'escalation',
          'counts',
          'onTime',
          'extendRequest',
          'holdRequest',
          'exposedAt'
        ] as const)
          expect(again[key]).toEqual(stored[key])
        expect(again.dueAt?.getTime()).toBe(state.dueAt?.getTime())
        expect(state.dueAt === null).toBe(stands.has(state.status))
      }
    })
  })

  test('nobody gets his time back: the share used only grows, an approved extension aside', () => {
    let grown = 0
    lives(300, 47, (states) => {
      const caseDoc = states.at(-1)
      if (!caseDoc) return
      const { shares } = byHand(files, caseDoc.ledger)
      for (const [i, share] of shares.entries()) {
        if (i === 0 || caseDoc.ledger[i]?.verb === 'extend') continue
        // A limit is counted in whole milliseconds: the share moves by less than one of them.
        expect(share).toBeGreaterThan((shares[i - 1] ?? 0) - 1e-6)
        grown++
      }
    })
    expect(grown).toBeGreaterThan(1000)
  })

  test('every step is climbed once, in the order of the ladder, and not before it was due', () => {
    const order = usualTime.ladder.map((escalationStep) => escalationStep.id)
    const seen = new Set<string>()
    lives(200, 53, (states) => {
      const caseDoc = states.at(-1)
      if (!caseDoc) return
      const done = caseDoc.ledger.filter((e) => e.facts.rung)
      expect(done.map((e) => e.facts.rung)).toEqual(order.slice(0, done.length))
      expect(caseDoc.escalation.done).toEqual(order.slice(0, done.length))
      expect(caseDoc.counts.overdue).toBe(done.filter((e) => e.verb === 'overdue').length)
      for (const e of done) {
        seen.add(e.facts.rung ?? '')
        // Only while somebody owed the next step.
        expect(stands.has(e.to)).toBe(false)
        const before = byHand(files, caseDoc.ledger.slice(0, e.n - 1), e.verb === 'urge' ? 0.8 : 1)
        expect(Date.parse(e.at)).toBeGreaterThanOrEqual(before.dueAt)
      }
      if (caseDoc.exposedAt) expect(caseDoc.counts.overdue).toBeGreaterThanOrEqual(3)
    })
    expect([...seen].sort()).toEqual([...order].sort())
  })

  test('asks for the next step exactly where it has changed, and never twice under one name', () => {
    lives(100, 59, (states) => {
      const caseDoc = states.at(-1)
      if (!caseDoc) return
      const asked = caseDoc.outbox.filter((o) => o.topic === 'escalation')
      expect(new Set(asked.map((o) => o.id)).size).toBe(asked.length)
      const last = asked.at(-1)
      if (caseDoc.escalation.next)
        expect([last?.facts['step'], last?.dueAt]).toEqual([
          caseDoc.escalation.next.id,
          iso(caseDoc.escalation.next.at)
        ])
      // Climbing by a job that is out of date finds nothing to do.
      const early = dueEscalation(caseDoc, { at: new Date((caseDoc.escalation.next?.at ?? start) - 1), city })
      expect(early).toBeUndefined()
    })
  })
})

describe('whatever a house was closed through', () => {
  const dueOf = (id: string, totalMs: number, dayMs: number): number => {
    const { share = 0, days = 0 } = usualTime.ladder.find((escalationStep) => escalationStep.id === id) ?? {}
    return Math.max(totalMs * share, days > 0 ? totalMs + days * dayMs : 0)
  }

  test('nobody is entered, reported or exposed before he had half of the time that the table leaves him', () => {
    let [pairs, behind] = [0, 0]
    lives(
      300,
      61,
      (states) => {
        const caseDoc = states.at(-1)
        if (!caseDoc) return
        const steps = caseDoc.ledger.filter((e) => e.facts.rung)
        for (const [i, r] of steps.entries()) {
          const p = steps[i - 1]
          // A new limit has another measure of time; what becomes of a share then is told by name elsewhere.
          if (!p || caseDoc.ledger.slice(p.n, r.n).some((e) => e.verb === 'reclassify')) continue
          const [then, now] = [byHand(files, caseDoc.ledger.slice(0, p.n)), byHand(files, caseDoc.ledger.slice(0, r.n))]
          const limit = caseDoc.ledger.slice(0, r.n).findLast((e) => e.facts.limit)?.facts.limit ?? {
            n: 1,
            unit: 'day'
          }
          const schedule = city.calendar.of(
            limit.unit,
            caseDoc.ledger
              .slice(0, r.n)
              .findLast((e) => e.facts.office && ['receive', 'dispatch', 'reclassify'].includes(e.verb))?.facts.office
          )
          const due = (id = '') => dueOf(id, now.totalMs, schedule.dayMs)
          const apart = due(r.facts.rung) - due(p.facts.rung)
          pairs++
          if (apart > 0 && then.usedMs >= due(r.facts.rung)) behind++
          expect(now.usedMs - then.usedMs).toBeGreaterThanOrEqual(Math.floor(apart / 2) - 1)
        }
      },
      true
    )
    // Many were late enough to have been climbed in one second.
    expect(pairs).toBeGreaterThan(200)
    expect(behind).toBeGreaterThan(50)
  })

  test('no step is lost: whoever lets his clock run on meets every one, in order, once', () => {
    const order = usualTime.ladder.map((escalationStep) => escalationStep.id)
    let met = 0
    lives(
      100,
      67,
      (states) => {
        const last = states.at(-1)
        if (!last || stands.has(last.status)) return
        const caseDoc = climbed(last, Date.parse('2027-12-01T00:00:00Z'), 0)
        expect(caseDoc.escalation.done).toEqual(order)
        expect(caseDoc.ledger.filter((e) => e.facts.rung).map((e) => e.facts.rung)).toEqual(order)
        expect(caseDoc.counts.overdue).toBe(3)
        met++
      },
      true
    )
    expect(met).toBeGreaterThan(30)
  })

  test('what is stored is what the ledger says, whenever it is counted again', () => {
    lives(
      60,
      71,
      (states) => {
        for (const state of states) {
          const again = settle(JSON.parse(JSON.stringify(state)) as CaseDoc, city)
          expect({ escalation: again.escalation, deadline: again.deadline }).toEqual({
            escalation: state.escalation,
            deadline: state.deadline
          })
        }
      },
      true
    )
  })
})

test('the ladder stands in the lifecycle wherever the promise runs, and nowhere else', () => {
  const statuses: Status[] = ['received', 'dispatched', 'handling', 'rework', 'returned', ...stands]
  for (const status of statuses)
    for (const escalationStep of usualTime.ladder)
      expect({
        status,
        escalationStep: escalationStep.id,
        climbs: next(status, escalationStep.verb) !== undefined
      }).toEqual({
        status,
        escalationStep: escalationStep.id,
        climbs: !stands.has(status)
      })
})
