/** One case for anyone, and its moves for staff. */
import { againDays, type CaseView, type DeskView } from '#shared/cases.ts'
import { refuse } from '#shared/errors.ts'
import { measured } from '#server/masking/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { reportOf, titleOf } from './advance.ts'
import { move, previewPublication } from './commands.ts'
import { shownBefore } from './shown-before.ts'
import { noteContactRead, openedLately, readsOf } from './contact-read-model.ts'
import { textsToRule } from './masks.ts'
import { countAgain, findByFiled, findByReport, findCase, listNearby, type CaseDoc } from './model.ts'
import { ownReports, presentCase } from './present.ts'
import { casePolicy, readsContact } from './policy.ts'
import { audienceOf, officeRef } from './present-parts.ts'
import { proposals } from './proposals.ts'

type Names =
  'readCase' | 'openContact' | 'contactReads' | 'moveCase' | 'proposeOffices' | 'proposeMasks' | 'previewPublication'

export function caseRoutes(context: AppContext): Pick<Handlers, Names> {
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })
  /** Who was joined to another's case still reads his own by the number that he was given. */
  const elsewhere = async (caseDoc: CaseDoc, viewer: Viewer): Promise<CaseView | undefined> => {
    const now = caseDoc.joinedInto === undefined ? null : await findByFiled(caseDoc.no)
    return now && audienceOf(viewer, now) === 'reporter' ? presentCase(now, viewer, presenting()) : undefined
  }
  /** How to reach those reporters for whom this viewer has said a reason within half an hour. */
  async function withOpened(desk: DeskView, caseDoc: CaseDoc, viewer: Viewer): Promise<DeskView> {
    const reachable = desk.reports.filter(({ contact }) => contact !== undefined).map(({ id }) => id)
    if (viewer.kind !== 'staff' || reachable.length === 0) return desk
    const opened = new Set(await openedLately(viewer.id, reachable, context.now()))
    return {
      ...desk,
      reports: desk.reports.map((report) => {
        const contact = opened.has(report.id) ? reportOf(caseDoc, report.id)?.contact : undefined
        return contact ? { ...report, contact } : report
      })
    }
  }
  return {
    async openContact({ params, body: { report: id, reason, words } }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      const contact = reportOf(caseDoc, id)?.contact
      if (viewer.kind !== 'staff' || !readsContact.holds(viewer, caseDoc) || !contact) return refuse('not_found')
      if (reason === 'other' && !words) refuse('reason_needed')
      await noteContactRead({
        no: caseDoc.no,
        report: id,
        reader: viewer.id,
        office: viewer.office,
        reason,
        ...(words && { words }),
        at: context.now()
      })
      return contact
    },

    async contactReads({ params }, viewer) {
      const caseDoc = (await findByReport(params.id)) ?? refuse('not_found')
      if (!ownReports(caseDoc, viewer).some(({ id }) => id === params.id)) refuse('not_found')
      const city = context.city()
      return {
        items: (await readsOf(params.id)).map(({ at, office, reader, reason, words }) => ({
          at: at.toISOString(),
          office: officeRef(office, city),
          by: city.called.person(reader)?.name ?? reader,
          reason,
          ...(words && { words })
        }))
      }
    },

    async readCase({ params }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      const view =
        presentCase(caseDoc, viewer, presenting()) ?? (await elsewhere(caseDoc, viewer)) ?? refuse('not_found')
      if (!view.desk) return view
      const [nearby, again, desk] = await Promise.all([
        listNearby(caseDoc.place, 50, caseDoc.no),
        countAgain(caseDoc, 50, againDays),
        withOpened(view.desk, caseDoc, viewer)
      ])
      return {
        ...view,
        desk: {
          ...desk,
          ...(again > 1 && { again }),
          nearby: nearby.map((n) => ({ no: n.no, title: titleOf(n, context.city()), status: n.status, at: n.at }))
        }
      }
    },

    async moveCase({ params, body }, viewer, { request }) {
      const shown = shownBefore('moveCase', (caseDoc) => presentCase(caseDoc, viewer, presenting()))
      const now = { at: context.now(), city: context.city(), request, show: shown.show }
      const caseDoc = await move(params.no, viewer, body, now)
      // These touch another case as well.
      context.moved(body.verb === 'join' || body.verb === 'unjoin' ? 'anything' : { no: caseDoc.no })
      return shown.answer(caseDoc)
    },

    async proposeOffices({ params }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      casePolicy.permit(viewer, 'dispatch', caseDoc)
      const city = context.city()
      const items = proposals(caseDoc, { at: context.now(), city })
      return { items: items.map(({ category, lead }) => ({ category, office: officeRef(lead.id, city) })) }
    },

    async proposeMasks({ params, body }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      casePolicy.permit(viewer, 'publish', caseDoc)
      const city = context.city()
      return { texts: textsToRule(caseDoc, body.title ?? titleOf(caseDoc, city), city), measured }
    },

    async previewPublication({ params, body }, viewer) {
      const next = await previewPublication(params.no, viewer, body, { at: context.now(), city: context.city() })
      // The public address of a photo answers nobody before it is approved.
      return presentCase(next, guest, { ...presenting(), photoLink: 'signed' }) ?? refuse('not_found')
    }
  }
}
