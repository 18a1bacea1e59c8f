/** Releases, the draft and its history, as an administrator reads them. */
import { refuse } from '#shared/errors.ts'
import { releases } from '#shared/locales/releases.ts'
import { cityParts, type PartName } from '#shared/parts.ts'
import type { DraftView, EditView, PartView, ReleaseView, RouteView } from '#shared/releases.ts'
import { hasNoAreas, type DraftDoc, type EditDoc, type CitySnapshot, type ReleaseDoc } from '#server/city/index.ts'
import { deadlineState } from '#server/deadlines/index.ts'
import { ask, decide, factsOf, route, type How, type Route } from '#server/routing/index.ts'

export const presentRelease = (release: ReleaseDoc, inForce: number, now: Date): ReleaseView => ({
  version: release._id,
  from: release.from.toISOString(),
  publishedAt: release.publishedAt.toISOString(),
  by: release.by,
  note: release.note,
  checksum: release.checksum,
  ...(release.revoked && { revoked: { ...release.revoked, at: release.revoked.at.toISOString() } }),
  state: release.revoked ? 'revoked' : release._id === inForce ? 'in_force' : release.from > now ? 'planned' : 'past',
  parts: release.parts
})

export const presentDraft = (draft: DraftDoc, base: ReleaseDoc): DraftView => {
  const parts = cityParts.map((part) => ({
    part,
    revision: draft.parts[part].revision,
    entries: draft.parts[part].entries,
    changed: draft.parts[part].hash !== base.parts[part]
  }))
  return {
    base: draft.base,
    revision: draft.revision,
    changed: parts.some((p) => p.changed),
    preparing: hasNoAreas(base.parts),
    parts
  }
}

/** A part was validated when it was put; the contract strips it once more on its way out. */
export const presentPart = (part: PartName, revision: number, value: unknown): PartView =>
  ({ part, revision, value }) as PartView

export const presentEdit = ({ _id, at, ...rest }: EditDoc): EditView => ({ id: _id, at: at.toISOString(), ...rest })

/** One made-up report, with every rule that was asked before one applied. */
export function presentRoute(
  city: CitySnapshot,
  category: string,
  { lng, lat }: { lng: number; lat: number },
  how: How & { at: number }
): RouteView {
  const { facts } = factsOf(city, category, lng, lat, how)
  // Rules in the making may leave a matter to nobody.
  if (!decide(facts, city)) refuse('check_failed', { words: releases.noRule })
  const way = route(city, category, lng, lat, how)
  const name = (id: string) => ({ id, name: city.office(id)?.name ?? id })
  const trace: RouteView['trace'] = []
  for (const rule of city.book.of(category)) {
    const condition = ask(rule, facts, city)
    trace.push({ rule: rule.id, title: rule.title, ...(typeof condition === 'string' && { unfit: condition }) })
    if (typeof condition !== 'string') break
  }
  const person = way.person === undefined ? undefined : city.person(way.person)
  const first = way.deputyOf === undefined ? undefined : city.person(way.deputyOf)
  const rule = city.rules.find((r) => r.id === way.rule)
  return {
    ...(city.release > 0 && { release: city.release }),
    rule: way.rule,
    ruleVersion: way.ruleVersion,
    ruleTitle: rule?.title ?? way.rule,
    office: name(way.office),
    assisting: way.assisting.map(name),
    supervising: name(way.supervising),
    ...(person && { person: { id: person.id, name: person.name, ...(first && { deputyOf: first.name }) } }),
    area: way.area,
    ...(way.grid && { grid: way.grid }),
    ...(way.asset && { asset: { id: way.asset, name: city.asset(way.asset)?.name ?? way.asset } }),
    ...(way.border && {
      border: { ...way.border, name: city.areas.get(way.border.area)?.properties.name ?? way.border.area }
    }),
    because: way.because,
    ...promiseOf(city, facts.category, way, how.at),
    trace
  }
}

function promiseOf(
  city: CitySnapshot,
  category: CitySnapshot['categories'][number],
  { area, grid, office }: Route,
  at: number
): Pick<RouteView, 'limit' | 'dueAt' | 'provisional'> {
  const limit = city.limit(category, area.id, grid?.id)
  const { dueAt, provisional } = deadlineState([{ at, status: 'dispatched', limit, office }], city.calendar)
  return { limit, dueAt: new Date(dueAt).toISOString(), provisional }
}
