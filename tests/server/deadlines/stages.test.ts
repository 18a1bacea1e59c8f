/** A clock for each stage in each office's hands, and the ladder that stands on the clock of the whole. */
import { describe, expect, test } from 'vitest'
import { usualTime } from '#config/city/time.ts'
import type { Status } from '#shared/cases.ts'
import {
  makeCalendar,
  nextEscalation,
  deadlineClock,
  deadlineState,
  stageTimes,
  type ClockStep
} from '#server/deadlines/index.ts'

const calendar = makeCalendar({
  slots: [
    ['08:30', '12:00'],
    ['13:30', '18:00']
  ],
  overrides: [],
  offices: { squad: { days: 'every', slots: [['07:00', '22:00']] } }
})
const hour = 3_600_000
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const said = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
const at = (text: string, status: Status, more: Partial<ClockStep> = {}): ClockStep => ({
  at: local(text),
  status,
  ...more
})
const received = (text: string, more: Partial<ClockStep> = {}): ClockStep =>
  at(text, 'received', {
    limit: { n: 3, unit: 'work_day' },
    urgency: 'limited',
    office: 'water',
    supervising: 'centre',
    ...more
  })

/** stage office used/limit light, in hours. */
const read = (steps: readonly ClockStep[], now: string): string[] =>
  stageTimes(steps, calendar, local(now)).map(
    (stageTime) =>
      `${stageTime.stage} ${stageTime.office || '-'} ${Number((stageTime.usedMs / hour).toFixed(2))}/${stageTime.totalMs / hour} ${stageTime.light}${stageTime.running ? ' runs' : ''}`
  )

describe('each stage', () => {
  const whole = [
    received('2026-11-16 09:00'),
    at('2026-11-16 10:00', 'dispatched', { office: 'water' }),
    at('2026-11-16 11:30', 'handling'),
    at('2026-11-18 10:00', 'replied'),
    at('2026-11-18 15:30', 'closed')
  ]
  test('has its own time, its own limit and its own light', () => {
    expect(read(whole, '2026-11-30 09:00')).toEqual([
      'dispatch - 1/24 green',
      'accept water 1.5/8 green',
      'handle water 14.5/24 green',
      'verify centre 4/16 green'
    ])
    const [, accept] = stageTimes(whole, calendar, local('2026-11-30 09:00'))
    expect([accept?.from, accept?.to].map((n) => n && said(n))).toEqual(['2026-11-16 10:00', '2026-11-16 11:30'])
  })

  test('is green to four fifths, amber to the end of its limit and red beyond', () => {
    const waiting = [received('2026-11-16 09:00', { urgency: 'urgent' }), at('2026-11-16 09:00', 'dispatched')]
    expect(read(waiting, '2026-11-16 09:47')[1]).toBe('accept water 0.78/1 green runs')
    expect(read(waiting, '2026-11-16 09:48')[1]).toBe('accept water 0.8/1 yellow runs')
    expect(read(waiting, '2026-11-16 10:00')[1]).toBe('accept water 1/1 yellow runs')
    expect(read(waiting, '2026-11-16 10:01')[1]).toBe('accept water 1.02/1 red runs')
    const [, accept] = stageTimes(waiting, calendar, local('2026-11-16 10:01'))
    expect(accept?.dueAt && said(accept.dueAt)).toBe('2026-11-16 10:00')
  })

  test('goes on when the case comes back to the same office, and another office starts its own', () => {
    const passed = [
      received('2026-11-16 09:00'),
      at('2026-11-16 09:00', 'dispatched', { office: 'water' }),
      at('2026-11-16 11:00', 'returned'),
      at('2026-11-16 14:00', 'dispatched', { office: 'squad' }),
      at('2026-11-16 16:00', 'returned'),
      at('2026-11-17 09:00', 'dispatched', { office: 'water' })
    ]
    expect(read(passed, '2026-11-17 10:00')).toEqual([
      'dispatch - 20/24 yellow',
      'accept water 3/8 green runs',
      'accept squad 2/8 green'
    ])
  })

  test('counts rework as handling, and holds stand still', () => {
    const again = [
      received('2026-11-16 09:00'),
      at('2026-11-16 09:00', 'dispatched'),
      at('2026-11-16 09:00', 'handling'),
      at('2026-11-16 11:00', 'on_hold'),
      at('2026-11-19 09:00', 'handling'),
      at('2026-11-19 10:00', 'replied'),
      at('2026-11-19 11:00', 'rework')
    ]
    expect(read(again, '2026-11-19 12:00').find((text) => text.startsWith('handle'))).toBe(
      'handle water 4/24 green runs'
    )
  })

  test('of handling grows with an extension, the others do not', () => {
    const longer = [
      received('2026-11-16 09:00'),
      at('2026-11-16 09:00', 'dispatched'),
      at('2026-11-16 10:00', 'handling'),
      at('2026-11-17 10:00', 'handling', { more: 2 })
    ]
    expect(read(longer, '2026-11-17 11:00')).toEqual([
      'dispatch - 0/24 green',
      'accept water 1/8 green',
      'handle water 9/40 green runs'
    ])
  })
})

describe('the promise', () => {
  test('counts in the duty hours of whoever holds the case', () => {
    const limit = { n: 8, unit: 'work_hour' as const }
    const steps = [
      received('2026-11-16 16:00', { limit, office: 'water' }),
      at('2026-11-16 16:00', 'dispatched', { office: 'water' }),
      at('2026-11-16 17:00', 'returned'),
      at('2026-11-16 19:00', 'dispatched', { office: 'squad' })
    ]
    // Two hours until 18:00 at the bureau, three until 22:00 at the squad, three the next morning from seven.
    expect(said(deadlineState(steps, calendar).dueAt)).toBe('2026-11-17 10:00')
  })

  test('tells what was used under an earlier limit, and what is left under the new one', () => {
    const steps = [
      received('2026-11-16 08:30', { limit: { n: 8, unit: 'rush_hour' } }),
      at('2026-11-16 08:30', 'dispatched'),
      at('2026-11-16 12:30', 'dispatched', { limit: { n: 4, unit: 'work_day' } })
    ]
    const clock = deadlineClock(deadlineState(steps, calendar), 'dispatched', calendar, local('2026-11-16 14:30'))
    // Half of eight hours is half of four days; one hour of duty since.
    expect(clock).toMatchObject({
      limit: { n: 4, unit: 'work_day' },
      usedMs: 17 * hour,
      totalMs: 32 * hour,
      earlier: [{ limit: { n: 8, unit: 'rush_hour' }, percent: 50 }]
    })
    expect(said(Date.parse(clock.dueAt))).toBe('2026-11-18 12:00')
  })

  test('is not mended by a longer limit once it is broken, but by an extension', () => {
    const broken = [
      received('2026-11-16 10:00', { limit: { n: 1, unit: 'work_day' } }),
      at('2026-11-18 10:00', 'handling')
    ]
    const renamed = [...broken, at('2026-11-18 10:00', 'handling', { limit: { n: 10, unit: 'work_day' } })]
    expect(said(deadlineState(renamed, calendar).dueAt)).toBe('2026-11-17 10:00')
    expect(deadlineClock(deadlineState(renamed, calendar), 'handling', calendar, local('2026-11-18 10:00')).light).toBe(
      'red'
    )
    const extended = [...broken, at('2026-11-18 10:00', 'handling', { more: 2 })]
    expect(said(deadlineState(extended, calendar).dueAt)).toBe('2026-11-19 10:00')
    expect(deadlineState(extended, calendar)).toMatchObject({ limit: { n: 3, unit: 'work_day' }, extended: 2 })
  })
})

describe('the ladder', () => {
  const steps = [received('2026-11-16 10:00'), at('2026-11-16 10:00', 'dispatched')]
  const ids = usualTime.ladder.map((step) => step.id)
  const climbed = (from: readonly ClockStep[]): string[] =>
    ids.map((_, i) => {
      const next = nextEscalation(from, ids.slice(0, i), calendar)
      return next ? `${next.id} ${said(next.at)}` : 'none'
    })

  test('stands at four fifths, at the deadline, half as long again, and twice as long', () => {
    expect(climbed(steps)).toEqual([
      'urge 2026-11-18 14:42',
      'overdue-1 2026-11-19 10:00',
      'supervise 2026-11-19 10:00',
      'overdue-2 2026-11-20 15:30',
      'escalate 2026-11-20 15:30',
      'overdue-3 2026-11-24 10:00',
      'expose 2026-11-24 10:00'
    ])
    expect(nextEscalation(steps, ids, calendar)).toBeUndefined()
  })

  test('leaves a day between the steps of a short limit', () => {
    const short = [
      received('2026-11-16 09:00', { limit: { n: 2, unit: 'work_hour' } }),
      at('2026-11-16 09:00', 'dispatched')
    ]
    expect(climbed(short).filter((text) => text.startsWith('overdue'))).toEqual([
      'overdue-1 2026-11-16 11:00',
      'overdue-2 2026-11-17 11:00',
      'overdue-3 2026-11-18 11:00'
    ])
  })

  test('has no next step while the clock stands, and the same one later when it goes on', () => {
    const held = [...steps, at('2026-11-17 10:00', 'on_hold')]
    expect(nextEscalation(held, [], calendar)).toBeUndefined()
    const on = [...held, at('2026-11-24 10:00', 'handling')]
    expect(climbed(on)[0]).toBe('urge 2026-11-25 14:42')
  })

  test('is further away after an extension, and what was climbed is not climbed again', () => {
    const more = [...steps, at('2026-11-19 12:00', 'handling', { more: 3 })]
    const next = nextEscalation(more, ['urge', 'overdue-1', 'supervise'], calendar)
    // Six days now; half as long again is nine.
    expect(next && `${next.id} ${said(next.at)}`).toBe('overdue-2 2026-11-27 10:00')
  })
})

describe('the ladder after a house was closed for a week', () => {
  const steps = [received('2026-11-16 10:00'), at('2026-11-16 10:00', 'dispatched')]
  const ids = usualTime.ladder.map((step) => step.id)
  const escalated = (id: string, when: string): ClockStep => ({ ...at(when, 'dispatched'), escalationStep: id })
  /** Climbs everything that is due at a moment, as the worker does; what was written, and what comes next. */
  const climbAt = (from: readonly ClockStep[], when: string) => {
    const all = [...from]
    const wrote: string[] = []
    for (;;) {
      const done = all.flatMap((clockStep) => clockStep.escalationStep ?? [])
      const next = nextEscalation(all, done, calendar)
      if (!next || next.at > local(when)) return { all, wrote, next: next && `${next.id} ${said(next.at)}` }
      all.push(escalated(next.id, when))
      wrote.push(next.id)
    }
  }

  test('writes one step at a time, and leaves the office half of what the table puts between two of them', () => {
    // Three days were due on Thursday the 19th; everything lies behind when the doors open on the 30th.
    const reminded = climbAt(steps, '2026-11-30 09:00')
    expect(reminded).toMatchObject({ wrote: ['urge'], next: 'overdue-1 2026-11-30 11:24' })
    const entered = climbAt(reminded.all, '2026-11-30 11:24')
    // What the table puts at one moment is one step: the order goes with the entry.
    expect(entered).toMatchObject({ wrote: ['overdue-1', 'supervise'], next: 'overdue-2 2026-12-01 09:24' })
    const again = climbAt(entered.all, '2026-12-01 09:24')
    expect(again).toMatchObject({ wrote: ['overdue-2', 'escalate'], next: 'overdue-3 2026-12-01 16:54' })
    const third = climbAt(again.all, '2026-12-01 16:54')
    expect(third).toMatchObject({ wrote: ['overdue-3', 'expose'], next: undefined })
  })

  test('counts that time in working time, and not while the clock stands', () => {
    const { all } = climbAt(steps, '2026-11-27 17:00')
    // An hour on Friday, the rest on Monday.
    expect(climbAt(all, '2026-11-27 17:00').next).toBe('overdue-1 2026-11-30 09:54')
    const held = [...all, at('2026-11-27 17:30', 'on_hold')]
    expect(nextEscalation(held, ['urge'], calendar)).toBeUndefined()
    const on = [...held, at('2026-12-02 10:00', 'handling')]
    expect(climbAt(on, '2026-12-02 10:00').next).toBe('overdue-1 2026-12-02 11:54')
  })

  test('changes nothing where a worker was only a little late', () => {
    const late = [...steps, escalated('urge', '2026-11-18 15:30')]
    expect(climbAt(late, '2026-11-18 15:30').next).toBe('overdue-1 2026-11-19 10:00')
  })

  test('keeps what has passed of it when the case is classified anew, and grows with an extension', () => {
    const { all } = climbAt(steps, '2026-11-30 09:00')
    const shorter = [...all, at('2026-11-30 10:12', 'dispatched', { limit: { n: 8, unit: 'work_hour' } })]
    // Half of the rest had passed; half of the rest is left: 24 minutes of 48.
    expect(climbAt(shorter, '2026-11-30 10:12').next).toBe('overdue-1 2026-11-30 10:36')
    const longer = [...all, at('2026-11-30 10:12', 'dispatched', { more: 3 })]
    // Six days now: a fifth of them is 9.6 hours, and half of that is the rest.
    expect(climbAt(longer, '2026-11-30 10:12').next).toBe('overdue-1 2026-11-30 15:18')
  })

  test('loses no step, in the end', () => {
    let all: readonly ClockStep[] = steps
    for (const day of ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'])
      all = climbAt(all, `${day} 18:00`).all
    expect(all.flatMap((clockStep) => clockStep.escalationStep ?? [])).toEqual(ids)
  })
})
