/** Asking, announcing, issuing, revoking and verifying; and forgetting a person, who has papers here as well. */
import { certificateTabs } from '#shared/certificates.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf } from '#shared/when.ts'
import { erase, officesOf } from '#server/hours/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { World } from '#server/kernel/world.ts'
import { oversees } from '#server/shifts/index.ts'
import { move, request } from './commands.ts'
import {
  certificatesOf,
  eraseCertificates,
  findByNumber,
  findCertificate,
  listDesk,
  listNotices,
  listRevoked
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
  | 'eraseProfile'

const pageSize = 20

export function certificateRoutes(world: World): Pick<Handlers, Names> {
  const someone = (viewer: Viewer): string => personOf(viewer) ?? refuse('unauthenticated')
  return {
    async myCertificates(_input, viewer) {
      const person = someone(viewer)
      const [own, offices] = await Promise.all([certificatesOf(person), officesOf(person)])
      return {
        items: own.map((it) => presentCertificateRow(it, world.city())),
        offices: offices.map(({ _id, minutes, from, to }) => ({
          office: officeRefOf(_id, world.city()),
          minutes,
          from: dayOf(from),
          to: dayOf(to)
        }))
      }
    },

    requestCertificate: async ({ body }, viewer, { key = '' }) =>
      presentCertificate(await request(body, viewer, key, world), viewer, world.city(), world.now()),

    async certificateNotices({ query }) {
      const { items, older } = await listNotices(world.now(), { after: query.after, limit: pageSize })
      return {
        items: items.flatMap((it) =>
          it.notice
            ? [
                {
                  name: it.covered,
                  office: officeRefOf(it.office, world.city()),
                  phone: world.city().office(it.office)?.phone ?? '',
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
                  office: officeRefOf(it.office, world.city()),
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

    verifyCertificate: async ({ params, query }) =>
      presentVerification(params.number, query.code, await findByNumber(params.number)),

    async deskCertificates({ query }, viewer) {
      if (viewer.kind !== 'staff') refuse('forbidden')
      const all = oversees(viewer)
      if (!all && !viewer.roles.includes('organiser')) refuse('forbidden')
      const tab = query.tab ?? certificateTabs[0]
      const { items, older } = await listDesk(all ? undefined : viewer.office, `staff:${viewer.id}`, tab, {
        after: query.after,
        limit: 50
      })
      return { tab, items: items.map((it) => presentCertificateRow(it, world.city())), ...(older && { older }) }
    },

    async readCertificate({ params }, viewer) {
      const it = (await findCertificate(params.certificate)) ?? refuse('not_found')
      if (!certificatePolicy.sees(viewer, subjectOf(it))) refuse('not_found')
      return presentCertificate(it, viewer, world.city(), world.now())
    },

    moveCertificate: async ({ params, body }, viewer) =>
      presentCertificate(await move(params.certificate, body, viewer, world), viewer, world.city(), world.now()),

    async eraseProfile(_input, viewer) {
      const person = someone(viewer)
      await erase(person, viewer, world.now())
      await eraseCertificates(person, world.now())
      return {}
    }
  }
}
