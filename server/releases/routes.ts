/** The administrator's doors to the city, and the one door through which anyone reads an old rule. */
import { refuse } from '#shared/errors.ts'
import type { CityFile, PartName } from '#shared/parts.ts'
import type { DraftView } from '#shared/releases.ts'
import {
  findRelease,
  inForce,
  listEdits,
  listReleases,
  makeSnapshot,
  readBlob,
  readParts,
  readReleases,
  type DraftDoc,
  type Parts,
  type CitySnapshot
} from '#server/city/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { indexAreas } from '#server/routing/index.ts'
import { cityFileOf, openGeojson, readCityFile, readGeojson } from './import.ts'
import { discard, hashesOf, openDraft, partsOf, putEntry, putPart, putParts, removeEntry, type Hand } from './draft.ts'
import { guessFields, namesOurs, propertiesOf } from './file-fields.ts'
import { changesBetween, entriesOf, withEntries, type Entry } from './parts.ts'
import { permit } from './policy.ts'
import { presentDraft, presentEdit, presentPart, presentRelease, presentRoute } from './present.ts'
import { publish, revoke, verdictOnNext } from './publish.ts'

type Names = keyof typeof import('#shared/releases.ts').releaseEndpoints

const pageOf = 50
const changesAtMost = 2000
const shapesAtMost = 2000

export function releaseRoutes(context: AppContext): Pick<Handlers, Names> {
  const hand = (by: Staff) => ({ by, at: context.now() })
  const release = async (version: number) => (await findRelease(version)) ?? refuse('not_found')
  const show = async (draft: DraftDoc): Promise<DraftView> => presentDraft(draft, await release(draft.base))
  /** What is written has been shown first. */
  const showing = (name: 'putDraftPart' | 'putDraftEntry' | 'removeDraftEntry' | 'discardDraft', by: Staff): Hand => ({
    ...hand(by),
    show: (draft) => mustShow(name, () => show(draft))
  })
  const current = async () => inForce(await readReleases(), context.now().getTime())?._id ?? 0
  /** The draft, or a release where one is named. */
  const cityOf = async (version: number | undefined): Promise<CitySnapshot> => {
    if (version !== undefined) return (await context.cityAt(version)) ?? refuse('not_found')
    return makeSnapshot(await partsOf(await openDraft()), { release: 0 })
  }
  const changesOf = async (draft: DraftDoc, against: number) => {
    const base = await release(against)
    const hashes = hashesOf(draft)
    // Parts of one hash are equal; only the others are read.
    const differing = (Object.keys(hashes) as PartName[]).filter((part) => hashes[part] !== base.parts[part])
    const read = async (from: typeof hashes): Promise<Partial<Parts>> =>
      Object.fromEntries(await Promise.all(differing.map(async (part) => [part, await readBlob(from[part])] as const)))
    return changesBetween(await read(base.parts), await read(hashes))
  }

  return {
    async readRule({ params }) {
      const version = Number(params.version)
      const doc = await release(version)
      const city = (await context.cityAt(version)) ?? refuse('not_found')
      const rule = city.rules.find((r) => r.id === params.rule) ?? refuse('not_found')
      return { release: version, from: doc.from.toISOString(), rule }
    },

    async listReleases({ query }, viewer) {
      permit(viewer, 'read')
      const found = await listReleases(query.before === undefined ? undefined : Number(query.before), pageOf + 1)
      const now = await current()
      return {
        items: found.slice(0, pageOf).map((release) => presentRelease(release, now, context.now())),
        more: found.length > pageOf
      }
    },

    async readReleasePart({ params }, viewer) {
      permit(viewer, 'read')
      const doc = await release(Number(params.version))
      return presentPart(params.part, doc._id, await readBlob(doc.parts[params.part]))
    },

    async revokeRelease({ params, body }, viewer) {
      const by = permit(viewer, 'publish')
      const asked = await release(Number(params.version))
      await mustShow('revokeRelease', async () => presentRelease(asked, await current(), context.now()))
      const doc = await revoke(asked._id, body.note, hand(by))
      await context.published()
      return presentRelease(doc, await current(), context.now())
    },

    async readDraft(_input, viewer) {
      permit(viewer, 'read')
      return show(await openDraft())
    },

    async readDraftPart({ params }, viewer) {
      permit(viewer, 'read')
      const { hash, revision } = (await openDraft()).parts[params.part]
      return presentPart(params.part, revision, await readBlob(hash))
    },

    async putDraftPart({ body }, viewer) {
      const by = permit(viewer, 'edit')
      return show(await putPart(body.part, body.revision, body.value, showing('putDraftPart', by)))
    },

    async putDraftEntry({ body }, viewer) {
      const by = permit(viewer, 'edit')
      return show(await putEntry(body.part, body.revision, body.entry, body.before, showing('putDraftEntry', by)))
    },

    async removeDraftEntry({ body }, viewer) {
      const by = permit(viewer, 'edit')
      return show(await removeEntry(body.part, body.revision, body.entry, showing('removeDraftEntry', by)))
    },

    async discardDraft({ body }, viewer) {
      const by = permit(viewer, 'edit')
      return show(await discard(body.revision, showing('discardDraft', by)))
    },

    async checkDraft({ query }, viewer) {
      permit(viewer, 'read')
      const draft = await openDraft()
      const at = query.at === undefined ? context.now() : new Date(query.at)
      return { ...(await verdictOnNext(hashesOf(draft), at)), at: at.toISOString(), revision: draft.revision }
    },

    async diffDraft({ query }, viewer) {
      permit(viewer, 'read')
      const draft = await openDraft()
      const against = query.release === undefined ? draft.base : Number(query.release)
      const all = await changesOf(draft, against)
      return { release: against, changes: all.slice(0, changesAtMost), more: all.length > changesAtMost }
    },

    async draftHistory({ query }, viewer) {
      permit(viewer, 'read')
      if (query.after !== undefined && !/^[0-9a-f]{24}$/.test(query.after))
        refuse('invalid', { errors: [{ at: '/query/after', code: 'invalid_value' }] })
      const found = await listEdits(
        { ...(query.part && { part: query.part }), ...(query.after && { before: query.after }) },
        pageOf + 1
      )
      const last = found[pageOf - 1]
      return {
        items: found.slice(0, pageOf).map(presentEdit),
        ...(found.length > pageOf && last && { older: last._id })
      }
    },

    async publishDraft({ body }, viewer) {
      const by = permit(viewer, 'publish')
      const release = await publish(
        body.revision,
        body.from === undefined ? undefined : new Date(body.from),
        body.note,
        hand(by),
        false,
        (next) => mustShow('publishDraft', async () => presentRelease(next, await current(), context.now()))
      )
      await context.published()
      return presentRelease(release, await current(), context.now())
    },

    async exportCity({ query }, viewer) {
      permit(viewer, 'read')
      const parts =
        query.release === undefined
          ? await partsOf(await openDraft())
          : await readParts((await release(Number(query.release))).parts)
      return cityFileOf(parts) as CityFile
    },

    async importCity({ body }, viewer) {
      const by = permit(viewer, 'edit')
      const { parts, problems } = readCityFile(body.file)
      const before = await openDraft()
      if (before.revision !== body.revision) refuse('stale')
      const changes = parts ? changesBetween(await partsOf(before), parts) : []
      const taken = parts !== undefined && body.dry !== true
      const answer = async (draft: DraftDoc) => ({
        taken,
        draft: await show(draft),
        problems,
        changes: changes.slice(0, changesAtMost),
        more: changes.length > changesAtMost
      })
      const shown = { ...hand(by), show: (draft: DraftDoc) => mustShow('importCity', () => answer(draft)) }
      return answer(taken ? await putParts(body.revision, parts, 'import', shown) : before)
    },

    async importGeojson({ body }, viewer) {
      const by = permit(viewer, 'edit')
      const file = openGeojson(body.file)
      const before = await openDraft()
      if (before.revision !== body.revision) refuse('stale')
      const now = await partsOf(before)
      const properties = propertiesOf(file.features)
      const guess = guessFields(body.part, properties)
      const how = { fields: body.fields, datum: body.datum, label: guess.name?.from }
      const { good, problems, shapes } = readGeojson(body.part, file, now, how)
      const bad = problems.some((p) => p.severity === 'error')
      const start: readonly Entry[] = body.replace ? [] : entriesOf(body.part, now[body.part])
      const value = withEntries(body.part, mergeInto(start, good))
      const changes = changesBetween({ [body.part]: now[body.part] }, { [body.part]: value })
      const taken = good.length > 0 && (!bad || body.leaveOut === true) && body.dry !== true
      const parts = { [body.part]: value, ...(body.part === 'areas' && ownBox(now, value as Parts['areas'])) }
      const answer = async (draft: DraftDoc) => ({
        taken,
        draft: await show(draft),
        good: good.map((e) => e.properties?.id ?? ''),
        ...(file.crs !== undefined && { crs: file.crs }),
        ours: namesOurs(body.part, properties),
        properties,
        guess,
        ...(body.dry && { shapes: shapes.slice(0, shapesAtMost) }),
        problems,
        changes: changes.slice(0, changesAtMost),
        more: changes.length > changesAtMost
      })
      const shown = { ...hand(by), show: (draft: DraftDoc) => mustShow('importGeojson', () => answer(draft)) }
      return answer(taken ? await putParts(body.revision, parts, 'geojson', shown) : before)
    },

    async tryRoute({ query }, viewer) {
      permit(viewer, 'read')
      const city = await cityOf(query.release === undefined ? undefined : Number(query.release))
      const given = (query.answers ?? '').split(',').filter(Boolean)
      const answers = Object.fromEntries(given.map((text) => text.split(':') as [string, string]))
      return presentRoute(city, query.category, query, {
        at: query.at === undefined ? context.now().getTime() : Date.parse(query.at),
        ...(query.channel && { channel: query.channel }),
        answers
      })
    }
  }
}

/** Each in the place of the one of its name, new ones at the end. */
function mergeInto(start: readonly Entry[], entries: readonly Entry[]): Entry[] {
  const places = new Map(start.map((e, i) => [e.properties?.id, i]))
  const all = [...start]
  for (const e of entries) {
    const i = places.get(e.properties?.id)
    if (i === undefined) all.push(e)
    else all[i] = e
  }
  return all
}

/** Where a city lies is said by its first areas; until then it could be anywhere. */
function ownBox(
  { info, areas, offices }: Pick<Parts, 'info' | 'areas' | 'offices'>,
  after: Parts['areas']
): Partial<Parts> {
  if (areas.features.length > 0 || after.features.length === 0) return {}
  const [w, s, e, n] = indexAreas(after).bbox
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  const centre = { lng: round((w + e) / 2), lat: round((s + n) / 2) }
  const isNowhere = ({ lng, lat }: Parts['info']['centre']) => lng === info.centre.lng && lat === info.centre.lat
  return {
    info: { ...info, bbox: [w, s, e, n], centre },
    offices: offices.map((office) => (isNowhere(office.place) ? { ...office, place: centre } : office))
  }
}
