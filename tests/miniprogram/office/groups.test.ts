import { describe, expect, test } from 'vitest'
import { grouped, groupOf } from '../../../miniprogram/src/office/groups'
import { clock, DAY_MS } from '../samples'

describe('the queue of an officer', () => {
  const now = Date.parse('2026-11-22T02:00:00Z')
  const row = (more: Parameters<typeof clock>[0]) => ({ clock: clock(more) })

  test.each([
    ['overdue', row({ usedMs: 3 * DAY_MS })],
    ['today', row({ dueAt: '2026-11-22T09:00:00.000Z' })],
    ['tomorrow', row({ dueAt: '2026-11-23T09:00:00.000Z' })],
    ['later', row({ dueAt: '2026-11-25T09:00:00.000Z' })],
    ['still', row({ state: 'stopped' })]
  ] as const)('%s', (group, row) => {
    expect(groupOf(row, now)).toBe(group)
  })
  test('puts the shortest remaining time first and leaves empty groups out', () => {
    const rows = [
      row({ usedMs: DAY_MS * 2.5 }),
      row({ usedMs: DAY_MS * 4 }),
      row({ dueAt: '2026-11-22T09:00:00.000Z' })
    ]
    const groups = grouped(rows, now)
    expect(groups.map(([group]) => group)).toEqual(['overdue', 'today'])
    expect(groups[0]?.[1].map((row) => row.clock.usedMs)).toEqual([DAY_MS * 4, DAY_MS * 2.5])
  })
})
