/** Asking, announcing, issuing, revoking and verifying. */
import { setTimeout as pause } from 'node:timers/promises'
import { certificateTabs } from '#shared/certificates.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf } from '#shared/time-format.ts'
import { officesOf } from '#server/hours/index.ts'
import { slowedGuesses } from '#server/kernel/guesses.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { officesInReach } from '#server/members/index.ts'
import { move, request } from './commands.ts'
import {
  certificatesOf,
  findByNumber,
  findCertificate,
  listDesk,
  listNotices,
  listRevoked,
  type CertificateDoc
} from './model.ts'
import { certificatePolicy, subjectOf } from './policy.ts'
import { officeRefOf, presentCertificate, presentCertificateRow, presentVerification } from './present.ts'

type Names =
  | 'myCertificates'
  | 'requestCertificate'
  | 'certificateNotices'
  | 'revokedCertificates'
  | 'verifyCertificate'
  | 'deskCertificates'
  | 'readCertificate'
  | 'moveCertificate'

const pageSize = 20

/** Wrong codes for one number from one address: answered later and later, whether or not there is such a number. */
const codes = { name: 'paper', free: 10, withinS: 15 * 60, firstMs: 250, atMostMs: 4_000 } as const

export function certificateRoutes(context: AppContext): Pick<Handlers, Names> {
  const wrongCodes = slowedGuesses(context.keys, codes)
  const showing = (name: 'requestCertificate' | 'moveCertificate', viewer: Viewer) => (certificate: CertificateDoc) =>
    mustShow(name, () => presentCertificate(certificate, viewer, context))
  const someone = (viewer: Viewer): string => personOf(viewer) ?? refuse('unauthenticated')
  return {
    async myCertificates(_input, viewer) {
      const person = someone(viewer)
      const [own, offices] = await Promise.all([certificatesOf(person), officesOf(person)])
      return {
        items: own.map((certificate) => presentCertificateRow(certificate, context)),
        offices: offices.map(({ _id, minutes, from, to }) => ({
          office: officeRefOf(_id, context.city()),
          minutes,
          from: dayOf(from),
          to: dayOf(to)
        }))
      }
    },

    requestCertificate: async ({ body }, viewer, { once }) =>
      presentCertificate(
        await request(
          body,
          viewer,
          once(`certificate:${personOf(viewer) ?? ''}`),
          context,
          showing('requestCertificate', viewer)
        ),
        viewer,
        context
      ),

    async certificateNotices({ query }) {
      const { items, older } = await listNotices(context.now(), { after: query.after, limit: pageSize })
      return {
        items: items.flatMap((certificate) =>
          certificate.notice
            ? [
                {
                  name: certificate.covered,
                  office: officeRefOf(certificate.office, context.city()),
                  phone: context.city().office(certificate.office)?.phone ?? '',
                  from: certificate.from,
                  to: certificate.to,
                  minutes: certificate.minutes,
                  services: certificate.services.length,
                  since: certificate.notice.from.toISOString(),
                  until: certificate.notice.until.toISOString()
                }
              ]
            : []
        ),
        ...(older && { older })
      }
    },

    async revokedCertificates({ query }) {
      const { items, older } = await listRevoked({ after: query.after, limit: pageSize })
      return {
        items: items.flatMap((certificate) =>
          certificate.revoked && certificate.number && certificate.issued
            ? [
                {
                  number: certificate.number,
                  office: officeRefOf(certificate.office, context.city()),
                  issued: certificate.issued.at.toISOString(),
                  at: certificate.revoked.at.toISOString(),
                  cause: certificate.revoked.cause
                }
              ]
            : []
        ),
        ...(older && { older })
      }
    },

    async verifyCertificate({ params: { number }, query: { code } }, _viewer, from) {
      const guess = `${number}|${from.ip}`
      if (code !== undefined) await pause(await wrongCodes.waitOf(guess))
      const answer = await presentVerification(number, code, await findByNumber(number), context.keys)
      if (answer.codeRight === false) await wrongCodes.count(guess)
      return answer
    },

    async deskCertificates({ query }, viewer) {
      const staff = staffOf(viewer)
      const { office } = officesInReach(staff) ?? refuse('forbidden')
      const tab = query.tab ?? certificateTabs[0]
      const { items, older } = await listDesk(office, `staff:${staff.id}`, tab, {
        after: query.after,
        limit: 50
      })
      return {
        tab,
        items: items.map((certificate) => presentCertificateRow(certificate, context)),
        ...(older && { older })
      }
    },

    async readCertificate({ params }, viewer) {
      const certificate = (await findCertificate(params.certificate)) ?? refuse('not_found')
      if (!certificatePolicy.mayKnow(viewer, subjectOf(certificate))) refuse('not_found')
      return presentCertificate(certificate, viewer, context)
    },

    async moveCertificate({ params, body }, viewer, { request }) {
      const certificate = await move(
        params.certificate,
        body,
        viewer,
        context,
        showing('moveCertificate', viewer),
        request
      )
      context.moved('anything')
      return presentCertificate(certificate, viewer, context)
    }
  }
}
