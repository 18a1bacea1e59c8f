/** Who is asking. Made once at the door, carried as a value; nothing below the door reads a header. */
import type { Role } from '#shared/members.ts'
import type { ViewerKind } from '#shared/endpoint.ts'

export type Viewer =
  | { kind: 'guest' }
  | { kind: 'resident'; member: string; family: string }
  /** Came with a case number and receipt code: sees that one report. */
  | { kind: 'code'; no: string; report: string; family?: string }
  | {
      kind: 'staff'
      id: string
      name: string
      office: string
      roles: readonly Role[]
      /** Runs his office's accounts. */
      head?: boolean
      family: string
      /** Came in with a second factor. */
      strong?: true
    }

export type Staff = Extract<Viewer, { kind: 'staff' }>

/** Whose an access token is, as he is now; nobody's when it has run out or its session is over. */
export type ViewerOf = (token: string) => Promise<Viewer | undefined>

export const guest: Viewer = { kind: 'guest' }

export const isKind = (viewer: Viewer, kinds: readonly ViewerKind[]): boolean => kinds.includes(viewer.kind)
export const hasRole = (viewer: Viewer, role: Role): boolean => viewer.kind === 'staff' && viewer.roles.includes(role)

/** Who takes part in an activity: a resident by his member id, staff under a prefix of their own; nobody else is a person. */
export const personOf = (viewer: Viewer): string | undefined =>
  viewer.kind === 'resident' ? viewer.member : viewer.kind === 'staff' ? `staff:${viewer.id}` : undefined

/**
 * Whose share of what is scarce somebody takes: a person his own, whoever is not known that of his address. A receipt's code says
 * nothing of a person, for anybody may have a hundred of them.
 */
export const shareOf = (viewer: Viewer, ip: string): string => personOf(viewer) ?? `address:${ip}`
