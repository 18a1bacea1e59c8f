/**
 * May you do it? Rules have names, so that the tables made of them can be printed for everybody to read; a rule looks only
 * at the viewer and at a few stored fields, so that the same population can be asked as a query.
 */
import type { Role } from '#shared/members.ts'
import { refuse } from '#shared/errors.ts'
import { hasRole, type Staff, type Viewer } from './viewer.ts'

export interface Rule<Subject, Name extends string = string> {
  names: readonly Name[]
  holds(viewer: Viewer, subject: Subject): boolean
}

export const rule = <Subject, Name extends string>(
  name: Name,
  holds: (viewer: Viewer, subject: Subject) => boolean
): Rule<Subject, Name> => ({ names: [name], holds })

export const anyOf = <Subject, Name extends string>(...rules: readonly Rule<Subject, Name>[]): Rule<Subject, Name> => ({
  names: rules.flatMap((r) => r.names),
  holds: (viewer, subject) => rules.some((r) => r.holds(viewer, subject))
})

/** Staff with one of these roles of whom `holds` is true as well. */
export const staffWith =
  <Subject>(roles: Role | readonly Role[], holds: (staff: Staff, subject: Subject) => boolean = () => true) =>
  (viewer: Viewer, subject: Subject): boolean =>
    viewer.kind === 'staff' && [roles].flat().some((role) => hasRole(viewer, role)) && holds(viewer, subject)

export interface Policy<Act extends string, Subject> {
  permits(viewer: Viewer, act: Act, subject: Subject): boolean
  /** Refuses who may not: `forbidden` to whoever may know of the thing, `not_found` to everybody else. */
  permit(viewer: Viewer, act: Act, subject: Subject): void
  /** What one may not know does not exist. */
  mayKnow(viewer: Viewer, subject: Subject): boolean
}

/** A table of rules as a policy; `knows` says who may know that the thing is there at all. */
export const policyOf = <Act extends string, Subject>(
  table: Readonly<Record<Act, Rule<Subject>>>,
  knows: Rule<Subject>
): Policy<Act, Subject> => {
  const permits = (viewer: Viewer, act: Act, subject: Subject): boolean => table[act].holds(viewer, subject)
  return {
    permits,
    permit(viewer, act, subject) {
      if (!permits(viewer, act, subject)) refuse(knows.holds(viewer, subject) ? 'forbidden' : 'not_found')
    },
    mayKnow: (viewer, subject) => knows.holds(viewer, subject)
  }
}

/** The member of staff who asks; everybody else is refused. */
export const staffOf = (viewer: Viewer): Staff => (viewer.kind === 'staff' ? viewer : refuse('forbidden'))
