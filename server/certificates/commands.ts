/** Asking for a certificate and moving it: what changes, and who hears of it. */
import {
  isIdCard,
  noticeDays,
  type CertificateMove,
  type CertificateVerb,
  type Service,
  type Shows
} from '#shared/certificates.ts'
import type { ApiInput } from '#shared/api.ts'
import { refuse } from '#shared/errors.ts'
import type { CertificateNotice, Said } from '#shared/notices.ts'
import { certificates as w } from '#shared/locales/certificates.ts'
import { dayOf, local } from '#shared/time-format.ts'
import { chainOf, verifyHours } from '#server/hours/index.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import { mustBeDrawn } from '#server/kernel/pdf/index.ts'
import { staffOf } from '#server/kernel/policy.ts'
import { newId } from '#server/kernel/mongo.ts'
import { notBefore } from '#server/kernel/shown.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { toldLater } from '#server/notifications/index.ts'
import { identityOf, signed } from './facts.ts'
import { next } from './lifecycle.ts'
import {
  advance,
  findByKey,
  findCertificate,
  insertCertificate,
  nextNumber,
  type CertificateDoc,
  type LogEntry
} from './model.ts'
import { certificatePolicy, isHolder, subjectOf } from './policy.ts'
import { encryptIdentity } from './signing.ts'
import { servedIn, servicesOf } from './served.ts'

/** 张**: a family name, the rest covered; also of what is no Chinese name. */
export const coveredName = (name: string): string => {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.min(3, Math.max(1, rest.length)))
}

type Body = ApiInput<'requestCertificate'>['body']

/** Who is seen by the number alone is seen with the code as well. */
const wider = ({ code, all }: Shows): Shows => ({ code: [...new Set([...code, ...all])], all: [...new Set(all)] })

/** Is given what is about to be written, and throws where it could not be shown. */
export type Showing = (certificate: CertificateDoc) => Promise<void>

export async function request(
  body: Body,
  viewer: Viewer,
  once: Once,
  context: AppContext,
  show?: Showing
): Promise<CertificateDoc> {
  const person = personOf(viewer) ?? refuse('unauthenticated')
  const now = context.now()
  const known = async (): Promise<CertificateDoc | undefined> => {
    const kept = await findByKey(once.key)
    if (kept) once.sameAs(kept)
    return kept ?? undefined
  }
  const before = await known()
  if (before) return before

  const errors = complaints(body, now)
  if (errors.length > 0) refuse('invalid', { errors })
  if (!context.city().office(body.office)) refuse('unknown_office')
  const served = await servedIn(person, body.office, body.from, body.to)
  const services = (await servicesOf(served)) ?? refuse('no_hours')
  const _id = newId()
  const doc: CertificateDoc = {
    _id,
    version: 1,
    status: 'requested',
    person,
    office: body.office,
    from: body.from,
    to: body.to,
    identity: encryptIdentity(context.keys, body.identity, _id.toHexString()),
    covered: coveredName(body.identity.name),
    shows: wider(body.shows),
    ...(body.purpose && { purpose: body.purpose }),
    at: now,
    key: once.key,
    requestHash: once.requestHash,
    minutes: served.minutes,
    services,
    log: [{ n: 1, at: now, verb: 'request', to: 'requested' }]
  }
  await show?.(doc)
  if (await insertCertificate(doc)) return doc
  // Either the same request came twice at once, or another is open.
  return (await known()) ?? refuse('certificate_open')
}

function complaints({ from, to, identity }: Body, now: Date): { at: string; code: string }[] {
  const document = identity.document
  return [
    ...(from > to || to > dayOf(now) ? [{ at: '/body/to', code: 'order' }] : []),
    ...(document?.kind === 'id_card' && !isIdCard(document.number)
      ? [{ at: '/body/identity/document/number', code: 'id_card' }]
      : [])
  ]
}

interface Change {
  changes: Partial<CertificateDoc>
  words?: string
  /** What the holder is told. */
  said?: Said<CertificateNotice>
}
interface Asked {
  certificate: CertificateDoc
  move: CertificateMove
  viewer: Viewer
  context: AppContext
  now: Date
}
const officeName = ({ certificate, context }: Asked): string =>
  context.city().office(certificate.office)?.name ?? certificate.office

/** What people wrote of what stands on the paper: all of it must be there to be read. */
function readable(
  { certificate, context: { keys } }: Asked,
  services: readonly Service[],
  issued: readonly string[] = []
): Promise<void> {
  const identity = identityOf(keys, certificate)
  const own = [identity?.name, identity?.document?.number, identity?.volunteerNo].filter((text) => text !== undefined)
  return mustBeDrawn([...own, ...services.flatMap((s) => [s.title, s.role]), ...issued], w.unprintable)
}

/** Hours as the ledger has them now, announced from now on. */
async function announce(asked: Asked): Promise<Change> {
  const { certificate, viewer, now } = asked
  const served = await sound(asked)
  const services = (await servicesOf(served)) ?? refuse('no_hours')
  await readable(asked, services)
  const until = new Date(now.getTime() + noticeDays * 86_400_000)
  return {
    changes: { minutes: served.minutes, services, notice: { from: now, until, by: staffOf(viewer).id } },
    said: {
      code: 'notice',
      facts: { office: officeName(asked), n: noticeDays, from: certificate.from, to: certificate.to }
    }
  }
}

/** Nothing is certified off a ledger whose chain is broken. */
async function sound({ certificate }: Asked) {
  if (verifyHours(await chainOf(certificate.person))) refuse('hours_unsound')
  return servedIn(certificate.person, certificate.office, certificate.from, certificate.to)
}

async function issue(asked: Asked): Promise<Change> {
  const { certificate, viewer, context, now } = asked
  const notice = certificate.notice ?? refuse('not_in_this_status')
  const identity = identityOf(context.keys, certificate) ?? refuse('not_in_this_status')
  if (notice.until > now) refuse('notice_running')
  const served = await sound(asked)
  const same =
    served.minutes === certificate.minutes &&
    served.rows.every((row, i) => certificate.services[i]?.minutes === row.minutes) &&
    served.rows.length === certificate.services.length
  if (!same) refuse('hours_changed')
  const city = context.city()
  const office = city.office(certificate.office)
  const by = staffOf(viewer).id
  const printedName = (id: string): string => {
    const person = city.person(id)
    return person ? `${person.name} ${person.title}`.trim() : id
  }
  const issued = {
    at: now,
    by,
    office: office?.name ?? certificate.office,
    responsible: printedName(by),
    handler: printedName(notice.by),
    contact: [office?.phone, office?.address].filter(Boolean).join(' ')
  }
  await readable(asked, certificate.services, [issued.office, issued.responsible, issued.handler, issued.contact])
  const number = await nextNumber(local(now).year)
  return {
    changes: { number, issued, ...signed(context.keys, { ...certificate, number, issued }, identity) },
    said: { code: 'issued', facts: { office: issued.office, no: number } }
  }
}

const doing: Record<Exclude<CertificateVerb, 'request'>, (asked: Asked) => Promise<Change> | Change> = {
  approve: announce,
  renew: announce,
  issue,
  withdraw: () => ({ changes: {} }),
  refuse: (asked) => {
    const words = asked.move.verb === 'refuse' ? asked.move.words : ''
    return {
      changes: { refused: { at: asked.now, words } },
      words,
      said: { code: 'refused', facts: { office: officeName(asked), words } }
    }
  },
  revoke: ({ certificate, move, viewer, now }) => {
    if (move.verb !== 'revoke') return refuse('not_in_this_status')
    const { cause, words } = move
    return {
      changes: { revoked: { at: now, by: staffOf(viewer).id, cause, words } },
      words,
      said: { code: 'revoked', facts: { no: certificate.number ?? '', cause, words } }
    }
  },
  show: ({ move }) => ({ changes: move.verb === 'show' ? { shows: wider(move.shows) } : {} })
}

export async function move(
  id: string,
  said: CertificateMove,
  viewer: Viewer,
  context: AppContext,
  show?: Showing,
  request?: string
): Promise<CertificateDoc> {
  const certificate = (await findCertificate(id)) ?? refuse('not_found')
  certificatePolicy.permit(viewer, said.verb, subjectOf(certificate))
  if (certificate.version !== said.version) refuse('stale')
  const status = next(certificate.status, said.verb) ?? refuse('not_in_this_status')
  const now = context.now()
  const { changes, words, said: told } = await doing[said.verb]({ certificate, move: said, viewer, context, now })
  const entry: LogEntry = {
    n: certificate.log.length + 1,
    at: notBefore(certificate.log.at(-1)?.at, now),
    ...(viewer.kind === 'staff' && !isHolder(viewer, certificate) && { by: viewer.id }),
    verb: said.verb,
    to: status,
    ...(words && { words })
  }
  const outbox = told ? [informing(certificate, `${entry.n}`, told, now, request)] : []
  await show?.({
    ...certificate,
    ...changes,
    status,
    version: certificate.version + 1,
    log: [...certificate.log, entry]
  })
  return (await advance(certificate, { ...changes, status }, entry, outbox)) ?? refuse('stale')
}

export const informing = (
  certificate: CertificateDoc,
  what: string,
  said: Said<CertificateNotice>,
  at: Date,
  request?: string
): OutboxItem => {
  const id = certificate._id.toHexString()
  return toldLater(
    { _id: `certificate:${id}:${what}`, member: certificate.person, no: id, verb: 'certificate', said, at },
    request
  )
}
