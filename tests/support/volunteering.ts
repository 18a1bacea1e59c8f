/** Activities brought as far as a test needs them, by the same doors that people use; residents with names. */
import type { Unversioned } from '#shared/schema.ts'
import type { ActivityInput, ActivityMove, ActivityView, SignupView } from '#shared/activities.ts'
import { slotOf, type PresenceEvent, type PresenceView } from '#shared/presence.ts'
import type { RosterView } from '#shared/hours.ts'
import { inHebin } from './city.ts'
import { client, freshKey, signIn, type Client, type Reply } from './http.ts'
import type { TestServer } from './server.ts'

export type ActivityReply = Reply<ActivityView & { code?: string }>
export type SignupReply = Reply<SignupView & { code?: string }>

export const hour = 3_600_000

/** A plan with one shift of two hours, a week from the given moment. */
export const planFor = (now: Date, more: Partial<ActivityInput> = {}, seats = 3): ActivityInput => ({
  kind: 'cleanup',
  title: '文庙巷清洁日',
  about: '一起把巷子扫干净，顺手拍下还没解决的问题。',
  coOrganisers: ['团市委', '爱卫办'],
  place: inHebin,
  address: '文庙巷口大榕树下',
  shifts: [
    {
      from: new Date(now.getTime() + 7 * 24 * hour).toISOString(),
      to: new Date(now.getTime() + 7 * 24 * hour + 2 * hour).toISOString(),
      roles: [{ id: 'sweep', name: '清扫', capacity: seats }]
    }
  ],
  insurance: '统一投保志愿服务意外险',
  bring: ['手套', '水杯'],
  contact: { name: '徐清', phone: '0520-0010101' },
  weather: '下雨改期',
  cancelHours: 14,
  confirmMinutes: 120,
  waitAtMost: 10,
  radiusM: 200,
  cases: [],
  ...more
})

export interface Volunteering {
  staff(name: string): Promise<Client>
  resident(name: string): Promise<Client>
  token(name: string): Promise<string>
  draft(more?: Partial<ActivityInput>, seats?: number, by?: string): Promise<ActivityView>
  read(no: string, who?: Client): Promise<ActivityView>
  move(name: string, no: string, said: Unversioned<ActivityMove>): Promise<ActivityReply>
  /** Drafted, submitted and approved. */
  open(
    more?: Partial<ActivityInput>,
    seats?: number,
    by?: string
  ): Promise<{ no: string; shift: string; view: ActivityView }>
  signUp(who: Client, shift: string, more?: object, key?: string): Promise<SignupReply>
  moveSignup(who: Client, id: string, said: object): Promise<SignupReply>
  /** The organiser's code of a shift at a moment. */
  codeAt(shift: string, at: Date, by?: string): Promise<string>
  /** One coming or going, as a phone reports it. */
  report(
    who: Client,
    event: Partial<Omit<PresenceEvent, 'at'>> & { signup: string; kind: 'in' | 'out'; at: Date },
    device?: string
  ): Promise<ReportReply>
  /** People sign up, come, stay for a while and go; the clock stands at the end of the shift. */
  attended(names: readonly string[], minutes?: number, more?: Partial<ActivityInput>): Promise<Attended>
  settle(shift: string, lines?: object[], by?: string): Promise<Reply<RosterView & { code?: string }>>
}

export interface Attended {
  no: string
  shift: string
  from: Date
  to: Date
  signups: Record<string, string>
}
type ReportReply = { kept: boolean; why?: string; presence?: PresenceView }

export function volunteering(server: TestServer): Volunteering {
  const guest = client(server)
  const staffed = new Map<string, Promise<Client>>()
  const residents = new Map<string, Promise<Client>>()
  const staff = (name: string): Promise<Client> => {
    const visitor = staffed.get(name) ?? signIn(server, name)
    staffed.set(name, visitor)
    return visitor
  }
  /** One person a name: the stub of WeChat takes the first word of the code for who he is. */
  const token = async (name: string): Promise<string> =>
    (await guest.post<{ access: string }>('/api/sessions/wechat', { code: `${name}:${freshKey()}` })).body.access
  const resident = (name: string): Promise<Client> => {
    let access = ''
    let at = -1
    const fresh = async (): Promise<string> => {
      const now = server.context.now().getTime()
      if (at < 0 || Math.abs(now - at) > 600_000) {
        access = await token(name)
        at = now
      }
      return access
    }
    const visitor = residents.get(name) ?? Promise.resolve(client(server, fresh))
    residents.set(name, visitor)
    return visitor
  }
  const sure = <T>(sent: Reply<T>, status = 200): T => {
    if (sent.status !== status) throw new Error(`wanted ${status}, got ${sent.status}: ${sent.text}`)
    return sent.body
  }
  const draft: Volunteering['draft'] = async (more = {}, seats = 3, by = 'xu') =>
    sure(
      await (
        await staff(by)
      ).post<ActivityView>('/api/activities', planFor(server.context.now(), more, seats), {
        'idempotency-key': freshKey()
      }),
      201
    )
  const read: Volunteering['read'] = async (no, who = guest) =>
    sure(await who.get<ActivityView>(`/api/activities/${no}`))
  const move: Volunteering['move'] = async (name, no, said) => {
    const who = await staff(name)
    const version = (await who.get<ActivityView>(`/api/activities/${no}`)).body.desk?.version
    return who.post(`/api/activities/${no}/moves`, { version, ...said })
  }
  const open: Volunteering['open'] = async (more, seats, by = 'xu') => {
    const { no } = await draft(more, seats, by)
    sure(await move(by, no, { verb: 'submit' }))
    const view = sure(await move('shen', no, { verb: 'approve' }))
    return { no, shift: view.shifts[0]?.id ?? '', view }
  }
  const signUp: Volunteering['signUp'] = (who, shift, more = {}, key = freshKey()) =>
    who.post(`/api/shifts/${shift}/signups`, { role: 'sweep', adult: true, ...more }, { 'idempotency-key': key })
  const codeAt: Volunteering['codeAt'] = async (shift, at, by = 'xu') => {
    const slot = slotOf(at.getTime())
    const { codes, slot: first } = sure(
      await (await staff(by)).get<{ codes: string[]; slot: number }>(`/api/shifts/${shift}/codes?slot=${slot}`)
    )
    return codes[slot - first] ?? ''
  }
  const report: Volunteering['report'] = async (who, { at, ...event }, device = `device-of-${event.signup}`) => {
    const sent = await who.post<{ results: ReportReply[] }>('/api/presence', {
      device,
      events: [{ id: freshKey(), at: at.toISOString(), ...event }]
    })
    const [result] = sure(sent).results
    if (!result) throw new Error('no result')
    return result
  }
  const attended: Volunteering['attended'] = async (names, minutes = 120, more = {}) => {
    const { no, shift, view } = await open(more, Math.max(3, names.length))
    const from = new Date(view.from)
    const to = new Date(view.to)
    const signups: Record<string, string> = {}
    for (const name of names) signups[name] = sure(await signUp(await resident(name), shift), 201).id
    const leaving = new Date(from.getTime() + minutes * 60_000)
    for (const [kind, at] of [
      ['in', from],
      ['out', leaving]
    ] as const) {
      server.setNow(at)
      const code = await codeAt(shift, at)
      for (const name of names) {
        const kept = await report(await resident(name), { signup: signups[name] ?? '', kind, at, code, place: inHebin })
        if (!kept.kept) throw new Error(`${name} could not report: ${kept.why ?? ''}`)
      }
    }
    server.setNow(to)
    return { no, shift, from, to, signups }
  }
  return {
    codeAt,
    report,
    attended,
    settle: async (shift, lines = [], by = 'xu') =>
      (await staff(by)).post(`/api/shifts/${shift}/settlement`, { lines }),
    signUp,
    staff,
    resident,
    token,
    draft,
    read,
    move,
    open,
    moveSignup: (who, id, said) => who.post(`/api/signups/${id}/moves`, said)
  }
}
