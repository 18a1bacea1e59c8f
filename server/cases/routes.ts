/** One case for anyone, and its moves for staff. */
import type { CaseView } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { titleOf } from './advance.ts'
import { move, previewPublication } from './commands.ts'
import { findByFiled, findCase, listNearby, type CaseDoc } from './model.ts'
import { audienceOf, presentCase } from './present.ts'

export function caseRoutes(context: AppContext): Pick<Handlers, 'readCase' | 'moveCase' | 'previewPublication'> {
  const light = () => ({ now: context.now().getTime(), city: context.city() })
  /** Who was joined to another's case still reads his own by the number that he was given. */
  const elsewhere = async (it: CaseDoc, viewer: Viewer): Promise<CaseView | undefined> => {
    const now = it.joinedInto === undefined ? null : await findByFiled(it.no)
    return now && audienceOf(viewer, now) === 'reporter' ? presentCase(now, viewer, light()) : undefined
  }
  return {
    async readCase({ params }, viewer) {
      const it = (await findCase(params.no)) ?? refuse('not_found')
      const view = presentCase(it, viewer, light()) ?? (await elsewhere(it, viewer)) ?? refuse('not_found')
      if (!view.desk) return view
      const nearby = await listNearby(it.place, 50, it.no)
      return {
        ...view,
        desk: {
          ...view.desk,
          nearby: nearby.map((n) => ({ no: n.no, title: titleOf(n, context.city()), status: n.status, at: n.at }))
        }
      }
    },

    async moveCase({ params, body }, viewer) {
      const it = await move(params.no, viewer, body, { at: context.now(), city: context.city() })
      context.moved(it.no)
      return presentCase(it, viewer, light()) ?? refuse('not_found')
    },

    async previewPublication({ params, body }, viewer) {
      const next = await previewPublication(params.no, viewer, body, { at: context.now(), city: context.city() })
      // The public address of a photo answers nobody before it is approved.
      return presentCase(next, guest, { ...light(), photoLink: 'signed' }) ?? refuse('not_found')
    }
  }
}
