/** Who may touch a shift and the sign-ups in it. */
import { personOf, type Viewer } from '#server/kernel/viewer.ts'

/** An organiser of the office that holds the activity. */
export const organises = (viewer: Viewer, it: { office: string }): boolean =>
  viewer.kind === 'staff' && viewer.roles.includes('organiser') && viewer.office === it.office

/** The centre looks over every organiser's shoulder. */
export const oversees = (viewer: Viewer): boolean =>
  viewer.kind === 'staff' && viewer.roles.some((r) => r === 'moderator' || r === 'admin')

export const isOwner = (viewer: Viewer, entry: { member: string }): boolean => personOf(viewer) === entry.member
