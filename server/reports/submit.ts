/**
 * One report in: checked, routed, promised, one majority insert, a receipt. Safe to repeat: the same key and body give
 * the same receipt byte for byte, another body is refused, one still in flight is told so.
 */
import { refuse } from '#shared/errors.ts'
import type { Receipt, ReportInput } from '#shared/reports.ts'
import { dayOf } from '#shared/when.ts'
import type { Registry } from '#server/city/registry.ts'
import { promiseState } from '#server/deadlines/index.ts'
import { claimPhotos } from '#server/photos/index.ts'
import {
  clockSteps,
  findByKey,
  insertCase,
  jcs,
  nextNo,
  open,
  sha256,
  type CaseDoc,
  type Now
} from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
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
  const bodyHash = sha256(jcs(body))
  if (inFlight.has(scoped)) refuse('in_flight', { retryAfterS: 1 })
  inFlight.add(scoped)
  try {
    return (
      (await replay(scoped, bodyHash, now.city, keys)) ??
      (await store(body, scoped, bodyHash, viewer, now, keys)) ??
      (await replay(scoped, bodyHash, now.city, keys)) ??
      refuse('in_flight', { retryAfterS: 1 })
    )
  } finally {
    inFlight.delete(scoped)
  }
}

async function replay(scoped: string, bodyHash: string, city: Registry, keys: Keys): Promise<Receipt | undefined> {
  const it = await findByKey(scoped)
  const report = it?.reports.find((r) => r.key === scoped)
  if (!it || !report) return undefined
  if (!sameText(report.bodyHash, bodyHash)) refuse('key_reused')
  return receiptOf(it, report.id, city, keys)
}

/** The receipt as it was on the day, whatever has happened since: it is read from the first ledger entries. */
function receiptOf(it: CaseDoc, id: string, city: Registry, keys: Keys): Receipt {
  const report = it.reports.find((r) => r.id === id)
  const first = it.ledger[0]
  const office = city.office(first?.facts.office ?? it.office)
  return {
    no: it.no,
    report: id,
    ...(report?.reporter.codeHash && { code: codeOf(id, keys) }),
    at: report?.at ?? it.at,
    office: { id: office?.id ?? it.office, name: office?.name ?? it.office, short: office?.short ?? it.office },
    promise: promised(it.ledger.slice(0, 1), city),
    because: it.routing.because
  }
}

/** What was promised with the first entry, whatever became of it since. */
const promised = (first: CaseDoc['ledger'], city: Registry): Receipt['promise'] => {
  const { limit, dueAt, provisional } = promiseState(clockSteps(first), city.calendar)
  return { limit, dueAt: new Date(dueAt).toISOString(), provisional }
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
  const category = city.category(body.category) ?? refuse('unknown_category')
  const at = now.at.toISOString()
  const no = await nextNo(dayOf(now.at))
  const photoSizes = await claimPhotos(body.photos, no)
  const id = new mongoose.Types.ObjectId().toHexString()
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
  const doc = open(
    {
      _id: new mongoose.Types.ObjectId(),
      no,
      place,
      photoSizes,
      routing: { ruleId: way.rule, ruleVersion: way.ruleVersion, because: way.because },
      reports: [
        {
          id,
          key,
          bodyHash,
          n: 1,
          at,
          channel,
          reporter:
            viewer.kind === 'resident' ? { member: viewer.member } : { codeHash: codeHash(codeOf(id, keys), keys) },
          ...(body.contact && { contact: tidy(body.contact) }),
          place,
          consentPublic: body.consentPublic
        }
      ]
    },
    {
      category: body.category,
      area: way.area.id,
      ...(way.grid && { grid: way.grid.id }),
      channel,
      limit: city.limit(category, way.area.id, way.grid?.id),
      urgency: category.urgency,
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
  const kept = await insertCase(doc)
  return kept === 'duplicate' ? undefined : receiptOf(kept, id, city, keys)
}

const tidy = (contact: { name?: string | undefined; phone: string }) => ({
  ...(contact.name && { name: contact.name }),
  phone: contact.phone
})
