/**
 * Certificates of service, by 《志愿服务记录与证明出具办法（试行）》 (in force 2021-02-01) and 民发〔2015〕149 号: who records
 * certifies; a certificate says who, how many hours and of what, who issued it and answers for it, its number and date; it
 * is announced for seven days. Hours are in hours.ts; nothing here adds to them.
 */
import { activityKinds } from './activities.ts'
import { officeRef } from './city.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import {
  activityNo,
  bool,
  cursor,
  day,
  either,
  input,
  int,
  just,
  line,
  list,
  documentNumber,
  figures,
  maybe,
  moment,
  oneOf,
  pageOf,
  personName,
  rowId,
  said,
  slug,
  text,
  typedCode,
  view,
  type Infer
} from './schema.ts'
import { grouped } from './typed.ts'

export const certificateStatuses = ['requested', 'notice', 'issued', 'revoked', 'refused', 'withdrawn'] as const
export type CertificateStatus = (typeof certificateStatuses)[number]
/** `renew` announces changed hours anew; `show` changes what strangers see. */
export const certificateVerbs = [
  'request',
  'withdraw',
  'approve',
  'renew',
  'issue',
  'refuse',
  'revoke',
  'show'
] as const
export type CertificateVerb = (typeof certificateVerbs)[number]

/** Days of the announcement (公示), 民发〔2015〕149 号: not fewer than seven. */
export const noticeDays = 7
/** Sign-ups one certificate lists at most; who has more asks for a shorter period. */
export const servicesAtMost = 300

export const idKinds = ['id_card', 'passport', 'residence_permit', 'student_card'] as const
export type IdKind = (typeof idKinds)[number]
/** What a holder may let strangers see. */
export const showables = ['name', 'identity', 'hours', 'activities'] as const
export type Showable = (typeof showables)[number]
/** Why it no longer holds; the public list says it in these words and no others. */
export const revocationCauses = ['hours_corrected', 'false_record', 'issued_in_error', 'holder_asked'] as const
export type RevocationCause = (typeof revocationCauses)[number]
/** What a stranger is told by a number. `checking`: the ledger has changed under it and somebody looks. */
export const verdicts = ['valid', 'checking', 'revoked', 'unknown'] as const
export type Verdict = (typeof verdicts)[number]
export const certificateTabs = ['open', 'notice', 'issued', 'look', 'ended'] as const
export type CertificateTab = (typeof certificateTabs)[number]

/** The year it was issued and a number within it, `2026-000123`. */
export const certificateNo = () => figures(/^\d{4}-\d{6}$/, 20, grouped(4))
const checkCode = () => typedCode(1, 16, false)
const shows = () => list(oneOf(showables), { max: showables.length })

/** Who may see what: `code` by number and code, as on the paper; `all` by the number alone. */
export const showInput = input({ code: shows(), all: shows() })
export type Shows = Infer<typeof showInput>

export const identityInput = input({
  name: personName(),
  /** Kind and number of a document, if they are to stand on the paper. */
  document: maybe(input({ kind: oneOf(idKinds), number: documentNumber(30, 5) })),
  /** Number in the national volunteer system. */
  volunteerNo: maybe(documentNumber(30, 4))
})
export type Identity = Infer<typeof identityInput>

/** The check digit of a resident's identity number, GB 11643. */
export const isIdCard = (number: string): boolean => {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((n, weight, i) => n + weight * Number(number[i]), 0)
  return '10X98765432'[sum % 11] === number[17]
}

const serviceView = view({
  activity: activityNo(),
  title: said(),
  kind: oneOf(activityKinds),
  /** What the person did: the name of the role. */
  role: said(),
  from: moment(),
  minutes: int(0, 1440),
  /** So many of them beyond what the shift can have taken, granted by a second person. */
  beyond: maybe(int(1, 1440))
})
export type Service = Infer<typeof serviceView>

const minutes = () => int(0, 10_000_000)

export const certificateView = view({
  id: rowId(),
  version: int(1, 1_000_000),
  status: oneOf(certificateStatuses),
  at: moment(),
  office: officeRef,
  from: day(),
  to: day(),
  purpose: maybe(said()),
  /** Gone when the holder has erased himself. */
  identity: maybe(
    view({
      name: said(),
      document: maybe(view({ kind: oneOf(idKinds), number: said() })),
      volunteerNo: maybe(said())
    })
  ),
  shows: view({ code: shows(), all: shows() }),
  minutes: minutes(),
  services: list(serviceView, { max: servicesAtMost }),
  /** What the ledger says today, where it says otherwise. */
  ledger: maybe(minutes()),
  notice: maybe(view({ from: moment(), until: moment(), by: said() })),
  number: maybe(certificateNo()),
  /** For the holder: what he gives whom he wants to convince. */
  code: maybe(said()),
  issued: maybe(view({ at: moment(), responsible: said(), handler: said(), contact: said() })),
  fingerprint: maybe(said()),
  lowered: maybe(view({ at: moment(), minutes: minutes() })),
  revoked: maybe(view({ at: moment(), by: said(), cause: oneOf(revocationCauses), words: said() })),
  refused: maybe(view({ at: moment(), words: said() })),
  /** Address of the PDF, good for some minutes. */
  pdf: maybe(said()),
  log: list(
    view({
      n: int(1, 1000),
      at: moment(),
      by: said(),
      verb: oneOf(certificateVerbs),
      to: oneOf(certificateStatuses),
      words: maybe(said())
    }),
    { max: 1000 }
  ),
  may: list(oneOf(certificateVerbs), { max: certificateVerbs.length })
})
export type CertificateView = Infer<typeof certificateView>

const certificateRow = view({
  id: rowId(),
  status: oneOf(certificateStatuses),
  at: moment(),
  office: officeRef,
  name: said(),
  from: day(),
  to: day(),
  minutes: minutes(),
  number: maybe(certificateNo()),
  until: maybe(moment()),
  lowered: bool()
})
export type CertificateRow = Infer<typeof certificateRow>

const words = () => text(300, 5)
const version = int(1, 1_000_000)
export const certificateMove = either('verb', [
  input({ verb: just('approve'), version }),
  input({ verb: just('renew'), version }),
  input({ verb: just('issue'), version }),
  input({ verb: just('refuse'), version, words: words() }),
  input({ verb: just('revoke'), version, cause: oneOf(revocationCauses), words: words() }),
  input({ verb: just('withdraw'), version }),
  input({ verb: just('show'), version, shows: showInput })
])
export type CertificateMove = Infer<typeof certificateMove>

export const verificationView = view({
  number: certificateNo(),
  verdict: oneOf(verdicts),
  /** Said when a code came along. */
  codeRight: maybe(bool()),
  revoked: maybe(view({ at: moment(), cause: oneOf(revocationCauses) })),
  /** On the paper as well, so shown to who holds it. */
  paper: maybe(view({ office: said(), at: moment(), from: day(), to: day(), fingerprint: said() })),
  name: maybe(said()),
  document: maybe(view({ kind: oneOf(idKinds), number: said() })),
  minutes: maybe(minutes()),
  services: maybe(list(serviceView, { max: servicesAtMost }))
})
export type VerificationView = Infer<typeof verificationView>

export const noticeRow = view({
  /** A family name, the rest covered. */
  name: said(),
  office: officeRef,
  phone: said(),
  from: day(),
  to: day(),
  minutes: minutes(),
  services: int(0, servicesAtMost),
  since: moment(),
  until: moment()
})
export const revokedRow = view({
  number: certificateNo(),
  office: officeRef,
  issued: moment(),
  at: moment(),
  cause: oneOf(revocationCauses)
})

const onePage = input({ after: maybe(cursor()) })
const one = input({ certificate: rowId() })

export const certificateEndpoints = {
  myCertificates: endpoint({
    method: 'GET',
    path: '/api/certificates/mine',
    says: 'Certificates a person has asked for, and the offices whose ledgers hold hours of his.',
    who: ['resident', 'staff'],
    answer: view({
      items: list(certificateRow, { max: 50 }),
      offices: list(view({ office: officeRef, minutes: minutes(), from: day(), to: day() }), { max: 100 })
    }),
    refuses: []
  }),
  requestCertificate: endpoint({
    method: 'POST',
    path: '/api/certificates',
    says: 'Asks an office to certify the hours in its ledger from one day to another; one request at a time.',
    who: ['resident', 'staff'],
    body: input({
      office: slug(),
      from: day(),
      to: day(),
      identity: identityInput,
      purpose: maybe(line(60, 2)),
      shows: showInput,
      /** Covered name, office and hours may be announced for seven days. */
      announce: just(true)
    }),
    answer: certificateView,
    status: 201,
    idempotent: true,
    refuses: ['key_missing', 'key_reused', 'in_flight', 'unknown_office', 'no_hours', 'certificate_open']
  }),
  certificateNotices: endpoint({
    method: 'GET',
    path: '/api/certificates/notices',
    says: 'What is about to be certified, open to objections; those that end first come first.',
    who: anyone,
    query: onePage,
    answer: pageOf(noticeRow),
    refuses: ['invalid'],
    cache: publicFor(5, { listsCases: false })
  }),
  revokedCertificates: endpoint({
    method: 'GET',
    path: '/api/certificates/revoked',
    says: 'Certificates that no longer hold, newest first: number, office, day and cause, nobody named.',
    who: anyone,
    query: onePage,
    answer: pageOf(revokedRow),
    refuses: ['invalid'],
    cache: publicFor(5, { listsCases: false })
  }),
  verifyCertificate: endpoint({
    method: 'GET',
    path: '/api/certificates/check/:number',
    says: 'Whether a certificate holds. By the number alone only what its holder made public, and nothing where he made nothing public; with the code on the paper what he allows.',
    who: anyone,
    params: input({ number: certificateNo() }),
    query: input({ code: maybe(checkCode()) }),
    answer: verificationView,
    refuses: ['invalid'],
    cache: 'no-store'
  }),
  deskCertificates: endpoint({
    method: 'GET',
    path: '/api/desk/certificates',
    says: 'Requests and certificates of an office, or of all for the centre.',
    who: ['staff'],
    query: input({ tab: maybe(oneOf(certificateTabs)), after: maybe(cursor()) }),
    answer: view({
      tab: oneOf(certificateTabs),
      items: list(certificateRow, { max: 60 }),
      older: maybe(said())
    }),
    refuses: ['forbidden', 'invalid']
  }),
  readCertificate: endpoint({
    method: 'GET',
    path: '/api/certificates/:certificate',
    says: 'A certificate for its holder and for who issues it, with what this viewer may do next.',
    who: ['resident', 'staff'],
    params: one,
    answer: certificateView,
    refuses: ['not_found']
  }),
  moveCertificate: endpoint({
    method: 'POST',
    path: '/api/certificates/:certificate/moves',
    says: 'Moves a certificate: announce, issue, refuse, revoke; the holder withdraws or says what strangers see.',
    who: ['resident', 'staff'],
    params: one,
    body: certificateMove,
    answer: certificateView,
    refuses: [
      'not_found',
      'forbidden',
      'stale',
      'not_in_this_status',
      'notice_running',
      'hours_changed',
      'unprintable',
      'hours_unsound',
      'no_hours'
    ]
  })
}
