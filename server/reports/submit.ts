/**
 * One report in: checked, routed, given a deadline, one majority insert, a receipt. Safe to repeat: the same key and body give
 * the same receipt byte for byte, another body is refused, one still in flight is told so.
 */
import { Refused, refuse } from '#shared/errors.ts'
import type { Receipt, ReportInput } from '#shared/reports.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Limit } from '#shared/limits.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { deadlineState } from '#server/deadlines/index.ts'
import { claimPhotos, letGoOfPhotos, type PhotoDoc } from '#server/photos/index.ts'
import { findByKey, insertCase, nextNo, open, type CaseDoc, type Now, type Report } from '#server/cases/index.ts'
import { asked } from '#server/kernel/outbox.ts'
import { newId } from '#server/kernel/mongo.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import type { Keys } from '#server/kernel/keys.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { recorded, route } from '#server/routing/index.ts'
import { askWhetherMeant } from './same.ts'
import { codeHash, codeKept, codeOf } from './receipt.ts'

interface Submitting {
  keys: Keys
  /** Within so many minutes the same thing reported again is asked about; 0 is never. */
  withinMinutes: number
}

/**
 * The unique index on keys says whether it came before; asking first would cost every new report a round trip. `once` is the
 * request as it is kept.
 */
export async function submit(
  body: ReportInput,
  once: Once,
  viewer: Viewer,
  now: Now,
  { keys, withinMinutes }: Submitting
): Promise<Receipt> {
  let receipt: Receipt | undefined
  try {
    receipt = await store(body, once, viewer, now, { keys, withinMinutes })
  } catch (error) {
    // What was taken once may be refused now: the photo is erased, the rule is another. It was taken all the same.
    const before = error instanceof Refused ? await replay(once, keys) : undefined
    if (!before) throw error
    return before
  }
  return receipt ?? (await replay(once, keys)) ?? refuse('in_flight', { retryAfterS: 1 })
}

async function replay(once: Once, keys: Keys): Promise<Receipt | undefined> {
  const report = (await findByKey(once.key))?.reports.find((r) => r.key === once.key)
  if (!report) return undefined
  once.sameAs(report)
  return receiptOf(report, keys)
}

/** The receipt as it was on the day, whatever has happened since: what it said is kept, the code is computed again. */
export function receiptOf({ id, at, reporter, receipt }: Report, keys: Keys): Receipt | undefined {
  if (!receipt) return undefined
  const { no, office, deadline, because } = receipt
  return {
    no,
    report: id,
    ...(reporter.codeHash && { code: codeKept(id, reporter.codeHash, keys) }),
    at,
    office,
    deadline,
    because
  }
}

const promised = (limit: Limit, office: string, at: Date, city: CitySnapshot): Receipt['deadline'] => {
  const first = { at: at.getTime(), status: 'dispatched' as const, limit, office }
  const { dueAt, provisional } = deadlineState([first], city.calendar)
  return { limit, dueAt: new Date(dueAt).toISOString(), provisional }
}

async function store(
  body: ReportInput,
  { key, requestHash }: Once,
  viewer: Viewer,
  now: Now,
  { keys, withinMinutes }: Submitting
): Promise<Receipt | undefined> {
  const { city } = now
  const channel =
    viewer.kind === 'staff'
      ? (body.channel ?? 'patrol')
      : body.channel === 'mini' || body.channel === 'web'
        ? body.channel
        : 'portal'
  const answers = answersOf(body)
  const way = route(city, body.category, body.place.lng, body.place.lat, { at: now.at.getTime(), channel, answers })
  const sent = recorded(way)
  const category = city.category(body.category) ?? refuse('unknown_category')
  const limit = city.limit(category, way.area.id, way.grid?.id)
  const at = now.at.toISOString()
  const number = nextNo(dayOf(now.at))
  const heed = (found: readonly PhotoDoc[]) => askWhetherMeant(body, found, { at: now.at, withinMinutes })
  const photos = await claimPhotos(body.photos, { no: number, by: key, at: now.at, heed })
  const no = await number
  const id = newId().toHexString()
  const place: CaseDoc['place'] = {
    type: 'Point',
    coordinates: [body.place.lng, body.place.lat],
    ...(body.place.accuracyM !== undefined && { accuracyM: body.place.accuracyM }),
    ...(body.address && { address: body.address })
  }
  const office = city.office(way.office)
  const report: Report = {
    id,
    key,
    requestHash,
    n: 1,
    at,
    channel,
    reporter: viewer.kind === 'resident' ? { member: viewer.member } : { codeHash: codeHash(codeOf(id, keys), keys) },
    ...(body.contact && { contact: tidy(body.contact) }),
    place,
    consentPublic: body.consentPublic,
    receipt: {
      no,
      office: { id: way.office, name: office?.name ?? way.office, short: office?.short ?? way.office },
      deadline: promised(limit, way.office, now.at, city),
      because: way.because
    }
  }
  const doc = open(
    {
      _id: newId(),
      no,
      place,
      photoSizes: photos.sizes,
      routing: sent.routing,
      reports: [report]
    },
    {
      ...sent.facts,
      category: body.category,
      channel,
      limit,
      urgency: category.urgency,
      report: id,
      ...(Object.keys(answers).length > 0 && { answers })
    },
    { kind: 'reporter', id },
    { ...(body.text && { text: body.text }), photos: photos.ids },
    at,
    city
  )
  const receipt = receiptOf(report, keys)
  await shownFirst(receipt, () => letGoOfPhotos(photos.ids, no, now.at))
  if ((await insertCase(asked(doc, now.request))) !== 'duplicate') return receipt
  // The same report came in twice at once: the photos belong to the one that is kept, not to a number nobody has.
  await letGoOfPhotos(photos.ids, no, now.at)
  return undefined
}

/** What he cannot be told is not stored, and its photos are his again. */
const shownFirst = (receipt: Receipt | undefined, undo: () => Promise<unknown>): Promise<void> =>
  mustShow('submit', () => receipt ?? refuse('not_found')).catch(async (error: unknown) => {
    await undo()
    throw error
  })

/** One answer a question; a second one to the same is a slip that nobody can read. */
function answersOf({ answers = [] }: ReportInput): Record<string, string> {
  const said = Object.fromEntries(answers.map((a) => [a.question, a.choice]))
  if (Object.keys(said).length !== answers.length) refuse('unknown_answer')
  return said
}

const tidy = (contact: { name?: string | undefined; phone: string }) => ({
  ...(contact.name && { name: contact.name }),
  phone: contact.phone
})
