/** 通报、简评、汇总 on the desk. */
import { digestRoles } from '#shared/digests.ts'
import { digests as words } from '#shared/locales/digests.ts'
import { deskPage, type DeskRoute } from '../../frame/desk.tsx'
import { digestHref } from '../links.ts'
import { Digest, Digests, digestTitle } from './Digest.tsx'

export const digestDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: digestHref(),
    title: () => words.title,
    roles: digestRoles,
    load: async ({ call, viewer }) => ({ digests: await call('listDigests', {}, viewer) }),
    view: Digests
  }),
  deskPage({
    path: '/office/digests/:which',
    title: ({ digest }) => digestTitle(digest),
    roles: digestRoles,
    load: async ({ call, viewer, param }) => ({
      digest: await call('readDigest', { params: { which: param('which') } }, viewer)
    }),
    view: Digest
  })
]
