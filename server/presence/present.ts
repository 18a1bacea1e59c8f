/** Presence as its owner and the organiser see it: what happened, never where exactly, nor which phone. */
import type { PresenceView } from '#shared/presence.ts'
import type { StoredEvent } from './model.ts'
import { inOrder, type Sum } from './sum.ts'

export const presentPresence = (sum: Sum, events: readonly StoredEvent[]): PresenceView => ({
  state: sum.state,
  minutes: sum.minutes,
  flags: sum.flags,
  events: inOrder(events).map((e) => ({
    kind: e.kind,
    at: e.at.toISOString(),
    how: e.how,
    flags: e.flags,
    ...(e.reason && { reason: e.reason })
  }))
})
