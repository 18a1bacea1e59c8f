/** What roles open in more than one module: organisers for the office they belong to, reviewers of the centre for all of them. */
import { anyOf, rule, staffWith } from '#server/kernel/policy.ts'
import { headGives, rolesOfTwo } from '#shared/staff.ts'
import { roles as allRoles, type Role } from '#shared/members.ts'
import type { Viewer } from '#server/kernel/viewer.ts'

interface OfOffice {
  office: string
}

/** Runs what his office holds. */
export const organiserOfOffice = rule(
  'organiserOfOffice',
  staffWith<OfOffice>('organiser', (staff, subject) => staff.office === subject.office)
)
/** Looks over every organiser's shoulder, and runs nothing. */
export const reviewer = rule('reviewer', staffWith<unknown>(['moderator', 'admin']))
export const organiserOrReviewer = anyOf(organiserOfOffice, reviewer)

export const isOrganiserOf = (viewer: Viewer, subject: OfOffice): boolean => organiserOfOffice.holds(viewer, subject)
export const isReviewer = (viewer: Viewer): boolean => reviewer.holds(viewer, undefined)
/** Of whichever office he belongs to. */
export const isOrganiser = (viewer: Viewer): boolean => viewer.kind === 'staff' && isOrganiserOf(viewer, viewer)

/** Whose affairs somebody finds at his desk: every office's, his own office's, or (undefined) nobody's. */
export const officesInReach = (viewer: Viewer): { office?: string } | undefined => {
  if (isReviewer(viewer)) return {}
  return viewer.kind === 'staff' && isOrganiser(viewer) ? { office: viewer.office } : undefined
}

// ——— whose accounts somebody runs

interface Account {
  office: string
  roles: readonly Role[]
  head?: boolean
}

/** An administrator every account, the head of an office those of his own people; not another head's, and none that reaches further. */
export const runsAccount = (by: Account, of: Account): boolean =>
  by.roles.includes('admin') ||
  (by.head === true &&
    of.office === by.office &&
    of.head !== true &&
    of.roles.every((role) => headGives.includes(role)))

/** Whose accounts he finds at all: every office's, his own's, or (undefined) nobody's. */
export const accountsInReach = (by: Account): { office?: string } | undefined => {
  if (by.roles.includes('admin')) return {}
  return by.head ? { office: by.office } : undefined
}

/** What he may give, and what of it takes a second person. */
export const rolesToGive = (by: Account): readonly Role[] =>
  by.roles.includes('admin') ? allRoles : by.head ? headGives : []
export const needsTwo = (role: Role): boolean => rolesOfTwo.includes(role)
