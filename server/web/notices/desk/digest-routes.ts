/** 通报、简评、汇总 on the desk. */
import { digests as words } from '#shared/locales/digests.ts'
import { deskPage, type DeskRoute } from '../../frame/desk.tsx'
import { digestHref } from '../links.ts'
import { Digest, Digests, digestTitle } from './Digest.tsx'

const roles = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin'] as const

export const digestDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: digestHref(),
    title: () => words.title,
    roles,
    load: async ({ call, viewer }) => ({ it: await call('listDigests', {}, viewer) }),
    view: Digests
  }),
  deskPage({
    path: '/office/digests/:which',
    title: ({ it }) => digestTitle(it),
    roles,
    load: async ({ call, viewer, param }) => ({
      it: await call('readDigest', { params: { which: param('which') } }, viewer)
    }),
    view: Digest
  })
]
