/** A case says the same about its time on the portal and on the phone. */
import { describe, expect, test } from 'vitest'
import { render } from '@testing-library/preact'
import type { ReactElement } from 'react'
import type { DeadlineClock, ElapsedClock, Status } from '#shared/cases.ts'
import { addDays } from '#shared/time-format.ts'
import { Clocks as OnPortal } from '#server/web/parts/Clocks.tsx'
import { Clocks as OnPhone } from '../../../miniprogram/src/parts/clocks'
import { CaseHead } from '../../../miniprogram/src/parts/case-body'
import { caseView, clock, DAY_MS } from '../samples'

const elapsed = (days: number, to?: string): ElapsedClock => ({
  days,
  from: '2026-11-20T09:12:00.000Z',
  ...(to && { to }),
  strip: Array.from({ length: days + 1 }, (_, i) => ({
    day: addDays('2026-11-20', i),
    weekday: (5 + i) % 7,
    working: (5 + i) % 7 !== 0 && (5 + i) % 7 !== 6,
    marks: i === 0 ? ['reported' as const] : i === days ? [to ? ('closed' as const) : ('today' as const)] : []
  }))
})
const markup = (page: ReactElement): string => render(page).container.innerHTML
/** What is read, piece by piece. */
const read = (html: string): string[] =>
  html
    .replace(/<i class="vh">.*?<\/i>/g, '')
    .split(/<[^>]+>/)
    .map((piece) => piece.trim())
    .filter(Boolean)
    .sort()

const stoppedAt = '2026-11-23T07:40:00.000Z'
const cases: readonly (readonly [string, DeadlineClock, ElapsedClock, Status])[] = [
  ['just begun', clock({ usedMs: 20_000 }), elapsed(0), 'handling'],
  ['running', clock({ usedMs: DAY_MS * 1.5 + 15 * 60_000 }), elapsed(2), 'handling'],
  ['late', clock({ usedMs: DAY_MS * 5, light: 'red' }), elapsed(30), 'handling'],
  ['replied', clock({ usedMs: DAY_MS, state: 'stopped', stoppedAt }), elapsed(3), 'replied'],
  ['on hold', clock({ usedMs: DAY_MS, state: 'held', stoppedAt }), elapsed(12), 'on_hold'],
  ['closed in time', clock({ usedMs: DAY_MS, state: 'over', stoppedAt }), elapsed(4, stoppedAt), 'closed'],
  [
    'closed late',
    clock({ usedMs: DAY_MS * 4, state: 'over', light: 'red', stoppedAt }),
    elapsed(9, stoppedAt),
    'closed'
  ],
  ['refused', clock({ usedMs: DAY_MS, state: 'over', stoppedAt }), elapsed(1, stoppedAt), 'refused']
]

test.each(cases)('%s', (_name, deadline, passed, status) => {
  const props = { clock: deadline, elapsed: passed, status }
  const onPhone = read(markup(<OnPhone {...props} />))
  expect(onPhone).toEqual(read(markup(<OnPortal {...props} />)))
  expect(onPhone.length).toBeGreaterThan(6)
})

describe('the head of a case on the phone', () => {
  test('says that it is late, and that it is read out to everybody', () => {
    const late = caseView({ clock: clock({ usedMs: DAY_MS * 5, light: 'red' }), exposedAt: stoppedAt })
    const html = markup(<CaseHead of={late} />)
    expect(html).toContain('超期 3 个工作日')
    expect(html).toContain('11月23日通报曝光')
    expect(markup(<CaseHead of={caseView()} />)).not.toMatch(/超期|曝光/)
  })
})
