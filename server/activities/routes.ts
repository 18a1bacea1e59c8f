/** Activities for anyone, and their organisers' doors. */
import { refuse } from '#shared/errors.ts'
import { activityNo, valueOf } from '#shared/schema.ts'
import { addDays, startOfDay } from '#shared/time-format.ts'
import { rowsOf } from '#server/cases/index.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import {
  calendarEvent,
  calendarText,
  ownIn,
  shiftsOf,
  withSeats,
  wholeShiftsOf,
  type Entry,
  type ShiftRow
} from '#server/participation/index.ts'
import { message, move } from './commands.ts'
import { draft, edit, repeat } from './drafting.ts'
import { draftFromCase } from './from-case.ts'
import { countDesk, findActivity, findLast, listDesk, listPublic, type ActivityDoc } from './model.ts'
import { readsDesk, tabsOf } from './policy.ts'
import { isVisible, presentActivity, presentRow } from './present.ts'

type Names =
  | 'listActivities'
  | 'readActivity'
  | 'deskActivities'
  | 'draftActivity'
  | 'draftActivityFromCase'
  | 'repeatActivity'
  | 'editActivity'
  | 'moveActivity'
  | 'tellParticipants'

export function activityRoutes(context: AppContext): Pick<Handlers, Names> {
  const light = () => ({ now: context.now(), city: context.city(), photos: context.photos })
  const now = (request?: string) => ({ at: context.now(), city: context.city(), request })

  const rows = async (items: readonly ActivityDoc[], viewer: Viewer) => {
    const nos = items.map((activity) => activity.no)
    const person = personOf(viewer)
    const [shifts, own] = await Promise.all([shiftsOf(nos), person ? ownIn(nos, person) : []])
    const mine = new Set(own.map((s) => s.activity))
    return items.map((activity) =>
      presentRow(
        activity,
        shifts.filter((s) => s.activity === activity.no),
        viewer,
        light(),
        mine.has(activity.no)
      )
    )
  }

  const show = async (activity: ActivityDoc, viewer: Viewer) => {
    const person = personOf(viewer)
    const desk = readsDesk.holds(viewer, activity)
    const [whole, own, cases, last] = await Promise.all([
      desk ? wholeShiftsOf(activity.no) : shiftsOf([activity.no]),
      person ? ownIn([activity.no], person) : [],
      rowsOf(activity.plan.cases),
      findLast(activity)
    ])
    return presentActivity(activity, viewer, light(), {
      shifts: whole,
      mine: new Map(own.flatMap((s) => (s.people[0] ? [[s._id, s.people[0].id]] : []))),
      cases,
      ...(last && { last: { activity: last, shifts: await shiftsOf([last.no]) } }),
      entries: new Map(whole.flatMap((s) => ('people' in s ? [[s._id, s.people as Entry[]] as const] : [])))
    })
  }
  /** What is written has been shown first. */
  const showing = (
    name: 'draftActivity' | 'draftActivityFromCase' | 'editActivity' | 'moveActivity',
    viewer: Viewer,
    request: string | undefined
  ) => ({
    ...now(request),
    show: (activity: ActivityDoc) => mustShow(name, () => show(activity, viewer))
  })
  const changed = (activity: ActivityDoc, viewer: Viewer) => {
    context.moved('anything')
    return show(activity, viewer)
  }

  return {
    async listActivities({ query }, viewer) {
      const { when, kind, area, office, from, to, after, limit } = query
      const among = query.free && (await withSeats(context.now()))
      const page = await listPublic(
        {
          ...(among && { among }),
          ...(when && { when }),
          ...(kind && { kind }),
          ...(area && { area }),
          ...(office && { office }),
          ...(query.case && { case: query.case }),
          // Between two days what is over is asked for as well.
          ...((when ?? 'coming') === 'coming' && !from && !to && { notOver: context.now() }),
          ...(from && { from: new Date(startOfDay(from)) }),
          ...(to && { to: new Date(startOfDay(addDays(to, 1))) })
        },
        { limit: limit ?? 20, ...(after && { after }) }
      )
      return { items: await rows(page.items, viewer), ...(page.older && { older: page.older }) }
    },

    async readActivity({ params }, viewer) {
      const activity = (await findActivity(params.activity)) ?? refuse('not_found')
      return isVisible(activity, viewer) ? show(activity, viewer) : refuse('not_found')
    },

    async deskActivities({ query }, viewer) {
      const staff = staffOf(viewer)
      const tabs = tabsOf(staff)
      if (tabs.length === 0) refuse('forbidden')
      const tab = query.tab ?? tabs[0] ?? 'all'
      if (!tabs.includes(tab)) refuse('forbidden')
      const [page, counts] = await Promise.all([
        listDesk(staff, tab, context.now(), { limit: 50, ...(query.after && { after: query.after }) }),
        Promise.all(tabs.map(async (t) => ({ tab: t, n: await countDesk(staff, t, context.now()) })))
      ])
      return { tab, counts, items: await rows(page.items, viewer), ...(page.older && { older: page.older }) }
    },

    draftActivity: async ({ body }, viewer, { once, request }) => {
      const by = staffOf(viewer)
      return show(await draft(body, once(`activity:${by.id}`), by, showing('draftActivity', viewer, request)), viewer)
    },
    draftActivityFromCase: async ({ params }, viewer, { request }) =>
      show(await draftFromCase(params.no, staffOf(viewer), showing('draftActivityFromCase', viewer, request)), viewer),
    repeatActivity: async ({ params, body }, viewer, { request }) => {
      const shown = async (activity: ActivityDoc) =>
        mustShow('repeatActivity', async () => ({ items: await rows([activity], viewer) }))
      const drafts = await repeat(params.activity, body.days, staffOf(viewer), { ...now(request), show: shown })
      return { items: await rows(drafts, viewer) }
    },
    editActivity: async ({ params, body }, viewer, { request }) => {
      const at = showing('editActivity', viewer, request)
      return changed(await edit(params.activity, body.plan, body.version, staffOf(viewer), at), viewer)
    },
    tellParticipants: ({ params, body }, viewer, { once, request }) =>
      message(
        params.activity,
        body,
        once(`message|${params.activity}|${staffOf(viewer).id}`),
        staffOf(viewer),
        now(request)
      ),
    moveActivity: async ({ params, body }, viewer, { request }) =>
      changed(await move(params.activity, body, staffOf(viewer), showing('moveActivity', viewer, request)), viewer)
  }
}

const events = (activity: ActivityDoc, shifts: readonly ShiftRow[], now: Date) =>
  shifts.map((s) =>
    calendarEvent(s, `${s._id}@suishoupai`, {
      sequence: activity.version,
      stamp: now,
      cancelled: activity.status === 'cancelled'
    })
  )

/** One activity as a calendar file; nothing for what is not public. */
export async function activityCalendar(no: string, context: AppContext): Promise<string | undefined> {
  const known = valueOf(activityNo(), no)
  const activity = known === undefined ? null : await findActivity(known)
  return activity?.openAt
    ? calendarText(activity.plan.title, events(activity, await shiftsOf([activity.no]), context.now()))
    : undefined
}

/** Everything to come, as a feed that calendars subscribe to. */
export async function calendarFeed(name: string, context: AppContext): Promise<string> {
  const { items } = await listPublic({ notOver: context.now() }, { limit: 100 })
  const shifts = await shiftsOf(items.map((activity) => activity.no))
  return calendarText(
    name,
    items.flatMap((activity) =>
      events(
        activity,
        shifts.filter((s) => s.activity === activity.no),
        context.now()
      )
    )
  )
}
