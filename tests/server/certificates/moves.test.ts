/** Who may do what to a certificate, what its holder lets strangers see, and what cannot be forged. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificateStatuses, certificateVerbs, isIdCard } from '#shared/certificates.ts'
import { closePdf } from '#server/kernel/pdf/index.ts'
import { codeOf } from '#server/certificates/signing.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { next } from '#server/certificates/lifecycle.ts'
import { certificatePolicy } from '#server/certificates/policy.ts'
import { hoursOf } from '#server/certificates/paper.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { certifying, idCard, type Certifying } from '#tests/support/certifying.ts'
import { client, freshKey } from '#tests/support/http.ts'
import { readPdf } from '#tests/support/pdf.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let c: Certifying
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-02T02:00:00.000Z', env: { ROLE: 'web' } })
  c = certifying(server)
})
afterAll(async () => {
  await closePdf()
  await server.stop()
})
const day = 86_400_000
const later = (days: number): void => server.setNow(new Date(server.context.now().getTime() + days * day))

describe('the tables', () => {
  test('every status and verb leads where the measures say, and nowhere else', () => {
    const moves = certificateStatuses.flatMap((status) =>
      certificateVerbs.flatMap((verb) => (next(status, verb) ? [`${status} ${verb} ${next(status, verb)}`] : []))
    )
    expect(moves).toEqual([
      'requested withdraw withdrawn',
      'requested approve notice',
      'requested refuse refused',
      'notice withdraw withdrawn',
      'notice renew notice',
      'notice issue issued',
      'notice refuse refused',
      'issued revoke revoked',
      'issued show issued'
    ])
  })

  const staff = (id: string, office: string, roles: ('organiser' | 'moderator' | 'officer')[]): Viewer => ({
    kind: 'staff',
    id,
    name: id,
    office,
    roles,
    family: ''
  })
  const holder: Viewer = { kind: 'resident', member: 'm1', family: '' }
  const cast: [string, Viewer, string[]][] = [
    ['the holder', holder, ['request', 'withdraw', 'show']],
    ['a neighbour', { ...holder, member: 'm2' }, []],
    ['a guest', { kind: 'guest' }, []],
    ['who announced it', staff('xu', 'hebin-squad', ['organiser']), ['approve', 'renew', 'refuse', 'revoke']],
    [
      'another organiser there',
      staff('lu', 'hebin-squad', ['organiser']),
      ['approve', 'renew', 'issue', 'refuse', 'revoke']
    ],
    ['an organiser elsewhere', staff('he', 'wenchang-squad', ['organiser']), []],
    ['an officer there', staff('wu', 'hebin-squad', ['officer']), []],
    ['the centre', staff('shen', 'centre', ['moderator']), ['approve', 'renew', 'issue', 'refuse', 'revoke']]
  ]
  test.each(cast)('%s may do what is his', (_who, viewer, may) => {
    const item = { office: 'hebin-squad', person: 'm1', approvedBy: 'xu' }
    expect(certificateVerbs.filter((verb) => certificatePolicy.permits(viewer, verb, item)).sort()).toEqual(may.sort())
  })

  test('nobody of staff issues to himself', () => {
    const item = { office: 'hebin-squad', person: 'staff:xu' }
    const xu = staff('xu', 'hebin-squad', ['organiser'])
    expect(certificateVerbs.filter((verb) => certificatePolicy.permits(xu, verb, item))).toEqual([
      'request',
      'withdraw',
      'show'
    ])
  })

  test('hours are cut to a tenth and never rounded up', () => {
    expect([0, 5, 6, 59, 60, 65, 66, 119, 120].map(hoursOf)).toEqual([
      '0',
      '0',
      '0.1',
      '0.9',
      '1',
      '1',
      '1.1',
      '1.9',
      '2'
    ])
  })

  test('an identity number with a wrong digit is noticed', () => {
    expect([idCard, '110105194912310021', '11010519491231003X', '1101051949123100'].map(isIdCard)).toEqual([
      true,
      false,
      false,
      false
    ])
  })
})

describe('a resident who asks', () => {
  test('gets one request for however often he presses', async () => {
    await c.served('press')
    const key = freshKey()
    const sent = await Promise.all([c.ask('press', {}, key), c.ask('press', {}, key)])
    // Whoever presses again while the first is at work is told so, or gets the same answer.
    const [made, ...more] = sent.filter((one) => one.body.code !== 'in_flight')
    expect(made?.status).toBe(201)
    for (const same of [...more, await c.ask('press', {}, key)]) {
      expect(same.status).toBe(201)
      expect(same.text).toBe(made?.text)
    }
    expect((await c.ask('press', { purpose: '别的用途' }, key)).body.code).toBe('key_reused')
    expect((await c.ask('press')).body.code).toBe('certificate_open')
  })

  test('is told what is wrong before anything is kept', async () => {
    const wrong = await c.ask('press', {
      to: '2027-01-01',
      identity: { name: '错号', document: { kind: 'id_card', number: '110105194912310021' } }
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('/body/identity/document/number')
    expect(wrong.text).toContain('/body/to')
    expect((await c.ask('press', { office: 'no-such-office' })).body.code).toBe('unknown_office')
    expect((await c.ask('press', { office: 'water' })).body.code).toBe('no_hours')
  })

  test('may write the number of his document as his keyboard does', async () => {
    await c.served('wide')
    const number = '１１０１０５\u00a019491231 ００２ｘ'
    const document = { kind: 'id_card', number }
    const made = await c.ask('wide', {
      identity: { name: '王\u200b宽', document, volunteerNo: '３２０５０００００００００１' }
    })
    expect(made.status).toBe(201)
    const identity = (await c.look(await c.resident('wide'), made.body.id)).body.identity
    expect(identity?.name).toBe('王宽')
    expect(JSON.stringify(identity)).not.toMatch(/[\uff10-\uff5a]/)
  })

  test('may go back as long as nothing is signed, and ask again', async () => {
    await c.served('back')
    const me = await c.resident('back')
    const { id } = (await c.ask('back')).body
    expect((await c.push(me, id, { verb: 'withdraw' })).body.status).toBe('withdrawn')
    expect((await c.push(me, id, { verb: 'withdraw' })).body.code).toBe('not_in_this_status')
    expect((await c.ask('back')).status).toBe(201)
  })

  test('keeps his identity number to himself and the office', async () => {
    await c.served('secret')
    const { id } = (await c.ask('secret')).body
    const raw = JSON.stringify(await mongoose.connection.collection('certificates').find({}).toArray())
    expect(raw).not.toContain(idCard)
    expect((await c.look(await c.staff('xu'), id)).body.identity?.document?.number).toBe(idCard)
    expect((await c.look(await c.staff('he'), id)).status).toBe(404)
    expect((await c.look(await c.resident('press'), id)).status).toBe(404)
  })
})

describe('the announcement', () => {
  test('lasts seven days, covers the name, and then another signs', async () => {
    await c.served('seven')
    const { id } = (await c.ask('seven')).body
    const [xu, shen] = [await c.staff('xu'), await c.staff('shen')]
    expect((await c.push(shen, id, { verb: 'issue' })).body.code).toBe('not_in_this_status')
    expect((await c.push(xu, id, { verb: 'approve' })).body.status).toBe('notice')
    const notices = await client(server).get('/api/certificates/notices')
    expect(notices.text).toContain('"name":"s***"')
    expect(notices.text).not.toContain('seven')
    later(6.99)
    expect((await c.push(shen, id, { verb: 'issue' })).body.code).toBe('notice_running')
    later(0.01)
    expect((await c.push(xu, id, { verb: 'issue' })).body.code).toBe('forbidden')
    const issued = (await c.push(shen, id, { verb: 'issue' })).body
    expect(issued).toMatchObject({ status: 'issued', number: expect.stringMatching(/^2026-\d{6}$/) })
    expect((await client(server).get('/api/certificates/notices')).text).not.toContain('"name":"s***"')
  })

  test('starts anew when the ledger changed meanwhile', async () => {
    const { signups } = await c.served('anew', 120)
    const { id } = (await c.ask('anew')).body
    const [xu, shen, guan] = [await c.staff('xu'), await c.staff('shen'), await c.staff('guan')]
    await c.push(xu, id, { verb: 'approve' })
    const correction = await (
      await c.resident('anew')
    ).post<{ id: string }>(`/api/signups/${signups['anew'] ?? ''}/correction`, {
      minutes: 90,
      words: '其实早走了半小时'
    })
    expect(
      (await shen.post(`/api/corrections/${correction.body.id}/ruling`, { approve: true, words: '属实' })).status
    ).toBe(200)
    later(7)
    expect((await c.push(guan, id, { verb: 'issue' })).body.code).toBe('hours_changed')
    expect((await c.look(guan, id)).body.may).toEqual(['renew', 'refuse'])
    expect((await c.push(xu, id, { verb: 'renew' })).body).toMatchObject({ status: 'notice', minutes: 90 })
    expect((await c.push(guan, id, { verb: 'issue' })).body.code).toBe('notice_running')
    later(7)
    expect((await c.push(guan, id, { verb: 'issue' })).body).toMatchObject({ status: 'issued', minutes: 90 })
  })

  test('two who sign at once make one number', async () => {
    await c.served('twice')
    const { id } = (await c.ask('twice')).body
    await c.push(await c.staff('xu'), id, { verb: 'approve' })
    later(7)
    const both = await Promise.all(
      ['shen', 'guan'].map(async (who) => c.push(await c.staff(who), id, { verb: 'issue' }))
    )
    expect(both.map((certificateReply) => certificateReply.status).sort()).toEqual([200, 409])
  })
})

describe('a stranger', () => {
  test('learns by number alone what the holder made public, and by the code what he allows', async () => {
    await c.served('shown')
    const certificate = await c.issued('shown', { shows: { code: ['name'], all: ['hours'] } })
    const [number, id] = [certificate.number ?? '', certificate.id]
    const me = await c.resident('shown')
    const { code = '' } = (await c.look(me, id)).body as { code?: string }
    expect((await c.look(await c.staff('xu'), id)).body.code).toBeUndefined()
    expect(await c.verify(number)).toEqual({ number, verdict: 'valid', minutes: 120 })
    expect(await c.verify(number, 'AAAAA-AAAAA')).toEqual({ number, verdict: 'valid', codeRight: false, minutes: 120 })
    const right = await c.verify(number, ` ${code.toLowerCase().slice(0, 5)}-${code.slice(5)}`)
    expect(right).toMatchObject({ verdict: 'valid', codeRight: true, name: 'shown', minutes: 120 })
    expect(right).not.toHaveProperty('document')
    expect(right).not.toHaveProperty('services')
    await c.push(me, id, { verb: 'show', shows: { code: [], all: [] } })
    expect(await c.verify(number, code)).toMatchObject({ number, verdict: 'valid', codeRight: true })
    // Of which nothing is public is answered like one that was never given.
    for (const one of [number, '2026-999999']) {
      expect(await c.verify(one)).toEqual({ number: one, verdict: 'unknown' })
      expect(await c.verify(one, 'AAAAA-AAAAA')).toEqual({ number: one, verdict: 'unknown', codeRight: false })
    }
    for (const one of [number, '2026-999999']) {
      for (let i = 0; i < 10; i++) await c.verify(one, 'AAAAA-AAAAB')
      const started = performance.now()
      await c.verify(one, 'AAAAA-AAAAB')
      expect([one, performance.now() - started > 240]).toEqual([one, true])
    }
    expect(await c.verify(number, code)).toMatchObject({ verdict: 'valid', codeRight: true })
  })

  test('is not told that a record holds which somebody has changed behind the program', async () => {
    await c.served('forged')
    const certificate = await c.issued('forged')
    const all = mongoose.connection.collection('certificates')
    await all.updateOne({ number: certificate.number }, { $set: { minutes: 119 } })
    expect(
      (await c.verify(certificate.number ?? '', codeOf(server.context.keys, certificate.number ?? ''))).verdict
    ).toBe('checking')
    expect((await client(server).get(certificate.pdf ?? '')).status).toBe(409)
    await all.updateOne({ number: certificate.number }, { $set: { minutes: 120 } })
    expect(
      (await c.verify(certificate.number ?? '', codeOf(server.context.keys, certificate.number ?? ''))).verdict
    ).toBe('valid')
    await all.updateOne(
      { number: certificate.number },
      { $unset: { identity: '' }, $set: { 'issued.responsible': '别人' } }
    )
    expect(
      (await c.verify(certificate.number ?? '', codeOf(server.context.keys, certificate.number ?? ''))).verdict
    ).toBe('checking')
  })
})

describe('the paper', () => {
  test('says all that the measures ask for, and only by a link of some minutes', async () => {
    await c.served('paper', 95)
    const certificate = await c.issued('paper')
    const link = certificate.pdf ?? ''
    const response = await fetch(server.url + link)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const { pages } = readPdf(Buffer.from(await response.arrayBuffer()))
    const text = pages.join('').replace(/\s/g, '')
    for (const words of [
      '志愿服务记录证明',
      certificate.number ?? '-',
      'paper',
      idCard,
      '320500000000001',
      '1.5小时',
      '95分钟',
      '文庙巷清洁日',
      '环境清洁，清扫',
      '河滨中队',
      '沈文',
      '徐清',
      '0000-0000000',
      '出具日期',
      '出具单位盖章'
    ])
      expect(text).toContain(words.replace(/\s/g, ''))
    expect((await fetch(server.url + link.replace('key=', 'key=x'))).status).toBe(404)
    later(1)
    expect((await fetch(server.url + link)).status).toBe(404)
  })

  test('can still be checked when its holder has erased himself, and names nobody then', async () => {
    await c.served('gone')
    const certificate = await c.issued('gone')
    const me = await c.resident('gone')
    const { code = '' } = (await c.look(me, certificate.id)).body as { code?: string }
    const erased = await fetch(`${server.url}/api/me`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${await c.token('gone')}` }
    })
    expect(erased.ok).toBe(true)
    const seen = await c.verify(certificate.number ?? '', code)
    expect(seen).toMatchObject({ verdict: 'valid', codeRight: true, paper: { office: '河滨中队' } })
    expect(seen).not.toHaveProperty('name')
    expect((await c.look(await c.staff('xu'), certificate.id)).body.identity).toBeUndefined()
  })
})

describe('a name', () => {
  const named = async (who: string, name: string) => {
    await c.served(who)
    return c.ask(who, { identity: { name } })
  }
  const paper = async (id: string, who: string) => {
    const { pdf = '' } = (await c.look(await c.resident(who), id)).body
    const sent = await fetch(`${server.url}${pdf}`)
    return readPdf(Buffer.from(await sent.arrayBuffer())).pages.join('')
  }

  test.each([
    ['rare-b', '吴𠮷'],
    ['rare-e', '陈𬎆'],
    ['long', 'Maria del Carmen Fernández de la Vega y Gutiérrez'],
    ['long-han', '阿卜杜热合曼·阿卜杜克热木·买买提江·艾合买提']
  ])('%s stands on the paper as it is written', async (who, name) => {
    const { id } = (await named(who, name)).body
    await c.push(await c.staff('xu'), id, { verb: 'approve' })
    later(7)
    expect((await c.push(await c.staff('shen'), id, { verb: 'issue' })).body.status).toBe('issued')
    expect((await paper(id, who)).replace(/\s/g, '')).toContain(name.replace(/\s/g, ''))
  })

  test('with a character that no font has is not announced, and it is said which', async () => {
    const { id } = (await named('boxed', '王\u{2F9FF}\u{1F600}')).body
    const sent = await c.push(await c.staff('xu'), id, { verb: 'approve' })
    expect(sent).toMatchObject({ status: 422, body: { code: 'unprintable' } })
    expect((sent.body as unknown as { detail: string }).detail).toContain('U+1F600')
    expect((await c.look(await c.staff('xu'), id)).body.status).toBe('requested')
  })

  test('that was announced before and cannot be drawn is not signed', async () => {
    const { id } = (await named('early', '赵\u{1F600}')).body
    const [from, until] = [server.context.now(), new Date(server.context.now().getTime() - 1)]
    await mongoose.connection
      .collection('certificates')
      .updateOne(
        { _id: new mongoose.Types.ObjectId(id) },
        { $set: { status: 'notice', notice: { from, until, by: 'xu' } } }
      )
    const sent = await c.push(await c.staff('shen'), id, { verb: 'issue' })
    expect(sent.body).toMatchObject({ code: 'unprintable' })
  })
})
