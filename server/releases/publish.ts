/** A draft that passes the check becomes the next release; a release not yet in force can be taken back. */
import { refuse } from '#shared/errors.ts'
import type { Finding, Verdict } from '#shared/releases.ts'
import {
  checksumOf,
  findRelease,
  formerOf,
  hasNoAreas,
  insertRelease,
  latestRelease,
  readBlob,
  readParts,
  replaceDraft,
  revokeRelease,
  settleEdits,
  editId,
  type Hashes,
  type Parts,
  type ReleaseDoc
} from '#server/city/index.ts'
import { missesAdministrator, needsTwo } from '#server/members/index.ts'
import { checkCityCalmly, found } from '#server/routing/index.ts'
import { dayOf } from '#shared/time-format.ts'
import { cityParts } from '#shared/parts.ts'
import { hashesOf, newest, openDraft, restart, type Hand } from './draft.ts'

const same = (a: Hashes, b: Hashes): boolean => cityParts.every((part) => a[part] === b[part])

/** The last verdicts, by what was asked: a page that shows the verdict beside every rule asks again and again. */
const verdicts = new Map<string, Verdict>()
const verdictsAtMost = 8

/** The checker's verdict on parts, from a moment on. */
async function verdictOn(hashes: Hashes, at: Date): Promise<Verdict> {
  // What changes with time changes by the day: effective dates, people who have left.
  const key = `${cityParts.map((part) => hashes[part]).join()}|${at.toISOString().slice(0, 13)}`
  const known = verdicts.get(key)
  if (known) return known
  const verdict = await checkCityCalmly(await readParts(hashes), at.getTime())
  verdicts.set(key, verdict)
  if (verdicts.size > verdictsAtMost) verdicts.delete(verdicts.keys().next().value ?? '')
  return verdict
}

/** The verdict on what would be the next release: whether somebody could still administer the city is known to the accounts alone. */
export async function verdictOnNext(hashes: Hashes, at: Date): Promise<Verdict> {
  const before = await newest()
  const [verdict, was, is] = await Promise.all([
    verdictOn(hashes, at),
    readBlob(before.parts.people) as Promise<Parts['people']>,
    readBlob(hashes.people) as Promise<Parts['people']>
  ])
  const here = new Set(is.map(({ id }) => id))
  const gone = [...before.former.people, ...was].map(({ id }) => id).filter((id) => !here.has(id))
  const people = is.map((person) => ({ ...person, roles: [...person.roles] }))
  if (!(await missesAdministrator(people, gone, dayOf(at), at))) return verdict
  return { ...verdict, passes: false, findings: [found('no_administrator', {}), ...verdict.findings] }
}

/** Whether somebody has one of the roles that take two to give in one release, and not in the one before. */
async function givesFarRoles(was: Hashes, is: Hashes): Promise<boolean> {
  if (was.people === is.people) return false
  const [before, after] = (await Promise.all([readBlob(was.people), readBlob(is.people)])) as [
    Parts['people'],
    Parts['people']
  ]
  const had = new Map(before.map(({ id, roles }) => [id, roles]))
  return after.some(({ id, roles }) => roles.some((role) => needsTwo(role) && !had.get(id)?.includes(role)))
}

const shownAtMost = 20
const asErrors = (findings: readonly Finding[]) =>
  findings
    .filter((f) => f.severity === 'error')
    .slice(0, shownAtMost)
    .map((f) => ({
      at: `/${f.rules?.[0] ?? f.areas?.[0] ?? f.assets?.[0] ?? f.offices?.[0] ?? f.part ?? ''}`,
      code: f.code,
      detail: f.words
    }))

/**
 * Publishes the draft at the revision that was seen. `from` is now unless a later moment is given; it never lies before
 * the release that stands last. Refuses stale, nothing_changed, too_early, check_failed.
 */
export async function publish(
  seen: number,
  from: Date | undefined,
  note: string,
  hand: Hand,
  agreed = false,
  shown?: (release: ReleaseDoc) => Promise<void>
): Promise<ReleaseDoc> {
  const draft = await openDraft()
  if (draft.revision !== seen) refuse('stale')
  const [last, before] = [(await latestRelease()) ?? refuse('not_found'), await newest()]
  const parts = hashesOf(draft)
  if (same(parts, before.parts)) {
    // Published by somebody who died before he could say so: the draft only has to be told.
    if (draft.base < before._id) await restart(draft, before, { kind: 'publish', version: before._id }, hand)
    refuse('nothing_changed')
  }
  const since = from ?? new Date(Math.max(hand.at.getTime(), before.from.getTime()))
  if (since < hand.at || since < before.from) refuse('too_early')
  const verdict = await verdictOnNext(parts, since)
  // Before a city has begun there is nothing yet to be guarded, and often one administrator only.
  const begins = hasNoAreas(before.parts)
  if (!agreed && !begins && (await givesFarRoles(before.parts, parts))) refuse('second_person')
  if (!verdict.passes) refuse('check_failed', { errors: asErrors(verdict.findings) })

  const doc = {
    _id: last._id + 1,
    from: since,
    publishedAt: hand.at,
    by: { id: hand.by.id, name: hand.by.name },
    note,
    parts,
    former: formerOf(await readParts(before.parts), before.former, await readParts(parts))
  }
  const release = { ...doc, checksum: checksumOf(doc, last.checksum) }
  await shown?.(release)
  if (!(await insertRelease(release))) refuse('stale')
  await restart(draft, release, { kind: 'publish', version: release._id, note }, hand)
  return release
}

async function standingBefore(version: number): Promise<ReleaseDoc> {
  let release = await findRelease(version - 1)
  while (release?.revoked) release = await findRelease(release._id - 1)
  return release ?? refuse('not_found')
}

/** Only the newest, and only before it comes into force; its number is never given again. */
export async function revoke(version: number, note: string, hand: Hand, agreed = false): Promise<ReleaseDoc> {
  const last = await latestRelease()
  const release = (await findRelease(version)) ?? refuse('not_found')
  if (release._id !== last?._id || release.revoked) refuse('not_found')
  if (release.from <= hand.at) refuse('in_force')
  const before = await standingBefore(version)
  // What two gave or took, one does not undo.
  const far = (await givesFarRoles(before.parts, release.parts)) || (await givesFarRoles(release.parts, before.parts))
  if (!agreed && far) refuse('second_person')
  const after = (await revokeRelease(version, { at: hand.at, by: hand.by.id, note })) ?? refuse('in_force')
  // The draft keeps what was published: it is changed, and published again.
  const draft = await openDraft()
  const stands = await newest()
  const edit = {
    _id: editId(),
    at: hand.at,
    by: { id: hand.by.id, name: hand.by.name },
    kind: 'revoke' as const,
    version,
    note
  }
  await replaceDraft(draft, { ...draft, base: stands._id, revision: draft.revision + 1 }, [edit])
  await settleEdits()
  return after
}
