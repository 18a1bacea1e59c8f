/** Certificates on the desk: the list by status, and one with all that its issuer has to look at and decide. */
import { certificateTabs, certificateVerbs } from '#shared/certificates.ts'
import { refuse } from '#shared/errors.ts'
import { deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { chosenOf, one, wordsOf } from '../../frame/fields.ts'
import { see, type Sent } from '../../frame/route.ts'
import { say } from '../public/words.ts'
import { Certificate, titleOf } from './Certificate.tsx'
import { certificatesHome as home, CertificateList } from './CertificateList.tsx'

interface Shown {
  refused: string
  typed: { verb: string; words: string }
}

async function act({ call, viewer, param }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const id = param('id')
  const verb = certificateVerbs.find((known) => known === one(fields, 'verb')) ?? refuse('unparseable')
  const body = {
    verb,
    version: Number(one(fields, 'version')),
    ...((verb === 'refuse' || verb === 'revoke') && { words: one(fields, 'words') }),
    ...(verb === 'revoke' && { cause: one(fields, 'cause') })
  }
  await call('moveCertificate', { params: { certificate: id }, body }, viewer)
  return see(`${home}/${id}?done`)
}

export const certificateDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: home,
    title: () => say.desk.title,
    async load({ call, viewer, asked }) {
      const tab = chosenOf(certificateTabs, asked('tab'))
      const after = asked('after')
      return {
        list: await call('deskCertificates', { query: { ...(tab && { tab }), ...(after && { after }) } }, viewer)
      }
    },
    view: CertificateList
  }),
  deskForm({
    path: `${home}/:id`,
    async load({ call, viewer, param, query }, shown: Shown | undefined) {
      const certificate = await call('readCertificate', { params: { certificate: param('id') } }, viewer)
      return { certificate, done: !shown && query['done'] !== undefined, ...shown }
    },
    view: Certificate,
    title: ({ certificate }) => titleOf(certificate),
    act,
    goesUp: ['not_found'],
    refused: (refused, { fields }) => ({
      refused: wordsOf(refused),
      typed: { verb: one(fields, 'verb'), words: one(fields, 'words') }
    })
  })
]
