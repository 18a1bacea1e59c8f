/** The page about the open data. */
import { publicFor } from '#shared/endpoint.ts'
import { guest } from '#server/kernel/viewer.ts'
import { page, type PublicRoute } from '../../frame/public.ts'
import { OpenData } from './OpenData.tsx'

export const openDataPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/open-data',
    cache: publicFor(300, { listsCases: false }),
    load: async ({ call }) => ({ it: await call('openData', {}, guest) }),
    view: OpenData
  })
]
