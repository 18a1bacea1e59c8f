import type { SessionView, ViewerView } from '#shared/members.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, CallRefused, guest, type Pass } from './api'
import { isObject, shelf } from './kept'
import { dropReceipt, keptReceipts } from './receipts'
import { vouch } from './host'

/**
 * Who this phone may speak as: the resident WeChat vouches for, the holder of a receipt code, a member of staff. Access
 * tokens live a quarter of an hour; whoever first meets an ended one renews it, and everyone else waits for that renewal.
 */
interface KeptPass {
  access: string
  refresh?: string
  /** Milliseconds since the epoch after which the access token is not worth trying. */
  until: number
  viewer: ViewerView
}
const isKeptPass = (value: unknown): value is KeptPass =>
  isObject(value) &&
  typeof value['access'] === 'string' &&
  typeof value['until'] === 'number' &&
  isObject(value['viewer'])

const EARLY_MS = 20_000

interface Door extends Pass {
  viewer(): ViewerView | undefined
  enter(session: SessionView): void
  leave(): Promise<void>
}

function door(name: string, knock: () => Promise<SessionView | undefined>): Door {
  const kept = shelf(`pass.${name}`, isKeptPass)
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
    const session = await knock()
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

const vouched = () =>
  vouch().catch(() => {
    throw new CallRefused('offline', mini.trouble.offline)
  })

/** The resident, by WeChat. The web build has no WeChat, so there this pass stays empty. */
export const resident = door('resident', async () => {
  const code = await vouched()
  return code === undefined ? undefined : call('signInWechat', { body: { code } })
})

/** A member of staff; nothing but the form at the office door lets one in. */
export const staff = door('staff', () => Promise.resolve(undefined))
export async function signInStaff(name: string, password: string): Promise<void> {
  staff.enter(await call('signInStaff', { body: { name, password } }))
}

const holders = new Map<string, Door>()
/** Whoever holds the receipt code of this case. */
export function holder(no: string): Door {
  const known = holders.get(no)
  if (known) return known
  const made = door(`code.${no}`, async () => {
    const receipt = keptReceipts().find((kept) => kept.no === no)
    return receipt && call('signInCode', { body: { no, code: receipt.code } })
  })
  holders.set(no, made)
  return made
}
export async function forgetReceipt(no: string): Promise<void> {
  await holder(no).leave()
  dropReceipt(no)
}

/** Whoever may read and move the reports of this case on this phone. */
export const ownerOf = (no: string): Pass =>
  keptReceipts().some((receipt) => receipt.no === no) ? holder(no) : resident
