/**
 * What a session is shown by. Access tokens: a quarter of an hour, HS256, verified with a KeyObject in 5 us. Refresh tokens: the
 * number of a session's turn with a keyed hash over it, so that whoever asks twice with the same one gets the same next one, in
 * whatever process, and nothing that opens anything lies in the database.
 */
import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Role } from '#shared/members.ts'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { Asked } from './model.ts'

const issuer = 'suishoupai'

export interface Claims {
  k: 'resident' | 'staff' | 'code'
  sub: string
  /** Family; of a code, the report. */
  f?: string
  /** Family of a code. */
  s?: string
  n?: string
  o?: string
  r?: Role[]
  /** A second factor was shown. */
  m?: 1
}

export const sign = (claims: Claims, keys: Keys, at: Date, seconds: number): string => {
  const iat = Math.floor(at.getTime() / 1000)
  return jwt.sign({ ...claims, iat, exp: iat + seconds }, keys.tokens, { algorithm: 'HS256', issuer, audience: 'api' })
}

/** Tokens that were found good, until they run out: a phone sends the same one with every request of a quarter of an hour. */
const verified = new WeakMap<Keys, Map<string, { viewer: Viewer; until: number }>>()
const verifiedAtMost = 5_000

/**
 * Who an access token speaks for by its signature; nobody when it is forged, of another kind, or run out. Whether its session
 * still goes on is another question (live.ts).
 */
export function viewerIn(token: string, keys: Keys, now: Date): Viewer | undefined {
  const known = verified.get(keys) ?? new Map<string, { viewer: Viewer; until: number }>()
  const found = known.get(token)
  if (found) {
    if (found.until > now.getTime()) return found.viewer
    known.delete(token)
    return undefined
  }
  const claims = verify(token, keys, now)
  if (!claims) return undefined
  const viewer = viewerBy(claims)
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

function viewerBy(c: Claims): Viewer {
  if (c.k === 'resident') return { kind: 'resident', member: c.sub, family: c.f ?? '' }
  if (c.k === 'code') return { kind: 'code', no: c.sub, report: c.f ?? '', ...(c.s && { family: c.s }) }
  const { sub: id, n: name = '', o: office = '', r: roles = [], f: family = '', m } = c
  return { kind: 'staff', id, name, office, roles, family, ...(m && { strong: true }) }
}

const sealOf = (family: string, generation: number, keys: Keys): string =>
  hmac(keys.sessions, `${family}|${generation}`).toString('base64url')

export const refreshToken = (family: string, generation: number, keys: Keys): string =>
  `${family}_${generation.toString(36)}_${sealOf(family, generation, keys)}`

/** Which turn of which session a refresh token is for; nothing where it is not one of ours. */
export function askedBy(token: string, keys: Keys): Asked | undefined {
  const [, family, turn, seal] = /^([0-9a-f-]{36})_([0-9a-z]{1,8})_([\w-]{43})$/.exec(token) ?? []
  if (family !== undefined && turn !== undefined && seal !== undefined) {
    const generation = parseInt(turn, 36)
    // Under a key of before too: whoever was signed in when it was changed goes on.
    const ours = ring(keys).some((one) => sameText(seal, sealOf(family, generation, one)))
    return ours ? { family, generation } : undefined
  }
  // Of before: a row of chance, kept as its hash (migration 040).
  return { _id: createHash('sha256').update(token).digest('hex'), generation: 0 }
}
