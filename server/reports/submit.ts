/**
 * One report in: checked, routed, promised, one majority insert, a receipt. Safe to repeat: the same key and body give
 * the same receipt byte for byte, another body is refused, one still in flight is told so.
 */
import { refuse } from '#shared/errors.ts'
import type { Receipt, ReportInput } from '#shared/reports.ts'
import { dayOf } from '#shared/when.ts'
import type { Registry } from '#server/city/index.ts'
import { addWorking } from '#server/deadlines/index.ts'
import { claimPhotos, letGoOfPhotos } from '#server/photos/index.ts'
import { findByKey, insertCase, jcs, nextNo, open, type CaseDoc, type Now, type Report } from '#server/cases/index.ts'
import { newId } from '#server/kernel/mongo.ts'
import { hmac, sameText, type Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { route } from '#server/routing/index.ts'
import { codeHash, codeOf } from './receipt.ts'

const inFlight = new Set<string>()

/** A key means something only to who sent it. */
const scopeOf = (viewer: Viewer): string =>
  viewer.kind === 'resident' ? `resident:${viewer.member}` : viewer.kind === 'staff' ? `staff:${viewer.id}` : 'guest'

export async function submit(body: ReportInput, key: string, viewer: Viewer, now: Now, keys: Keys): Promise<Receipt> {
  const scoped = hmac(keys.idempotency, `${scopeOf(viewer)}|${key}`).toString('hex')
  // Under a key of ours: a hash that anyone can compute would still confirm a guess at what was erased.
  const bodyHash = hmac(keys.idempotency, jcs(body)).toString('hex')
  if (inFlight.has(scoped)) refuse('in_flight', { retryAfterS: 1 })
  inFlight.add(scoped)
  try {
    return (
      (await replay(scoped, bodyHash, keys)) ??
      (await store(body, scoped, bodyHash, viewer, now, keys)) ??
      (await replay(scoped, bodyHash, keys)) ??
      refuse('in_flight', { retryAfterS: 1 })
    )
  } finally {
    inFlight.delete(scoped)
  }
}

async function replay(scoped: string, bodyHash: string, keys: Keys): Promise<Receipt | undefined> {
  const report = (await findByKey(scoped))?.reports.find((r) => r.key === scoped)
  if (!report) return undefined
  if (!sameText(report.bodyHash, bodyHash)) refuse('key_reused')
  return receiptOf(report, keys)
}

/** The receipt as it was on the day, whatever has happened since: what it said is kept, the code is computed again. */
function receiptOf({ id, at, reporter, receipt }: Report, keys: Keys): Receipt | undefined {
  if (!receipt) return undefined
  const { no, office, promise, because } = receipt
  return { no, report: id, ...(reporter.codeHash && { code: codeOf(id, keys) }), at, office, promise, because }
}

const promised = (days: number, at: string, city: Registry): Receipt['promise'] => {
  const { at: due, provisional } = addWorking(city.calendar, Date.parse(at), days * city.calendar.dayMs)
  return { days, dueAt: new Date(due).toISOString(), provisional }
}

async function store(
  body: ReportInput,
  key: string,
  bodyHash: string,
  viewer: Viewer,
  now: Now,
  keys: Keys
): Promise<Receipt | undefined> {
  const { city } = now
  const way = route(city, body.category, body.place.lng, body.place.lat)
  const limit = city.category(body.category)?.limit.days ?? refuse('unknown_category')
  const at = now.at.toISOString()
  const no = await nextNo(dayOf(now.at))
  const photoSizes = await claimPhotos(body.photos, no)
  const id = newId().toHexString()
  const place: CaseDoc['place'] = {
    type: 'Point',
    coordinates: [body.place.lng, body.place.lat],
    ...(body.place.accuracyM !== undefined && { accuracyM: body.place.accuracyM }),
    ...(body.address && { address: body.address })
  }
  const channel =
    viewer.kind === 'staff'
      ? (body.channel ?? 'patrol')
      : body.channel === 'mini' || body.channel === 'web'
        ? body.channel
        : 'portal'
  const office = city.office(way.office)
  const report: Report = {
    id,
    key,
    bodyHash,
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
      promise: promised(limit, at, city),
      because: way.because
    }
  }
  const doc = open(
    {
      _id: newId(),
      no,
      place,
      photoSizes,
      routing: { ruleId: way.rule, ruleVersion: way.ruleVersion, because: way.because },
      reports: [report]
    },
    {
      category: body.category,
      area: way.area.id,
      ...(way.grid && { grid: way.grid.id }),
      channel,
      days: limit,
      report: id,
      office: way.office,
      supervising: way.supervising,
      rule: way.rule,
      ruleVersion: way.ruleVersion
    },
    { kind: 'reporter', id },
    { ...(body.text && { text: body.text }), photos: body.photos },
    at,
    city
  )
  if ((await insertCase(doc)) !== 'duplicate') return receiptOf(report, keys)
  // The same report came in twice at once: the photos belong to the one that is kept, not to a number nobody has.
  await letGoOfPhotos(body.photos, no, now.at)
  return undefined
}

const tidy = (contact: { name?: string | undefined; phone: string }) => ({
  ...(contact.name && { name: contact.name }),
  phone: contact.phone
})
