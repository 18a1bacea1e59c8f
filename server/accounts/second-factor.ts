/**
 * The second factor (RFC 6238): six figures of an app that change every half minute, one step early or late, each taken once; or one
 * of ten recovery codes. Without the server's key nothing that lies in the database makes a code.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { refuse } from '#shared/errors.ts'
import { factorDigits, factorPeriodS, recoveryCodes, recoveryLength } from '#shared/sign-in.ts'
import { randomCode } from '#server/kernel/codes.ts'
import { hmac, ring, type Keys } from '#server/kernel/keys.ts'
import {
  confirmPending,
  factorOf,
  keepPending,
  keepRecovery,
  pendingOf,
  takeRecovery,
  takeStep,
  type Factor
} from './factor-model.ts'

const secretBytes = 20
/** A secret that was shown is confirmed in this time, or another one is shown. */
const pendingMs = 30 * 60_000
/** Clocks of phones differ: one step before and one after count too. */
const window = 1

// ——— kept

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** Bound to whose it is: moved to another account it opens nothing. */
function encrypted(secret: string, login: string, keys: Keys): string {
  const iv = randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, keys.factors, iv).setAAD(Buffer.from(login))
  const body = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), body]).toString('base64')
}
/** By the key that it was encrypted under, which may be one of before. */
function decrypted(kept: string, login: string, keys: Keys): string {
  const all = ring(keys)
  for (const one of all.slice(0, -1)) {
    try {
      return decryptedBy(kept, login, one)
    } catch {
      // Under another key; the last one says what is wrong.
    }
  }
  return decryptedBy(kept, login, all.at(-1) ?? keys)
}
function decryptedBy(kept: string, login: string, keys: Keys): string {
  const bytes = Buffer.from(kept, 'base64')
  const decipher = createDecipheriv(cipher, keys.factors, bytes.subarray(0, ivBytes)).setAAD(Buffer.from(login))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
}

const recoveryHash = (login: string, code: string, keys: Keys): string =>
  hmac(keys.factors, `recovery|${login}|${code}`).toString('base64url')

function freshRecovery(login: string, keys: Keys): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: recoveryCodes }, () => randomCode(recoveryLength))
  return { codes, hashes: codes.map((code) => recoveryHash(login, code, keys)) }
}

// ——— codes

const appOf = (secret: string, label: string, issuer: string): TOTP =>
  new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: factorDigits,
    period: factorPeriodS,
    secret: Secret.fromBase32(secret)
  })

/** The step that a code is of; nothing where it is of none around now. */
function stepOf(secret: string, code: string, now: Date): number | undefined {
  const off = appOf(secret, '', '').validate({ token: code, timestamp: now.getTime(), window })
  return off === null ? undefined : Math.floor(now.getTime() / 1000 / factorPeriodS) + off
}

export interface Shown {
  secret: string
  /** What the code for the camera says. */
  uri: string
}

/** A secret that an app may take; good once a code of it is confirmed. */
export async function showSecret(login: string, issuer: string, now: Date, keys: Keys): Promise<Shown> {
  const secret = new Secret({ size: secretBytes }).base32
  await keepPending(login, encrypted(secret, login, keys), now)
  return { secret, uri: appOf(secret, login, issuer).toString() }
}

/** The recovery codes, to be shown once. Refuses a code that is not of the secret shown last. */
export async function confirmSecret(login: string, code: string, now: Date, keys: Keys): Promise<string[]> {
  const pending = (await pendingOf(login, new Date(now.getTime() - pendingMs))) ?? refuse('not_in_this_status')
  const step = stepOf(decrypted(pending, login, keys), code, now) ?? refuse('wrong_second_factor')
  const { codes, hashes } = freshRecovery(login, keys)
  if (!(await confirmPending(login, pending, { since: now, step, recovery: hashes }))) refuse('not_in_this_status')
  return codes
}

/** Takes a code of the app or a recovery code, once; says which it was. Refuses everything else. */
export async function takeCode(factor: Factor, code: string, now: Date, keys: Keys): Promise<'app' | 'recovery'> {
  const login = factor._id
  if (code.length === recoveryLength) {
    for (const one of ring(keys)) if (await takeRecovery(login, recoveryHash(login, code, one))) return 'recovery'
    return refuse('wrong_second_factor')
  }
  const step = stepOf(decrypted(factor.secret, login, keys), code, now)
  if (step === undefined || !(await takeStep(login, factor.secret, step))) refuse('wrong_second_factor')
  return 'app'
}

export async function renewRecovery(login: string, keys: Keys): Promise<string[]> {
  const { codes, hashes } = freshRecovery(login, keys)
  await keepRecovery(login, hashes)
  return codes
}

export { factorOf, type Factor }
