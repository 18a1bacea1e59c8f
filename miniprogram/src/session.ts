import type { SessionView, ViewerView } from '#shared/members.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, CallRefused, guest, isUnanswered, type Caller } from './api'
import { isObject, storedValue } from './storage'
import { storedReceipts } from './receipts'
import { loginCode } from './platform'

/**
 * Who this phone may speak as: the resident WeChat vouches for, the holder of a receipt code, a member of staff. Access
 * tokens live a quarter of an hour; whoever first meets an ended one renews it, and everyone else waits for that renewal.
 */
interface StoredSession {
  access: string
  refresh?: string
  /** Milliseconds since the epoch after which the access token is not worth trying. */
  until: number
  viewer: ViewerView
}
const isStoredSession = (value: unknown): value is StoredSession =>
  isObject(value) &&
  typeof value['access'] === 'string' &&
  typeof value['until'] === 'number' &&
  isObject(value['viewer'])

const EARLY_MS = 20_000

interface Session extends Caller {
  viewer(): ViewerView | undefined
  enter(session: SessionView): void
  leave(): Promise<void>
}

function sessionOf(name: string, signIn: () => Promise<SessionView | undefined>): Session {
  const kept = storedValue(`pass.${name}`, isStoredSession)
  let renewing: Promise<string | undefined> | undefined

  const enter = ({ access, refresh, expiresInS, viewer }: SessionView) =>
    void kept.write({ access, ...(refresh && { refresh }), until: Date.now() + expiresInS * 1000 - EARLY_MS, viewer })

  async function fresh(): Promise<string | undefined> {
    const refresh = kept.read()?.refresh
    if (refresh) {
      try {
        const session = await call('refresh', { body: { refresh } })
        enter(session)
        return session.access
      } catch (trouble) {
        // Only a refresh token that is really over is thrown away; without a network it is still good.
        if (asRefused(trouble).code !== 'session_over') throw trouble
      }
    }
    kept.drop()
    const session = await signIn()
    if (session) enter(session)
    return session?.access
  }
  const single = () => (renewing ??= fresh().finally(() => (renewing = undefined)))

  return {
    viewer: () => kept.read()?.viewer,
    enter,
    token() {
      const pass = kept.read()
      return pass && pass.until > Date.now() ? Promise.resolve(pass.access) : single()
    },
    renew(spent) {
      const pass = kept.read()
      return pass && pass.access !== spent ? Promise.resolve(pass.access) : single()
    },
    async leave() {
      const pass = kept.read()
      kept.drop()
      if (!pass) return
      await call('signOut', {}, { as: { ...guest, token: () => Promise.resolve(pass.access) } }).catch(() => undefined)
    }
  }
}

const wechatLoginCode = () =>
  loginCode().catch(() => {
    throw new CallRefused('offline', mini.trouble.offline)
  })

/** The resident, by WeChat. The web build has no WeChat, so there this pass stays empty. */
export const resident = sessionOf('resident', async () => {
  const code = await wechatLoginCode()
  return code === undefined ? undefined : call('signInWechat', { body: { code } })
})

/** A member of staff; nothing but the form at the office door lets one in. */
export const staff = sessionOf('staff', () => Promise.resolve(undefined))

/** The resident with this id and nobody else: where WeChat does not vouch for him now, whoever sends waits. */
export function onlyResident(id: string): Caller {
  const waits = () => new CallRefused('session_over', mini.queue.waits, [], 401)
  const his = async (asked: Promise<string | undefined>): Promise<string> => {
    const token = await asked.catch((trouble: unknown) => {
      const refused = asRefused(trouble)
      throw isUnanswered(refused) ? refused : waits()
    })
    if (!token || resident.viewer()?.id !== id) throw waits()
    return token
  }
  return { token: () => his(resident.token()), renew: (spent) => his(resident.renew(spent)) }
}

const receiptHolders = new Map<string, Session>()
/** Whoever holds the receipt code of this case. */
export function receiptHolder(no: string): Session {
  const known = receiptHolders.get(no)
  if (known) return known
  const made = sessionOf(`code.${no}`, async () => {
    const receipt = storedReceipts().find((kept) => kept.no === no)
    return receipt && call('signInCode', { body: { no, code: receipt.code } })
  })
  receiptHolders.set(no, made)
  return made
}

/** Whoever may read and move the reports of this case on this phone. */
export const reporterOf = (no: string): Caller =>
  storedReceipts().some((receipt) => receipt.no === no) ? receiptHolder(no) : resident
