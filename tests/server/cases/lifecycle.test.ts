/** Where a case may go next: every status, every verb. */
import { describe, expect, test } from 'vitest'
import { statuses, verbs, type Status } from '#shared/cases.ts'
import { isOver, isWithOffice, lifecycle, next, stays } from '#server/cases/index.ts'
import { everywhere, leadsTo, roads, sayings } from '#tests/support/record.ts'

const every = statuses.flatMap((status) => verbs.map((verb) => [status, verb, leadsTo(status, verb)] as const))

test.each(every)('somebody who would move a case that is %s by %s brings it to %s', (status, verb, to) => {
  expect(next(status, verb)).toBe(to)
})

test('the printed tables are the record’s own, no road more and no road less', () => {
  expect(lifecycle).toEqual(roads)
  const said: Record<string, unknown> = {
    ...Object.fromEntries(everywhere.map((verb) => [verb, 'everywhere'])),
    ...sayings
  }
  expect(stays).toEqual(said)
})

describe('a person who follows a case', () => {
  const reachable = (from: Status): Set<Status> => {
    const seen = new Set<Status>([from])
    for (const status of seen) for (const to of Object.values(roads[status])) seen.add(to)
    return seen
  }

  test('sees it come to any status from its first day', () => {
    expect([...reachable('received')].sort()).toEqual([...statuses].sort())
  })

  test('sees it come to an end from wherever it stands', () => {
    for (const status of statuses)
      expect({ status, ends: [...reachable(status)].some(isOver) }).toEqual({ status, ends: true })
  })

  test('finds a way to closed only through a reply', () => {
    const ways = statuses.flatMap((from) =>
      Object.entries(lifecycle[from]).flatMap(([verb, to]) => (to === 'closed' ? [`${from} ${verb}`] : []))
    )
    expect(ways).toEqual(['replied verify'])
    const intoReplied = statuses.flatMap((from) =>
      Object.entries(lifecycle[from]).flatMap(([verb, to]) => (to === 'replied' ? [verb] : []))
    )
    expect(new Set(intoReplied)).toEqual(new Set(['reply']))
  })

  test('cannot have his case returned once it was sent back to be done again', () => {
    expect(next('rework', 'return')).toBeUndefined()
  })

  test('takes it back only before an office has signed for it', () => {
    expect(statuses.filter((status) => next(status, 'withdraw') !== undefined)).toEqual(['received', 'dispatched'])
  })

  test('knows when it is over and when an office owes an answer', () => {
    expect(statuses.filter(isOver)).toEqual(['closed', 'refused', 'withdrawn'])
    expect(statuses.filter(isWithOffice)).toEqual(['dispatched', 'handling', 'rework'])
    for (const status of statuses) expect(isOver(status) && isWithOffice(status)).toBe(false)
  })
})
