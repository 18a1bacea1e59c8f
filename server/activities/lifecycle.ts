/** Where may an activity go next? Closed by `satisfies`; who may is policy.ts, what must be said is the contract. */
import type { ActivityStatus, ActivityVerb } from '#shared/activities.ts'

export const lifecycle = {
  draft: { submit: 'review', cancel: 'cancelled' },
  review: { approve: 'open', send_back: 'draft', cancel: 'cancelled' },
  open: { start: 'running', cancel: 'cancelled' },
  running: { settle: 'settled', cancel: 'cancelled' },
  settled: { archive: 'archived' },
  archived: {},
  cancelled: {}
} as const satisfies Record<ActivityStatus, Partial<Record<ActivityVerb, ActivityStatus>>>

/** Verbs that leave the status as it is, and where they make sense. */
export const stays = {
  edit: ['draft', 'open', 'running'],
  message: ['open', 'running', 'settled'],
  publish: ['settled', 'archived'],
  withhold: ['settled', 'archived']
} as const satisfies Partial<Record<ActivityVerb, readonly ActivityStatus[]>>

const moves: Record<ActivityStatus, Partial<Record<ActivityVerb, ActivityStatus>>> = lifecycle
const staying: Partial<Record<ActivityVerb, readonly ActivityStatus[]>> = stays

export const next = (status: ActivityStatus, verb: ActivityVerb): ActivityStatus | undefined =>
  moves[status][verb] ?? (staying[verb]?.includes(status) ? status : undefined)

/** One may sign up, as far as the activity goes. */
export const isOpen = (status: ActivityStatus): boolean => status === 'open' || status === 'running'
