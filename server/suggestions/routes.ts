/** Asking what it looks like, for anyone; how good that is and learning it anew, for administrators. */
import { isWaiting } from '#server/kernel/jobs.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { AppContext } from '#server/context.ts'
import { askForBuild } from './jobs.ts'
import { countPairs, listBuilds } from './model.ts'
import { suggestionPolicy } from './policy.ts'
import { presentQuality } from './present.ts'
import { suggestFor } from './serving.ts'

const buildsShown = 12

export function suggestionRoutes(context: AppContext): Pick<Handlers, 'suggest' | 'suggestQuality' | 'rebuildSuggest'> {
  const quality = async () => {
    const builds = await listBuilds(buildsShown)
    const fresh = await countPairs(builds[0]?.begun ?? new Date(0))
    return presentQuality(builds, await isWaiting('suggest'), fresh, context.city())
  }
  return {
    async suggest({ body }) {
      const found = await suggestFor(context, body.text, body.place)
      return {
        items: found.flatMap(({ category, share }) => {
          const named = context.city().category(category)
          return named
            ? [
                {
                  category: { code: named.code, name: named.plainName ?? named.name, tile: named.tile },
                  share: Number(share.toFixed(3))
                }
              ]
            : []
        })
      }
    },
    suggestQuality(_, viewer) {
      suggestionPolicy.permit(viewer, 'readQuality', undefined)
      return quality()
    },
    async rebuildSuggest(_, viewer) {
      suggestionPolicy.permit(viewer, 'teach', undefined)
      await mustShow('rebuildSuggest', quality)
      await askForBuild(context)
      return quality()
    }
  }
}
