import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { DeadlineClock } from '#shared/cases.ts'
import {
  grouped,
  groupNames,
  groupOf,
  inOrder,
  mineOf,
  neighbours,
  remaining,
  rowTime
} from '#server/web/cases/desk/groups.ts'
import { MineLine } from '#server/web/cases/desk/ShellParts.tsx'

const hour = 3_600_000
const now = new Date('2026-11-24T02:20:00Z')
const clock = (leftMs: number, dueAt: string, state: DeadlineClock['state'] = 'running'): DeadlineClock => ({
  limit: { n: 2, unit: 'work_day' },
  dayMs: 8 * hour,
  dueAt,
  provisional: false,
  usedMs: 16 * hour - leftMs,
  totalMs: 16 * hour,
  state,
  light: leftMs < 0 ? 'red' : 'green'
})

test.each([
  ['late by an hour', clock(-hour, '2026-11-24T01:20:00Z'), 'overdue'],
  ['due this evening', clock(6 * hour, '2026-11-24T10:00:00Z'), 'today'],
  ['due one minute before midnight in the city', clock(hour, '2026-11-24T15:59:00Z'), 'today'],
  ['due at midnight in the city', clock(hour, '2026-11-24T16:00:00Z'), 'tomorrow'],
  ['due tomorrow', clock(10 * hour, '2026-11-25T08:00:00Z'), 'tomorrow'],
  ['due after a weekend', clock(12 * hour, '2026-11-30T01:00:00Z'), 'later'],
  ['on the last second, not late yet', clock(0, '2026-11-24T02:20:00Z'), 'today'],
  ['replied, so that the clock stands still', clock(-hour, '2026-11-23T01:00:00Z', 'stopped'), 'stopped'],
  ['held', clock(hour, '2026-11-24T10:00:00Z', 'held'), 'stopped'],
  ['closed long ago', clock(hour, '2026-11-01T10:00:00Z', 'over'), 'over']
] as const)('a case %s stands in its group', (_, deadlineClock, group) => {
  expect(groupOf({ clock: deadlineClock }, now)).toBe(group)
})

test('grouping loses nobody, keeps the order within a group, and shows no empty group', () => {
  const row = fc.record({
    left: fc.integer({ min: -40, max: 80 }),
    day: fc.integer({ min: 20, max: 29 }),
    state: fc.constantFrom('running', 'stopped', 'held', 'over')
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (made) => {
      const rows = made.map(({ left, day, state }, i) => ({
        i,
        clock: clock(left * hour, `2026-11-${day}T04:00:00Z`, state)
      }))
      const groups = grouped(rows, now)
      expect(groups.flatMap((g) => g.rows.map((r) => r.i)).sort((a, b) => a - b)).toEqual(rows.map((r) => r.i))
      expect(
        groups.every((g) => g.rows.length > 0 && g.rows.every((r, n, all) => n === 0 || (all[n - 1]?.i ?? -1) < r.i))
      ).toBe(true)
      const places = groups.map((g) => groupNames.indexOf(g.name))
      expect(places).toEqual([...places].sort((a, b) => a - b))
    })
  )
})

test.each([
  [6 * hour + 10 * 60_000, '2026-11-24T10:00:00Z', '今天 18:00 前'],
  [0, '2026-11-24T10:00:00Z', '今天 18:00 前'],
  [10 * hour + 10 * 60_000, '2026-11-25T04:00:00Z', '明天 12:00 前'],
  [10 * hour + 10 * 60_000, '2026-11-26T04:00:00Z', '剩 1 天 2 小时'],
  [-20 * 60_000, '2026-11-24T02:00:00Z', '超 20 分'],
  [-9 * hour, '2026-11-23T02:00:00Z', '超 1 个工作日']
])('%d ms of working time left until %s reads %s', (left, due, words) => {
  expect(remaining(clock(left, due), now)).toBe(words)
})

test.each([
  [2 * hour + 34 * 60_000, '剩 2 小时 34 分'],
  [30_000, '剩不到 1 分钟'],
  [-2 * hour - 10 * 60_000, '超 2 小时 10 分']
])('a limit of hours is counted in hours to its end: %d ms reads %s', (left, words) => {
  const inHours = { ...clock(left, '2026-11-24T06:00:00Z'), limit: { n: 4, unit: 'work_hour' as const } }
  expect(remaining(inHours, now)).toBe(words)
  expect(words).not.toMatch(/\d:\d/)
})

test('a row that stands still says how long it has waited, a closed one its day', () => {
  const since = '2026-11-22T15:00:00Z'
  expect(rowTime({ clock: clock(hour, '2026-11-24T10:00:00Z', 'stopped'), since }, now)).toBe('等 2 天')
  expect(rowTime({ clock: clock(hour, '2026-11-24T10:00:00Z', 'stopped'), since: '2026-11-24T01:00:00Z' }, now)).toBe(
    '今天'
  )
  expect(
    rowTime({ clock: clock(hour, '2026-11-24T10:00:00Z', 'over'), since, closedAt: '2026-11-23T01:00:00Z' }, now)
  ).toBe('11月23日')
})

test('after a case comes the next one, after the last the one before, and from outside the first', () => {
  const rows = [{ no: 'a' }, { no: 'b' }, { no: 'c' }]
  expect(neighbours(rows, 'a')).toEqual({ after: 'b' })
  expect(neighbours(rows, 'b')).toEqual({ before: 'a', after: 'c' })
  expect(neighbours(rows, 'c')).toEqual({ before: 'b' })
  expect(neighbours(rows, 'elsewhere')).toEqual({ after: 'a' })
  expect(neighbours([], 'a')).toEqual({})
})

test('what is opened next is the next one that is read, not the next one that was stored', () => {
  const rows = [
    { no: 'held', clock: clock(hour, '2026-11-24T04:00:00Z', 'held') },
    { no: 'tomorrow', clock: clock(10 * hour, '2026-11-25T08:00:00Z') },
    { no: 'late', clock: clock(-hour, '2026-11-24T01:20:00Z') }
  ]
  expect(inOrder('todo', rows, now).map((r) => r.no)).toEqual(['late', 'tomorrow', 'held'])
  expect(inOrder('all', rows, now).map((r) => r.no)).toEqual(['held', 'tomorrow', 'late'])
})

test('what waits today counts what nobody has taken on yet, whose time runs as well', () => {
  const late = { clock: clock(-hour, '2026-11-24T01:20:00Z') }
  const today = { clock: clock(6 * hour, '2026-11-24T10:00:00Z') }
  const later = { clock: clock(12 * hour, '2026-11-30T01:00:00Z') }
  const line = (todo: (typeof late)[], accept: (typeof late)[]): string => {
    const mine = mineOf({ items: todo, counts: { accept: accept.length } }, { items: accept, counts: {} }, now)
    return renderToStaticMarkup(createElement(MineLine, { mine }))
      .replace(/<[^>]+>/g, ' ')
      .replace(/ +/g, ' ')
      .trim()
  }
  expect([line([], []), line([], [today]), line([later], [later]), line([late, today], [late, today, later])]).toEqual([
    '没有超期，今天没有到期',
    '待签收 1 件，其中今天到期 1 件',
    '没有超期，今天没有到期 待签收 1 件',
    '超期 1 件 今天到期 1 件 待签收 3 件，其中超期 1 件、今天到期 1 件'
  ])
})
