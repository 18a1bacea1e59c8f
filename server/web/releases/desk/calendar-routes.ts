/** The calendar: a year to look at, single days, the hours of a working day. */
import { dayOf } from '#shared/time-format.ts'
import type { DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, firsts, one, type Posted } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import { adminForm, type AdminAct } from './admin.tsx'
import { Calendar } from './Calendar.tsx'
import { notDone, readPart, readVerdict, revisionIn } from './draft.ts'
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
import { adminHome, pageHref, query } from './links.ts'
import { say } from './words.ts'
import { yearOf } from './year.ts'

const here = pageHref('calendar')

interface Shown {
  year?: number
  typed?: Record<string, string>
  wrong?: Record<string, string>
  refused?: string
}

const yearIn = (said: string): number | undefined => (/^(19|20|21)\d\d$/.test(said) ? Number(said) : undefined)
const wrongDay = (name: string, said: string): Record<string, string> =>
  said === '' || isDay(said) ? {} : { [name]: say.calendar.wrongDay }

async function load({ call, viewer, asked, now }: DeskRequest, { year, typed, wrong = {}, ...more }: Shown = {}) {
  const [calendar, offices, verdict] = await Promise.all([
    readPart(call, viewer, 'calendar'),
    readPart(call, viewer, 'offices'),
    readVerdict(call, viewer)
  ])
  const today = dayOf(now)
  const shown = year ?? yearIn(asked('year')) ?? Number(today.slice(0, 4))
  return {
    year: yearOf(shown, calendar.value),
    value: calendar.value,
    revision: calendar.revision,
    offices: offices.value,
    findings: verdict.findings.filter((finding) => finding.part === 'calendar'),
    today,
    typed: typed ?? { office: asked('office') },
    wrong,
    ...more
  }
}

interface Change {
  change: (was: Data) => Data
  typed?: Record<string, string>
  /** To be looked at afterwards. */
  year?: number | undefined
}

async function put({ call, viewer }: DeskRequest, fields: Posted, { change, typed = {}, year }: Change) {
  const { value } = await readPart(call, viewer, 'calendar')
  const body = { part: 'calendar', revision: revisionIn(one(fields, 'revision')), value: change(value) }
  const tried = await attempt(() => call('putDraftPart', { body }, viewer))
  if ('done' in tried) return see(`${here}${query({ year, done: 'saved' })}`)
  return notDone(tried.refused, { ...(year !== undefined && { year }), typed })
}

// ——— single days

const putDay: AdminAct<Shown> = async (request, { fields }) => {
  const [day, working] = [one(fields, 'day'), one(fields, 'working')]
  const typed = { day, working }
  if (!isDay(day)) return again({ typed, wrong: { day: say.calendar.wrongDay } })
  const change = (was: Data): Data => ({
    ...was,
    overrides: [...was.overrides.filter((override) => override.day !== day), { day, working: working === 'yes' }].sort(
      (a, b) => (a.day < b.day ? -1 : 1)
    )
  })
  return put(request, fields, { change, typed, year: Number(day.slice(0, 4)) })
}

const removeDay: AdminAct<Shown> = async (request, { fields }) => {
  const day = one(fields, 'day')
  const change = (was: Data): Data => ({ ...was, overrides: was.overrides.filter((override) => override.day !== day) })
  return put(request, fields, { change, year: isDay(day) ? Number(day.slice(0, 4)) : undefined })
}

// ——— the hours of a working day: the city's, and an office's own

const putSlots: AdminAct<Shown> = async (request, { fields }) => {
  const [said, from] = [one(fields, 'slots'), one(fields, 'slotsFrom')]
  const typed = { slots: said, slotsFrom: from }
  const slots = slotsIn(said)
  const wrong = { ...(!slots && { slots: say.calendar.slotsWrong }), ...wrongDay('slotsFrom', from) }
  if (!slots || 'slotsFrom' in wrong) return again({ typed, wrong })
  return put(request, fields, { change: (was) => withHours(was, from, slots), typed })
}

/** Takes out hours that were to begin on a day: the city's, or an office's. */
const removeHours: AdminAct<Shown> = async (request, { fields }) => {
  const [from, office] = [one(fields, 'from'), one(fields, 'office')]
  const change = (was: Data): Data => {
    const own = was.offices?.[office]
    if (office === '') return withoutHours(was, from)
    return own ? { ...was, offices: { ...was.offices, [office]: withoutHours(own, from) } } : was
  }
  return put(request, fields, { change })
}

const putOffice: AdminAct<Shown> = async (request, { fields }) => {
  const { call, viewer } = request
  const [office, said, from] = [one(fields, 'office'), one(fields, 'officeSlots'), one(fields, 'officeFrom')]
  const days = one(fields, 'officeDays') === 'working' ? 'working' : 'every'
  const typed = { office, officeSlots: said, officeFrom: from, officeDays: days }
  const [calendar, offices] = await Promise.all([readPart(call, viewer, 'calendar'), readPart(call, viewer, 'offices')])
  const slots = slotsIn(said)
  const early = from !== '' && calendar.value.offices?.[office] === undefined
  const wrong = {
    ...(!offices.value.some((own) => own.id === office) && { office: say.wrong.choose }),
    ...(!slots && { officeSlots: say.calendar.slotsWrong }),
    ...(early && { officeFrom: say.calendar.usualFirst }),
    ...wrongDay('officeFrom', from)
  }
  if (!slots || Object.keys(wrong).length > 0) return again({ typed, wrong })
  const change = (was: Data): Data => ({
    ...was,
    offices: { ...was.offices, [office]: withHours({ ...(was.offices?.[office] ?? { slots }), days }, from, slots) }
  })
  return put(request, fields, { change, typed })
}

const removeOffice: AdminAct<Shown> = async (request, { fields }) => {
  const change = ({ offices = {}, ...was }: Data): Data => {
    const { [one(fields, 'office')]: _, ...left } = offices
    return { ...was, ...(Object.keys(left).length > 0 && { offices: left }) }
  }
  return put(request, fields, { change })
}

// ——— a whole year

const putYear: AdminAct<Shown> = async (request, { fields }) => {
  const [off, makeup] = [one(fields, 'yearOff'), one(fields, 'yearMakeup')]
  const [year, typed] = [yearIn(one(fields, 'year')), { yearOff: off, yearMakeup: makeup }]
  if (year === undefined) return again({ typed, refused: say.calendar.wrongYear })
  const read = yearDays(year, off, makeup)
  if ('wrong' in read) return again({ year, typed, wrong: read.wrong })
  return put(request, fields, { change: (was) => withYear(was, year, read.days), typed, year })
}

const removeYear: AdminAct<Shown> = async (request, { fields }) => {
  const year = yearIn(one(fields, 'year'))
  if (year === undefined) return again({ refused: say.calendar.wrongYear })
  return put(request, fields, { change: (was) => withoutYear(was, year), year })
}

export const calendarRoutes: readonly DeskRoute[] = [
  adminForm({
    path: here,
    here: 'calendar',
    title: () => say.calendar.title,
    load,
    view: Calendar,
    act: {
      [`${adminHome}calendar/put`]: putDay,
      [`${adminHome}calendar/remove`]: removeDay,
      [`${adminHome}calendar/slots`]: putSlots,
      [`${adminHome}calendar/hours/remove`]: removeHours,
      [`${adminHome}calendar/office`]: putOffice,
      [`${adminHome}calendar/office/remove`]: removeOffice,
      [`${adminHome}calendar/year`]: putYear,
      [`${adminHome}calendar/year/remove`]: removeYear
    },
    restored({ fields }) {
      const year = yearIn(one(fields, 'year'))
      return { typed: firsts(fields), ...(year !== undefined && { year }) }
    }
  })
]
