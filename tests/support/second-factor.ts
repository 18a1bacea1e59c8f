/** An authenticator app: shows the figures of a moment. And whoever sets one up over the API. */
import { Secret, TOTP } from 'otpauth'
import type { ChallengeView, SessionView } from '#shared/members.ts'
import { client } from './http.ts'
import type { Page, Visitor } from './visitor.ts'

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

/** The hidden fields of a form of the desk's door. */
export function hiddenIn({ html }: Pick<Page, 'html'>, form = 0): Record<string, string> {
  const text = [...html.matchAll(/<form [^>]*class="door-f"[\s\S]*?<\/form>/g)][form]?.[0] ?? ''
  return Object.fromEntries(
    [...text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&amp;', '&')
    ])
  )
}

/** Through the door of the desk for the first time: password, app, code; the page with the recovery codes. */
export async function enrolAtDoor(desk: Visitor, { name, password }: Person, now: Date): Promise<Page> {
  const fields = hiddenIn(await desk.signIn(name, password))
  return desk.send('/office/sign-in', { ...fields, code: codeOf(fields['secret'] ?? '', now) })
}
