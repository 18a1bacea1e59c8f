/** A dispatcher sends a case on at any open stage, and a new category finds its office in the same act. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { findCase, type CaseDoc } from '#server/cases/index.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let desk: Awaited<ReturnType<typeof startWeb>>
const start = '2026-11-16T02:00:00Z'
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'web' } })
  walk = journey(server)
  desk = await startWeb(server)
})
afterAll(async () => {
  await desk.stop()
  await server.stop()
})

const seen = async (name: string, no: string) => (await (await walk.staff(name)).get<CaseView>(`/api/cases/${no}`)).body
const stored = async (no: string): Promise<CaseDoc> => {
  const found = await findCase(no)
  if (!found) throw new Error(no)
  return found
}
const sure = async (name: string, no: string, said: Parameters<Journey['move']>[2]) => {
  const { status, text, body } = await walk.move(name, no, said)
  if (status !== 200) throw new Error(text)
  return body
}

/** Every stage in which somebody still owes something, and how one gets there. */
const stages: Record<string, () => Promise<Submitted>> = {
  dispatched: () => walk.submit(),
  handling: () => walk.accepted(),
  on_hold: async () => {
    const submitted = await walk.accepted()
    await sure('zhou', submitted.no, { verb: 'request_hold', words: '等待上级批复', until: '2026-11-30' })
    await sure('li', submitted.no, { verb: 'hold', words: '等待上级批复', until: '2026-11-30' })
    return submitted
  },
  replied: () => walk.replied(),
  rework: async () => {
    const submitted = await walk.replied()
    await sure('zhao', submitted.no, { verb: 'fail', words: '摊子还在原处', photos: [] })
    return submitted
  },
  returned: async () => {
    const submitted = await walk.submit()
    await sure('zhou', submitted.no, { verb: 'return', words: '不归我们管', rightOffice: 'sanitation' })
    return submitted
  }
}

describe('what an office leaves lying is sent to another', () => {
  test.each(Object.keys(stages))('while it is %s, with a reason, and no clock starts again', async (stage) => {
    server.setNow(start)
    const submitted = await stages[stage]!()
    expect((await seen('li', submitted.no)).status).toBe(stage)
    // Half a day passes, so that a clock that begins anew would show.
    server.setNow('2026-11-16T06:00:00Z')
    const before = await stored(submitted.no)
    const { body, status } = await walk.move('li', submitted.no, {
      verb: 'dispatch',
      office: 'sanitation',
      words: '中队没有动手，环卫中心就近处理'
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'dispatched', office: { id: 'sanitation' } })
    const after = await stored(submitted.no)
    const { usedMs, limit, totalMs } = before.deadline
    expect(after.deadline).toMatchObject({ limit, totalMs, running: true })
    expect(after.deadline.usedMs).toBeGreaterThanOrEqual(usedMs)
    // The squad has not returned it, and is not counted for it.
    expect(after.counts.returns).toBe(before.counts.returns)
    expect(after.returnedBy).toEqual(before.returnedBy)
    expect(body.timeline[0]).toMatchObject({ verb: 'dispatch', text: '中队没有动手，环卫中心就近处理' })
    // It is the new office's now, and nobody else's to sign for.
    expect((await walk.move('chen', submitted.no, { verb: 'accept' })).body).toMatchObject({ status: 'handling' })
  })

  test('what the old office had asked for goes with it', async () => {
    server.setNow(start)
    const submitted = await walk.accepted()
    await sure('zhou', submitted.no, { verb: 'request_hold', words: '等待上级批复', until: '2026-11-30' })
    await sure('zhou', submitted.no, { verb: 'request_extend', words: '材料还没有到', n: 1 })
    const body = await sure('li', submitted.no, { verb: 'dispatch', office: 'mobile', words: '机动中队现在就去' })
    expect(body.desk).not.toHaveProperty('holdRequest')
    expect(body.desk).not.toHaveProperty('extendRequest')
  })

  test('but not to the office that has it, and by nobody but a dispatcher', async () => {
    const submitted = await walk.accepted()
    expect(
      (await walk.move('li', submitted.no, { verb: 'dispatch', office: 'hebin-squad', words: '就是您的' })).body
    ).toMatchObject({ code: 'invalid', errors: [{ at: '/body/office' }] })
    expect(
      (await walk.move('zhou', submitted.no, { verb: 'dispatch', office: 'mobile', words: '推给机动中队' })).body
    ).toMatchObject({ code: 'forbidden' })
    const over = await walk.closed()
    expect(
      (await walk.move('li', over.no, { verb: 'dispatch', office: 'mobile', words: '再去一次' })).body
    ).toMatchObject({ code: 'not_in_this_status' })
  })

  test('on the desk it stands behind a button, says who has it, and reads as sent on', async () => {
    const submitted = await walk.accepted()
    const li = visitor(desk.url)
    await li.signIn('li', password)
    const page = `/office/cases/${submitted.no}?tab=all`
    const plain = await li.go(page)
    expect(plain.html).toContain('act=dispatch')
    expect(plain.html).not.toContain('data-form="dispatch"')
    const form = await li.go(`${page}&act=dispatch`)
    for (const words of ['改派', '现在由河滨中队办理', '按规则也归河滨中队']) expect(form.html).toContain(words)
    const done = await li.submit(`${page}&act=dispatch`, { office: 'mobile', words: '机动中队就在附近' })
    expect(done.status).toBe(303)
    expect(await seen('li', submitted.no)).toMatchObject({ office: { id: 'mobile' }, status: 'dispatched' })
    expect((await li.go(page)).html).toContain('已改派给机动中队')
  })
})

describe('another category', () => {
  test.each(Object.keys(stages))('finds its office by the rules, in one act, while it is %s', async (stage) => {
    server.setNow(start)
    const submitted = await stages[stage]!()
    const before = await stored(submitted.no)
    const { status, body } = await walk.move('li', submitted.no, {
      verb: 'reclassify',
      category: 'garbage',
      words: '看照片是垃圾'
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'dispatched',
      category: { code: 'garbage' },
      office: { id: 'sanitation' },
      routing: { rule: 'R-1', byHand: false }
    })
    const after = await stored(submitted.no)
    expect(after.version).toBe(before.version + 1)
    expect(after.counts.returns).toBe(before.counts.returns)
    expect(body.timeline.slice(0, 2).map((e) => [e.verb, e.office?.id])).toEqual([
      ['dispatch', 'sanitation'],
      ['reclassify', undefined]
    ])
    expect(body.ledger.whole).toBe(true)
  })

  test('stays where the same office answers for it, or where the dispatcher says so', async () => {
    const [one, two, three] = [await walk.accepted(), await walk.accepted(), await walk.accepted()]
    const same = await sure('li', one.no, { verb: 'reclassify', category: 'home-noise', words: '是邻里噪声' })
    expect(same).toMatchObject({ status: 'handling', office: { id: 'hebin-squad' } })
    const kept = await sure('li', two.no, {
      verb: 'reclassify',
      category: 'garbage',
      office: 'hebin-squad',
      words: '垃圾是摊主的，中队一并处理'
    })
    expect(kept).toMatchObject({ status: 'handling', office: { id: 'hebin-squad' }, category: { code: 'garbage' } })
    const other = await sure('li', three.no, {
      verb: 'reclassify',
      category: 'garbage',
      office: 'water',
      words: '在河道里，水利局处理'
    })
    expect(other).toMatchObject({ status: 'dispatched', office: { id: 'water' }, routing: { byHand: true } })
  })

  test('moves nothing that is over', async () => {
    const submitted = await walk.closed()
    const after = await sure('li', submitted.no, { verb: 'reclassify', category: 'garbage', words: '归类更正' })
    expect(after).toMatchObject({ status: 'closed', office: { id: 'hebin-squad' }, category: { code: 'garbage' } })
  })

  test('shows on the form whom it leads to before it is sent', async () => {
    const submitted = await walk.accepted()
    const li = visitor(desk.url)
    await li.signIn('li', password)
    const page = `/office/cases/${submitted.no}?tab=all&act=reclassify`
    const { html } = await li.go(page)
    for (const words of ['暴露垃圾（环卫中心）', '污水入河（水利局）', '按新类别的规则派', '仍由河滨中队办'])
      expect(html).toContain(words)
    expect((await li.submit(page, { category: 'sewage', office: '', words: '是污水' })).status).toBe(303)
    expect(await seen('li', submitted.no)).toMatchObject({ office: { id: 'water' }, category: { code: 'sewage' } })
    const { body } = await (
      await walk.staff('li')
    ).get<{ items: { category: string; office: { id: string } }[] }>(`/api/cases/${submitted.no}/proposals`)
    expect(body.items.find((p) => p.category === 'garbage')?.office.id).toBe('sanitation')
    expect((await (await walk.staff('chen')).get(`/api/cases/${submitted.no}/proposals`)).status).toBe(404)
  })
})
