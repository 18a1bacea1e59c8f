/** The draft: edited part by part, each change one compare-and-set with its line of history. */
import type { PartName } from '#shared/parts.ts'
import { cityParts, idOf, type ListPart } from '#shared/parts.ts'
import { refuse } from '#shared/errors.ts'
import {
  editId,
  findDraft,
  findRelease,
  latestRelease,
  makeDraft,
  putBlob,
  readBlob,
  readParts,
  replaceDraft,
  settleEdits,
  type DraftDoc,
  type EditDoc,
  type Hashes,
  type Parts,
  type ReleaseDoc
} from '#server/city/index.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { countOf, entriesOf, isWhole, put, withEntries, type Entry } from './parts.ts'

/** Who does it, and when. */
export interface Hand {
  by: Staff
  at: Date
  /** Shows the draft as it would be; what cannot be shown is not written. */
  show?: (after: DraftDoc) => Promise<void>
}

const turnsAtMost = 6

export const hashesOf = (draft: DraftDoc): Hashes =>
  Object.fromEntries(cityParts.map((part) => [part, draft.parts[part].hash])) as Hashes

/** What a draft holds, the parts asked for. */
export async function partsOf(draft: DraftDoc): Promise<Parts> {
  return readParts(hashesOf(draft))
}

async function partsAtStart(
  release: ReleaseDoc,
  revision: (part: PartName) => number,
  kept?: DraftDoc['parts']
): Promise<DraftDoc['parts']> {
  const entries = await Promise.all(
    cityParts.map(async (part) => {
      const hash = release.parts[part]
      if (kept?.[part].hash === hash) return [part, kept[part]] as const
      return [part, { hash, revision: revision(part), entries: countOf(part, await readBlob(hash)) }] as const
    })
  )
  return Object.fromEntries(entries) as DraftDoc['parts']
}

/** The draft; the first who asks begins it at the newest release that was not taken back. */
export async function openDraft(): Promise<DraftDoc> {
  const found = await findDraft()
  if (found) return found
  const release = await newest()
  await makeDraft({
    _id: 'draft',
    base: release._id,
    revision: 1,
    parts: await partsAtStart(release, () => 1),
    pending: []
  })
  return (await findDraft()) ?? refuse('not_found')
}

/** The newest release that stands. */
export async function newest(): Promise<ReleaseDoc> {
  let release = await latestRelease()
  while (release?.revoked) release = await findRelease(release._id - 1)
  return release ?? refuse('not_found')
}

const line = (hand: Hand, more: Pick<EditDoc, 'kind'> & Partial<EditDoc>): EditDoc => ({
  _id: editId(),
  at: hand.at,
  by: { id: hand.by.id, name: hand.by.name },
  ...more
})

/** A polygon in the history is its number of points; everything else is the entry itself. */
export function entryText(entry: Entry | undefined): string | undefined {
  if (entry === undefined) return undefined
  const { geometry, ...rest } = entry as { geometry?: { type: string; coordinates: unknown } }
  if (geometry === undefined) return JSON.stringify(entry)
  const points = JSON.stringify(geometry.coordinates).match(/\[-?\d/g)?.length ?? 0
  return JSON.stringify({ ...rest, geometry: { type: geometry.type, points } })
}

type Change = (value: unknown) => { value: unknown; edit: Pick<EditDoc, 'kind'> & Partial<EditDoc> }

/** One change of one part, over the revision that was seen. Refuses `stale`. Nothing changed is no change. */
async function change(part: PartName, seen: number, hand: Hand, apply: Change): Promise<DraftDoc> {
  for (let turn = 0; turn < turnsAtMost; turn++) {
    const before = await openDraft()
    const was = before.parts[part]
    if (was.revision !== seen) refuse('stale')
    const { value, edit } = apply(await readBlob(was.hash))
    const hash = await putBlob(value, hand.at)
    if (hash === was.hash) return before
    const after: DraftDoc = {
      ...before,
      revision: before.revision + 1,
      parts: { ...before.parts, [part]: { hash, revision: was.revision + 1, entries: countOf(part, value) } }
    }
    await hand.show?.(after)
    // Somebody who changed another part meanwhile is no rival: look again.
    if (await replaceDraft(before, after, [line(hand, { part, ...edit })])) {
      await settleEdits()
      return after
    }
  }
  refuse('stale')
}

export const putPart = (part: PartName, seen: number, value: unknown, hand: Hand): Promise<DraftDoc> =>
  change(part, seen, hand, (was) => ({
    value,
    edit: isWhole(part)
      ? { kind: 'replace', was: JSON.stringify(was), is: JSON.stringify(value) }
      : { kind: 'replace', was: `${countOf(part, was)}`, is: `${countOf(part, value)}` }
  }))

export const putEntry = (
  part: ListPart,
  seen: number,
  entry: Entry,
  before: string | undefined,
  hand: Hand
): Promise<DraftDoc> =>
  change(part, seen, hand, (value) => {
    const entries = entriesOf(part, value)
    const old = entries.find((e) => idOf(e) === idOf(entry))
    const [was, is] = [entryText(old), entryText(entry)]
    return {
      value: withEntries(part, put(entries, entry, before) ?? refuse('not_found')),
      edit: { kind: 'put', entry: idOf(entry), ...(was && { was }), ...(is && { is }) }
    }
  })

export const removeEntry = (part: ListPart, seen: number, id: string, hand: Hand): Promise<DraftDoc> =>
  change(part, seen, hand, (value) => {
    const entries = entriesOf(part, value)
    const was = entryText(entries.find((e) => idOf(e) === id) ?? refuse('not_found'))
    return {
      value: withEntries(
        part,
        entries.filter((e) => idOf(e) !== id)
      ),
      edit: { kind: 'remove', entry: id, ...(was && { was }) }
    }
  })

/** Several parts at once, over the revision of the whole draft. */
export async function putParts(
  seen: number,
  values: Partial<Parts>,
  kind: 'import' | 'geojson',
  hand: Hand
): Promise<DraftDoc> {
  const before = await openDraft()
  if (before.revision !== seen) refuse('stale')
  const parts = { ...before.parts }
  const edits: EditDoc[] = []
  for (const [part, value] of Object.entries(values) as [PartName, unknown][]) {
    const was = before.parts[part]
    const hash = await putBlob(value, hand.at)
    if (hash === was.hash) continue
    parts[part] = { hash, revision: was.revision + 1, entries: countOf(part, value) }
    edits.push(line(hand, { kind, part, was: `${was.entries}`, is: `${parts[part].entries}` }))
  }
  if (edits.length === 0) return before
  const after: DraftDoc = { ...before, revision: before.revision + 1, parts }
  await hand.show?.(after)
  if (!(await replaceDraft(before, after, edits))) refuse('stale')
  await settleEdits()
  return after
}

/** Begins again at a release: after publishing it, or to throw changes away. Revisions only ever grow. */
export async function restart(
  before: DraftDoc,
  release: ReleaseDoc,
  edit: Pick<EditDoc, 'kind'> & Partial<EditDoc>,
  hand: Hand
): Promise<DraftDoc> {
  const after: DraftDoc = {
    ...before,
    base: release._id,
    revision: before.revision + 1,
    parts: await partsAtStart(release, (part) => before.parts[part].revision + 1, before.parts)
  }
  await hand.show?.(after)
  if (!(await replaceDraft(before, after, [line(hand, edit)]))) refuse('stale')
  await settleEdits()
  return after
}

export async function discard(seen: number, hand: Hand): Promise<DraftDoc> {
  const before = await openDraft()
  if (before.revision !== seen) refuse('stale')
  return restart(before, await newest(), { kind: 'discard' }, hand)
}
