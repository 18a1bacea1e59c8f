/** Why a case was sent where it was sent: the facts that decided, as codes and as the city's own names of that day. */
import { refusals, type Refusal } from './errors.ts'
import { bool, either, int, just, list, maybe, oneOf, said, view, type Infer } from './schema.ts'

export const channels = ['mini', 'web', 'portal', 'hotline', 'patrol'] as const
export type Channel = (typeof channels)[number]

/** Why a rule did not apply. */
export const unfits = [
  'switched_off',
  'category',
  'tile',
  'area',
  'asset',
  'owner',
  'not_yet',
  'expired',
  'day',
  'weekday',
  'hours',
  'channel',
  'urgency',
  'answers',
  'numbers',
  'except',
  'no_squad',
  'no_owner',
  'unknown_office',
  'complained_of'
] as const
export type Unfit = (typeof unfits)[number]

/** `because.ts` turns a fact into a sentence, in the language of whoever reads it. */
export const routingFact = either('kind', [
  view({ kind: just('rule'), category: said(), because: said() }),
  view({ kind: just('answers'), answers: list(view({ question: said(), choice: said() }), { max: 20 }) }),
  /** A complaint about officers: whoever it is about may not have it. */
  view({ kind: just('complaint') }),
  /** 谁权属谁负责: on whose ground the place lies. */
  view({ kind: just('asset'), asset: said() }),
  /** Duty hours; `clock` is the time of day in the city, `22:30`. */
  view({ kind: just('hour'), working: bool(), clock: said() }),
  view({ kind: just('channel'), channel: oneOf(channels) }),
  /** Street area, and the community grid in it where the city has any. */
  view({ kind: just('area'), area: said(), grid: maybe(said()) }),
  /** 交界处: the area next to it is `metres` away, nearer than `limit`; its office assists. */
  view({
    kind: just('border'),
    area: said(),
    metres: int(0, 100_000),
    limit: int(0, 100_000),
    offices: list(said(), { max: 10 })
  }),
  view({ kind: just('result'), office: said(), assisting: list(said(), { max: 20 }) }),
  /** A dispatcher sent it elsewhere. */
  view({ kind: just('by_hand'), office: said() }),
  /** Of a rehearsal: why it would be sent nowhere; `words` are the city's own. */
  view({
    kind: just('refused'),
    refusal: oneOf(Object.keys(refusals) as [Refusal, ...Refusal[]]),
    words: maybe(said())
  }),
  /** A sentence of an earlier version that could not be read back into a fact; for staff alone. */
  view({ kind: just('text'), text: said() })
])
export type RoutingFact = Infer<typeof routingFact>
export type RoutingFactKind = RoutingFact['kind']
export type RoutingFactOf<K extends RoutingFactKind> = Extract<RoutingFact, { kind: K }>

export const routingFacts = () => list(routingFact, { max: 20 })
