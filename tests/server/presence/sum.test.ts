/** What a day's comings and goings amount to. */
import { metresBetween } from '#shared/distance.ts'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { StoredEvent } from '#server/presence/index.ts'
import { inSince, sumUp, tooFast, wantsLook } from '#server/presence/sum.ts'

const at = (time: string): Date => new Date(`2026-11-28T${time}:00.000Z`)
const shift = { _id: 'a', from: at('08:30'), to: at('11:00') }
const later = at('23:00')
let n = 0
const event = (kind: 'in' | 'out', time: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
  id: `event-${++n}`,
  shift: 'a',
  signup: 's',
  kind,
  at: at(time),
  got: at(time),
  how: 'code',
  device: '',
  flags: [],
  ...more
})
const sum = (...events: StoredEvent[]) => sumUp(events, shift, later)

describe('minutes', () => {
  test('are those between coming and going', () =>
    expect(sum(event('in', '08:30'), event('out', '10:45'))).toEqual({ state: 'out', minutes: 135, flags: [] }))
  test('add up over several comings', () =>
    expect(sum(event('in', '08:30'), event('out', '09:00'), event('in', '09:30'), event('out', '10:00')).minutes).toBe(
      60
    ))
  test('do not begin more than half an hour early', () =>
    expect(sum(event('in', '07:40'), event('out', '08:30')).minutes).toBe(30))
  test('do not run more than an hour over', () =>
    expect(sum(event('in', '10:30'), event('out', '12:50')).minutes).toBe(90))
  test('are whole ones, the rest is dropped', () =>
    expect(sum(event('in', '08:30'), event('out', '09:00', { at: new Date('2026-11-28T09:00:59.900Z') })).minutes).toBe(
      30
    ))
  test('come out the same in whatever order the phones reported', () => {
    const events = [event('in', '08:30'), event('out', '09:00'), event('in', '09:30'), event('out', '10:00')]
    fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: 4 }), (shuffled) => sum(...shuffled).minutes === 60))
  })
  test('are never more than the time that passed, nor less than none', () => {
    const some = fc.record({
      kind: fc.constantFrom('in' as const, 'out' as const),
      minute: fc.integer({ min: 0, max: 400 })
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (list) => {
        const from = at('07:00').getTime()
        const events = list.map((e) => event(e.kind, '08:00', { at: new Date(from + e.minute * 60_000) }))
        const { minutes } = sum(...events)
        const times = events.map((e) => e.at.getTime())
        const span = events.length > 0 ? (Math.max(...times, shift.to.getTime()) - Math.min(...times)) / 60_000 : 0
        return minutes >= 0 && minutes <= span && minutes <= 240
      })
    )
  })
})

test('who never went is taken to have stayed to the planned end, and somebody has to look', () => {
  const item = sum(event('in', '09:00'))
  expect(item).toEqual({ state: 'out', minutes: 120, flags: ['no_out'] })
  expect(wantsLook(item)).toBe(true)
})

test('who is still there counts up to now', () =>
  expect(sumUp([event('in', '09:00')], shift, at('09:20'))).toEqual({ state: 'in', minutes: 20, flags: [] }))

test('coming to another shift is leaving the first: nobody is in two places', () => {
  const events = [event('in', '08:30'), event('in', '10:00', { shift: 'b' }), event('out', '11:00', { shift: 'b' })]
  expect(sumUp(events, shift, later)).toEqual({ state: 'out', minutes: 90, flags: [] })
  expect(inSince(events, 'a', at('10:30'))).toBeUndefined()
  expect(inSince(events, 'b', at('10:30'))).toEqual(at('10:00'))
})

describe('a way that nobody gets in the time', () => {
  const here = { lng: 120, lat: 32, accuracyM: 10 }
  const there = { lng: 120.1, lat: 32, accuracyM: 10 }
  test('is nine kilometres in a minute', () => {
    expect(Math.round(metresBetween(here, there))).toBe(9440)
    expect(tooFast(event('in', '09:01', { place: there }), [event('in', '09:00', { place: here })])).toBe(true)
  })
  test('is not nine kilometres in half an hour, nor a jump within what the phones know', () => {
    expect(tooFast(event('in', '09:30', { place: there }), [event('in', '09:00', { place: here })])).toBe(false)
    const near = { lng: 120.002, lat: 32, accuracyM: 10 }
    expect(tooFast(event('in', '09:00', { place: near }), [event('in', '09:00', { place: here })])).toBe(false)
  })
})
