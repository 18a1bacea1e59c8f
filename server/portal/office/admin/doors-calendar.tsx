/** Doors of the calendar: a year to look at, single days, the hours of a working day. */
import { refusals } from '#shared/errors.ts'
import type { PartValues } from '#shared/parts.ts'
import { addDays, dayOf } from '#shared/when.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { first } from '../links.ts'
import { one } from '../moves.ts'
import { Calendar } from './Calendar.tsx'
import { clock } from './forms.ts'
import { attempt, readPart, refusedWords, revisionIn, type Ctx, type Kit } from './kit.ts'
import { adminHome, pageHref, query } from './links.ts'
import { say } from './words.ts'
import { yearOf } from './year.ts'

type Data = PartValues['calendar']

/** 08:30-12:00，13:30-18:00; nothing where it is not that, or not in order. */
export function slotsIn(said: string): [string, string][] | undefined {
  const slots = said
    .split(/[,，、;；\s]+/)
    .filter(Boolean)
    .map((it) => it.split(/[-–~到至]/).map(clock))
  const flat = slots.flat()
  const right =
    slots.length > 0 &&
    slots.length <= 6 &&
    slots.every((it) => it.length === 2) &&
    flat.every((it, i) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(it) && (i === 0 || it > (flat[i - 1] ?? '')))
  return right ? (slots as [string, string][]) : undefined
}

/** A day there is: the 30th of February is none. */
const isDay = (said: string): boolean =>
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said)) && addDays(said, 0) === said

export function calendarRoutes(kit: Kit): void {
  const { router, call } = kit
  const here = pageHref('calendar')

  interface More {
    year?: number
    typed?: Record<string, string>
    wrong?: Record<string, string>
    refused?: string
    status?: number
  }

  async function show(ctx: Ctx, viewer: Staff, { year, typed = {}, wrong = {}, ...more }: More = {}) {
    const [calendar, offices, { token }] = await Promise.all([
      readPart(call, viewer, 'calendar'),
      readPart(call, viewer, 'offices'),
      kit.desk(ctx, viewer)
    ])
    const today = dayOf(kit.now())
    const asked = first(ctx.query['year'])
    const shown = year ?? (/^(19|20|21)\d\d$/.test(asked) ? Number(asked) : Number(today.slice(0, 4)))
    await kit.show(ctx, viewer, {
      here: 'calendar',
      title: say.calendar.title,
      status: Object.keys(wrong).length > 0 ? 422 : 200,
      ...more,
      body: (
        <Calendar
          year={yearOf(shown, calendar.value)}
          value={calendar.value}
          revision={calendar.revision}
          offices={offices.value}
          token={token}
          today={today}
          typed={typed}
          wrong={wrong}
        />
      )
    })
  }

  router.get(
    here,
    kit.admin((ctx, viewer) => show(ctx, viewer))
  )

  async function put(
    ctx: Ctx,
    viewer: Staff,
    seen: string,
    typed: Record<string, string>,
    change: (was: Data) => Data,
    year: number | undefined
  ) {
    const { value } = await readPart(call, viewer, 'calendar')
    const body = { part: 'calendar', revision: revisionIn(seen), value: change(value) }
    const tried = await attempt(() => call('putDraftPart', { body }, viewer))
    if ('done' in tried) return kit.see(ctx, `${here}${query({ year, done: 'saved' })}`)
    return show(ctx, viewer, {
      ...(year !== undefined && { year }),
      typed,
      refused: refusedWords(tried.refused),
      status: refusals[tried.refused.code]
    })
  }

  router.post(
    `${adminHome}calendar/put`,
    kit.act(async (ctx, viewer, { fields }) => {
      const [day, working] = [one(fields, 'day'), one(fields, 'working')]
      const typed = { day, working }
      if (!isDay(day)) return show(ctx, viewer, { typed, wrong: { day: say.calendar.wrongDay } })
      const set = (was: Data): Data => ({
        ...was,
        overrides: [...was.overrides.filter((it) => it.day !== day), { day, working: working === 'yes' }].sort(
          (a, b) => (a.day < b.day ? -1 : 1)
        )
      })
      return put(ctx, viewer, one(fields, 'revision'), typed, set, Number(day.slice(0, 4)))
    })
  )

  router.post(
    `${adminHome}calendar/remove`,
    kit.act(async (ctx, viewer, { fields }) => {
      const day = one(fields, 'day')
      const without = (was: Data): Data => ({ ...was, overrides: was.overrides.filter((it) => it.day !== day) })
      return put(ctx, viewer, one(fields, 'revision'), {}, without, isDay(day) ? Number(day.slice(0, 4)) : undefined)
    })
  )

  router.post(
    `${adminHome}calendar/slots`,
    kit.act(async (ctx, viewer, { fields }) => {
      const said = one(fields, 'slots')
      const slots = slotsIn(said)
      const typed = { slots: said }
      if (!slots) return show(ctx, viewer, { typed, wrong: { slots: say.calendar.slotsWrong } })
      return put(ctx, viewer, one(fields, 'revision'), typed, (was) => ({ ...was, slots }), undefined)
    })
  )
}
