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
  const showing = (name: 'requestCertificate' | 'moveCertificate', viewer: Viewer) => (it: CertificateDoc) =>
    mustShow(name, () => presentCertificate(it, viewer, context))
  const someone = (viewer: Viewer): string => personOf(viewer) ?? refuse('unauthenticated')
  return {
    async myCertificates(_input, viewer) {
      const person = someone(viewer)
      const [own, offices] = await Promise.all([certificatesOf(person), officesOf(person)])
      return {
        items: own.map((it) => presentCertificateRow(it, context)),
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
        items: items.flatMap((it) =>
          it.notice
            ? [
                {
                  name: it.covered,
                  office: officeRefOf(it.office, context.city()),
                  phone: context.city().office(it.office)?.phone ?? '',
                  from: it.from,
                  to: it.to,
                  minutes: it.minutes,
                  services: it.services.length,
                  since: it.notice.from.toISOString(),
                  until: it.notice.until.toISOString()
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
        items: items.flatMap((it) =>
          it.revoked && it.number && it.issued
            ? [
                {
                  number: it.number,
                  office: officeRefOf(it.office, context.city()),
                  issued: it.issued.at.toISOString(),
                  at: it.revoked.at.toISOString(),
                  cause: it.revoked.cause
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
      return { tab, items: items.map((it) => presentCertificateRow(it, context)), ...(older && { older }) }
    },

    async readCertificate({ params }, viewer) {
      const it = (await findCertificate(params.certificate)) ?? refuse('not_found')
      if (!certificatePolicy.mayKnow(viewer, subjectOf(it))) refuse('not_found')
      return presentCertificate(it, viewer, context)
    },

    async moveCertificate({ params, body }, viewer, { request }) {
      const it = await move(params.certificate, body, viewer, context, showing('moveCertificate', viewer), request)
      context.moved('anything')
      return presentCertificate(it, viewer, context)
    }
  }
}
