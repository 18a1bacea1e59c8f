/** Small signed texts: that this device has been used to sign in, and that the right password was given a moment ago. */
import { createHash, randomBytes } from 'node:crypto'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'

const dayMs = 86_400_000
const deviceDays = 180
/** How many people one browser is remembered for. */
const marksAtMost = 4
const between = '~'

const seal = (keys: Keys, text: string): string => hmac(keys.devices, text).toString('base64url')

// ——— devices

const markOf = (login: string, id: string, at: number, keys: Keys): string =>
  `${id}.${at.toString(36)}.${seal(keys, `device|${login}|${id}|${at}`)}`

/** By what a device is known that this person has signed in on before; nothing where it has not been. */
export function knownDevice(marks: string | undefined, login: string, now: Date, keys: Keys): string | undefined {
  for (const mark of marks?.split(between) ?? []) {
    const [id = '', moment = ''] = mark.split('.')
    const at = parseInt(moment, 36)
    const age = now.getTime() - at
    const ours = () => ring(keys).some((one) => sameText(mark, markOf(login, id, at, one)))
    if (age >= 0 && age < deviceDays * dayMs && ours()) return id
  }
  return undefined
}

/** Remembers the device for this person too, the latest first. */
export function rememberDevice(marks: string | undefined, login: string, now: Date, keys: Keys): string {
  const id = knownDevice(marks, login, now, keys)
  const others = (marks?.split(between) ?? []).filter((mark) => id === undefined || !mark.startsWith(`${id}.`))
  const fresh = markOf(login, id ?? randomBytes(12).toString('base64url'), now.getTime(), keys)
  return [fresh, ...others].slice(0, marksAtMost).join(between)
}

// ——— challenges

export type SecondStep = 'code' | 'enrol'
/** To fetch a phone takes a minute; to put an app on it takes longer. */
export const challengeS: Readonly<Record<SecondStep, number>> = { code: 5 * 60, enrol: 30 * 60 }

interface Owed {
  login: string
  second: SecondStep
  /** Until when, in milliseconds. */
  until: number
  /** Of the password that was right; another one makes the challenge void. */
  password: string
}

/** Tells one kept password from another and tells nothing of it. */
export const printOf = (password: string): string =>
  createHash('sha256').update(password).digest('base64url').slice(0, 16)

export function makeChallenge(owed: Omit<Owed, 'until'>, now: Date, keys: Keys): string {
  const whole: Owed = { ...owed, until: now.getTime() + challengeS[owed.second] * 1000 }
  const text = Buffer.from(JSON.stringify(whole)).toString('base64url')
  return `${text}.${seal(keys, `challenge|${text}`)}`
}

export function readChallenge(challenge: string, now: Date, keys: Keys): Owed | undefined {
  const [text = '', given = ''] = challenge.split('.')
  if (!sameText(given, seal(keys, `challenge|${text}`))) return undefined
  const owed = JSON.parse(Buffer.from(text, 'base64url').toString()) as Owed
  return owed.until > now.getTime() ? owed : undefined
}
