/**
 * Which release is in force, known at every moment without asking the database: the one in force and those planned are
 * in memory, and time alone moves from one to the next. Every two seconds one tiny document is read, so that what another
 * server published is known here too.
 */
import { isBlank, type City, type TimeRules } from '#config/city/index.ts'
import { cityParts, partShapes } from '#shared/parts.ts'
import { check } from '#shared/schema.ts'
import { jcs, sha256 } from '#server/kernel/canonical.ts'
import type { Log } from '#server/kernel/log.ts'
import { checkCityCalmly } from '#server/routing/index.ts'
import { makeSnapshot, type StaffBeside } from './make-snapshot.ts'
import {
  findRelease,
  insertRelease,
  latestRelease,
  putBlob,
  readBlob,
  readReleases,
  type Former,
  type Hashes,
  type Parts,
  type ReleaseDoc,
  type Who
} from './model.ts'
import type { CitySnapshot } from './snapshot.ts'

export interface ReleaseCache {
  /** The city as it is at this moment. */
  current(): CitySnapshot
  /** The city as it was, or will be, under one release. */
  at(version: number): Promise<CitySnapshot | undefined>
  /** Looks at once whether there is something new. */
  refresh(): Promise<void>
  stop(): void
}

const pollMs = 2_000
/** Old releases kept ready for who explains an old case. */
const readyAtMost = 6

/** The release of a checksum's content, chained to the one before. */
export const checksumOf = (doc: Omit<ReleaseDoc, 'checksum' | 'revoked'>, before: string): string =>
  sha256(
    before +
      jcs({
        version: doc._id,
        from: doc.from.toISOString(),
        publishedAt: doc.publishedAt.toISOString(),
        by: doc.by,
        note: doc.note,
        parts: doc.parts
      })
  )

export const putParts = async (parts: Parts, now: Date): Promise<Hashes> =>
  Object.fromEntries(
    await Promise.all(cityParts.map(async (part) => [part, await putBlob(parts[part], now)] as const))
  ) as Hashes

const nobody: Former = { offices: [], categories: [], people: [], areas: [] }
const files: Who = { id: 'files', name: 'config/city' }

/** An empty database gets the city of the files as its first release, in force since ever. */
export async function fillCity(city: City, now: Date): Promise<void> {
  if (await latestRelease()) return
  const { places: _, ...parts } = city
  for (const part of cityParts) {
    const read = check(partShapes[part], parts[part])
    const [wrong] = read.ok ? [] : read.complaints
    if (wrong) throw new Error(`config/city: ${part}${wrong.at}: ${wrong.code}`)
  }
  const { passes, findings } = await checkCityCalmly(parts, now.getTime())
  const errors = findings.filter((f) => f.severity === 'error').map((f) => `${f.code}: ${f.words}`)
  if (!passes && !isBlank(parts))
    throw new Error(`config/city does not pass the check:\n${errors.slice(0, 20).join('\n')}`)
  const doc = {
    _id: 1,
    from: new Date(0),
    publishedAt: now,
    by: files,
    note: '',
    parts: await putParts(parts, now),
    former: nobody
  }
  await insertRelease({ ...doc, checksum: checksumOf(doc, '') })
}

/** When each release is in force: from its own moment until the next one's. Those taken back never are. */
const inOrder = (releases: readonly ReleaseDoc[]): ReleaseDoc[] => releases.filter((r) => !r.revoked)
export function inForce(releases: readonly ReleaseDoc[], at: number): ReleaseDoc | undefined {
  return inOrder(releases).findLast((r) => r.from.getTime() <= at) ?? inOrder(releases)[0]
}

export async function openCity(
  now: () => Date,
  log: Log,
  changed: () => void,
  staff?: StaffBeside
): Promise<ReleaseCache> {
  const blobs = new Map<string, unknown>()
  /** Newest last; the first is in force, or was when it was read. */
  let line: CitySnapshot[] = []
  const ready = new Map<number, CitySnapshot>()
  /** Grows as releases are read, and no release ever changes: who was built earlier sees later ones too. */
  const tables = new Map<number, TimeRules>()
  let seen = ''
  let last: CitySnapshot | undefined

  const part = async (hash: string): Promise<unknown> => {
    const value = blobs.get(hash) ?? (await readBlob(hash))
    blobs.set(hash, value)
    return value
  }
  const build = async (doc: ReleaseDoc): Promise<CitySnapshot> => {
    const values = await Promise.all(cityParts.map(async (p) => [p, await part(doc.parts[p])] as const))
    const parts = Object.fromEntries(values) as unknown as Parts
    return makeSnapshot(parts, {
      release: doc._id,
      from: doc.from,
      former: doc.former,
      tables,
      ...(staff && { staff })
    })
  }
  const mark = (doc: ReleaseDoc | null): string => `${doc?._id ?? 0} ${doc?.revoked ? 'revoked' : ''}`

  const load = async (): Promise<void> => {
    const releases = await readReleases()
    const current = inForce(releases, now().getTime())
    if (!current) throw new Error('the city has no release')
    // A few kilobytes each, and most releases share one.
    for (const { _id, parts } of releases) if (!tables.has(_id)) tables.set(_id, (await part(parts.time)) as TimeRules)
    const wanted = inOrder(releases).filter((r) => r._id >= current._id)
    const kept = new Map(line.map((r) => [r.release, r]))
    line = await Promise.all(wanted.map(async (doc) => kept.get(doc._id) ?? (await build(doc))))
    const used = new Set(wanted.flatMap((doc) => Object.values(doc.parts)))
    for (const hash of blobs.keys()) if (!used.has(hash)) blobs.delete(hash)
    seen = mark(releases.at(-1) ?? null)
  }
  let loading = Promise.resolve()
  const refresh = (): Promise<void> =>
    (loading = loading
      .catch(() => undefined)
      .then(async () => {
        if (mark(await latestRelease()) !== seen) await load()
        current()
      }))

  function current(): CitySnapshot {
    const at = now().getTime()
    const citySnapshot = line.findLast((r) => r.from <= at) ?? line[0]
    if (!citySnapshot) throw new Error('the city has not been read')
    if (last !== citySnapshot) {
      if (last) {
        log.info({ release: citySnapshot.release }, 'another release of the city is in force')
        changed()
      }
      last = citySnapshot
    }
    return citySnapshot
  }

  await load()
  current()
  let silent = false
  const timer = setInterval(() => {
    refresh().then(
      () => (silent = false),
      (error: unknown) => {
        if (!silent) log.warn({ err: error }, 'the city could not be looked up; the one known stays in force')
        silent = true
      }
    )
  }, pollMs)
  timer.unref()

  return {
    current,
    async at(version) {
      const known = line.find((r) => r.release === version) ?? ready.get(version)
      if (known) return known
      const doc = await findRelease(version)
      if (!doc) return undefined
      const citySnapshot = await build(doc)
      ready.set(version, citySnapshot)
      if (ready.size > readyAtMost) ready.delete(ready.keys().next().value ?? 0)
      return citySnapshot
    },
    refresh,
    stop: () => clearInterval(timer)
  }
}

/** Names that a new release would lose, added to those lost before. */
export function formerOf(before: Parts, lost: Former, after: Parts): Former {
  const missing = <T>(was: readonly T[], old: readonly T[], is: readonly T[], id: (release: T) => string): T[] => {
    const here = new Set(is.map(id))
    const all = new Map([...old, ...was].map((release) => [id(release), release]))
    return [...all.values()].filter((release) => !here.has(id(release)))
  }
  const offices = (p: Parts) => p.offices.map(({ id, name, short }) => ({ id, name, short }))
  const categories = (p: Parts) => p.categories.map(({ code, name, tile }) => ({ code, name, tile }))
  const people = (p: Parts) => p.people.map(({ id, name, office }) => ({ id, name, office }))
  const areas = (p: Parts) => p.areas.features.map(({ properties: { id, name } }) => ({ id, name }))
  return {
    offices: missing(offices(before), lost.offices, offices(after), (o) => o.id),
    categories: missing(categories(before), lost.categories, categories(after), (c) => c.code),
    people: missing(people(before), lost.people, people(after), (p) => p.id),
    areas: missing(areas(before), lost.areas, areas(after), (a) => a.id)
  }
}
