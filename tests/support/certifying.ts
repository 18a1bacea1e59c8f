/** Certificates brought as far as a test needs them, by the same doors that people use. */
import type { Unversioned } from '#shared/schema.ts'
import type { CertificateMove, CertificateView, VerificationView } from '#shared/certificates.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { client, freshKey, type Client, type Reply } from './http.ts'
import type { TestServer } from './server.ts'
import { volunteering, type Attended, type Volunteering } from './volunteering.ts'

export type CertificateReply = Reply<CertificateView & { code?: string }>

export const idCard = '11010519491231002X'
/** A request for all hours of the last year at 河滨中队. */
export const askFor = (server: TestServer, name: string, more: object = {}) => {
  const today = dayOf(server.context.now())
  return {
    office: 'hebin-squad',
    from: addDays(today, -365),
    to: today,
    identity: { name, document: { kind: 'id_card', number: idCard }, volunteerNo: '320500000000001' },
    shows: { code: ['name', 'hours', 'activities'], all: [] },
    announce: true,
    ...more
  }
}

export interface Certifying extends Volunteering {
  /** Somebody with settled hours. */
  served(name: string, minutes?: number): Promise<Attended>
  ask(name: string, more?: object, key?: string): Promise<CertificateReply>
  look(who: Client, id: string): Promise<CertificateReply>
  push(who: Client, id: string, said: Unversioned<CertificateMove>): Promise<CertificateReply>
  /** Asked for, announced by xu, and, when the days are over, signed by shen. */
  issued(name: string, more?: object): Promise<CertificateView>
  verify(number: string, code?: string): Promise<VerificationView>
}

const day = 86_400_000

export function certifying(server: TestServer): Certifying {
  const v = volunteering(server)
  const guest = client(server)
  const sure = <T>(sent: Reply<T>, status = 200): T => {
    if (sent.status !== status) throw new Error(`wanted ${status}, got ${sent.status}: ${sent.text}`)
    return sent.body
  }
  const ask: Certifying['ask'] = async (name, more = {}, key = freshKey()) =>
    (await v.resident(name)).post('/api/certificates', askFor(server, name, more), { 'idempotency-key': key })
  const look: Certifying['look'] = (who, id) => who.get(`/api/certificates/${id}`)
  const push: Certifying['push'] = async (who, id, said) => {
    const { version } = (await look(who, id)).body
    return who.post(`/api/certificates/${id}/moves`, { version: version ?? 1, ...said })
  }
  return {
    ...v,
    ask,
    look,
    push,
    async served(name, minutes = 120) {
      const attended = await v.attended([name], minutes)
      sure(await v.settle(attended.shift))
      return attended
    },
    async issued(name, more = {}) {
      const { id } = sure(await ask(name, more), 201)
      sure(await push(await v.staff('xu'), id, { verb: 'approve' }))
      server.setNow(new Date(server.context.now().getTime() + 7 * day))
      return sure(await push(await v.staff('shen'), id, { verb: 'issue' }))
    },
    verify: async (number, code) =>
      sure(
        await guest.get<VerificationView>(
          `/api/certificates/check/${number}${code ? `?code=${encodeURIComponent(code)}` : ''}`
        )
      )
  }
}
