/** Doors of the calendar: a year to look at, single days, the hours of a working day. */
import { refusals } from '#shared/errors.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { first } from '../../cases/desk/links.ts'
import { one } from '../../cases/desk/moves.ts'
import { Calendar } from './Calendar.tsx'
import {
  isDay,
  slotsIn,
  withHours,
  withoutHours,
  withoutYear,
  withYear,
  yearDays,
  type CalendarData as Data
} from './hours.ts'
import { attempt, readPart, readVerdict, refusedWords, revisionIn, type Ctx, type Kit } from './kit.ts'
import { adminHome, pageHref, query } from './links.ts'
import { say } from './words.ts'
import { yearOf } from './year.ts'

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

  async function show(ctx: Ctx, viewer: Staff, { year, typed, wrong = {}, ...more }: More = {}) {
    const [calendar, offices, { token }, verdict] = await Promise.all([
      readPart(call, viewer, 'calendar'),
      readPart(call, viewer, 'offices'),
      kit.desk(ctx, viewer),
      readVerdict(call, viewer)
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
          findings={verdict.findings.filter((it) => it.part === 'calendar')}
          token={token}
          today={today}
          typed={typed ?? { office: first(ctx.query['office']) }}
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
      const [said, from] = [one(fields, 'slots'), one(fields, 'slotsFrom')]
      const typed = { slots: said, slotsFrom: from }
      const slots = slotsIn(said)
      const wrong = { ...(!slots && { slots: say.calendar.slotsWrong }), ...wrongDay('slotsFrom', from) }
      if (!slots || 'slotsFrom' in wrong) return show(ctx, viewer, { typed, wrong })
      const set = (was: Data): Data => withHours(was, from, slots)
      return put(ctx, viewer, one(fields, 'revision'), typed, set, undefined)
    })
  )

  /** Takes out hours that were to begin on a day: the city's, or an office's. */
  router.post(
    `${adminHome}calendar/hours/remove`,
    kit.act(async (ctx, viewer, { fields }) => {
      const [from, office] = [one(fields, 'from'), one(fields, 'office')]
      const without = (was: Data): Data => {
        const own = was.offices?.[office]
        if (office === '') return withoutHours(was, from)
        return own ? { ...was, offices: { ...was.offices, [office]: withoutHours(own, from) } } : was
      }
      return put(ctx, viewer, one(fields, 'revision'), {}, without, undefined)
    })
  )

  router.post(
    `${adminHome}calendar/office`,
    kit.act(async (ctx, viewer, { fields }) => {
      const [office, said, from] = [one(fields, 'office'), one(fields, 'officeSlots'), one(fields, 'officeFrom')]
      const days = one(fields, 'officeDays') === 'working' ? 'working' : 'every'
      const typed = { office, officeSlots: said, officeFrom: from, officeDays: days }
      const [calendar, offices] = await Promise.all([
        readPart(call, viewer, 'calendar'),
        readPart(call, viewer, 'offices')
      ])
      const slots = slotsIn(said)
      const early = from !== '' && calendar.value.offices?.[office] === undefined
      const wrong = {
        ...(!offices.value.some((it) => it.id === office) && { office: say.wrong.choose }),
        ...(!slots && { officeSlots: say.calendar.slotsWrong }),
        ...(early && { officeFrom: say.calendar.usualFirst }),
        ...wrongDay('officeFrom', from)
      }
      if (!slots || Object.keys(wrong).length > 0) return show(ctx, viewer, { typed, wrong })
      const set = (was: Data): Data => ({
        ...was,
        offices: { ...was.offices, [office]: withHours({ ...(was.offices?.[office] ?? { slots }), days }, from, slots) }
      })
      return put(ctx, viewer, one(fields, 'revision'), typed, set, undefined)
    })
  )

  router.post(
    `${adminHome}calendar/office/remove`,
    kit.act(async (ctx, viewer, { fields }) => {
      const without = ({ offices = {}, ...was }: Data): Data => {
        const { [one(fields, 'office')]: _, ...left } = offices
        return { ...was, ...(Object.keys(left).length > 0 && { offices: left }) }
      }
      return put(ctx, viewer, one(fields, 'revision'), {}, without, undefined)
    })
  )

  router.post(
    `${adminHome}calendar/year`,
    kit.act(async (ctx, viewer, { fields }) => {
      const [off, makeup] = [one(fields, 'yearOff'), one(fields, 'yearMakeup')]
      const [year, typed] = [yearIn(one(fields, 'year')), { yearOff: off, yearMakeup: makeup }]
      if (year === undefined) return show(ctx, viewer, { typed, status: 422, refused: say.calendar.wrongYear })
      const read = yearDays(year, off, makeup)
      if ('wrong' in read) return show(ctx, viewer, { year, typed, wrong: read.wrong })
      return put(ctx, viewer, one(fields, 'revision'), typed, (was) => withYear(was, year, read.days), year)
    })
  )

  router.post(
    `${adminHome}calendar/year/remove`,
    kit.act(async (ctx, viewer, { fields }) => {
      const year = yearIn(one(fields, 'year'))
      if (year === undefined) return show(ctx, viewer, { status: 422, refused: say.calendar.wrongYear })
      return put(ctx, viewer, one(fields, 'revision'), {}, (was) => withoutYear(was, year), year)
    })
  )
}

const yearIn = (said: string): number | undefined => (/^(19|20|21)\d\d$/.test(said) ? Number(said) : undefined)
const wrongDay = (name: string, said: string): Record<string, string> =>
  said === '' || isDay(said) ? {} : { [name]: say.calendar.wrongDay }
