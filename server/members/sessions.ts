/**
 * Access tokens (15 minutes, HS256, verified with a KeyObject in 5 us) and rotating refresh tokens. A used refresh token
 * that comes back after the grace revokes its whole family (RFC 9700, 4.14.2): somebody has a copy.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { refuse } from '#shared/errors.ts'
import type { Role, SessionView, ViewerView } from '#shared/members.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { endFamily, findStaff, keepSession, useSession, type SessionDoc } from './model.ts'

const accessS = 15 * 60
const codeAccessS = 60 * 60
const refreshDays = { resident: 90, staff: 1 } as const
/** Two tabs that refresh at once are no thief. */
const graceMs = 10_000
const issuer = 'suishoupai'

interface Claims {
  k: 'resident' | 'staff' | 'code'
  sub: string
  /** Family, report or name, by kind. */
  f?: string
  n?: string
  o?: string
  r?: Role[]
}

const sign = (claims: Claims, keys: Keys, now: Date, seconds: number): string => {
  const iat = Math.floor(now.getTime() / 1000)
  return jwt.sign({ ...claims, iat, exp: iat + seconds }, keys.tokens, { algorithm: 'HS256', issuer, audience: 'api' })
}

/** Tokens that were found good, until they run out: a phone sends the same one with every request of a quarter of an hour. */
const verified = new WeakMap<Keys, Map<string, { viewer: Viewer; until: number }>>()
const verifiedAtMost = 5_000

/** Who an access token speaks for; nobody when it is forged, of another kind, or run out. */
export function viewerOf(token: string, keys: Keys, now: Date): Viewer | undefined {
  const known = verified.get(keys) ?? new Map<string, { viewer: Viewer; until: number }>()
  const found = known.get(token)
  if (found) {
    if (found.until > now.getTime()) return found.viewer
    known.delete(token)
    return undefined
  }
  const claims = verify(token, keys, now)
  if (!claims) return undefined
  const viewer = viewerIn(claims)
  if (known.size >= verifiedAtMost) known.delete(known.keys().next().value ?? '')
  known.set(token, { viewer, until: claims.exp * 1000 })
  verified.set(keys, known)
  return viewer
}

function verify(token: string, keys: Keys, now: Date): (Claims & { exp: number }) | undefined {
  try {
    return jwt.verify(token, keys.tokens, {
      algorithms: ['HS256'],
      issuer,
      audience: 'api',
      clockTimestamp: Math.floor(now.getTime() / 1000)
    }) as unknown as Claims & { exp: number }
  } catch {
    return undefined
  }
}

function viewerIn(c: Claims): Viewer {
  if (c.k === 'resident') return { kind: 'resident', member: c.sub, family: c.f ?? '' }
  if (c.k === 'code') return { kind: 'code', no: c.sub, report: c.f ?? '' }
  return { kind: 'staff', id: c.sub, name: c.n ?? '', office: c.o ?? '', roles: c.r ?? [], family: c.f ?? '' }
}

const hashed = (token: string): string => createHash('sha256').update(token).digest('hex')

type Subject = SessionDoc['subject']

async function claimsOf(subject: Subject, family: string): Promise<Claims | undefined> {
  if (subject.kind === 'resident') return { k: 'resident', sub: subject.id, f: family }
  // Staff are read anew at each rotation: who has left, or lost a role, is out within a quarter of an hour.
  const person = await findStaff(subject.id)
  if (!person || person.left) return undefined
  return { k: 'staff', sub: person._id, n: person.name, o: person.office, r: person.roles, f: family }
}

function viewOf(c: Claims, city: CitySnapshot): ViewerView {
  if (c.k === 'resident') return { kind: 'resident', id: c.sub }
  const office = c.o ? city.office(c.o) : undefined
  return {
    kind: 'staff',
    id: c.sub,
    ...(c.n && { name: c.n }),
    ...(office && { office: office.id, officeName: office.name }),
    roles: c.r ?? []
  }
}

export async function begin(
  subject: Subject,
  keys: Keys,
  city: CitySnapshot,
  now: Date,
  family: string = randomUUID()
): Promise<SessionView> {
  const claims = (await claimsOf(subject, family)) ?? refuse('session_over')
  const refresh = randomBytes(32).toString('base64url')
  await keepSession({
    _id: hashed(refresh),
    family,
    subject,
    at: now,
    expiresAt: new Date(now.getTime() + refreshDays[subject.kind] * 86_400_000)
  })
  return { access: sign(claims, keys, now, accessS), refresh, expiresInS: accessS, viewer: viewOf(claims, city) }
}

export async function rotate(refresh: string, keys: Keys, city: CitySnapshot, now: Date): Promise<SessionView> {
  const it = (await useSession(hashed(refresh), now)) ?? refuse('session_over')
  if (it.usedAt && now.getTime() - it.usedAt.getTime() > graceMs) {
    await endFamily(it.family)
    refuse('session_over')
  }
  return begin(it.subject, keys, city, now, it.family)
}

/** A short token for one report; the code itself is what its owner keeps. */
export const beginCode = (no: string, report: string, keys: Keys, now: Date): SessionView => ({
  access: sign({ k: 'code', sub: no, f: report }, keys, now, codeAccessS),
  expiresInS: codeAccessS,
  viewer: { kind: 'code', no, report }
})
