/** The organiser's doors on the desk: each page a GET, each act a form of its own, refusals beside what they are about. */
import { randomUUID } from 'node:crypto'
import { activityTabs, activityVerbs, type ActivityVerb } from '#shared/activities.ts'
import { refusals, refuse } from '#shared/errors.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { keepPhotos } from '../../cases/desk/loaders.ts'
import { first } from '../../cases/desk/links.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { settlingDoors } from './after-routes.tsx'
import { correctionDoors } from '../../hours/desk/correction-routes.tsx'
import { PlanForm } from './Form.tsx'
import { asTold, home, noOf, organises, readOnDesk, toastOf, wordsOf, type Ctx, type DeskKit } from './kit.ts'
import { ActivityDeskList } from './List.tsx'
import { ActivityOnDesk, type OnDesk } from './One.tsx'
import { personDoors } from '../../hours/desk/person-routes.tsx'
import { complaintsAbout, planOf, tidy, typedOf, wrongOf, type Typed, type Wrong } from './plan.ts'
import { joinDoors, shiftDoors } from './shift-routes.tsx'
import { begin, templateNames } from './templates.ts'
import { say } from './words.ts'

export function activityDesk(kit: DeskKit): void {
  const { router, call, seated, posted, page, see, clock } = kit
  // Before the number of an activity can be taken for its name.
  correctionDoors(kit)

  // ——— the list

  router.get(
    '/office/activities',
    seated(async (ctx, viewer) => {
      const tab = activityTabs.find((it) => it === first(ctx.query['tab']))
      const after = first(ctx.query['after'])
      const list = await call('deskActivities', { query: { ...(tab && { tab }), ...(after && { after }) } }, viewer)
      // Whoever comes without a wish sees the first group that has something in it.
      const busy = tab ? undefined : list.counts.find((it) => it.n > 0 && it.tab !== 'all')
      const shown =
        list.items.length > 0 || !busy ? list : await call('deskActivities', { query: { tab: busy.tab } }, viewer)
      const { n: waiting } = await call('waitingCorrections', {}, viewer)
      await page(ctx, viewer, {
        title: say.list.title,
        toast: toastOf(ctx),
        body: () => <ActivityDeskList {...shown} paged={after !== ''} organiser={organises(viewer)} waiting={waiting} />
      })
    })
  )

  // ——— the plan

  async function form(
    ctx: Ctx,
    viewer: Staff,
    it: {
      typed: Posted
      wrong?: Wrong | undefined
      of?: OnDesk
      status?: number
      template?: (typeof templateNames)[number] | undefined
      version?: number
    }
  ) {
    const areas = await call('areas', {}, viewer)
    const { of } = it
    await page(ctx, viewer, {
      title: of ? say.form.edit : say.form.create,
      status: it.status ?? 200,
      scripts: ['plan.js'],
      body: (token) => (
        <PlanForm
          token={token}
          typed={it.typed}
          wrong={it.wrong}
          areas={areas.items}
          box={areas.city.bbox}
          keyOf={randomUUID()}
          template={it.template}
          {...(of && {
            of: { no: of.no, version: of.desk.version, frozen: of.status === 'open' || of.status === 'running' }
          })}
        />
      )
    })
  }

  /** A plan as sent, with its cover stored; `wrong` where it cannot be one. */
  async function sentPlan(ctx: Ctx, viewer: Staff, { fields, files }: Upload) {
    const { ids, wrong: photo } = await keepPhotos(call, files.slice(0, 1), viewer, ctx.ip)
    const typed: Typed = { ...fields, ...(ids.length > 0 && { photos: ids }) }
    const areas = await call('areas', {}, viewer)
    const plan = planOf(typed, areas.items)
    const found = complaintsAbout(plan, typed)
    const wrong = photo ? { ...found, fields: { ...found?.fields, cover: photo } } : found
    return { typed, plan, wrong }
  }

  router.get(
    '/office/activities/new',
    seated(async (ctx, viewer) => {
      if (!organises(viewer)) refuse('forbidden')
      const template = templateNames.find((it) => it === first(ctx.query['template']))
      const { items } = await call('offices', {}, viewer)
      const phone = items.find((it) => it.id === viewer.office)?.phone ?? ''
      // An extension is no part of a number that can be dialled.
      const who = { name: viewer.name, phone: phone.replace(/[^0-9+ -].*$/, '').trim() }
      await form(ctx, viewer, { typed: begin(template, who, clock()), template })
    })
  )
  router.post(
    '/office/activities/new',
    posted(async (ctx, viewer, sent) => {
      const { typed, plan, wrong } = await sentPlan(ctx, viewer, sent)
      if (one(typed, 'more')) return form(ctx, viewer, { typed: tidy(typed, 2) })
      if (wrong) return form(ctx, viewer, { typed: tidy(typed), wrong, status: 422 })
      try {
        const it = await call('draftActivity', { body: plan }, viewer, { ip: ctx.ip, key: one(typed, 'key') })
        return see(ctx, `${home(it.no)}?done=draft`)
      } catch (error) {
        const refused = asTold(error)
        return form(ctx, viewer, { typed: tidy(typed), wrong: wrongOf(refused, typed), status: refusals[refused.code] })
      }
    })
  )
  router.get(
    '/office/activities/:no/edit',
    seated(async (ctx, viewer) => {
      const of = await readOnDesk(call, noOf(ctx), viewer)
      if (!of.desk.may.includes('edit')) refuse('forbidden')
      await form(ctx, viewer, { typed: typedOf(of.desk.plan), of })
    })
  )
  router.post(
    '/office/activities/:no/edit',
    posted(async (ctx, viewer, sent) => {
      const of = await readOnDesk(call, noOf(ctx), viewer)
      const { typed, plan, wrong } = await sentPlan(ctx, viewer, sent)
      if (one(typed, 'more')) return form(ctx, viewer, { typed: tidy(typed, 2), of })
      if (wrong) return form(ctx, viewer, { typed: tidy(typed), wrong, of, status: 422 })
      try {
        const version = Number(one(typed, 'version'))
        await call('editActivity', { params: { activity: of.no }, body: { version, plan } }, viewer)
        return see(ctx, `${home(of.no)}?done=edit`)
      } catch (error) {
        const refused = asTold(error)
        return form(ctx, viewer, {
          typed: tidy(typed),
          wrong: wrongOf(refused, typed),
          of,
          status: refusals[refused.code]
        })
      }
    })
  )

  // ——— one activity

  async function show(
    ctx: Ctx,
    viewer: Staff,
    it: OnDesk,
    refused?: { verb: string; words: string; typed: Posted },
    status = 200
  ) {
    const { n: waiting } = await call('waitingCorrections', { query: { activity: it.no } }, viewer)
    await page(ctx, viewer, {
      title: it.title,
      status,
      toast: toastOf(ctx),
      body: (token) => (
        <ActivityOnDesk
          it={it}
          token={token}
          refused={refused}
          organiser={organises(viewer) && viewer.office === it.office.id}
          waiting={waiting}
        />
      )
    })
  }
  router.get(
    '/office/activities/:no',
    seated(async (ctx, viewer) => show(ctx, viewer, await readOnDesk(call, noOf(ctx), viewer)))
  )

  const wordy: readonly ActivityVerb[] = ['send_back', 'cancel', 'withhold']
  router.post(
    '/office/activities/:no',
    posted(async (ctx, viewer, { fields }) => {
      const no = noOf(ctx)
      const verb = activityVerbs.find((it) => it === one(fields, 'verb')) ?? refuse('unparseable')
      const words = one(fields, 'words').trim()
      const again = async (told: string, status: number) =>
        show(ctx, viewer, await readOnDesk(call, no, viewer), { verb, words: told, typed: fields }, status)
      if (wordy.includes(verb) && words.length < 2) return again(say.problem.words, 422)
      try {
        const body = { verb, version: Number(one(fields, 'version')), ...(wordy.includes(verb) && { words }) }
        await call('moveActivity', { params: { activity: no }, body }, viewer)
        return see(ctx, `${home(no)}?done=${verb}`)
      } catch (error) {
        const refused = asTold(error)
        return again(wordsOf(refused), refusals[refused.code])
      }
    })
  )
  router.post(
    '/office/activities/:no/repeat',
    posted(async (ctx, viewer, { fields }) => {
      const it = await readOnDesk(call, noOf(ctx), viewer)
      const [every, times] = [Number(one(fields, 'every')), Number(one(fields, 'times'))]
      const right = every in say.one.everyChoices && Number.isInteger(times) && times >= 1 && times <= 12
      if (!right) return show(ctx, viewer, it, { verb: 'repeat', words: say.problem.days, typed: fields }, 422)
      const days = Array.from({ length: times }, (_, i) => addDays(dayOf(it.from), every * (i + 1)))
      try {
        await call('repeatActivity', { params: { activity: it.no }, body: { days } }, viewer)
        return see(ctx, `/office/activities?tab=mine&done=repeat&n=${times}`)
      } catch (error) {
        const refused = asTold(error)
        return show(ctx, viewer, it, { verb: 'repeat', words: wordsOf(refused), typed: fields }, refusals[refused.code])
      }
    })
  )

  // ——— from a case

  router.post(
    '/office/cases/:no/activity',
    posted(async (ctx, viewer) => {
      const it = await call('draftActivityFromCase', { params: { no: noOf(ctx) } }, viewer)
      see(ctx, `${home(it.no)}/edit`)
    })
  )

  settlingDoors(kit)
  shiftDoors(kit)
  personDoors(kit)
  joinDoors(kit)
}
