/** Plans: drafted, repeated on other days, edited within what a reviewer approved and people signed up to. */
import type { ActivityInput } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf } from '#shared/time-format.ts'
import { jcs, rowsOf } from '#server/cases/index.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import { newId } from '#server/kernel/mongo.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { isOrganiser } from '#server/members/index.ts'
import { claimPhotos, sharePhotos } from '#server/photos/index.ts'
import { shiftsOf, type ShiftRow } from '#server/participation/index.ts'
import { logged, noticeItem, save, syncItem, type Now } from './change.ts'
import { isOpen, next } from './lifecycle.ts'
import { findActivity, findByKey, findByKeys, insertActivity, nextNo, type ActivityDoc, type Plan } from './model.ts'
import { areaOf, checkPlan, movedTo, spanOf } from './plan.ts'
import { activityPolicy } from './policy.ts'

async function knownCases(plan: Plan, before?: Plan): Promise<void> {
  const fresh = plan.cases.filter((no) => !before?.cases.includes(no))
  const found = new Set((await rowsOf(fresh)).map((row) => row.no))
  if (fresh.some((no) => !found.has(no))) refuse('invalid', { errors: [{ at: '/body/cases', code: 'invalid_value' }] })
}

/** The picture of a plan: a new one by the secret of who sent it, one that an activity has already by its id. */
async function coverOf(
  { cover }: Plan,
  { isShared, ...use }: { no: string; by: string; at: Date; isShared: boolean }
): Promise<{ cover?: string; sizes: ActivityDoc['photoSizes'] }> {
  if (cover === undefined) return { sizes: {} }
  if (isShared) return { cover, sizes: await sharePhotos([cover], use.no) }
  const { ids, sizes } = await claimPhotos([cover], use)
  return { ...(ids[0] && { cover: ids[0] }), sizes }
}

interface Draft {
  sent: ActivityInput
  /** Its picture is another activity's. */
  isShared?: boolean
  key: string
  requestHash: string
  series?: string
  /** Of the demo city. */
  demo?: true
}

/** Stores a draft; under a key that is there already, that one. */
export async function store(
  { sent, isShared = false, key, requestHash, series, demo }: Draft,
  viewer: Staff,
  now: Now
): Promise<ActivityDoc> {
  const known = await findByKey(key)
  if (known) return known
  const plan = checkPlan(sent, now.at)
  const area = areaOf(plan, now.city)
  await knownCases(plan)
  const no = await nextNo(dayOf(now.at))
  const { cover, sizes: photoSizes } = await coverOf(plan, { no, by: key, at: now.at, isShared })
  const doc: ActivityDoc = {
    _id: newId(),
    no,
    version: 1,
    status: 'draft',
    plan: { ...plan, ...(cover && { cover }) },
    office: viewer.office,
    area,
    ...spanOf(plan),
    openAt: null,
    hands: [viewer.id],
    log: [{ n: 1, at: now.at, by: viewer.id, verb: 'draft', to: 'draft' }],
    key,
    requestHash,
    ...(series && { series }),
    ...(demo && { demo }),
    resultsPublic: false,
    photoSizes,
    shown: [],
    outbox: []
  }
  await now.show?.(doc)
  const kept = await insertActivity(doc)
  return kept === 'duplicate' ? ((await findByKey(key)) ?? refuse('in_flight', { retryAfterS: 1 })) : kept
}

export async function draft(body: ActivityInput, once: Once, viewer: Staff, now: Now): Promise<ActivityDoc> {
  if (!isOrganiser(viewer)) refuse('forbidden')
  const { key, requestHash } = once
  const kept = await store({ sent: body, key, requestHash }, viewer, now)
  once.sameAs(kept)
  return kept
}

/** The key under which to draft: of the one of its kind that stands already, else the next. */
export async function keyAmong(kind: string, stands: (activity: ActivityDoc) => boolean): Promise<string> {
  const before = await findByKeys(kind)
  const last = Math.max(0, ...before.map(({ key }) => Number(key.slice(kind.length + 1)) || 1))
  return before.find(stands)?.key ?? (last === 0 ? kind : `${kind}:${last + 1}`)
}

/** The same again on other days; a day that has been drafted already and was not cancelled stays as it is. */
export async function repeat(no: string, days: readonly string[], viewer: Staff, now: Now): Promise<ActivityDoc[]> {
  const source = (await findActivity(no)) ?? refuse('not_found')
  activityPolicy.permit(viewer, 'draft', source)
  const drafts: ActivityDoc[] = []
  for (const day of [...new Set(days)].sort()) {
    if (day === dayOf(source.from)) refuse('wrong_times')
    const sent = movedTo(source.plan, day)
    const key = await keyAmong(`repeat:${no}:${day}`, (activity) => activity.status !== 'cancelled')
    drafts.push(
      await store({ sent, isShared: true, key, requestHash: '', series: source.series ?? source.no }, viewer, now)
    )
  }
  return drafts
}

// ——— editing

/** Somebody signed up: his shift stays, his role stays, and the seats are not fewer than those taken. */
function seatsHold(plan: Plan, shifts: readonly ShiftRow[]): void {
  for (const shift of shifts) {
    const planned = plan.shifts.find((s) => s.id === shift._id)
    for (const [role, capacity] of Object.entries(shift.capacity)) {
      const taken = capacity - (shift.free[role] ?? 0)
      const waiting = shift.waiting[role] ?? 0
      const now = planned?.roles.find((r) => r.id === role)?.capacity ?? 0
      if (now < taken || (now === 0 && waiting > 0)) refuse('seats_taken')
    }
  }
}

const frozen = ['title', 'kind', 'about'] as const
const noticed = [
  ['time', (p: Plan) => p.shifts.map((s) => [s.id, s.from, s.to])],
  ['place', (p: Plan) => [p.place, p.address]],
  ['bring', (p: Plan) => p.bring],
  ['contact', (p: Plan) => p.contact],
  ['other', (p: Plan) => [p.weather, p.insurance, p.minAge, p.maxAge]]
] as const

export async function edit(
  no: string,
  sent: ActivityInput,
  version: number,
  viewer: Staff,
  now: Now
): Promise<ActivityDoc> {
  const before = (await findActivity(no)) ?? refuse('not_found')
  activityPolicy.permit(viewer, 'edit', before)
  if (before.version !== version) refuse('stale')
  if (next(before.status, 'edit') === undefined) refuse('not_in_this_status')
  const plan = checkPlan(sent, now.at, before.plan)
  const opened = isOpen(before.status)
  // A reviewer approved these words; others would have to be approved anew.
  if (opened && frozen.some((name) => plan[name] !== before.plan[name])) refuse('not_in_this_status')
  if (opened && plan.cover !== before.plan.cover) refuse('not_in_this_status')
  if (opened) seatsHold(plan, await shiftsOf([no]))
  await knownCases(plan, before.plan)
  const { cover, sizes } =
    plan.cover === before.plan.cover
      ? { cover: plan.cover, sizes: {} }
      : await coverOf(plan, { no, by: `${no} edit ${viewer.id}`, at: now.at, isShared: false })
  const changed = noticed
    .filter(([, of]) => jcs(of(plan) ?? null) !== jcs(of(before.plan) ?? null))
    .map(([name]) => name)
  const after: ActivityDoc = {
    ...logged(before, 'edit', viewer.id, now.at),
    plan: { ...plan, ...(cover && { cover }) },
    area: areaOf(plan, now.city),
    ...spanOf(plan),
    photoSizes: { ...before.photoSizes, ...sizes },
    outbox: [
      ...before.outbox,
      ...(opened ? [syncItem(now.at)] : []),
      ...(opened && changed.length > 0
        ? [noticeItem('changed', { code: 'changed', facts: { title: plan.title, what: changed } }, now.at)]
        : [])
    ]
  }
  return save(before, after, now)
}
