/** A town's life with something of every kind in it: for tests that look at everything at once. */
import { escalateDue } from '#server/cases/index.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { certifying } from './certifying.ts'
import { town } from './city.ts'
import { freshKey, type Client } from './http.ts'
import { journey, type Submitted } from './journey.ts'
import type { TestServer } from './server.ts'
import { planFor } from './volunteering.ts'

export interface WholeLife {
  cases: string[]
  exposed: string
  rated: Submitted
  activity: string
  draft: string
  shift: string
  certificate: { id: string; number: string; pdf: string; code: string }
  unit: string
  rehearsal: string
  resident: Client
}

const day = 86_400_000

export async function wholeLife(server: TestServer): Promise<WholeLife> {
  const walk = journey(server)
  const c = certifying(server)
  const pass = (days: number) => server.setNow(new Date(server.context.now().getTime() + days * day))
  const sure = <T>(sent: { status: number; text: string; body: T }, what: string): T => {
    if (sent.status >= 300) throw new Error(`${what}: ${sent.status} ${sent.text}`)
    return sent.body
  }
  const did = async (name: string, no: string, said: Parameters<typeof walk.move>[2]) =>
    sure(await walk.move(name, no, said), `${name} ${said.verb}`)

  // People who help, and a paper about it.
  const { shift, signups, no: activity } = await c.served('ann', 120)
  const later = await c.served('ben', 90)
  const paper = await c.issued('ann', { identity: { name: '安然' }, purpose: '入学' })
  const open = sure(await c.ask('ben', { identity: { name: '本安' } }), 'certificate asked')
  sure(await c.push(await c.staff('xu'), open.id, { verb: 'approve' }), 'certificate announced')
  const held = await c.open({}, 1)
  const [an, bo, ann] = [await c.resident('an'), await c.resident('bo'), await c.resident('ann')]
  const first = sure(await c.signUp(an, held.shift), 'signed up')
  sure(await c.signUp(bo, held.shift), 'waits')
  sure(await c.moveSignup(an, first.id, { verb: 'cancel' }), 'cancelled')
  sure(
    await ann.post(`/api/signups/${signups['ann'] ?? ''}/correction`, { minutes: 130, words: '其实多做了十分钟' }),
    'correction'
  )
  const xu = await c.staff('xu')
  sure(
    await xu.post(`/api/signups/${signups['ann'] ?? ''}/honours`, { honour: 'service_star', words: '带头清理排水沟' }),
    'honour'
  )
  sure(
    await xu.post(`/api/signups/${later.signups['ben'] ?? ''}/training`, { training: 'traffic', score: 88 }),
    'training'
  )
  sure(
    await xu.post(
      `/api/activities/${held.no}/messages`,
      { to: 'all', words: '明早八点集合', send: true },
      { 'idempotency-key': freshKey() }
    ),
    'message'
  )
  const gone = await c.open({}, 2)
  sure(await c.signUp(ann, gone.shift), 'signed up for what is cancelled')
  sure(await c.move('xu', gone.no, { verb: 'cancel', words: '台风要来了' }), 'activity cancelled')
  const draft = await c.draft()
  sure(
    await ann.post('/api/volunteers/me', {
      rev: 0,
      display: '小安',
      name: '安然',
      phone: '13800000001',
      born: '1990-05-01',
      skills: ['photo'],
      areas: ['hebin'],
      languages: ['mandarin'],
      free: ['saturday'],
      ranked: true
    }),
    'profile'
  )
  sure(await ann.post('/api/teams', { name: '晨光志愿队' }), 'team')

  // Cases in every state, the longest road last.
  const text = { text: '货架摆到盲道上', address: '文庙巷 7 号', contact: { name: '王女士', phone: '13800000371' } }
  const exposed = await walk.submit({ ...text, category: 'garbage' })
  await walk.publish(exposed.no)
  for (const after of [60, 5, 5, 5, 5, 5]) {
    pass(after)
    await escalateDue(exposed.no, { at: server.context.now(), city: server.city })
  }
  const waiting = await walk.submit({ ...text, address: undefined })
  const asked = await walk.accepted(text)
  await did('zhou', asked.no, { verb: 'ask', words: '请问具体在哪一层？' })
  const returned = await walk.submit(text)
  await did('zhou', returned.no, { verb: 'return', words: '不归我们管这件', rightOffice: 'mobile' })
  const ruled = await walk.submit({ ...text, category: 'sewage' })
  await did('li', ruled.no, { verb: 'reclassify', category: 'shopfront', words: '更正类别' })
  const holding = await walk.accepted(text)
  const until = addDays(dayOf(server.context.now()), 3)
  await did('zhou', holding.no, { verb: 'request_hold', words: '等待上级批复', until })
  await did('li', holding.no, { verb: 'hold', words: '同意等待批复', until })
  const longer = await walk.accepted(text)
  await did('zhou', longer.no, { verb: 'request_extend', words: '要等材料到货', n: 1 })
  const joined = await walk.submit(text)
  await did('li', joined.no, { verb: 'join', into: asked.no })
  const replied = await walk.replied(text)
  const refused = await walk.submit(text)
  await did('zhou', refused.no, { verb: 'return', words: '不归我们管这件', rightOffice: 'mobile' })
  await did('li', refused.no, {
    verb: 'refuse',
    words: '不在受理的范围里',
    way: 'tell',
    ask: '市住建局',
    contact: '0520-0010200'
  })
  const rated = await walk.closed(text)
  sure(
    await rated.reporter.post(`/api/reports/${rated.report}/rate`, {
      solved: 'unsolved',
      satisfied: 'fair',
      text: '还有一点'
    }),
    'rated'
  )
  sure(await rated.reporter.post(`/api/reports/${rated.report}/reopen`, { text: '第二天又摆出来了' }), 'reopening')
  await walk.publish(rated.no)
  const failed = await walk.replied(text)
  await did('zhao', failed.no, { verb: 'fail', words: '还有东西没有清走', photos: [] })
  await did('zhou', failed.no, { verb: 'note', words: '记一笔' })
  const grown = await xu.post<{ no: string }>(
    `/api/cases/${waiting.no}/activity`,
    {},
    { 'idempotency-key': freshKey() }
  )
  // What was proposed to him the organiser says in his own words.
  const rewritten = { version: 1, plan: planFor(server.context.now()) }
  sure(await xu.post(`/api/activities/${grown.body.no}`, rewritten), 'rewritten')

  // Shops, helpers, and who looks on from outside.
  const shop = {
    name: '老陈面馆',
    kind: 'shop',
    area: 'hebin',
    section: '滨江路（文庙巷至新桥）',
    address: '滨江路 143 号',
    frontM: 8,
    duties: ['cleaning', 'order'],
    statement: '门前八米内不堆放、不设摊。',
    signed: '2026-01-05',
    contact: { name: '陈师傅', phone: '13800000143' },
    closed: false
  }
  const zhou = await walk.staff('zhou')
  const unit = sure(await zhou.post<{ no: string }>('/api/premises', shop), 'unit').no
  sure(await zhou.post(`/api/premises/${unit}/stars`, { version: 1, month: '2026-11', stars: 4 }), 'stars')
  sure(await zhou.post(`/api/premises/${unit}/cases`, { version: 2, no: asked.no, attached: true }), 'attached')
  const helper = { name: '门卫助理', kind: 'inspector', office: 'hebin-squad', post: '第 1 网格' }
  const { id } = sure(await xu.post<{ id: string }>('/api/assessment/people', helper), 'helper')
  const marks = { daysDue: 120, daysThere: 118, tasksGiven: 30, tasksDone: 29, training: 88 }
  sure(await xu.post(`/api/assessment/people/${id}/marks`, { version: 1, half: '2026-H2', marks }), 'marks')
  const [bai, lian, guan] = [await walk.staff('bai'), await walk.staff('lian'), await walk.staff('guan')]
  sure(
    await bai.post('/api/offices/hebin-squad/ratings', {
      service: 4,
      fairness: 5,
      results: 3,
      words: '到得快，回访少'
    }),
    'judged'
  )
  sure(
    await lian.post('/api/contacts/me', {
      name: '连阿姨',
      area: 'hebin',
      phone: '0520-0010100',
      hours: '周一到周五 8:30 到 17:00'
    }),
    'card'
  )

  // The city itself: a rule that can never be reached, a rehearsal of it, and a release for tomorrow.
  const rule = { ...town.rules[0], id: 'R-5', title: '垃圾归环卫' }
  sure(await guan.post('/api/admin/draft/entries', { part: 'rules', revision: 1, entry: rule }), 'drafted')
  const today = dayOf(server.context.now())
  const period = { from: addDays(today, -10), to: today }
  const rehearsal = sure(await guan.post<{ id: string }>('/api/admin/rehearsals', period), 'rehearsal').id
  for (let turn = 0; turn < 5; turn++) await server.tick()
  const own = (await c.look(ann, paper.id)).body as unknown as { code: string; pdf: string }
  return {
    cases: [exposed, waiting, asked, returned, ruled, holding, longer, joined, replied, refused, rated, failed].map(
      (submitted) => submitted.no
    ),
    exposed: exposed.no,
    rated,
    activity,
    draft: grown.body.no ?? draft.no,
    shift,
    certificate: { id: paper.id, number: paper.number ?? '', ...own },
    unit,
    rehearsal,
    resident: ann
  }
}
