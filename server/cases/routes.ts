/** One case for anyone, and its moves for staff. */
import { againDays, type CaseView } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { titleOf } from './advance.ts'
import { move, previewPublication } from './commands.ts'
import { shownBefore } from './shown-before.ts'
import { countAgain, findByFiled, findCase, listNearby, type CaseDoc } from './model.ts'
import { presentCase } from './present.ts'
import { casePolicy } from './policy.ts'
import { audienceOf, officeRef } from './present-parts.ts'
import { proposals } from './proposals.ts'

type Names = 'readCase' | 'moveCase' | 'proposeOffices' | 'previewPublication'

export function caseRoutes(context: AppContext): Pick<Handlers, Names> {
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })
  /** Who was joined to another's case still reads his own by the number that he was given. */
  const elsewhere = async (caseDoc: CaseDoc, viewer: Viewer): Promise<CaseView | undefined> => {
    const now = caseDoc.joinedInto === undefined ? null : await findByFiled(caseDoc.no)
    return now && audienceOf(viewer, now) === 'reporter' ? presentCase(now, viewer, presenting()) : undefined
  }
  return {
    async readCase({ params }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      const view =
        presentCase(caseDoc, viewer, presenting()) ?? (await elsewhere(caseDoc, viewer)) ?? refuse('not_found')
      if (!view.desk) return view
      const [nearby, again] = await Promise.all([
        listNearby(caseDoc.place, 50, caseDoc.no),
        countAgain(caseDoc, 50, againDays)
      ])
      return {
        ...view,
        desk: {
          ...view.desk,
          ...(again > 1 && { again }),
          nearby: nearby.map((n) => ({ no: n.no, title: titleOf(n, context.city()), status: n.status, at: n.at }))
        }
      }
    },

    async moveCase({ params, body }, viewer, { request }) {
      const shown = shownBefore('moveCase', (it) => presentCase(it, viewer, presenting()))
      const now = { at: context.now(), city: context.city(), request, show: shown.show }
      const caseDoc = await move(params.no, viewer, body, now)
      context.moved(caseDoc.no)
      return shown.answer(caseDoc)
    },

    async proposeOffices({ params }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      casePolicy.permit(viewer, 'dispatch', caseDoc)
      const city = context.city()
      const items = proposals(caseDoc, { at: context.now(), city })
      return { items: items.map(({ category, lead }) => ({ category, office: officeRef(lead.id, city) })) }
    },

    async previewPublication({ params, body }, viewer) {
      const next = await previewPublication(params.no, viewer, body, { at: context.now(), city: context.city() })
      // The public address of a photo answers nobody before it is approved.
      return presentCase(next, guest, { ...presenting(), photoLink: 'signed' }) ?? refuse('not_found')
    }
  }
}
