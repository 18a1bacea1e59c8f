/** An authenticator app: shows the figures of a moment. And whoever sets one up over the API. */
import { Secret, TOTP } from 'otpauth'
import type { ChallengeView, SessionView } from '#shared/members.ts'
import { client } from './http.ts'

/** `step`: so many half minutes later. */
export const codeOf = (secret: string, at: Date, step = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() + step * 30_000 })

interface Person {
  name: string
  password: string
}
export interface Enrolled {
  session: SessionView
  secret: string
  recovery: string[]
}

/** Signs in for the first time where a second factor is required: password, app, code. */
export async function enrolAtSignIn(server: { url: string }, person: Person, now: Date): Promise<Enrolled> {
  const guest = client(server)
  const { challenge } = (await guest.post<ChallengeView>('/api/sessions/staff', person)).body
  const { secret } = (await guest.post<{ secret: string }>('/api/second-factor', { challenge })).body
  const body = { challenge, code: codeOf(secret, now) }
  const { recovery, session } = (
    await guest.post<{ recovery: string[]; session: SessionView }>('/api/second-factor/confirm', body)
  ).body
  return { session, secret, recovery }
}

/** Sets one up for who is signed in. */
export async function enrolInSession(
  server: { url: string },
  access: string,
  password: string,
  now: Date
): Promise<Omit<Enrolled, 'session'>> {
  const me = client(server, access)
  const { secret } = (await me.post<{ secret: string }>('/api/second-factor', { password })).body
  const { recovery } = (
    await me.post<{ recovery: string[] }>('/api/second-factor/confirm', { code: codeOf(secret, now) })
  ).body
  return { secret, recovery }
}
