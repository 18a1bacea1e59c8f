import {
  presenceEndpoints,
  codePattern,
  codePeriodMs,
  slotOf,
  type PresenceKind,
  type PresenceRefusal
} from '#shared/presence.ts'
import { ask, asRefused, isUnanswered } from '../api'
import { randomId } from '../random'
import { isObject, storedValue } from '../storage'
import type { Spot } from '../place/datum'
import { resident } from '../session'

/**
 * Comings and goings, kept on the phone under ids of their own until the server has said what it thinks of each. Sending
 * one twice is harmless, so nothing is taken off the shelf before it has been answered.
 */
export interface StoredEvent {
  id: string
  signup: string
  kind: PresenceKind
  at: string
  code?: string
  place?: Spot
}
export interface Answered {
  id: string
  kept: boolean
  why?: PresenceRefusal | undefined
}

const isStoredEvent = (value: unknown): value is StoredEvent =>
  isObject(value) && ['id', 'signup', 'kind', 'at'].every((name) => typeof value[name] === 'string')
const queue = storedValue(
  'presence',
  (value): value is StoredEvent[] => Array.isArray(value) && value.every(isStoredEvent)
)
const device = storedValue(
  'device',
  (value): value is string => typeof value === 'string' && /^[\w-]{16,64}$/.test(value)
)

/** As many as one call may carry. */
const atOnce = 50

async function deviceId(): Promise<string> {
  const known = device.read()
  if (known) return known
  const made = await randomId()
  device.write(made)
  return made
}

export const unsentEvents = (): readonly StoredEvent[] => queue.read() ?? []

export async function storeEvent(event: Omit<StoredEvent, 'id'>): Promise<StoredEvent> {
  const kept = { id: await randomId(), ...event }
  queue.write([...unsentEvents(), kept])
  return kept
}

let sending: Promise<readonly Answered[]> | undefined

/** Sends what waits. Without a network everything stays; what came in meanwhile stays for the next time. */
export function sendEvents(): Promise<readonly Answered[]> {
  sending ??= sendNow().finally(() => (sending = undefined))
  return sending
}

async function sendNow(): Promise<readonly Answered[]> {
  const events = unsentEvents().slice(0, atOnce)
  if (events.length === 0) return []
  const { results } = await ask(
    presenceEndpoints.reportPresence,
    { body: { device: await deviceId(), sentAt: new Date().toISOString(), events: [...events] } },
    { as: resident }
  )
  const answered = new Set(results.map((result) => result.id))
  const left = unsentEvents().filter((event) => !answered.has(event.id))
  if (left.length > 0) queue.write([...left])
  else queue.drop()
  return results
}

/** Keeps it, then tries; `queued` when there is no network, which is no failure. */
export async function reportEvent(event: Omit<StoredEvent, 'id'>): Promise<Answered | 'queued'> {
  const kept = await storeEvent(event)
  try {
    return (await sendEvents()).find((answer) => answer.id === kept.id) ?? 'queued'
  } catch (trouble) {
    if (isUnanswered(asRefused(trouble))) return 'queued'
    throw trouble
  }
}

export type CodeCheck = 'good' | 'not ours' | 'other shift' | 'old'
/** What a phone sees with no network: the shape, the shift and the half minute. The server checks the signature. */
export function checkCode(code: string, shift: string, now: number): CodeCheck {
  if (!codePattern.test(code)) return 'not ours'
  const [, of, slot = ''] = code.split(':')
  if (of !== shift) return 'other shift'
  return Math.abs(slotOf(now) - parseInt(slot, 36)) * codePeriodMs > 5 * 60_000 ? 'old' : 'good'
}
