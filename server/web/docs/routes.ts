/** The pages that explain: the life of a case, who may do what, the API. */
import { onceARelease } from '#server/kernel/route-index.ts'
import { file, page, type PublicRoute } from '../frame/public.ts'
import { see } from '../frame/route.ts'
import { ApiDocs } from './ApiDocs.tsx'
import { Lifecycle } from './Lifecycle.tsx'
import { Permissions } from './Permissions.tsx'

export const docsRoutes: readonly PublicRoute[] = [
  page({ path: '/docs/api', cache: onceARelease(5), view: ApiDocs }),
  page({ path: '/docs/permissions', cache: onceARelease(5), view: Permissions }),
  page({ path: '/docs/lifecycle', cache: onceARelease(5), view: Lifecycle }),
  file({ path: '/docs', cache: onceARelease(5), load: () => see('/docs/lifecycle') })
]
