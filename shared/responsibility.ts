/** 首问责任、退回、移送: who is responsible for a case while it is on its way from one to another, in sentences anybody may read. */
import type { CaseView } from './cases.ts'
import { monthDayTime } from './time-format.ts'
import { fill } from './locales/fill.ts'
import { cases } from './locales/cases.ts'
import { marks } from './locales/marks.ts'
import { responsibility as w } from './locales/responsibility.ts'

/** From this return on a dispatcher rules, and whom he names keeps it. */
export const bindingFrom = 2

export function responsibilityWords(view: CaseView): string[] {
  const first = view.answerable?.short ?? view.office.short
  const returns = view.returned.length
  const transfer = view.transfer && {
    way: cases.way[view.transfer.way],
    to: view.transfer.to ?? w.other,
    at: monthDayTime(view.transfer.at),
    first
  }
  return [
    ...(transfer ? [fill(view.transfer?.state === 'open' ? w.open : w.accepted, transfer)] : []),
    ...(view.answerable && !transfer
      ? [fill(view.status === 'returned' ? w.nobodyYet : w.answerable, { first, office: view.office.short })]
      : []),
    ...(returns > 0
      ? [fill(w.returned, { n: returns, offices: view.returned.map((o) => o.short).join(marks.list) })]
      : []),
    ...(returns >= bindingFrom && view.status !== 'refused' ? [view.status === 'returned' ? w.toRule : w.bound] : [])
  ]
}
