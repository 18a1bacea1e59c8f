/** The facts that routed a case, as sentences. */
import type { RoutingFact, RoutingFactKind, RoutingFactOf } from './routing.ts'
import { fill } from './locales/fill.ts'
import { cases } from './locales/cases.ts'
import { routing as w } from './locales/routing.ts'

const names = (all: readonly string[]): string => all.join(w.and)

const sentences: { readonly [K in RoutingFactKind]: (fact: RoutingFactOf<K>) => string } = {
  rule: (fact) => fill(w.category, { category: fact.category, because: fact.because }),
  answers: ({ answers }) => fill(w.answers, { answers: names(answers.map((given) => fill(w.answer, given))) }),
  complaint: () => w.complaint,
  asset: ({ asset }) => fill(w.asset, { asset }),
  hour: ({ working, clock }) => fill(w.time, { day: working ? w.working : w.off, clock }),
  channel: ({ channel }) => fill(w.channel, { channel: cases.channel[channel] }),
  area: ({ area, grid = '' }) => fill(w.place, { place: area + grid }),
  border: ({ area, metres, limit, offices }) => fill(w.border, { area, metres, limit, office: names(offices) }),
  result: ({ office, assisting }) =>
    fill(w.result, { office }) + (assisting.length > 0 ? fill(w.assisting, { offices: names(assisting) }) : ''),
  by_hand: ({ office }) => fill(w.byHand, { office }),
  // Only a rehearsal has it, and says the sentence itself.
  refused: ({ refusal, words }) => words ?? refusal,
  text: ({ text }) => text
}

export const becauseWords = (fact: RoutingFact): string => (sentences[fact.kind] as (fact: RoutingFact) => string)(fact)
