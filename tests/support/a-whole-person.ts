/** One person's life with the city, every field that he can type filled: what is to be found in his copy, and nowhere once he is erased. */
import type { Receipt } from '#shared/reports.ts'
import type { SessionView } from '#shared/members.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { mailStub } from '#server/integrations/mail.ts'
import { sendConfirmation } from '#server/notifications/choosing.ts'
import { turn } from '#server/worker.ts'
import { certifying, type Certifying } from './certifying.ts'
import { inHebin } from './city.ts'
import { client, freshKey, type Client, type Reply } from './http.ts'
import { journey } from './journey.ts'
import type { Marking } from './marked.ts'
import type { TestServer } from './server.ts'
import { hour } from './volunteering.ts'

export interface WholePerson {
  name: string
  /** What others wrote of him. */
  said: string[]
  report: string
  no: string
  v: Certifying
}

const day = 86_400_000

/** The reports of a life: one to the end and asked for again, one refused and objected to, one taken back. */
export async function reportsOf(who: Client, server: TestServer, marks: Marking, own?: Receipt) {
  const walk = journey(server)
  const submit = async (more: object = {}): Promise<Receipt> => {
    const body = {
      category: 'shopfront',
      photos: [await walk.photo()],
      place: inHebin,
      consentPublic: true,
      channel: 'mini'
    }
    const answers: object[] = []
    return (await marks.say<Receipt>(who, 'submit', {}, { ...body, answers, ...more })).body
  }
  const did = async (name: string, no: string, said: Parameters<typeof walk.move>[2]) => {
    const { status, text } = await walk.move(name, no, said)
    if (status !== 200) throw new Error(`${name} ${said.verb}: ${text}`)
  }
  const first = own ?? (await submit())
  const { no, report } = first
  await did('zhou', no, { verb: 'accept' })
  await did('zhou', no, { verb: 'ask', words: '请问具体在哪一层？' })
  await marks.say(who, 'answer', { id: report }, { photos: [await walk.photo()] })
  const officer = await walk.staff('zhou')
  await officer.post(`/api/cases/${no}/contact`, { report, reason: 'other', words: '万俟要求回电' })
  const after = await walk.photo()
  await did('zhou', no, { verb: 'reply', outcome: 'solved', words: '已经清理干净，请放心出行。', photos: [after] })
  await did('zhao', no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
  await walk.publish(no)
  await marks.say(who, 'rate', { id: report }, { solved: 'unsolved', satisfied: 'dissatisfied' })
  await marks.say(who, 'requestReopen', { id: report })
  return { walk, submit, did, first }
}

export async function wholePerson(server: TestServer, marks: Marking, name: string): Promise<WholePerson> {
  const v = certifying(server)
  const me = await v.resident(name)
  const lists = { skills: ['photo'], areas: ['hebin'], languages: ['wu'], free: ['saturday'] }
  await marks.say(me, 'saveProfile', {}, { rev: 0, ranked: true, ...lists })
  await marks.say(me, 'makeTeam', {})

  const { walk, submit, did, first } = await reportsOf(me, server, marks)
  const joined = await submit()
  await did('li', joined.no, { verb: 'join', into: first.no })
  const refused = await submit()
  await did('zhou', refused.no, { verb: 'return', words: '不归我们管这件', rightOffice: 'mobile' })
  const why = { words: '不在受理的范围里', way: 'tell', ask: '市住建局', contact: '0520-0010200' } as const
  await did('li', refused.no, { verb: 'refuse', ...why })
  await marks.say(me, 'objectTo', { id: refused.report })
  await marks.say(me, 'withdraw', { id: (await submit()).report })
  // What a neighbour has reported he has met, too.
  const met = await walk.submit()
  await walk.publish(met.no)
  sure(await me.post(`/api/cases/${met.no}/affected`))
  await marks.say(me, 'suggest', {})
  await marks.say(me, 'similarCases', {}, { category: 'shopfront', place: inHebin, photos: [] })

  // A mailbox that is confirmed, news that went there, and another one that is not confirmed yet.
  const mail = mailStub()
  Object.assign(server.context, { mail })
  const member = await memberOf(server, name)
  await marks.say(me, 'agreeToMessages', {}, { accepted: ['demo-question', 'demo-closed'] })
  const wanted = ['progress', 'question', 'outcome', 'volunteering', 'certificate']
  sure(await me.post('/api/notices/choices', { on: { wechat: [], email: wanted, sms: [] }, urgent: ['outcome'] }))
  await marks.say(me, 'giveAddress', {})
  await sendConfirmation(member, server.context)
  const link = new URL(/https?:\S+/.exec(mail.taken[0]?.text ?? '')?.[0] ?? '').searchParams
  sure(await client(server).post('/api/notices/confirm', Object.fromEntries(link)))
  for (let round = 0; round < 4; round++) await turn(server.context, {}, ['relay', 'work', 'deliver'])

  // He came, was thanked and trained, asked for more hours and for a paper.
  const { shift, signups } = await v.attended([name], 90)
  await v.settle(shift)
  const signup = signups[name] ?? ''
  const xu = await v.staff('xu')
  const said = ['万俟受的表扬', '万俟要求回电']
  await xu.post(`/api/signups/${signup}/honours`, { honour: 'good_partner', words: said[0] })
  await xu.post(`/api/signups/${signup}/training`, { training: 'traffic', score: 88 })
  await marks.say(me, 'moveSignup', { signup }, { verb: 'feedback', good: true })
  const { id: correction } = (await marks.say<{ id: string }>(me, 'askCorrection', { signup }, { minutes: 110 })).body
  await xu.post(`/api/corrections/${correction}/ruling`, { approve: true, words: '核对过照片' })
  const today = dayOf(server.context.now())
  const period = { from: addDays(today, -365), to: today, office: 'hebin-squad', announce: true }
  const shows = { code: ['name', 'hours', 'activities'], all: [] }
  const paper = { ...period, shows, identity: { document: { kind: 'passport' } } }
  const { id } = (await marks.say<{ id: string }>(me, 'requestCertificate', {}, paper)).body
  await v.push(xu, id, { verb: 'approve' })
  server.setNow(new Date(server.context.now().getTime() + 7 * day))
  await v.push(await v.staff('shen'), id, { verb: 'issue' })
  await marks.say(me, 'requestCertificate', {}, paper)

  // Seats to come: his own with friends, one that he took over, one that he left again, and one that he may not have.
  const open = async (days: number, more: object = {}) => {
    const from = new Date(server.context.now().getTime() + days * day)
    const to = new Date(from.getTime() + 2 * hour)
    const times = { from: from.toISOString(), to: to.toISOString() }
    return v.open({ shifts: [{ ...times, roles: [{ id: 'sweep', name: '清扫', capacity: 4 }] }], ...more })
  }
  const guardian = { agrees: true }
  const group = { role: 'sweep', seats: 2, guardian, adult: true }
  const left = await marks.say<{ id: string }>(me, 'signUp', { shift: (await open(13)).shift }, group)
  await marks.say(me, 'moveSignup', { signup: left.body.id }, { verb: 'cancel' })
  const coming = await marks.say<{ id: string }>(me, 'signUp', { shift: (await open(9)).shift }, group)
  await marks.say(me, 'moveSignup', { signup: coming.body.id }, { verb: 'rename' })
  const friend = await v.resident(`${name}-friend`)
  const theirs = (await open(11)).shift
  const seat = (await v.signUp(friend, theirs)).body.id
  const handed = await v.moveSignup(friend, seat, { verb: 'hand_on' })
  await marks.say(me, 'takeOver', { shift: theirs }, { code: handed.body.substituteCode, guardian, adult: true })
  const old = await open(15, { maxAge: 12 })
  await v.signUp(me, old.shift)
  await marks.say(me, 'giveAddress', {})
  return { name, said, report: first.report, no: first.no, v }
}

const sure = <T>({ status, text, body }: Reply<T>): T => {
  if (status >= 300) throw new Error(`${status} ${text}`)
  return body
}

/** Under which number he is kept. */
export async function memberOf(server: TestServer, name: string): Promise<string> {
  const { body } = await client(server).post<SessionView>('/api/sessions/wechat', { code: `${name}:${freshKey()}` })
  return body.viewer.id ?? ''
}
