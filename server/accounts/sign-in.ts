/**
 * Staff sign in: name and password, then what the second factor asks. Wrong passwords lock a name from the network they come from,
 * or on the device, and nobody else; a device that a person has signed in on before is not held up by the failures of others.
 */
import { refuse, Refused } from '#shared/errors.ts'
import type { ChallengeView, SessionView } from '#shared/members.ts'
import type { SignInReason, SignInResult } from '#shared/sign-in.ts'
import { plainFigures } from '#shared/typed.ts'
import type { AppContext } from '#server/context.ts'
import { fairQueue } from '#server/kernel/fair-queue.ts'
import { guesses } from '#server/kernel/guesses.ts'
import { hmac } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { findStaff, hashPassword, verifyPassword } from '#server/members/index.ts'
import { placeOf, type From } from '#server/sessions/index.ts'
import { challengeS, knownDevice, makeChallenge, printOf, readChallenge, rememberDevice } from './proofs.ts'
import {
  confirmSecret,
  factorOf,
  renewRecovery,
  showSecret,
  takeCode,
  type Factor,
  type Shown
} from './second-factor.ts'
import { noteSignIn } from './sign-in-log-model.ts'
import { needsSecondFactor } from './sign-in-policy.ts'

type Person = NonNullable<Awaited<ReturnType<typeof findStaff>>>

const quarterS = 15 * 60
/** 等保: five failures in fifteen minutes. From everywhere together a name may be guessed a hundred times an hour. */
const limits = {
  here: { name: 'here', atMost: 5, withinS: quarterS },
  anywhere: { name: 'anywhere', atMost: 100, withinS: 3_600 },
  address: { name: 'address', atMost: 300, withinS: quarterS },
  second: { name: 'second', atMost: 5, withinS: quarterS }
} as const
/** Weighing a password takes 20 ms: so many wait at most, which is more than one address may send. */
const waitingAtMost = 500

/** One guess after the other for each key: a hundred at once would use up each other's. */
function turns(): <T>(key: string, guess: () => Promise<T>) => Promise<T> {
  const going = new Map<string, Promise<unknown>>()
  return (key, guess) => {
    const mine = (going.get(key) ?? Promise.resolve()).then(guess)
    const over: Promise<unknown> = mine
      .catch(() => undefined)
      .then(() => (going.get(key) === over ? going.delete(key) : undefined))
    going.set(key, over)
    return mine
  }
}

const isWrong = (error: unknown, code: Refused['code']): boolean => error instanceof Refused && error.code === code

export interface Challenged {
  challenge?: string | undefined
  password?: string | undefined
  code?: string | undefined
}

export function staffSignIn(context: AppContext) {
  const { keys, now, sessions } = context
  const [here, anywhere, address, second] = [
    guesses(keys, limits.here),
    guesses(keys, limits.anywhere),
    guesses(keys, limits.address),
    guesses(keys, limits.second)
  ]
  const queue = fairQueue(waitingAtMost)
  const inTurn = turns()
  // Unknown names cost the same as known ones, so that time tells nobody who works here.
  const nobody = hashPassword('nobody has this password')

  const note = (login: string, known: boolean, from: From, result: SignInResult, reason?: SignInReason) =>
    noteSignIn({
      at: now(),
      result,
      ...(reason && { reason }),
      ...(known ? { login } : { mark: hmac(keys.guesses, `name|${login}`).toString('hex').slice(0, 8) }),
      ...placeOf(from)
    })

  /** In order of who sends them, and no more of them at once than the machine bears. */
  const weigh = async (person: Person | null, password: string, sender: string): Promise<boolean> => {
    const kept = person?.password ?? (await nobody)
    return queue(sender, 1, () => verifyPassword(kept, password))
  }

  /** The person, where name and password are right. */
  async function byPassword(name: string, password: string, mark: string | undefined, from: From): Promise<Person> {
    const device = knownDevice(mark, name, now(), keys)
    if (device === undefined) {
      await address.check(from.ip, 'too_many')
      await anywhere.check(name)
    }
    const place = `${name}|${device === undefined ? placeOf(from).network : `device ${device}`}`
    return inTurn(place, async () => {
      const left = await here.take(place)
      const person = await findStaff(name)
      const right = await weigh(person, password, device ?? from.ip).catch(async (error: unknown) => {
        // It was not weighed, so it was not wrong.
        await here.giveBack(place)
        throw error
      })
      if (person && !person.left && right) {
        await here.forget(place)
        return person
      }
      const why = !person ? 'unknown' : person.left ? 'left' : left === 0 ? 'locked' : 'password'
      await note(name, person !== null, from, 'refused', why)
      if (device === undefined) await Promise.all([address.count(from.ip), anywhere.count(name)])
      return refuse('wrong_password')
    })
  }

  async function enter(
    { _id: login }: Person,
    { device, from, strong, reason }: { device: string | undefined; from: From; strong: boolean; reason?: SignInReason }
  ): Promise<SessionView> {
    const session = await sessions.begin({ kind: 'staff', id: login }, from, { strong })
    await note(login, true, from, 'in', reason)
    return { ...session, device: rememberDevice(device, login, now(), keys) }
  }

  /** Who owes this second step; nobody when it took too long, or the password is another one by now. */
  async function owedBy(challenge: string, step: 'code' | 'enrol'): Promise<Person> {
    const owed = readChallenge(challenge, now(), keys) ?? refuse('session_over')
    const person = (await findStaff(owed.login)) ?? refuse('session_over')
    if (person.left || owed.second !== step || printOf(person.password ?? '') !== owed.password) refuse('session_over')
    return person
  }

  /** Five wrong codes in a quarter of an hour, and the person waits. */
  async function guessing<T>(login: string, guess: () => Promise<T>): Promise<T> {
    await second.take(login)
    const done = await guess()
    await second.forget(login)
    return done
  }

  const heldBy = async (login: string): Promise<Factor> => (await factorOf(login)) ?? refuse('not_in_this_status')
  const codeOf = (factor: Factor, code: string): Promise<'app' | 'recovery'> =>
    guessing(factor._id, () => takeCode(factor, code, now(), keys))

  /** Whose second factor it is: of who owes one to get in, or of who is signed in. */
  async function enrolling(challenge: string | undefined, viewer: Viewer): Promise<Person> {
    if (viewer.kind === 'staff') return (await findStaff(viewer.id)) ?? refuse('session_over')
    const person = await owedBy(challenge ?? refuse('unauthenticated'), 'enrol')
    // Two windows that owe one: the first has set it up.
    if (await factorOf(person._id)) refuse('session_over')
    return person
  }

  return {
    async first(
      { name: typed, password, device }: { name: string; password: string; device?: string | undefined },
      from: From
    ): Promise<SessionView | ChallengeView> {
      const person = await byPassword(plainFigures(typed).toLowerCase(), password, device, from)
      const { _id: login } = person
      const owes = (await factorOf(login))
        ? 'code'
        : needsSecondFactor(context.secondFactor, { ...person, id: login })
          ? 'enrol'
          : undefined
      if (!owes) return enter(person, { device, from, strong: false })
      await note(login, true, from, 'half')
      const challenge = makeChallenge({ login, second: owes, password: printOf(person.password ?? '') }, now(), keys)
      return { challenge, second: owes, expiresInS: challengeS[owes] }
    },

    async second(
      { challenge, code, device }: { challenge: string; code: string; device?: string | undefined },
      from: From
    ): Promise<SessionView> {
      const person = await owedBy(challenge, 'code')
      const factor = (await factorOf(person._id)) ?? refuse('session_over')
      try {
        const by = await codeOf(factor, code)
        return await enter(person, { device, from, strong: true, ...(by === 'recovery' && { reason: 'recovery' }) })
      } catch (error) {
        if (isWrong(error, 'wrong_second_factor')) await note(person._id, true, from, 'refused', 'code')
        throw error
      }
    },

    async enrol({ challenge, password, code }: Challenged, viewer: Viewer): Promise<Shown> {
      const person = await enrolling(challenge, viewer)
      const { _id: login } = person
      if (viewer.kind === 'staff') {
        // A session left open is not enough to put another telephone in the place of the person's own.
        await here.take(`${login}|session`)
        if (!(await weigh(person, password ?? '', login))) refuse('wrong_password')
        await here.forget(`${login}|session`)
        const factor = await factorOf(login)
        if (factor) await codeOf(factor, code ?? refuse('wrong_second_factor'))
      }
      return showSecret(login, context.city().info.name, now(), keys)
    },

    async confirm(
      { challenge, code, device }: { challenge?: string | undefined; code: string; device?: string | undefined },
      viewer: Viewer,
      from: From
    ): Promise<{ recovery: string[]; session?: SessionView }> {
      const person = await enrolling(challenge, viewer)
      const { _id: login } = person
      const recovery = await guessing(login, () => confirmSecret(login, code, now(), keys))
      if (viewer.kind === 'staff') {
        await sessions.endAllOf({ kind: 'staff', id: login }, 'factor', viewer.family)
        return { recovery }
      }
      return { recovery, session: await enter(person, { device, from, strong: true, reason: 'enrolled' }) }
    },

    async renew(login: string, code: string): Promise<string[]> {
      await codeOf(await heldBy(login), code)
      return renewRecovery(login, keys)
    },

    /** Takes a code of who has one, for what only he may do. */
    async prove(login: string, code: string): Promise<void> {
      await codeOf(await heldBy(login), code)
    }
  }
}
