/** A moderator at the desk: nothing is ticked for him, every photo is opened, and he sees how long each case has waited. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let shen: Visitor
const start = new Date('2026-11-24T02:00:00.000Z')
const later = (minutes: number): void => server.setNow(new Date(start.getTime() + minutes * 60_000))

beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  shen = visitor(server.url)
  await shen.signIn('shen', password)
})
afterAll(() => server.stop())

const every = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, value = '']) => value)
const formOf = (html: string): string => /<form class="dk-f"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
const hidden = (html: string) =>
  Object.fromEntries(
    [...formOf(html).matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value
    ])
  )
const looks = (html: string): string[] => every(formOf(html), /class="look" name="look" value="([0-9a-f]{64})"/g)
const ticked = (html: string): string[] => formOf(html).match(/<input type="checkbox"[^>]*checked/g) ?? []
const view = async (no: string) => (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${no}`)).body

describe('what may be public', () => {
  test('is ticked by whoever looked: nothing before, and nothing goes out while a photo is unopened', async () => {
    const { no } = await walk.closed({ text: '货架摆到盲道上' })
    const path = `/office/cases/${no}?tab=publish&act=publish`
    const { html } = await shen.go(path)
    expect(ticked(html)).toEqual([])
    const photos = looks(html)
    expect(photos).toHaveLength(2)
    expect(html).toContain('照片看过 0 张，共 2 张')
    const fields = { ...hidden(html), title: '货架占了盲道', shown: '1', photos }
    const to = `/office/cases/${no}?tab=publish`
    const refused = await shen.send(to, fields)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('还有 2 张照片没有点开看过。')
    expect(refused.html).toContain('href="#looked"')
    expect(refused.html.match(/id="looked"/g)).toHaveLength(1)
    expect((await view(no)).public).toBe(false)

    // One opened, without a script: it stands there large, what was ticked stays, the other is still to be opened.
    const [first = '', second = ''] = photos
    const opened = await shen.send(to, { ...fields, look: first })
    expect(opened.status).toBe(200)
    expect(opened.html).toContain('照片看过 1 张，共 2 张')
    expect(looks(opened.html)).toEqual([second])
    expect(opened.html).toContain('tickp tickp-big')
    expect(ticked(opened.html)).toHaveLength(3)
    expect((await shen.send(to, { ...fields, looked: first })).html).toContain('还有 1 张照片没有点开看过。')
  })

  test('of a case goes out in one act, whatever was said since: report, reply and check', async () => {
    const { no } = await walk.closed({ text: '路灯下堆了建筑垃圾' })
    const before = await view(no)
    expect(before.desk?.publication.pending).toHaveLength(3)
    const { html } = await shen.go(`/office/cases/${no}?tab=publish&act=publish`)
    const photos = looks(html)
    const sent = await shen.send(`/office/cases/${no}?tab=publish`, {
      ...hidden(html),
      title: '建筑垃圾堆在路灯下',
      shown: before.desk?.publication.pending.map(String) ?? [],
      photos,
      looked: photos
    })
    expect(sent.status).toBe(303)
    const { desk, public: isPublic, before: shown, after } = await view(no)
    expect([isPublic, desk?.publication.pending]).toEqual([true, []])
    expect([...shown, ...after].map(({ id }) => id).sort()).toEqual([...photos].sort())
  })

  test('of who said no asks for no photo to be opened', async () => {
    const { no } = await walk.replied({ consentPublic: false })
    const { html } = await shen.go(`/office/cases/${no}?tab=publish&act=publish`)
    expect(looks(html)).toEqual([])
    const sent = await shen.send(`/office/cases/${no}?tab=publish`, hidden(html))
    expect(sent.status).toBe(303)
  })
})

test('the queue says how long each has waited to be looked at, the longest first', async () => {
  const rows = async (): Promise<[string, string][]> => {
    const { html } = await shen.go('/office/?tab=publish')
    const found = [...html.matchAll(/data-no="([\d-]+)"[\s\S]*?<b class="rem[^>]*>([^<]*)<\/b>/g)]
    return found.map(([, no = '', words = '']) => [no, words])
  }
  later(60)
  const old = await walk.accepted()
  later(70)
  const fresh = await walk.submit()
  later(95)
  await shen.signIn('shen', password)
  expect((await rows()).filter(([no]) => [old.no, fresh.no].includes(no))).toEqual([
    [old.no, '等了 35 分'],
    [fresh.no, '等了 25 分']
  ])
  // What was looked at waits no more; what is said after that begins to wait anew.
  await walk.publish(old.no)
  later(100)
  await walk.move('zhou', old.no, {
    verb: 'reply',
    outcome: 'solved',
    words: '已经清理干净，请放心出行。',
    photos: [await walk.photo()]
  })
  later(60 * 30)
  await shen.signIn('shen', password)
  expect((await rows()).filter(([no]) => [old.no, fresh.no].includes(no))).toEqual([
    [fresh.no, '等 1 天'],
    [old.no, '等 1 天']
  ])
})
