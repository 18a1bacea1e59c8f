/** What a shift is: the people in it, those who have left it, and what it knows of its activity. Times are Dates. */
import type { OutboxItem } from '#server/kernel/outbox.ts'
import type { ActivityKind, SignupOutcome, SignupState, Skill, Training } from '#shared/activities.ts'

/** One person's sign-up, a group's seats with it. */
export interface Entry {
  id: string
  member: string
  role: string
  /** Seats. */
  n: number
  state: SignupState
  at: Date
  /** Idempotency key under its sender's scope, hashed, and what was sent with it. */
  key: string
  requestHash: string
  /** +1 a change; a change says which it saw. */
  rev: number
  names?: string[]
  team?: string
  name?: string
  phone?: string
  note?: string
  guardian?: { name: string; phone: string; at: Date }
  /** Rules that were asked and held: the audit of being let in. */
  passed: string[]
  /** A seat is held until then. */
  until?: Date
  /** Hash of the code that lets a friend take over. */
  substituteHash?: string
  /** Whose seat it was before. */
  after?: string
  outcome?: SignupOutcome
  feedback?: { good: boolean; words?: string }
  leftAt?: Date
  /** Left after the time for leaving. */
  late?: true
  /** Why the organiser took him off the list, or excused him. */
  words?: string
}

/** What a shift knows of its activity, copied so that signing up reads one document. */
export interface ShiftFacts {
  _id: string
  activity: string
  title: string
  kind: ActivityKind
  office: string
  by: string
  place: { lng: number; lat: number }
  address: string
  contact: { name: string; phone: string }
  from: Date
  to: Date
  roles: { id: string; name: string; skills: Skill[] }[]
  minAge?: number
  maxAge?: number
  trainings: Training[]
  cancelHours: number
  confirmMinutes: number
  waitAtMost: number
  radiusM: number
  /** One may sign up. */
  open: boolean
  cancelled: boolean
}

export interface ShiftDoc extends ShiftFacts {
  /** +1 whenever what a calendar shows of it changes. */
  rev?: number
  capacity: Record<string, number>
  free: Record<string, number>
  waiting: Record<string, number>
  people: Entry[]
  gone: Entry[]
  outbox: OutboxItem[]
  /** Set when the hours are granted. */
  settled?: {
    at: Date
    by: string
    came: number
    absent: number
    minutes: number
    /** Keys of those that are in the sums. */
    corrections?: string[]
  }
}
/** A shift without the people in it. */
export type ShiftRow = Omit<ShiftDoc, 'people' | 'gone' | 'outbox'>

/** A shift with one person's entries only. */
export type OwnShift = ShiftRow & Pick<ShiftDoc, 'people' | 'gone'>
