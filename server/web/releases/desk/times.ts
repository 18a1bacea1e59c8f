/** The table of times as a form: what its fields are called, how they are read, and its lines as they are read aloud. Pure. */
import type { EscalationStep } from '#config/city/types.ts'
import { urgencies } from '#shared/city.ts'
import { escalationVerbs, type EscalationVerb } from '#shared/deadlines.ts'
import { limitUnits, unitsAtMost, type LimitUnit } from '#shared/limits.ts'
import { timePart, type PartValues } from '#shared/parts.ts'
import { check } from '#shared/schema.ts'
import { limitWords } from '#shared/time-format.ts'
import { check as findingWords } from '#shared/locales/check.ts'
import { faultsOfTable, lengthOn, longerStages, ownStages, valuesOf, type OwnStage } from '#server/deadlines/index.ts'
import { stepWhen } from '../public/Standards.tsx'
import { limitsWords } from '../../frame/words.ts'
import { one, type Posted } from '../../frame/fields.ts'
import { cityWords, fill, listed, say } from './words.ts'

export type TimeTable = PartValues['time']
const w = say.times

export const stepsAtMost = 40
/** Empty rows below the ladder, to write new steps into. */
const spareRows = 2

/** Names of fields carry no Chinese: an urgency is its place in the list. */
export const stageField = (urgency: number, stage: OwnStage): string => `stage-${urgency}-${stage}`
export const stepField = (row: number, field: 'id' | 'verb' | 'percent' | 'days'): string => `step-${row}-${field}`

const percentOf = (share: number): string => String(Math.round(share * 1000) / 10)

export function typedOf({ stages, hold, extension, ladder }: TimeTable): Posted {
  const typed: Record<string, string[]> = {
    holdTimes: [String(hold.times)],
    holdDays: [String(hold.days)],
    extensionTimes: [String(extension.times)],
    extensionPercent: [percentOf(extension.share)]
  }
  for (const [i, urgency] of urgencies.entries())
    for (const stage of ownStages) {
      typed[stageField(i, stage)] = [String(stages[urgency][stage].n)]
      typed[`${stageField(i, stage)}-unit`] = [stages[urgency][stage].unit]
    }
  for (const [row, { id, verb, share, days }] of ladder.entries()) {
    typed[stepField(row, 'id')] = [id]
    typed[stepField(row, 'verb')] = [verb]
    typed[stepField(row, 'percent')] = [percentOf(share)]
    typed[stepField(row, 'days')] = [days === undefined ? '' : String(days)]
  }
  return typed
}

/** As many rows as were sent; of a table that nobody has typed into, its steps and some to spare. */
export function rowsOf(typed: Posted): number[] {
  const sent = Array.from({ length: stepsAtMost }, (_, row) => row).filter((row) => stepField(row, 'verb') in typed)
  const used = sent.filter((row) => one(typed, stepField(row, 'verb')) !== '').length
  return Array.from({ length: Math.min(stepsAtMost, Math.max(sent.length, used + spareRows)) }, (_, row) => row)
}

const told = (typed: Posted, name: string): string => one(typed, name).normalize('NFKC').replace(/[%\s]/g, '')

/** A later place on the clock by one of the two measures, an earlier one by none. */
const later = (a: EscalationStep, b: EscalationStep): boolean =>
  (a.share > b.share || (a.days ?? 0) > (b.days ?? 0)) && a.share >= b.share && (a.days ?? 0) >= (b.days ?? 0)

const freeId = (verb: EscalationVerb, taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n++) if (!taken.has(`${verb}-${n}`)) return `${verb}-${n}`
}

export interface ReadTable {
  value: TimeTable
  /** What cannot be, by field. */
  wrong: Record<string, string>
  /** What may be, if it is meant. */
  unusual: Record<string, string>
}

/** What was typed, as a table; `over` lends what could not be read, and the table is only kept where nothing is wrong. */
export function readTable(
  typed: Posted,
  over: TimeTable,
  { categories, calendar }: { categories: PartValues['categories']; calendar: PartValues['calendar'] }
): ReadTable {
  const wrong: Record<string, string> = {}
  const unusual: Record<string, string> = {}
  const number = (name: string, from: number, to: number, decimals: 0 | 1 = 0): number => {
    const said = told(typed, name)
    const right = decimals === 1 ? /^\d{1,4}(\.\d)?$/ : /^\d{1,4}$/
    if (said === '') wrong[name] = say.wrong.empty
    else if (!right.test(said) || Number(said) < from || Number(said) > to)
      wrong[name] = fill(decimals === 1 ? w.share : w.whole, { from, to })
    return Number(said)
  }
  const shareIn = (name: string, from: number, to: number): number => Math.round(number(name, from, to, 1) * 10) / 1000
  const unitIn = (name: string): LimitUnit => {
    const unit = limitUnits.find((unit) => unit === one(typed, name))
    if (!unit) wrong[name] = say.wrong.choose
    return unit ?? 'work_day'
  }

  const stages = Object.fromEntries(
    urgencies.map((urgency, i) => [
      urgency,
      Object.fromEntries(
        ownStages.map((stage) => {
          const name = stageField(i, stage)
          return [stage, { n: number(name, 1, unitsAtMost), unit: unitIn(`${name}-unit`) }]
        })
      )
    ])
  ) as TimeTable['stages']
  const hold = { times: number('holdTimes', 0, 100), days: number('holdDays', 0, 1000) }
  const extension = { times: number('extensionTimes', 0, 100), share: shareIn('extensionPercent', 0, 300) }
  const steps = ladderIn(typed, over, { number, shareIn })
  const rest = { hold, extension, ladder: steps.map(({ escalationStep }) => escalationStep) }
  const value: TimeTable = { stages, ...rest }
  // Only what could be read is asked whether it makes sense.
  const unread = Object.keys(wrong)
  const readable = (field: string): boolean => {
    const kind = field === 'ladder' ? 'step' : field.replace(/[A-Z-].*$/, '')
    return !unread.some((text) => text.startsWith(kind))
  }
  const fieldAt = (at: string): string => {
    const [part = '', i = '', field = ''] = at.split('/')
    if (part === 'hold') return 'holdDays'
    if (part === 'extension') return 'extensionPercent'
    if (i === '') return 'ladder'
    const row = steps[Number(i)]?.row ?? 0
    return stepField(row, field === 'share' ? 'percent' : field === 'days' ? 'days' : 'verb')
  }
  for (const fault of faultsOfTable(rest)) {
    const field = fieldAt(fault.at)
    if (!readable(field)) continue
    if (fault.code === 'never_exposes') unusual[field] = w.neverExposes
    else wrong[field] ??= fill(findingWords[fault.code], valuesOf(fault))
  }
  const hours = { slots: calendar.slots as [string, string][] }
  const longer = readable('stage-') ? longerStages(stages, categories, lengthOn(hours)) : []
  for (const longerStage of longer)
    unusual[stageField(urgencies.indexOf(longerStage.urgency), longerStage.stage)] = fill(w.stageLonger, {
      categories: listed(longerStage.categories.slice(0, 3).map((c) => c.name))
    })
  if (Object.keys(wrong).length > 0) return { value: over, wrong, unusual }
  if (!check(timePart, value).ok) wrong['ladder'] = say.wrong.other
  return { value, wrong, unusual }
}

interface Readers {
  number(name: string, from: number, to: number): number
  shareIn(name: string, from: number, to: number): number
}

/** Steps that were there stay in their order; a new one goes before the first that comes later than it. */
function ladderIn(
  typed: Posted,
  over: TimeTable,
  { number, shareIn }: Readers
): { escalationStep: EscalationStep; row: number }[] {
  const known = new Set(over.ladder.map((step) => step.id))
  const taken = new Set(known)
  const steps: { escalationStep: EscalationStep; row: number }[] = []
  for (const row of rowsOf(typed)) {
    const verb = escalationVerbs.find((verb) => verb === one(typed, stepField(row, 'verb')))
    if (!verb) continue
    const id = one(typed, stepField(row, 'id'))
    const old = known.has(id)
    const days = told(typed, stepField(row, 'days')) === '' ? undefined : number(stepField(row, 'days'), 0, 365)
    const escalationStep: EscalationStep = {
      id: old ? id : freeId(verb, taken),
      verb,
      share: shareIn(stepField(row, 'percent'), 1, 1000),
      ...(days !== undefined && { days })
    }
    taken.add(escalationStep.id)
    const place = old ? -1 : steps.findIndex((other) => later(other.escalationStep, escalationStep))
    steps.splice(place < 0 ? steps.length : place, 0, { escalationStep, row })
  }
  return steps
}

/** What a field is called where it is spoken of away from its place. */
export function labelOf(field: string): string {
  const [kind = '', n = '', what = ''] = field.split('-')
  const stage = ownStages.find((stage) => stage === what)
  if (kind === 'stage' && stage)
    return fill(w.limit, {
      urgency: cityWords.urgency[urgencies[Number(n)] ?? 'limited'],
      stage: limitsWords.stage[stage]
    })
  const i = Number(n) + 1
  if (kind === 'step') return fill(what === 'percent' ? w.percentOf : what === 'days' ? w.daysOf : w.verbOf, { n: i })
  const named: Readonly<Record<string, string>> = w.fields
  return named[field] ?? w.ladder
}

export interface Line {
  label: string
  words: string
}

/** The table as lines of words, to set two of them beside each other. */
export const linesOf = ({ stages, hold, extension, ladder }: TimeTable): Line[] => [
  ...ownStages.flatMap((stage) =>
    urgencies.map((urgency) => ({
      label: fill(w.limit, { urgency: cityWords.urgency[urgency], stage: limitsWords.stage[stage] }),
      words: limitWords(stages[urgency][stage])
    }))
  ),
  { label: w.line.holdTimes, words: fill(w.times, { n: hold.times }) },
  { label: w.line.holdDays, words: fill(w.dayWords, { n: hold.days }) },
  { label: w.line.extensionTimes, words: fill(w.times, { n: extension.times }) },
  { label: w.line.extensionShare, words: fill(w.percentWords, { n: percentOf(extension.share) }) },
  ...ladder.map(({ verb, share, days }, i) => ({
    label: fill(w.stepLine, { n: i + 1 }),
    words: fill(w.stepWords, {
      verb: limitsWords.step[verb],
      when: stepWhen({ verb, share, ...(days !== undefined && { days }) })
    })
  }))
]

/** Lines in which two tables differ; a step that one of them has not is nothing there. */
export function differing(was: TimeTable, is: TimeTable): { label: string; was: string; is: string }[] {
  const [old, now] = [linesOf(was), linesOf(is)].map((lines) => new Map(lines.map((line) => [line.label, line.words])))
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap((label) => {
    const [a = '', b = ''] = [old?.get(label), now?.get(label)]
    return a === b ? [] : [{ label, was: a, is: b }]
  })
}
