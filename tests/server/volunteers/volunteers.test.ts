/** What people say of themselves, and the teams they make: by the doors the phone uses, against a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { teamSizeAtMost, teamsAtMost, type ProfileView } from '#shared/volunteers.ts'
import type { Client, Reply } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Volunteering } from '#tests/support/volunteering.ts'

let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-24T02:20:00Z' })
  v = volunteering(server)
})
afterAll(() => server.stop())

type Answer = Reply<ProfileView & { code?: string }>
const found = (who: Client, name: string): Promise<Answer> => who.post('/api/teams', { name })
const join = (who: Client, code: string): Promise<Answer> => who.post('/api/teams/join', { code })
const leave = (who: Client, team: string): Promise<Answer> => who.post(`/api/teams/${team}/leave`, {})
const mine = async (who: Client) => (await who.get<ProfileView>('/api/volunteers/me')).body
const said = { skills: [], areas: [], languages: [], free: [], ranked: false }

describe('a profile', () => {
  test('is saved over what was seen and over nothing else', async () => {
    const an = await v.resident('an-profile')
    const first = await an.post<ProfileView>('/api/volunteers/me', { rev: 0, name: '安然', ...said })
    expect(first.body).toMatchObject({ rev: 1, name: '安然' })
    const late: Answer = await an.post('/api/volunteers/me', { rev: 0, name: '别的', ...said })
    expect([late.status, late.body.code]).toEqual([409, 'stale'])
    expect(await mine(an)).toMatchObject({ rev: 1, name: '安然' })
    // A field that is left out is gone.
    await an.post('/api/volunteers/me', { rev: 1, ...said })
    expect((await mine(an)).name).toBeUndefined()
  })

  test('of two phones at once one wins', async () => {
    const an = await v.resident('an-twice')
    const both = await Promise.all(
      ['甲', '乙'].map((name) => an.post<ProfileView>('/api/volunteers/me', { rev: 0, name, ...said }))
    )
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409])
  })
})

describe('a team', () => {
  test('has a captain, and a code that is good however it is typed', async () => {
    const [an, bao] = [await v.resident('an'), await v.resident('bao')]
    const made = await found(an, '柳溪护河队')
    expect(made.status).toBe(201)
    const [team] = made.body.teams
    expect(team).toMatchObject({ name: '柳溪护河队', members: 1, captain: true })
    const code = team?.code ?? ''
    const full = [...code].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    for (const typed of [
      code.toLowerCase(),
      ` ${code.slice(0, 4)}-${code.slice(4)} `,
      `${code.slice(0, 4)}—${code.slice(4)}`,
      full
    ]) {
      const joined = await join(bao, typed)
      // Joining again changes nothing.
      expect(joined.body.teams).toEqual([{ ...team, members: 2, captain: false }])
    }
    expect((await join(bao, 'ZZZZZZZZ')).body.code).toBe('not_found')
    expect((await found(bao, '柳溪护河队')).body.code).toBe('team_exists')
  })

  test('is handed on by a captain who leaves, and closed by the last', async () => {
    const [cai, ding] = [await v.resident('cai'), await v.resident('ding')]
    const team = (await found(cai, '文庙巷邻居')).body.teams[0]
    await join(ding, team?.code ?? '')
    expect((await leave(cai, team?.id ?? '')).body.teams).toEqual([])
    expect((await mine(ding)).teams).toEqual([{ ...team, members: 1, captain: true }])
    // Who is out already cannot leave again.
    expect((await leave(cai, team?.id ?? '')).status).toBe(404)
    await leave(ding, team?.id ?? '')
    expect((await join(cai, team?.code ?? '')).body.code).toBe('not_found')
    expect((await found(cai, '文庙巷邻居')).status).toBe(201)
  })

  test('is one of five at most, and has no more than sixty', async () => {
    const fei = await v.resident('fei')
    for (let n = 1; n <= teamsAtMost; n++) expect((await found(fei, `飞队${n}`)).status).toBe(201)
    expect((await found(fei, '飞队六')).body.code).toBe('too_many_teams')
    const big = (await found(await v.resident('gu'), '大队')).body.teams[0]?.code ?? ''
    expect((await join(fei, big)).body.code).toBe('too_many_teams')
    for (let n = 1; n < teamSizeAtMost; n++) expect((await join(await v.resident(`member-${n}`), big)).status).toBe(200)
    expect((await join(await v.resident('one-too-many'), big)).body.code).toBe('team_full')
    // Who is in may say so again, though it is full.
    expect((await join(await v.resident('member-1'), big)).status).toBe(200)
  }, 120_000)
})
