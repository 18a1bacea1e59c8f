import { codePattern, codePeriodMs, slotOf, type PresenceKind, type PresenceRefusal } from '#shared/presence.ts'
import { asRefused, call, isUnheard } from '../api'
import { randomBytes } from '../host'
import { isObject, shelf } from '../kept'
import type { Spot } from '../place/datum'
import { resident } from '../session'

/**
 * Comings and goings, kept on the phone under ids of their own until the server has said what it thinks of each. Sending
 * one twice is harmless, so nothing is taken off the shelf before it has been answered.
 */
export interface Kept {
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

const isKept = (value: unknown): value is Kept =>
  isObject(value) && ['id', 'signup', 'kind', 'at'].every((name) => typeof value[name] === 'string')
const queue = shelf('presence', (value): value is Kept[] => Array.isArray(value) && value.every(isKept))
const device = shelf('device', (value): value is string => typeof value === 'string' && /^[\w-]{16,64}$/.test(value))

/** As many as one call may carry. */
const atOnce = 50

const randomId = async (): Promise<string> =>
  Array.from(await randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')

async function deviceId(): Promise<string> {
  const known = device.read()
  if (known) return known
  const made = await randomId()
  device.write(made)
  return made
}

export const waiting = (): readonly Kept[] => queue.read() ?? []

export async function remember(event: Omit<Kept, 'id'>): Promise<Kept> {
  const kept = { id: await randomId(), ...event }
  queue.write([...waiting(), kept])
  return kept
}

let sending: Promise<readonly Answered[]> | undefined

/** Sends what waits. Without a network everything stays; what came in meanwhile stays for the next time. */
export function send(): Promise<readonly Answered[]> {
  sending ??= sendNow().finally(() => (sending = undefined))
  return sending
}

async function sendNow(): Promise<readonly Answered[]> {
  const events = waiting().slice(0, atOnce)
  if (events.length === 0) return []
  const { results } = await call(
    'reportPresence',
    { body: { device: await deviceId(), events: [...events] } },
    { as: resident }
  )
  const answered = new Set(results.map((it) => it.id))
  const left = waiting().filter((it) => !answered.has(it.id))
  if (left.length > 0) queue.write([...left])
  else queue.drop()
  return results
}

/** Keeps it, then tries; `queued` when there is no network, which is no failure. */
export async function report(event: Omit<Kept, 'id'>): Promise<Answered | 'queued'> {
  const kept = await remember(event)
  try {
    return (await send()).find((it) => it.id === kept.id) ?? 'queued'
  } catch (trouble) {
    if (isUnheard(asRefused(trouble))) return 'queued'
    throw trouble
  }
}

export type Glance = 'good' | 'not ours' | 'other shift' | 'old'
/** What a phone sees with no network: the shape, the shift and the half minute. The server checks the signature. */
export function glance(code: string, shift: string, now: number): Glance {
  if (!codePattern.test(code)) return 'not ours'
  const [, of, slot = ''] = code.split(':')
  if (of !== shift) return 'other shift'
  return Math.abs(slotOf(now) - parseInt(slot, 36)) * codePeriodMs > 5 * 60_000 ? 'old' : 'good'
}
