/** A rehearsal as an administrator reads it: names of today, and of the city that was rehearsed. */
import { errors } from '#shared/locales/errors.ts'
import type { RoutingFact } from '#shared/routing.ts'
import { becauseWords } from '#shared/because.ts'
import type { RehearsalRow, RehearsalView } from '#shared/rehearsals.ts'
import { local } from '#shared/time-format.ts'
import { fill, words } from '#shared/locales/index.ts'
import { releases as w } from '#shared/locales/releases.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { RehearsalDoc, RowDoc } from './model.ts'

/** A case that would be refused says the refusal; all else is said as everywhere. */
export const factWords = (fact: RoutingFact): string =>
  fact.kind === 'refused' ? (fact.words ?? errors.refusal[fact.refusal]) : becauseWords(fact)

const officeIn = (doc: Pick<RehearsalDoc, 'names'>, city: CitySnapshot) => (id: string) => {
  const office = doc.names[id] ?? city.called.office(id)
  return { id, name: office?.name ?? id, short: office?.short ?? id }
}

const streamsAtMost = 500

export function presentRehearsal(doc: RehearsalDoc, city: CitySnapshot): RehearsalView {
  const office = officeIn(doc, city)
  return {
    id: doc._id,
    at: doc.at.toISOString(),
    by: doc.by,
    from: doc.from,
    to: doc.to,
    against: doc.against,
    state: doc.state,
    done: doc.done,
    of: Math.max(doc.of, doc.done),
    moved: doc.moved,
    dueChanged: doc.dueChanged,
    byHand: doc.byHand,
    agrees: doc.agrees,
    load: Object.entries(doc.load)
      .map(([id, { before = 0, after = 0 }]) => ({ office: office(id), before, after }))
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)),
    streams: Object.entries(doc.streams)
      .map(([key, cases]) => {
        const [from = '', to = '-'] = key.split('>')
        return { from: office(from), ...(to !== '-' && { to: office(to) }), cases }
      })
      .sort((a, b) => b.cases - a.cases)
      .slice(0, streamsAtMost),
    byArea: Object.entries(doc.areas).flatMap(([id, moved]) => {
      const place = city.areas.labelPoint(id)
      return place ? [{ area: { id, name: city.called.area(id) ?? id }, place, moved }] : []
    })
  }
}

export function presentRow(row: RowDoc, doc: Pick<RehearsalDoc, 'names'>, city: CitySnapshot): RehearsalRow {
  const office = officeIn(doc, city)
  const category = city.called.category(row.category)
  return {
    no: row.no,
    at: row.at,
    category: { code: row.category, name: category?.name ?? row.category, tile: category?.tile ?? 'other' },
    area: { id: row.area, name: city.called.area(row.area) ?? row.area },
    place: row.place,
    channel: row.channel,
    moved: row.moved,
    from: office(row.from),
    ...(row.to !== undefined && { to: office(row.to) }),
    ruleBefore: row.ruleBefore,
    ruleAfter: row.ruleAfter,
    because: row.because,
    dueBefore: row.dueBefore,
    dueAfter: row.dueAfter
  }
}

/** A moment as a spreadsheet sorts it, in the city's time. */
const stamp = (at: string): string => {
  const p = local(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${p.year}-${two(p.month)}-${two(p.day)} ${two(p.hour)}:${two(p.minute)}`
}

export const tableOf = (rows: readonly RehearsalRow[]): (string | number)[][] => [
  [...w.csv.head],
  ...rows.map((r) => [
    r.no,
    stamp(r.at),
    r.category.name,
    r.area.name,
    words.cases.channel[r.channel],
    r.from.name,
    r.to?.name ?? w.nobody,
    r.ruleBefore,
    r.ruleAfter,
    stamp(r.dueBefore),
    stamp(r.dueAfter),
    r.because.map(factWords).join(w.stop),
    r.place.lng,
    r.place.lat
  ])
]
export const fileName = (doc: Pick<RehearsalDoc, 'from' | 'to'>): string =>
  fill(w.csv.file, { from: doc.from, to: doc.to })
