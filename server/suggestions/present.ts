/** How good it is, as numbers of sentences and cases; whose they were is nowhere in them. */
import type { MeasureView, QualityView } from '#shared/suggestions.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Measure } from './judge.ts'
import type { BuildInfo } from './model.ts'

const nameIn =
  (city: CitySnapshot) =>
  (code: string): { code: string; name: string } => ({ code, name: city.category(code)?.name ?? code })

export function presentMeasure(
  { n, top1, top3, spoke, right, categories, confusions }: Measure,
  city: CitySnapshot
): MeasureView {
  const named = nameIn(city)
  const order = new Map(city.categories.map((category, i) => [category.code, i]))
  return {
    n,
    top1,
    top3,
    spoke,
    right,
    categories: [...categories]
      .sort((a, b) => (order.get(a.category) ?? 999) - (order.get(b.category) ?? 999))
      .map(({ category, ...counts }) => ({ category: named(category), ...counts })),
    confusions: confusions.map(({ from, to, n }) => ({ from: named(from), to: named(to), n }))
  }
}

export function presentQuality(
  builds: readonly BuildInfo[],
  waiting: boolean,
  fresh: number,
  city: CitySnapshot
): QualityView {
  const [newest] = builds
  return {
    waiting,
    fresh,
    ...(newest && {
      newest: { held: presentMeasure(newest.held, city), cases: presentMeasure(newest.cases, city), demo: newest.demo }
    }),
    builds: builds.map((build) => ({
      n: build._id,
      why: build.why,
      at: build.at.toISOString(),
      learned: build.learned,
      held: { n: build.held.n, top1: build.held.top1, top3: build.held.top3 },
      cases: { n: build.cases.n, top1: build.cases.top1, top3: build.cases.top3 }
    }))
  }
}
