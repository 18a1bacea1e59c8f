/** Times of day on the organiser's desk: a night goes past midnight, and no date joins a time that nobody saw. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityInput, ActivityView } from '#shared/activities.ts'
import { planOf, typedOf } from '#server/web/activities/desk/plan.ts'
import { daysOf, notedAt } from '#server/web/activities/desk/noted-at.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { planFor, volunteering, type Volunteering } from '#tests/support/volunteering.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

const start = '2026-11-16T02:00:00.000Z'
let server: TestServer
let v: Volunteering
let xu: Visitor
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())
beforeEach(async () => {
  server.setNow(start)
  xu = visitor(server.url)
  await xu.signIn('xu', password)
})

/** All that a form of a page holds, hidden or not, as a browser would send it back. */
function heldIn(html: string, action: string): Record<string, string> {
  const form = html.split('<form').find((text) => text.includes(`action="${action}"`)) ?? ''
  const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const inputs = [...form.matchAll(/<input[^>]*>/g)].flatMap(([tag]) => {
    const at = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
    const name = at('name')
    return !name || /type="(checkbox|file)"/.test(tag) ? [] : [[name, unescaped(at('value') ?? '')] as const]
  })
  const areas = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)].map(
    ([, name = '', text = '']) => [name, unescaped(text)] as const
  )
  const selects = [...form.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g)].map(
    ([all, name = '']) => [name, /<option value="([^"]*)" selected/.exec(all)?.[1] ?? ''] as const
  )
  return Object.fromEntries([...inputs, ...areas, ...selects])
}

const drafted = async (from: string, to: string): Promise<ActivityView> => {
  const [shift] = planFor(server.context.now()).shifts
  return v.draft({ shifts: [{ ...shift!, from, to }] })
}
const edit = async (no: string, change: Record<string, string>) => {
  const page = `/office/activities/${no}/edit`
  const { html } = await xu.go(page)
  const sent = await xu.send(page, { ...heldIn(html, page), ...change })
  const [shift] = (await v.read(no, await v.staff('xu'))).shifts
  return { status: sent.status, html: sent.html, from: shift?.from, to: shift?.to }
}

describe('a plan on the desk', () => {
  test.each([
    ['22:00', '02:00', '2026-12-05T14:00:00.000Z', '2026-12-05T18:00:00.000Z'],
    ['20:00', '00:00', '2026-12-05T12:00:00.000Z', '2026-12-05T16:00:00.000Z'],
    ['20:00', '24:00', '2026-12-05T12:00:00.000Z', '2026-12-05T16:00:00.000Z'],
    ['00:00', '04:00', '2026-12-04T16:00:00.000Z', '2026-12-04T20:00:00.000Z'],
    ['23:50', '11:50', '2026-12-05T15:50:00.000Z', '2026-12-06T03:50:00.000Z']
  ])('from %s to %s is taken', async (begin, end, from, to) => {
    const { no } = await drafted('2026-12-01T01:00:00.000Z', '2026-12-01T03:00:00.000Z')
    const sent = await edit(no, { 's0.day': '2026-12-05', 's0.from': begin, 's0.to': end })
    expect(sent).toMatchObject({ status: 303, from, to })
  })

  test.each([
    ['2026-12-01T01:00:00.000Z', '2026-12-01T03:00:00.000Z', '2026-11-30', '2026-11-30T01:00:00.000Z'],
    ['2026-12-01T01:00:00.000Z', '2026-12-01T03:00:00.000Z', '2026-12-09', '2026-12-09T01:00:00.000Z'],
    ['2026-12-01T14:00:00.000Z', '2026-12-01T18:00:00.000Z', '2026-11-30', '2026-11-30T14:00:00.000Z'],
    ['2026-12-01T14:00:00.000Z', '2026-12-01T18:00:00.000Z', '2026-12-02', '2026-12-02T14:00:00.000Z']
  ])('a shift of %s to %s moved to %s is as long as before', async (from, to, day, moved) => {
    const { no } = await drafted(from, to)
    const sent = await edit(no, { 's0.day': day })
    expect(sent).toMatchObject({ status: 303, from: moved })
    expect(Date.parse(sent.to ?? '') - Date.parse(moved)).toBe(Date.parse(to) - Date.parse(from))
  })

  test.each([
    ['08:30', '08:00'],
    ['09:00', '09:00'],
    ['20:00', '24:30']
  ])('from %s to %s is a slip, and asks for the last day', async (begin, end) => {
    const { no } = await drafted('2026-12-01T01:00:00.000Z', '2026-12-01T03:00:00.000Z')
    const sent = await edit(no, { 's0.from': begin, 's0.to': end })
    expect(sent.status).toBe(422)
    if (end !== '24:30') {
      expect(sent.html).toContain('name="s0.lastDay"')
      expect((await edit(no, { 's0.from': begin, 's0.to': end, 's0.lastDay': '2026-12-02' })).status).toBe(303)
    }
  })

  test('a whole day goes onto the form and back with its last day in sight', () => {
    const [shift] = planFor(new Date(start)).shifts
    const plan: ActivityInput = planFor(new Date(start), {
      shifts: [{ ...shift!, id: 'a'.repeat(24), from: '2026-12-01T01:00:00.000Z', to: '2026-12-02T01:00:00.000Z' }]
    })
    const typed = typedOf(plan)
    expect(typed['s0.lastDay']).toEqual(['2026-12-02'])
    expect(planOf(typed, [])).toEqual(plan)
  })
})

describe('somebody written down by hand', () => {
  const night = async () => {
    const [shift] = planFor(server.context.now()).shifts
    const { no, shift: id } = await v.open({
      shifts: [{ ...shift!, from: '2026-11-23T14:00:00.000Z', to: '2026-11-23T18:00:00.000Z' }]
    })
    const signup = (await v.signUp(await v.resident(`night-${no}`), id)).body.id
    const sheet = `/office/activities/${no}/shifts/${id}`
    const write = async (now: string, fields: Record<string, string>) => {
      server.setNow(now)
      await xu.signIn('xu', password)
      const { html } = await xu.go(sheet)
      return xu.send(`${sheet}/presence`, { _token: xu.tokenIn(html), signup, reason: '手机没电', ...fields })
    }
    return { sheet, write }
  }

  test('as gone at 01:55 of the day after is gone then, and the roster says which day', async () => {
    const { sheet, write } = await night()
    expect((await write('2026-11-23T14:00:00.000Z', { kind: 'in', time: '22:00' })).status).toBe(303)
    const went = await write('2026-11-23T18:00:00.000Z', { kind: 'out', time: '01:55' })
    expect(went.location).toBe(`${sheet}?done=present`)
    const { html } = await xu.go(sheet)
    expect(html).toContain('到 22:00')
    expect(html).toContain('走 次日 01:55')
    expect(html).toContain('value="235"')
  })

  test('may be given a day that is in sight, and one that is none of the shift is refused', async () => {
    const { sheet, write } = await night()
    const { html } = await xu.go(sheet)
    expect(html).toContain('<option value="2026-11-24">')
    expect((await write('2026-11-23T17:00:00.000Z', { kind: 'in', time: '00:30', day: '2026-11-24' })).status).toBe(303)
    expect((await write('2026-11-23T18:00:00.000Z', { kind: 'out', time: '01:00', day: '2026-11-23' })).status).toBe(
      422
    )
    expect((await write('2026-11-23T18:00:00.000Z', { kind: 'out', time: '01:00', day: '2026-11-30' })).status).toBe(
      422
    )
  })

  test('on a shift by day has no choice of days', () => {
    const shift = { from: '2026-11-23T01:00:00.000Z', to: '2026-11-23T03:00:00.000Z' }
    expect(daysOf(shift)).toEqual(['2026-11-23'])
    const at = (time: string) => notedAt(shift, time, 'in', new Date(shift.to))?.toISOString()
    expect([at('09:10'), at('９点'), at('24:10')]).toEqual(['2026-11-23T01:10:00.000Z', undefined, undefined])
  })

  test('on a shift of a whole day came at the first such time and went at the last that has been', () => {
    const shift = { from: '2026-11-23T01:00:00.000Z', to: '2026-11-24T01:00:00.000Z' }
    const at = (kind: 'in' | 'out', now: string) => notedAt(shift, '09:30', kind, new Date(now))?.toISOString()
    expect(at('in', shift.to)).toBe('2026-11-23T01:30:00.000Z')
    expect(at('out', '2026-11-24T02:00:00.000Z')).toBe('2026-11-24T01:30:00.000Z')
    expect(at('out', '2026-11-23T02:00:00.000Z')).toBe('2026-11-23T01:30:00.000Z')
  })
})
