/** Drafting and editing a plan. */
import { randomUUID } from 'node:crypto'
import { refuse, refusals } from '#shared/errors.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, type Posted } from '../../frame/fields.ts'
import { keepPhotos } from '../../frame/photos.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { home, organises, pagesOfTheirOwn, readOnDesk } from './common.ts'
import { PlanForm } from './Form.tsx'
import type { OnDesk } from './One.tsx'
import { complaintsAbout, planOf, tidy, typedOf, wrongOf, type Typed, type Wrong } from './plan.ts'
import { begin, templateNames } from './templates.ts'
import { say } from './words.ts'

interface Shown {
  typed: Posted
  wrong?: Wrong | undefined
}

async function loadForm({ call, viewer }: DeskRequest, shown: Shown) {
  const areas = await call('areas', {}, viewer)
  return { wrong: undefined, ...shown, areas: areas.items, box: areas.city.bbox, keyOf: randomUUID() }
}

/** A plan as sent, with its cover stored; `wrong` where it cannot be one. */
async function readPlan(request: DeskRequest, { fields, files }: Sent) {
  const { ids, wrong: photo } = await keepPhotos(request, files.slice(0, 1), one(fields, 'key'))
  const typed: Typed = { ...fields, ...(ids.length > 0 && { photos: ids }) }
  const areas = await request.call('areas', {}, request.viewer)
  const plan = planOf(typed, areas.items)
  const found = complaintsAbout(plan, typed)
  const wrong = photo ? { ...found, fields: { ...found?.fields, cover: photo } } : found
  return { typed, plan, wrong }
}
type Plan = Awaited<ReturnType<typeof readPlan>>['plan']

/** Read, checked, and kept by whoever asks for it; `save` answers where to go on. */
async function keepPlan(
  request: DeskRequest,
  sent: Sent,
  save: (plan: Plan, typed: Typed) => Promise<string>
): Promise<DeskOutcome<Shown>> {
  const { typed, plan, wrong } = await readPlan(request, sent)
  if (one(typed, 'more')) return again({ typed: tidy(typed, 2) }, 200)
  if (wrong) return again({ typed: tidy(typed), wrong })
  const tried = await attempt(() => save(plan, typed), pagesOfTheirOwn)
  if ('done' in tried) return see(tried.done)
  return again({ typed: tidy(typed), wrong: wrongOf(tried.refused, typed) }, refusals[tried.refused.code])
}

async function loadNew(request: DeskRequest, shown: Shown | undefined) {
  const { call, viewer, asked, now } = request
  if (shown) return loadForm(request, shown)
  if (!organises(viewer)) refuse('forbidden')
  const template = templateNames.find((name) => name === asked('template'))
  const { items } = await call('offices', {}, viewer)
  const phone = items.find((office) => office.id === viewer.office)?.phone ?? ''
  // An extension is no part of a number that can be dialled.
  const contact = { name: viewer.name, phone: phone.replace(/[^0-9+ -].*$/, '').trim() }
  return { ...(await loadForm(request, { typed: begin(template, contact, now) })), ...(template && { template }) }
}

const partOf = (activity: OnDesk) => ({
  no: activity.no,
  version: activity.desk.version,
  frozen: activity.status === 'open' || activity.status === 'running'
})

async function loadEdit(request: DeskRequest, shown: Shown | undefined) {
  const activity = await readOnDesk(request)
  if (!shown && !activity.desk.may.includes('edit')) refuse('forbidden')
  return { ...(await loadForm(request, shown ?? { typed: typedOf(activity.desk.plan) })), of: partOf(activity) }
}

export const planRoutes: readonly DeskRoute[] = [
  deskForm({
    path: '/office/activities/new',
    title: () => say.form.create,
    scripts: ['plan.js'],
    load: loadNew,
    view: PlanForm,
    act: (request, sent) =>
      keepPlan(request, sent, async (body, typed) => {
        const { call, viewer, ip } = request
        const { no } = await call('draftActivity', { body }, viewer, { ip, key: one(typed, 'key') })
        return `${home(no)}?done=draft`
      }),
    restored: ({ fields }) => ({ typed: tidy(fields) })
  }),
  deskForm({
    path: '/office/activities/:no/edit',
    title: () => say.form.edit,
    scripts: ['plan.js'],
    load: loadEdit,
    view: PlanForm,
    async act(request, sent) {
      const { no } = await readOnDesk(request)
      return keepPlan(request, sent, async (plan, typed) => {
        const body = { version: Number(one(typed, 'version')), plan }
        await request.call('editActivity', { params: { activity: no }, body }, request.viewer)
        return `${home(no)}?done=edit`
      })
    },
    restored: ({ fields }) => ({ typed: tidy(fields) })
  })
]
