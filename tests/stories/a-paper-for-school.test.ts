/** Ann has swept a lane and needs a paper for her school; a stranger checks it, twice. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { turn } from '#server/worker.ts'
import { certifying, type Certifying } from '#tests/support/certifying.ts'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let c: Certifying
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-02T02:00:00.000Z', env: { ROLE: 'web' } })
  c = certifying(server)
})
afterAll(() => server.stop())

const page = async (path: string): Promise<string> => {
  const response = await fetch(server.url + path, { headers: { accept: 'text/html' } })
  expect(response.status).toBe(200)
  return response.text()
}

test('settled hours become a paper that a stranger trusts, until they turn out to be wrong', async () => {
  // The hours are granted, and Ann sees which office holds them.
  const { shift, signups } = await c.served('ann', 120)
  expect(shift).not.toBe('')
  const ann = await c.resident('ann')
  const mine = await ann.get<{ offices: { office: { id: string }; minutes: number }[] }>('/api/certificates/mine')
  expect(mine.body.offices).toMatchObject([{ office: { id: 'hebin-squad' }, minutes: 120 }])

  // She asks; her name is covered in the announcement, which anyone can read.
  const asked = await c.ask('ann', { identity: { name: '安然' } })
  expect(asked.body).toMatchObject({ status: 'requested', minutes: 120, may: ['withdraw'] })
  const { id } = asked.body
  await c.push(await c.staff('xu'), id, { verb: 'approve' })
  const notices = await page('/certificates')
  expect(notices).toContain('安*')
  expect(notices).not.toContain('安然')

  // Seven days without an objection: another one signs, and Ann is told.
  server.setNow(new Date(server.context.now().getTime() + 7 * 86_400_000))
  const issued = (await c.push(await c.staff('shen'), id, { verb: 'issue' })).body
  const number = issued.number ?? ''
  await turn(server.context, {}, ['relay', 'work'])
  expect((await ann.get('/api/notices')).text).toContain(number)
  const own = (await c.look(ann, id)).body as unknown as { code: string; pdf: string }
  expect((await client(server).get(own.pdf)).headers.get('content-type')).toBe('application/pdf')

  // The school holds the paper: by the number alone it learns nothing that Ann did not make public, with the code what she allows.
  const byNumber = await page(`/certificates/${number}`)
  expect(byNumber).toContain('没有查到')
  expect(byNumber).not.toContain('安然')
  const withCode = await page(`/certificates/${number}?code=${own.code}`)
  for (const words of [
    '证明有效',
    '安然',
    '2 小时',
    '文庙巷清洁日',
    '河滨中队',
    issued.fingerprint?.slice(0, 8) ?? '-'
  ])
    expect(withCode).toContain(words)

  // Half an hour was not hers. The stranger is warned at once, the office is, and revokes.
  const correction = await ann.post<{ id: string }>(`/api/signups/${signups['ann'] ?? ''}/correction`, {
    minutes: 90,
    words: '其实早走了半小时'
  })
  const shen = await c.staff('shen')
  await shen.post(`/api/corrections/${correction.body.id}/ruling`, { approve: true, words: '属实' })
  expect(await page(`/certificates/${number}?code=${own.code}`)).toContain('正在核查')
  const revoked = await c.push(shen, id, { verb: 'revoke', cause: 'hours_corrected', words: '更正后为九十分钟' })
  expect(revoked.body.status).toBe('revoked')

  // Now everybody sees that it does not hold, and nobody why in detail.
  const after = await page(`/certificates/${number}?code=${own.code}`)
  expect(after).toContain('证明已撤销')
  expect(after).toContain('时长经更正减少')
  for (const words of ['安然', '更正后为九十分钟', '文庙巷清洁日']) expect(after).not.toContain(words)
  expect(await page('/certificates')).toContain(number)
  expect((await c.look(ann, id)).body.pdf).toBeUndefined()

  // The true hours get a paper of their own.
  const again = await c.issued('ann', { identity: { name: '安然' } })
  expect(again.minutes).toBe(90)
  expect(again.number).not.toBe(number)
}, 180_000)
