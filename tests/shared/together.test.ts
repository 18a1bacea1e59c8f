/** What a home page proposes to do together, whatever the day it is opened on. */
import { describe, expect, test } from 'vitest'
import type { ActivityRow } from '#shared/activities.ts'
import { findTogether, weekendOf } from '#shared/together.ts'

test.each([
  ['2026-11-23', '2026-11-28', '2026-11-29'],
  ['2026-11-27', '2026-11-28', '2026-11-29'],
  ['2026-11-28', '2026-11-28', '2026-11-29'],
  ['2026-11-29', '2026-11-29', '2026-11-29'],
  ['2026-11-30', '2026-12-05', '2026-12-06'],
  ['2026-12-31', '2027-01-02', '2027-01-03']
])('on %s the weekend is %s to %s', (today, from, to) => expect(weekendOf(today)).toEqual({ from, to }))

const row = (no: string, next: string | undefined, from = next ?? '2026-11-01T00:00:00.000Z') =>
  ({ no, from, to: '2027-01-01T00:00:00.000Z', ...(next && { next: { from: next, to: next } }) }) as ActivityRow

describe('proposals', () => {
  const ask = async (rows: readonly ActivityRow[], now = '2026-11-24T02:00:00.000Z') => {
    const asked: object[] = []
    const found = await findTogether(
      (query) => {
        asked.push(query)
        return Promise.resolve(rows)
      },
      new Date(now),
      3
    )
    return { weekend: found.weekend, nos: found.rows.map((activityRow) => activityRow.no), asked: asked.length }
  }
  // Saturday is from 27 November 16:00 on, in UTC.
  const saturday = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour - 8)).toISOString()

  test('are of the weekend, the soonest first, three at most', async () => {
    const rows = [
      row('d', saturday(40)),
      row('b', saturday(9)),
      row('x', saturday(-2)),
      row('c', saturday(14)),
      row('a', saturday(0))
    ]
    expect(await ask(rows)).toEqual({ weekend: true, nos: ['a', 'b', 'c'], asked: 1 })
  })
  test('are by the next shift, not by the first that is over', async () =>
    expect(await ask([row('weekly', saturday(9), '2026-11-07T01:00:00.000Z')])).toMatchObject({ nos: ['weekly'] }))
  test('are what comes next where the weekend is empty', async () =>
    expect(await ask([row('later', saturday(200)), row('soon', saturday(60)), row('over', undefined)])).toEqual({
      weekend: false,
      nos: ['soon', 'later'],
      asked: 2
    }))
  test('are none where nothing is planned', async () =>
    expect(await ask([])).toEqual({ weekend: false, nos: [], asked: 2 }))
})
