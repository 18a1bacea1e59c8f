/** May it move? The columns `from` and `to` of the verb table, turned round by status; they print the public diagram too. */
import { statuses, verbs, type Status, type Verb } from '#shared/cases.ts'
import { caseVerbs } from './verbs.ts'

/** The status a verb leads to from here: another, the same, or none where it may not move. */
export function next(status: Status, verb: Verb): Status | undefined {
  const { from, to } = caseVerbs[verb]
  if (from !== 'everywhere' && !from.includes(status)) return undefined
  return to === 'same' ? status : to
}

const roadsFrom = (status: Status): Partial<Record<Verb, Status>> =>
  Object.fromEntries(
    verbs.flatMap((verb) => {
      const to = next(status, verb)
      return to === undefined || caseVerbs[verb].to === 'same' ? [] : [[verb, to]]
    })
  )
/** Every way from one status to another. */
export const lifecycle = Object.fromEntries(statuses.map((status) => [status, roadsFrom(status)])) as Record<
  Status,
  Partial<Record<Verb, Status>>
>

/** Verbs that leave the status as it is, and where they make sense. */
export const stays: Readonly<Partial<Record<Verb, 'everywhere' | readonly Status[]>>> = Object.fromEntries(
  verbs.flatMap((verb) => (caseVerbs[verb].to === 'same' ? [[verb, caseVerbs[verb].from]] : []))
)

/** Nothing more happens to it, its reporters' rating and a reopening aside. */
export const isOver = (status: Status): boolean => status === 'closed' || status === 'refused' || status === 'withdrawn'
/** Something is still to happen to it. */
export const openStatuses: readonly Status[] = statuses.filter((status) => !isOver(status))
/** An office holds it and owes an answer. */
export const isWithOffice = (status: Status): boolean =>
  status === 'dispatched' || status === 'handling' || status === 'rework'
