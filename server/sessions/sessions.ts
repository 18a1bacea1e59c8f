/**
 * Beginning, going on and ending. A refresh token that was traded already ends its session when it comes back after the grace
 * (RFC 9700, 4.14.2): somebody has a copy. Within the grace it gets the same answer again, so that ten tabs are no thief.
 */
import { randomUUID } from 'node:crypto'
import { refuse } from '#shared/errors.ts'
import type { SessionView, ViewerView } from '#shared/members.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { staffNow } from '#server/members/index.ts'
import { placeOf, type From } from './from.ts'
import { liveSessions, type Enough } from './live.ts'
import {
  endAllOf,
  endFamily,
  endOneOf,
  findSession,
  keepEnded,
  keepSession,
  liveSessionsOf,
  nextGeneration,
  type Ending,
  type SessionDoc,
  type Subject
} from './model.ts'
import { askedBy, refreshToken, sign, viewerIn, type Claims } from './tokens.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const accessS = 15 * 60
const codeAccessS = 60 * 60
/** Staff: half an hour without a request ends a session, twelve hours in any case. A resident's phone is his own. */
const limits = {
  resident: { idleMs: 90 * dayMs, longestMs: undefined },
  staff: { idleMs: 30 * minuteMs, longestMs: 12 * 60 * minuteMs }
} as const
/** Two tabs that refresh at once are no thief. */
const graceMs = 10_000
/** More than these nobody has open. */
const listedAtMost = 50

interface Given {
  keys: Keys
  city: () => CitySnapshot
  now: () => Date
  enough: Enough
}

async function claimsOf({ subject, family, strong = false }: SessionDoc, enough: Enough): Promise<Claims | undefined> {
  if (!subject) return undefined
  const { kind, id } = subject
  if (kind === 'resident') return { k: 'resident', sub: id, f: family }
  const person = await staffNow(id)
  if (!person || person.left || !enough(person, strong)) return undefined
  const { name: n, office: o, roles: r } = person
  return { k: 'staff', sub: id, n, o, r, f: family, ...(strong && { m: 1 }) }
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

export function openSessions({ keys, city, now, enough }: Given) {
  const live = liveSessions({ now, longestMs: codeAccessS * 1000, idleMs: limits.staff.idleMs, enough })

  /** The pair of a session's present turn: the same for everybody who is given it. */
  async function pairOf(doc: SessionDoc): Promise<SessionView> {
    const { family, generation, rotatedAt, until } = doc
    const claims = (await claimsOf(doc, enough)) ?? refuse('session_over')
    const seconds = until ? Math.min(accessS, Math.floor((until.getTime() - rotatedAt.getTime()) / 1000)) : accessS
    return {
      access: sign(claims, keys, rotatedAt, seconds),
      refresh: refreshToken(family, generation, keys),
      expiresInS: Math.max(1, seconds - Math.floor((now().getTime() - rotatedAt.getTime()) / 1000)),
      viewer: viewOf(claims, city())
    }
  }

  const ending = async (families: Promise<string[]>): Promise<number> => {
    const ended = await families
    live.over(ended)
    return ended.length
  }
  const end = (family: string, why: Ending): Promise<number> => ending(endFamily(family, why, now()))

  return {
    /** Who an access token speaks for, as he is now; nobody where it is not good, or its session is over. */
    async viewerOf(token: string): Promise<Viewer | undefined> {
      const viewer = viewerIn(token, keys, now())
      return viewer && live.asNow(viewer)
    },

    async begin(subject: Subject, from: From, { strong = false } = {}): Promise<SessionView> {
      const at = now()
      const family = randomUUID()
      const { idleMs, longestMs } = limits[subject.kind]
      const doc: SessionDoc = {
        _id: family,
        family,
        subject,
        at,
        seenAt: at,
        generation: 1,
        rotatedAt: at,
        expiresAt: new Date(at.getTime() + idleMs),
        ...(longestMs !== undefined && { until: new Date(at.getTime() + longestMs) }),
        ...(strong && { strong }),
        ...placeOf(from)
      }
      const pair = await pairOf(doc)
      await keepSession(doc)
      live.begun(family)
      return pair
    },

    /** A short token for one report; the code itself is what its owner keeps. */
    beginCode: (no: string, report: string): SessionView => ({
      access: sign({ k: 'code', sub: no, f: report, s: randomUUID() }, keys, now(), codeAccessS),
      expiresInS: codeAccessS,
      viewer: { kind: 'code', no, report }
    }),

    async rotate(token: string): Promise<SessionView> {
      const at = now()
      const asked = askedBy(token, keys) ?? refuse('session_over')
      const known = await findSession(asked)
      if (!known?.subject || known.endedAt || known.expiresAt <= at) refuse('session_over')
      const moved = await nextGeneration(asked, at, limits[known.subject.kind].idleMs)
      if (moved) {
        live.begun(moved.family)
        return pairOf(moved)
      }
      // Somebody was here first; a moment ago that was this person, in another tab.
      const session = (await findSession(asked)) ?? refuse('session_over')
      if (session.endedAt || session.expiresAt <= at) refuse('session_over')
      const previous = session.generation - 1 === asked.generation
      if (previous && at.getTime() - session.rotatedAt.getTime() <= graceMs) return pairOf(session)
      if (asked.generation < session.generation) await end(session.family, 'replayed')
      return refuse('session_over')
    },

    end,
    /** 1 where the session is this person's and was going on, else 0. */
    endOneOf: (subject: Subject, family: string, why: Ending): Promise<number> =>
      ending(endOneOf(subject, family, why, now())),
    /** Ends what a person has open on every device, or on every other one; how many that were. */
    endAllOf: (subject: Subject, why: Ending, except?: string): Promise<number> =>
      ending(endAllOf(subject, why, now(), except)),
    async endCode(family: string): Promise<void> {
      await keepEnded(family, now())
      live.over([family])
    },
    listOf: (subject: Subject): Promise<SessionDoc[]> => liveSessionsOf(subject, now(), listedAtMost)
  }
}
export type Sessions = ReturnType<typeof openSessions>
