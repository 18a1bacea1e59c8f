/** 首问责任、退回、移送: whose a case is while it is on its way from one to another, in sentences anybody may read. */
import type { CaseView } from './cases.ts'
import { monthDayTime } from './time-format.ts'
import { fill } from './locales/index.ts'
import { cases } from './locales/cases.ts'
import { marks } from './locales/marks.ts'
import { whose as w } from './locales/responsibility.ts'

/** From this return on a dispatcher rules, and whom he names keeps it. */
export const bindingFrom = 2

export function whoseWords(it: CaseView): string[] {
  const first = it.answerable?.short ?? it.office.short
  const returns = it.returned.length
  const transfer = it.transfer && {
    way: cases.way[it.transfer.way],
    to: it.transfer.to ?? w.other,
    at: monthDayTime(it.transfer.at),
    first
  }
  return [
    ...(transfer ? [fill(it.transfer?.state === 'open' ? w.open : w.accepted, transfer)] : []),
    ...(it.answerable && !transfer
      ? [fill(it.status === 'returned' ? w.nobodyYet : w.answerable, { first, office: it.office.short })]
      : []),
    ...(returns > 0
      ? [fill(w.returned, { n: returns, offices: it.returned.map((o) => o.short).join(marks.list) })]
      : []),
    ...(returns >= bindingFrom && it.status !== 'refused' ? [it.status === 'returned' ? w.toRule : w.bound] : [])
  ]
}
