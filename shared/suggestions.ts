/** What a text looks like: up to three categories to choose from, and how often that is right. */
import { categoryRef } from './cases.ts'
import { anyone, endpoint } from './endpoint.ts'
import { descriptionAtMost } from './reports.ts'
import {
  bool,
  input,
  int,
  list,
  maybe,
  moment,
  number,
  oneOf,
  place,
  said,
  slug,
  text,
  view,
  type Infer
} from './schema.ts'

/** Fewer characters say too little to be worth asking about. */
export const suggestFrom = 2
export const suggestionsAtMost = 3

export const suggestion = view({
  category: categoryRef,
  /** 0 to 1; of those said with 0.8 about eight in ten are right. */
  share: number()
})
export type Suggestion = Infer<typeof suggestion>

const times = () => int(0, 1e9)
const named = view({ code: slug(), name: said() })

export const measureView = view({
  n: times(),
  /** Right in the first place; right among the first three. */
  top1: times(),
  top3: times(),
  /** Something was suggested; of those, right in the first place. */
  spoke: times(),
  right: times(),
  /** `said` is how often it stood first of all, rightly or not: top1 of it is its precision. */
  categories: list(view({ category: named, n: times(), top1: times(), top3: times(), said: times() }), { max: 500 }),
  confusions: list(view({ from: named, to: named, n: times() }), { max: 100 })
})
export type MeasureView = Infer<typeof measureView>

export const buildReasons = ['start', 'daily', 'asked', 'erased'] as const
const brief = view({ n: times(), top1: times(), top3: times() })

export const qualityView = view({
  /** A build has been asked for and is not there yet. */
  waiting: bool(),
  /** Pairs that the newest build has not learned, at most 1000. */
  fresh: times(),
  /** `demo` of the cases are the demo city's, whose words are made up too. */
  newest: maybe(view({ held: measureView, cases: measureView, demo: times() })),
  builds: list(
    view({
      n: int(1, 1e9),
      why: oneOf(buildReasons),
      at: moment(),
      learned: view({ seeds: times(), staff: times(), resident: times() }),
      held: brief,
      cases: brief
    }),
    { max: 60 }
  )
})
export type QualityView = Infer<typeof qualityView>

export const suggestionEndpoints = {
  suggest: endpoint({
    method: 'POST',
    path: '/api/suggest',
    says: 'What kind of matter a description looks like: up to three categories with their shares, or none where that would be a guess. Nothing is kept.',
    who: anyone,
    body: input({ text: text(descriptionAtMost, suggestFrom), place: maybe(place()) }),
    answer: view({ items: list(suggestion, { max: suggestionsAtMost }) }),
    refuses: []
  }),
  suggestQuality: endpoint({
    method: 'GET',
    path: '/api/suggest/quality',
    says: 'How often suggestions are right, by category, with what is taken for what; for administrators.',
    who: ['staff'],
    answer: qualityView,
    refuses: ['forbidden']
  }),
  rebuildSuggest: endpoint({
    method: 'POST',
    path: '/api/suggest/builds',
    says: 'Asks for suggestions to be learned anew from all corrections so far; asked twice before it is done, it is done once.',
    who: ['staff'],
    answer: qualityView,
    refuses: ['forbidden']
  })
}
