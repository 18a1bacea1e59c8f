/** The organiser's doors on the desk: each page a GET, each act a form of its own, refusals beside what they are about. */
import { randomUUID } from 'node:crypto'
import type { Middleware } from 'koa'
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { ReactElement } from 'react'
import { activityTabs, activityVerbs, signupOutcomes, type ActivityVerb } from '#shared/activities.ts'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import type { RosterView } from '#shared/hours.ts'
import { slotOf } from '#shared/presence.ts'
import { addDays, dayOf, startOfDay } from '#shared/when.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { qrSvg } from '../../qr.ts'
import { keepPhotos } from '../errands.ts'
import { first } from '../links.ts'
import { one, type Posted } from '../moves.ts'
import { CodePage } from './Code.tsx'
import { rosterCsv } from './csv.ts'
import { PlanForm } from './Form.tsx'
import { JoinPage } from './Join.tsx'
import { ActivityDeskList } from './List.tsx'
import { audiences, figuresAtMost, MessagePage, SettlePage } from './Message.tsx'
import { ActivityOnDesk, type OnDesk } from './One.tsx'
import { complaintsAbout, planOf, tidy, typedOf, wrongOf, type Typed, type Wrong } from './plan.ts'
import { RosterPage } from './Roster.tsx'
import { begin, templateNames } from './templates.ts'
import { errorWords, say } from './words.ts'

type Ctx = RouterContext

/** What the desk lends to its rooms. */
export interface DeskKit {
  router: Router
  call: Call
  seated: (open: (ctx: Ctx, viewer: Staff) => Promise<void>) => Middleware
  posted: (act: (ctx: Ctx, viewer: Staff, sent: Upload) => Promise<void>) => Middleware
  /** Draws inside the shell of the desk. */
  page: (
    ctx: Ctx,
    viewer: Staff,
    it: {
      title: string
      body: (token: string) => ReactElement
      status?: number
      scripts?: string[]
      refresh?: number
      toast?: string | undefined
    }
  ) => Promise<void>
  see: (ctx: Ctx, href: string) => void
  clock: () => Date
}

const organises = (viewer: Staff) => viewer.roles.includes('organiser')
const wordsOf = ({ code, more }: Refused): string => more.words ?? errorWords.refusal[code]
/** A press that was refused is told beside its button; a door that is shut to this person is a page of its own. */
const asTold = (error: unknown): Refused => {
  if (!(error instanceof Refused) || error.code === 'forbidden' || error.code === 'not_found') throw error
  return error
}

export function activityDesk({ router, call, seated, posted, page, see, clock }: DeskKit): void {
  const noOf = (ctx: Ctx) => ctx.params['no'] ?? ''
  const shiftOf = (ctx: Ctx) => ctx.params['shift'] ?? ''
  const home = (no: string) => `/office/activities/${no}`

  async function read(no: string, viewer: Staff): Promise<OnDesk> {
    const it = await call('readActivity', { params: { activity: no } }, viewer)
    return it.desk ? { ...it, desk: it.desk } : refuse('not_found')
  }
  const toastOf = (ctx: Ctx): string | undefined => {
    const done = first(ctx.query['done'])
    const verb = activityVerbs.find((it) => it === done)
    if (verb) return say.done[verb]
    const more: Readonly<Record<string, string>> = say.more
    const n = first(ctx.query['n'])
    return more[done]?.replace('{n}', /^\d{1,2}$/.test(n) ? n : '')
  }

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
      await page(ctx, viewer, {
        title: say.list.title,
        toast: toastOf(ctx),
        body: () => <ActivityDeskList {...shown} paged={after !== ''} organiser={organises(viewer)} />
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
      const of = await read(noOf(ctx), viewer)
      if (!of.desk.may.includes('edit')) refuse('forbidden')
      await form(ctx, viewer, { typed: typedOf(of.desk.plan), of })
    })
  )
  router.post(
    '/office/activities/:no/edit',
    posted(async (ctx, viewer, sent) => {
      const of = await read(noOf(ctx), viewer)
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
        />
      )
    })
  }
  router.get(
    '/office/activities/:no',
    seated(async (ctx, viewer) => show(ctx, viewer, await read(noOf(ctx), viewer)))
  )

  const wordy: readonly ActivityVerb[] = ['send_back', 'cancel', 'withhold']
  router.post(
    '/office/activities/:no',
    posted(async (ctx, viewer, { fields }) => {
      const no = noOf(ctx)
      const verb = activityVerbs.find((it) => it === one(fields, 'verb')) ?? refuse('unparseable')
      const words = one(fields, 'words').trim()
      const again = async (told: string, status: number) =>
        show(ctx, viewer, await read(no, viewer), { verb, words: told, typed: fields }, status)
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
      const it = await read(noOf(ctx), viewer)
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

  // ——— settling the whole

  const settlePage = (
    ctx: Ctx,
    viewer: Staff,
    it: OnDesk,
    typed: Posted,
    wrong?: Record<string, string>,
    status = 200
  ) =>
    page(ctx, viewer, {
      title: say.settle.title,
      status,
      body: (token) => <SettlePage it={it} token={token} typed={typed} wrong={wrong} />
    })
  router.get(
    '/office/activities/:no/settle',
    seated(async (ctx, viewer) => {
      const it = await read(noOf(ctx), viewer)
      if (!it.desk.may.includes('settle')) refuse('not_in_this_status')
      await settlePage(ctx, viewer, it, {})
    })
  )
  router.post(
    '/office/activities/:no/settle',
    posted(async (ctx, viewer, { fields, files }) => {
      const it = await read(noOf(ctx), viewer)
      const wrong: Record<string, string> = {}
      const typed: Typed = { ...fields }
      for (const name of ['before', 'after'] as const) {
        const kept = await keepPhotos(
          call,
          files.filter((f) => f.field === `${name}Photo`),
          viewer,
          ctx.ip
        )
        typed[name] = [...(fields[name] ?? []), ...kept.ids]
        if (kept.wrong) wrong[name] = kept.wrong
      }
      const words = one(typed, 'words').trim()
      if (words.length < 5) wrong['words'] = say.problem.results
      const figures = Array.from({ length: figuresAtMost }, (_, i) => ({
        name: one(typed, `f${i}.name`).trim(),
        value: one(typed, `f${i}.value`).trim()
      }))
      figures.forEach((f, i) => {
        if (f.name && !f.value) wrong[`f${i}.value`] = say.problem.required
        if (f.value && !f.name) wrong[`f${i}.name`] = say.problem.required
      })
      if (Object.keys(wrong).length > 0) return settlePage(ctx, viewer, it, typed, wrong, 422)
      const body = {
        verb: 'settle',
        version: Number(one(typed, 'version')),
        words,
        figures: figures.filter((f) => f.name !== ''),
        before: typed['before'] ?? [],
        after: typed['after'] ?? []
      }
      try {
        await call('moveActivity', { params: { activity: it.no }, body }, viewer)
        return see(ctx, `${home(it.no)}?done=settle`)
      } catch (error) {
        const refused = asTold(error)
        return settlePage(ctx, viewer, it, typed, { form: wordsOf(refused) }, refusals[refused.code])
      }
    })
  )

  // ——— messages

  async function messagePage(
    ctx: Ctx,
    viewer: Staff,
    it: OnDesk,
    more: { typed: Posted; wrong?: string; preview?: { people: number; words: string }; status?: number }
  ) {
    await page(ctx, viewer, {
      title: say.message.title,
      status: more.status ?? 200,
      body: (token) => (
        <MessagePage
          it={it}
          token={token}
          keyOf={randomUUID()}
          typed={more.typed}
          wrong={more.wrong}
          preview={more.preview}
        />
      )
    })
  }
  router.get(
    '/office/activities/:no/message',
    seated(async (ctx, viewer) => {
      const it = await read(noOf(ctx), viewer)
      if (!it.desk.may.includes('message')) refuse('not_in_this_status')
      await messagePage(ctx, viewer, it, { typed: {} })
    })
  )
  router.post(
    '/office/activities/:no/message',
    posted(async (ctx, viewer, { fields }) => {
      const it = await read(noOf(ctx), viewer)
      const words = one(fields, 'words').trim()
      const shift = one(fields, 'shift')
      const to = audiences.find((a) => a === one(fields, 'to')) ?? 'in'
      if (words.length < 2) {
        return messagePage(ctx, viewer, it, { typed: fields, wrong: say.problem.words, status: 422 })
      }
      const send = one(fields, 'send') === 'yes'
      const key = one(fields, 'key') || randomUUID()
      try {
        const told = await call(
          'tellParticipants',
          { params: { activity: it.no }, body: { to, words, send, ...(shift && { shift }) } },
          viewer,
          { key }
        )
        if (told.sent) return see(ctx, `${home(it.no)}?done=message`)
        return messagePage(ctx, viewer, it, { typed: fields, preview: told })
      } catch (error) {
        const refused = asTold(error)
        return messagePage(ctx, viewer, it, { typed: fields, wrong: wordsOf(refused), status: refusals[refused.code] })
      }
    })
  )

  // ——— a shift: roster, hours, code

  type RosterRefused = { form: 'settle' | 'manual' | 'manage'; words: string }
  async function rosterPage(
    ctx: Ctx,
    viewer: Staff,
    it: RosterView,
    typed: Posted = {},
    refused?: RosterRefused,
    status = 200
  ) {
    await page(ctx, viewer, {
      title: `${say.roster.title} ${it.activity.title}`,
      status,
      toast: toastOf(ctx),
      scripts: ['roster.js'],
      body: (token) => <RosterPage it={it} token={token} typed={typed} refused={refused} />
    })
  }
  const rosterOf = (ctx: Ctx, viewer: Staff) => call('readRoster', { params: { shift: shiftOf(ctx) } }, viewer)
  const shiftHome = (ctx: Ctx) => `${home(noOf(ctx))}/shifts/${shiftOf(ctx)}`

  router.get(
    '/office/activities/:no/shifts/:shift',
    seated(async (ctx, viewer) => rosterPage(ctx, viewer, await rosterOf(ctx, viewer)))
  )
  router.get(
    '/office/activities/:no/shifts/:shift/roster.csv',
    seated(async (ctx, viewer) => {
      const it = await rosterOf(ctx, viewer)
      ctx.type = 'text/csv; charset=utf-8'
      ctx.set('Content-Disposition', `attachment; filename="roster-${it.activity.no}.csv"`)
      ctx.body = rosterCsv(it)
    })
  )
  router.post(
    '/office/activities/:no/shifts/:shift/settlement',
    posted(async (ctx, viewer, { fields }) => {
      const it = await rosterOf(ctx, viewer)
      const lines = it.rows.flatMap((row) => {
        const at = (name: string) => one(fields, `${name}.${row.signup}`).trim()
        const outcome = signupOutcomes.find((o) => o === at('outcome'))
        const changed = at('minutes') !== at('was')
        const words = at('words')
        // A line that was left alone is as proposed; the server needs no word about it.
        if (!outcome && !changed && !words) return []
        const came = outcome ? outcome === 'came' : Number(at('minutes')) > 0
        return [
          {
            signup: row.signup,
            outcome: outcome ?? (came ? 'came' : 'absent'),
            ...(came && { minutes: Number(at('minutes')) }),
            ...(words && { words })
          }
        ]
      })
      const wrongMinutes = lines.some(
        (l) => 'minutes' in l && !(Number.isInteger(l.minutes) && l.minutes <= 1440 && l.minutes >= 0)
      )
      if (wrongMinutes) {
        return rosterPage(ctx, viewer, it, fields, { form: 'settle', words: say.problem.minutes }, 422)
      }
      try {
        await call('settleShift', { params: { shift: it.shift.id }, body: { lines } }, viewer)
        return see(ctx, `${shiftHome(ctx)}?done=hours`)
      } catch (error) {
        const refused = asTold(error)
        return rosterPage(ctx, viewer, it, fields, { form: 'settle', words: wordsOf(refused) }, refusals[refused.code])
      }
    })
  )
  router.post(
    '/office/activities/:no/shifts/:shift/presence',
    posted(async (ctx, viewer, { fields }) => {
      const it = await rosterOf(ctx, viewer)
      const no = (words: string) => rosterPage(ctx, viewer, it, fields, { form: 'manual', words }, 422)
      const [, hour = '', minute = ''] = /^(\d{1,2})[:：](\d\d)$/.exec(one(fields, 'time').trim()) ?? []
      const reason = one(fields, 'reason').trim()
      if (hour === '' || !it.rows.some((row) => row.signup === one(fields, 'signup'))) return no(say.problem.field)
      if (reason.length < 2) return no(say.problem.words)
      const at = startOfDay(dayOf(it.shift.from)) + (Number(hour) * 60 + Number(minute)) * 60_000
      const event = {
        id: randomUUID(),
        signup: one(fields, 'signup'),
        kind: one(fields, 'kind') === 'out' ? 'out' : 'in',
        at: new Date(at).toISOString(),
        reason
      }
      const { results } = await call(
        'reportPresence',
        { body: { device: `desk-${viewer.id}`.padEnd(16, '-'), events: [event] } },
        viewer
      )
      const [result] = results
      if (!result?.kept) return no(say.refusal[result?.why ?? 'unknown'])
      return see(ctx, `${shiftHome(ctx)}?done=present`)
    })
  )
  router.post(
    '/office/activities/:no/shifts/:shift/people',
    posted(async (ctx, viewer, { fields }) => {
      const it = await rosterOf(ctx, viewer)
      const verb = one(fields, 'verb') === 'excuse' ? 'excuse' : 'remove'
      const words = one(fields, 'words').trim()
      const no = (told: string) => rosterPage(ctx, viewer, it, fields, { form: 'manage', words: told }, 422)
      const signup = it.rows.find((row) => row.signup === one(fields, 'signup'))?.signup
      if (!signup) return no(say.problem.field)
      if (words.length < 2) return no(say.problem.words)
      try {
        await call('moveSignup', { params: { signup }, body: { verb, words } }, viewer)
        return see(ctx, `${shiftHome(ctx)}?done=${verb === 'excuse' ? 'excused' : 'removed'}`)
      } catch (error) {
        return no(wordsOf(asTold(error)))
      }
    })
  )
  router.get(
    '/office/activities/:no/shifts/:shift/code',
    seated(async (ctx, viewer) => {
      const it = await read(noOf(ctx), viewer)
      const shift = it.shifts.find((s) => s.id === shiftOf(ctx)) ?? refuse('not_found')
      const now = slotOf(clock().getTime())
      const codes = await call('readCodes', { params: { shift: shift.id }, query: { slot: String(now) } }, viewer)
      const code = codes.codes[now - codes.slot] ?? codes.codes[0] ?? refuse('not_in_this_status')
      await page(ctx, viewer, {
        title: say.code.title,
        scripts: ['codes.js'],
        refresh: 20,
        body: () => <CodePage it={it} shift={shift} codes={codes} svg={qrSvg(code)} />
      })
    })
  )

  // ——— staff who take part

  async function joinPage(ctx: Ctx, viewer: Staff, refused?: { shift: string; words: string }, status = 200) {
    const [it, mine, profile] = await Promise.all([
      call('readActivity', { params: { activity: noOf(ctx) } }, viewer),
      call('mySignups', {}, viewer),
      call('readProfile', {}, viewer)
    ])
    await page(ctx, viewer, {
      title: say.join.title,
      status,
      toast: toastOf(ctx),
      body: (token) => (
        <JoinPage
          it={it}
          mine={mine.items.filter((m) => m.activity.no === it.no)}
          token={token}
          keyOf={randomUUID()}
          name={profile.name ?? viewer.name}
          phone={profile.phone ?? ''}
          refused={refused}
        />
      )
    })
  }
  router.get(
    '/office/activities/:no/join',
    seated((ctx, viewer) => joinPage(ctx, viewer))
  )
  router.post(
    '/office/activities/:no/join',
    posted(async (ctx, viewer, { fields }) => {
      const shift = one(fields, 'shift')
      const [name, phone] = [one(fields, 'name').trim(), one(fields, 'phone').trim()]
      try {
        const it = await call(
          'signUp',
          {
            params: { shift },
            body: {
              role: one(fields, 'role'),
              ...(one(fields, 'adult') === 'yes' && { adult: true }),
              ...(name && { name }),
              ...(phone && { phone })
            }
          },
          viewer,
          { ip: ctx.ip, key: one(fields, 'key') }
        )
        return see(ctx, `${home(noOf(ctx))}/join?done=${it.state === 'waiting' ? 'queued' : 'joined'}`)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const words = error.code === 'invalid' ? say.problem.phone : wordsOf(error)
        return joinPage(ctx, viewer, { shift, words }, refusals[error.code])
      }
    })
  )
  router.post(
    '/office/activities/:no/signups/:signup',
    posted(async (ctx, viewer, { fields }) => {
      const verb = (['confirm', 'decline', 'cancel'] as const).find((it) => it === one(fields, 'verb'))
      if (!verb) refuse('unparseable')
      const params = { signup: ctx.params['signup'] ?? '' }
      try {
        await call('moveSignup', { params, body: { verb } }, viewer)
        return see(ctx, `${home(noOf(ctx))}/join?done=${verb === 'confirm' ? 'confirmed' : 'left'}`)
      } catch (error) {
        const refused = asTold(error)
        const { shift } = await call('readSignup', { params }, viewer)
        return joinPage(ctx, viewer, { shift: shift.id, words: wordsOf(refused) }, refusals[refused.code])
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
}
