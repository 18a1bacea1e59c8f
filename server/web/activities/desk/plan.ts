/** From the fields of a plain form to a plan and back; and where on the form a complaint of the contract belongs. */
import { marks } from '#shared/locales/marks.ts'
import { activityInput, type ActivityInput } from '#shared/activities.ts'
import type { Refused } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import { addDays, clockTime, dayOf, startOfDay } from '#shared/time-format.ts'
import { numberOf, plainClock, plainDay } from '#shared/typed.ts'
import { one, type Posted } from '../../frame/fields.ts'
import { errorWords, fill, say } from './words.ts'
import { phoneWords } from '#shared/locales/phone-words.ts'

export type Typed = Record<string, string[]>
const rolesAtMost = 6
/** One more than there are, so that there is always a free line. */
export const shiftFields = (typed: Posted): number => Math.min(30, Number(one(typed, 'shifts')) || 1)
export const roleFields = (typed: Posted, shift: number): number =>
  Math.min(rolesAtMost, Math.max(1, Number(one(typed, `s${shift}.roles`)) || 1))

// ——— a plan as fields

export function typedOf(plan: ActivityInput): Typed {
  const typed: Typed = {
    kind: [plan.kind],
    title: [plan.title],
    about: [plan.about],
    co: [plan.coOrganisers.join(marks.list)],
    address: [plan.address],
    lng: [String(plan.place.lng)],
    lat: [String(plan.place.lat)],
    radius: [String(plan.radiusM)],
    minAge: [plan.minAge === undefined ? '' : String(plan.minAge)],
    maxAge: [plan.maxAge === undefined ? '' : String(plan.maxAge)],
    trainings: [...(plan.trainings ?? [])],
    bring: [plan.bring.join(marks.list)],
    insurance: [plan.insurance ?? ''],
    weather: [plan.weather ?? ''],
    contactName: [plan.contact.name],
    contactPhone: [phoneWords(plan.contact.phone)],
    cancelHours: [String(plan.cancelHours)],
    confirmMinutes: [String(plan.confirmMinutes)],
    wait: [String(plan.waitAtMost)],
    cases: [plan.cases.join(' ')],
    ...(plan.cover && { photos: [plan.cover] }),
    shifts: [String(plan.shifts.length)]
  }
  plan.shifts.forEach((shift, s) => {
    typed[`s${s}.id`] = [shift.id ?? '']
    typed[`s${s}.day`] = [dayOf(shift.from)]
    typed[`s${s}.from`] = [clockTime(shift.from)]
    typed[`s${s}.to`] = [clockTime(shift.to)]
    const [day, from, to] = [dayOf(shift.from), clockTime(shift.from), clockTime(shift.to)]
    typed[`s${s}.lastDay`] = [sameMinute(endOf(day, from, to), shift.to) ? '' : dayOf(shift.to)]
    typed[`s${s}.roles`] = [String(shift.roles.length)]
    shift.roles.forEach((role, r) => {
      typed[`s${s}.r${r}.id`] = [role.id]
      typed[`s${s}.r${r}.name`] = [role.name]
      typed[`s${s}.r${r}.seats`] = [String(role.capacity)]
      typed[`s${s}.r${r}.skills`] = [...(role.skills ?? [])]
    })
  })
  return typed
}

// ——— fields as a plan

const words = (typed: Posted, name: string): string => one(typed, name).trim()
const some = (typed: Posted, name: string): string | undefined => words(typed, name) || undefined
/** Not a number where none was written, so that the contract says so. */
const number = (typed: Posted, name: string): number | undefined => {
  const said = words(typed, name)
  return said === '' ? undefined : numberOf(said)
}
const parts = (typed: Posted, name: string, by: RegExp): string[] =>
  words(typed, name)
    .split(by)
    .map((text) => text.trim())
    .filter((text) => text !== '')

/** 09:30 on a day of the city, as a moment; a time nobody wrote is none. */
function moment(day: string, time: string): string {
  const [, hour = '', minute = ''] = /^(\d{2}):(\d\d)$/.exec(plainClock(time)) ?? []
  const minutes = Number(hour) * 60 + Number(minute)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || hour === '' || minutes > 24 * 60 || Number(minute) > 59) return ''
  const at = startOfDay(day) + minutes * 60_000
  return Number.isNaN(at) ? '' : new Date(at).toISOString()
}

const sameMinute = (a: string, b: string): boolean =>
  Math.floor(Date.parse(a) / 60_000) === Math.floor(Date.parse(b) / 60_000)

/** A shift over midnight lasts no longer than this, unless its last day is written down: two times may have been mixed up. */
const nightAtMostMs = 12 * 3_600_000

/** When a shift ends of which only the time of day is said: before its start can be in the night that follows. */
function endOf(day: string, from: string, to: string): string {
  const [start, end] = [moment(day, from), moment(day, to)]
  if (start === '' || end === '' || end > start) return end
  const next = moment(addDays(day, 1), to)
  return Date.parse(next) - Date.parse(start) <= nightAtMostMs ? next : end
}

/** Whether the last day of a shift has to be written down: its times do not say it. */
export function asksLastDay(typed: Posted, s: number): boolean {
  const [day, from, to] = ['day', 'from', 'to'].map((name) => words(typed, `s${s}.${name}`)) as [string, string, string]
  const start = moment(plainDay(day), from)
  return (
    words(typed, `s${s}.lastDay`) !== '' ||
    (start !== '' && moment(plainDay(day), to) !== '' && endOf(plainDay(day), from, to) <= start)
  )
}

function shiftAt(typed: Posted, s: number) {
  const day = plainDay(words(typed, `s${s}.day`))
  const [start, end] = [words(typed, `s${s}.from`), words(typed, `s${s}.to`)]
  const lastDay = plainDay(words(typed, `s${s}.lastDay`))
  const roles = Array.from({ length: roleFields(typed, s) }, (_, r) => {
    const name = words(typed, `s${s}.r${r}.name`)
    const skills = typed[`s${s}.r${r}.skills`] ?? []
    return {
      id: some(typed, `s${s}.r${r}.id`) ?? `role-${r + 1}`,
      name,
      capacity: number(typed, `s${s}.r${r}.seats`),
      ...(skills.length > 0 && { skills })
    }
  }).filter((role, r) => r === 0 || role.name !== '' || role.capacity !== undefined)
  const id = some(typed, `s${s}.id`)
  return {
    ...(id && { id }),
    from: moment(day, start),
    to: lastDay === '' ? endOf(day, start, end) : moment(lastDay, end),
    roles
  }
}

/** The lines of the form that hold a shift; an empty line is none. */
export const shiftLines = (typed: Posted): number[] =>
  Array.from({ length: shiftFields(typed) }, (_, s) => s).filter((s) =>
    ['day', 'from', 'to', 'r0.seats'].some((text) => words(typed, `s${s}.${text}`) !== '')
  )

export function planOf(typed: Posted, areas: readonly { id: string; place: { lng: number; lat: number } }[]): unknown {
  const [lng, lat] = [number(typed, 'lng'), number(typed, 'lat')]
  const area = areas.find((area) => area.id === words(typed, 'area'))
  const place =
    lng !== undefined && lat !== undefined ? { lng, lat } : area && { lng: area.place.lng, lat: area.place.lat }
  const cover = one(typed, 'photos')
  const trainings = typed['trainings'] ?? []
  const optional = {
    minAge: number(typed, 'minAge'),
    maxAge: number(typed, 'maxAge'),
    insurance: some(typed, 'insurance'),
    weather: some(typed, 'weather'),
    place
  }
  return {
    kind: words(typed, 'kind'),
    title: words(typed, 'title'),
    about: words(typed, 'about'),
    coOrganisers: parts(typed, 'co', /[、，,；;\n]/),
    address: words(typed, 'address'),
    shifts: shiftLines(typed).map((s) => shiftAt(typed, s)),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(trainings.length > 0 && { trainings }),
    bring: parts(typed, 'bring', /[、，,；;\n]/),
    contact: { name: words(typed, 'contactName'), phone: words(typed, 'contactPhone') },
    cancelHours: number(typed, 'cancelHours'),
    confirmMinutes: number(typed, 'confirmMinutes'),
    waitAtMost: number(typed, 'wait'),
    radiusM: number(typed, 'radius'),
    ...(cover && { cover }),
    cases: parts(typed, 'cases', /[\s,，、]+/)
  }
}

// ——— what is wrong, and where

export interface Wrong {
  fields: Readonly<Record<string, string>>
  general?: string
}

const renamed: Readonly<Record<string, string>> = {
  coOrganisers: 'co',
  place: 'lng',
  radiusM: 'radius',
  waitAtMost: 'wait',
  cover: 'cover'
}

function fieldAt(path: readonly string[], lines: readonly number[]): string {
  const [name = '', a, b, c, d] = path
  if (name === 'contact') return a === 'phone' ? 'contactPhone' : 'contactName'
  if (name === 'shifts') {
    const line = a === undefined ? undefined : lines[Number(a)]
    if (line === undefined) return 's0.day'
    if (b === 'roles') return `s${line}.r${c ?? 0}.${d === 'capacity' ? 'seats' : 'name'}`
    return `s${line}.${b === 'from' ? 'from' : b === 'to' ? 'to' : 'day'}`
  }
  return renamed[name] ?? name
}

function sentence(field: string, code: string): string {
  const [kind = '', n = ''] = code.split(':')
  if (field === 'contactPhone') return say.problem.phone
  if (field === 'cases') return say.problem.cases
  if (field === 'lng') return say.problem.place
  if (/^s\d+\.(day|from|to)$/.test(field)) return say.problem.shifts
  if (/seats$|Age$|radius|Hours|Minutes|wait/.test(field))
    return kind === 'max' ? fill(say.problem.number, { n }) : say.problem.field
  if (kind === 'min') return Number(n) <= 1 ? say.problem.required : fill(say.problem.short, { n })
  if (kind === 'max') return fill(say.problem.long, { n })
  return say.problem.field
}

/** The contract's own complaints, before anything is asked of the server. */
export function complaintsAbout(plan: unknown, typed: Posted): Wrong | undefined {
  const checked = check(activityInput, plan as ActivityInput, '/body')
  return checked.ok ? undefined : wrongBy(checked.complaints, typed)
}

function wrongBy(errors: readonly { at: string; code: string }[], typed: Posted): Wrong {
  const lines = shiftLines(typed)
  const fields: Record<string, string> = {}
  for (const { at, code } of errors) {
    const path = at.split('/').slice(2)
    const field = fieldAt(path[0] === 'plan' ? path.slice(1) : path, lines)
    fields[field] ??= sentence(field, code)
  }
  return { fields }
}

export function wrongOf({ code, more }: Refused, typed: Posted): Wrong {
  if (code === 'invalid' && more.errors && more.errors.length > 0) return wrongBy(more.errors, typed)
  const words = more.words ?? errorWords.refusal[code]
  if (code === 'wrong_times') return { fields: { [`s${shiftLines(typed)[0] ?? 0}.day`]: say.problem.times } }
  if (code === 'outside_city') return { fields: { lng: words } }
  if (code === 'unknown_photo') return { fields: { cover: words } }
  if (code === 'stale') return { fields: {}, general: say.form.stale }
  return { fields: {}, general: words }
}

/** As many lines as are filled, one at least; a form that is drawn again neither grows nor keeps gaps at its end. */
export function tidy(typed: Posted, moreShifts = 0): Typed {
  const lines = Array.from({ length: shiftFields(typed) }, (_, s) => s)
  const used = lines.filter((s) => ['id', 'day', 'from', 'to'].some((field) => words(typed, `s${s}.${field}`) !== ''))
  const kept: Typed = Object.fromEntries(Object.entries(typed).map(([name, values]) => [name, [...values]]))
  kept['shifts'] = [String(Math.max(1, (used.at(-1) ?? 0) + 1) + moreShifts)]
  for (const s of lines) {
    const roles = Array.from({ length: roleFields(typed, s) }, (_, r) => r)
    const filled = roles.filter((r) => ['name', 'seats'].some((text) => words(typed, `s${s}.r${r}.${text}`) !== ''))
    kept[`s${s}.roles`] = [String((filled.at(-1) ?? 0) + 1)]
  }
  return kept
}
