/** How well the suggestions do, and making them anew. */
import { suggest as say } from '#shared/locales/suggest.ts'
import { deskForm, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { see } from '../../frame/route.ts'
import { Suggest, suggestHref, type Shown } from './Suggest.tsx'

async function load({ call, viewer, asked }: DeskRequest) {
  const on: Shown = asked('on') === 'cases' ? 'cases' : 'held'
  return { quality: await call('suggestQuality', {}, viewer), on }
}

export const suggestionDeskRoutes: readonly DeskRoute[] = [
  deskForm({
    path: '/office/admin/suggest',
    title: () => say.title,
    load,
    view: Suggest,
    async act({ call, viewer }) {
      await call('rebuildSuggest', { body: {} }, viewer)
      return see(suggestHref())
    },
    restored: () => undefined
  })
]
