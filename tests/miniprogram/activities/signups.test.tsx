import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fireEvent, render, screen, waitFor } from '@testing-library/preact'
import type { ActivityView, SignupView } from '#shared/activities.ts'
import Activity from '../../../miniprogram/src/activities/activity'
import Activities from '../../../miniprogram/src/activities/index'
import MyActivities from '../../../miniprogram/src/activities/mine'
import {
  checkCode,
  storeEvent,
  reportEvent,
  sendEvents,
  unsentEvents
} from '../../../miniprogram/src/activities/presence'
import { dateWords, timeWords } from '../../../miniprogram/src/activities/words'
import { resident } from '../../../miniprogram/src/session'
import taro, { answer, phone, reset } from '../mocks/taro'
import { find, pick, press } from '../page-actions'
import { office, problem, session } from '../samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const shiftId = 'a'.repeat(24)
const signupId = 'b'.repeat(24)
const hour = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const row = {
  no: '20261124-001',
  title: '柳溪河岸清理',
  kind: 'river' as const,
  status: 'open' as const,
  office,
  area: { id: 'hebin', name: '河滨街道' },
  place: { lng: 120.01, lat: 32 },
  address: '柳溪桥南头',
  from: at(48),
  to: at(50),
  capacity: 40,
  free: 6,
  waiting: 0,
  seats: 6
}
const activity = (more: Partial<ActivityView> = {}): ActivityView => ({
  ...row,
  about: '从柳溪桥走到入江口。',
  coOrganisers: [],
  shifts: [
    {
      id: shiftId,
      from: row.from,
      to: row.to,
      state: 'open',
      cancelBy: at(34),
      roles: [{ id: 'sweep', name: '清扫', capacity: 40, free: 6, waiting: 0, skills: [] }]
    }
  ],
  guardianUnder: 18,
  trainings: [],
  bring: ['手套'],
  contact: { name: '徐清', phone: '0520-0010101' },
  cancelHours: 14,
  confirmMinutes: 120,
  cases: [],
  calendar: '/activities/20261124-001.ics',
  ...more
})
const signup = (more: Partial<SignupView> = {}): SignupView => ({
  id: signupId,
  activity: { no: row.no, title: row.title, kind: 'river', place: row.place, address: row.address, office },
  shift: { id: shiftId, from: row.from, to: row.to, state: 'open' },
  role: { id: 'sweep', name: '清扫' },
  seats: 1,
  names: [],
  state: 'in',
  at: at(-1),
  cancelBy: at(34),
  may: ['cancel', 'hand_on'],
  calendar: '/calendar/x.ics',
  ...more
})
const emptyProfile = {
  rev: 0,
  skills: [],
  areas: [],
  languages: [],
  free: [],
  ranked: false,
  learned: [],
  honours: [],
  teams: []
}

beforeEach(async () => {
  reset()
  document.body.replaceChildren()
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  answer('GET', /\/api\/activities\?/, { status: 200, body: { items: [row] } })
  answer('GET', /\/api\/activities\/20261124-001$/, { status: 200, body: activity() })
  answer('GET', /volunteers\/me$/, { status: 200, body: emptyProfile })
  answer('GET', /notices$/, { status: 200, body: { items: [] } })
  await resident.token()
})

describe('活动', () => {
  test('the list says the day, the seats that are left, and leads on', async () => {
    render(<Activities />)
    expect(await screen.findByText('还有 6 个名额')).toBeInTheDocument()
    await press('activity-20261124-001')
    expect(phone.visits[0]?.url).toBe('/activities/activity?no=20261124-001')
  })

  test('a row of shifts stands under the next one, and not under the first that is over', async () => {
    const long = { ...row, from: at(-72), to: at(96), next: { from: at(24), to: at(26) } }
    const soon = {
      ...row,
      no: '20261124-002',
      title: '文庙巷清洁日',
      from: at(6),
      to: at(8),
      next: { from: at(6), to: at(8) }
    }
    answer('GET', /\/api\/activities\?/, { status: 200, body: { items: [long, soon] } })
    render(<Activities />)
    await find('activity-20261124-001')
    expect([...document.querySelectorAll('.ac-t')].map((element) => element.textContent)).toEqual([
      '文庙巷清洁日',
      '柳溪河岸清理'
    ])
    const days = [...document.querySelectorAll('.ac-day')].map((element) => element.textContent)
    expect(days.at(-1)).toBe(dateWords(at(24)))
    expect(days).not.toContain(dateWords(at(-72)))
  })

  test('the group of choices holds choices alone, and each says whether it is chosen', async () => {
    render(<Activities />)
    await find('filter-all')
    const [group] = document.querySelectorAll('[role="radiogroup"], [aria-role="radiogroup"]')
    expect(
      [...(group?.children ?? [])].map((element) => element.getAttribute('role') ?? element.getAttribute('aria-role'))
    ).toEqual(['radio', 'radio', 'radio', 'radio'])
    expect(group?.querySelector('#my-activities')).toBeNull()
  })

  test('of several shifts the next stands on top and is chosen, full or not, and never one that is over', async () => {
    const [only] = activity().shifts
    const over = { ...only!, id: '1'.repeat(24), from: at(-50), to: at(-48), state: 'over' as const }
    const full = { ...only!, id: '2'.repeat(24), from: at(20), to: at(22), state: 'full' as const }
    phone.params = { no: row.no }
    answer('GET', /\/api\/activities\/20261124-001$/, {
      status: 200,
      body: activity({ from: over.from, to: full.to, shifts: [over, full] })
    })
    render(<Activity />)
    const chosen = await find(`shift-${full.id}`)
    expect(chosen.className).toMatch(/\bon\b/)
    expect(document.querySelector('.ac-h .ac-d')?.textContent).toBe(timeWords(full))
    expect([...document.querySelectorAll('.ac-s')].map((element) => element.id)).toEqual([
      `shift-${full.id}`,
      `shift-${over.id}`
    ])
  })

  test('本周 asks for seven days and 附近 says how far it is', async () => {
    render(<Activities />)
    await press('filter-week')
    await waitFor(() => expect(phone.asked.some((request) => /from=\d{4}-\d\d-\d\d&to=/.test(request.url))).toBe(true))
    await press('filter-near')
    expect(await screen.findByText(/^离您/)).toBeInTheDocument()
  })

  test('还有名额 asks the server, who counts the seats that nobody waits for', async () => {
    render(<Activities />)
    await press('filter-free')
    await waitFor(() => expect(phone.asked.some((request) => /[?&]free=1/.test(request.url))).toBe(true))
  })

  test('without the right to know the place the list stays, in order of time, and says so', async () => {
    phone.allows.location = false
    render(<Activities />)
    await press('filter-near')
    expect(await screen.findByText(/没有允许用位置/)).toBeInTheDocument()
    expect(screen.getByText('柳溪河岸清理')).toBeInTheDocument()
  })
})

describe('报名', () => {
  beforeEach(() => {
    phone.params = { no: '20261124-001' }
  })

  test('three taps take a seat, one of which says that he is of age', async () => {
    answer('POST', /signups$/, { status: 201, body: signup() })
    render(<Activity />)
    await press('join-start')
    answer('GET', /\/api\/activities\/20261124-001$/, () => {
      const opened = activity()
      return { status: 200, body: { ...opened, shifts: opened.shifts.map((s) => ({ ...s, mine: signupId })) } }
    })
    answer('GET', /\/api\/signups\/b+$/, { status: 200, body: signup() })
    await press('adult-yes')
    await press('join-go')
    expect(await screen.findByText('已报上，到时见。')).toBeInTheDocument()
    const sent = phone.asked.filter((request) => request.method === 'POST' && request.url.endsWith('/signups'))
    expect(sent).toHaveLength(1)
    expect(sent[0]?.data).toEqual({ role: 'sweep', adult: true })
    expect(sent[0]?.header?.['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/)
  })

  test('pressing again after a silence asks with the same key, and with another wish with another', async () => {
    answer('POST', /signups$/, 'no network')
    render(<Activity />)
    await press('join-start')
    await press('adult-yes')
    await press('join-go')
    await screen.findByText(/没连上服务器/)
    await press('join-go')
    fireEvent.input(await find('name'), { target: { value: '林小满' } })
    await press('join-go')
    await waitFor(() => expect(phone.asked.filter((request) => request.url.endsWith('/signups'))).toHaveLength(3))
    const keys = phone.asked
      .filter((request) => request.url.endsWith('/signups'))
      .map((request) => request.header?.['Idempotency-Key'])
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })

  test('the profile fills in name and telephone, and he may come with one of his teams', async () => {
    const team = { id: 'd'.repeat(24), name: '柳溪护河队', code: 'KXWD7F3M', members: 4, captain: false }
    answer('GET', /volunteers\/me$/, {
      status: 200,
      body: { ...emptyProfile, name: '安然', phone: '13800000371', teams: [team] }
    })
    answer('POST', /signups$/, { status: 201, body: signup() })
    render(<Activity />)
    await press('join-start')
    expect(await find('name')).toHaveValue('安然')
    await pick(screen.getByLabelText(/柳溪护河队/), 1)
    await press('adult-yes')
    await press('join-go')
    await waitFor(() =>
      expect(phone.asked.find((request) => request.url.endsWith('/signups'))?.data).toEqual({
        role: 'sweep',
        adult: true,
        name: '安然',
        phone: '13800000371',
        team: '柳溪护河队'
      })
    )
  })

  test('a minor is asked for his parents, and a refusal is said in words', async () => {
    answer('POST', /signups$/, { status: 422, body: problem('guardian_needed', '要有家长同意。') })
    render(<Activity />)
    await press('join-start')
    for (const id of ['adult-yes', 'adult-no']) expect(await find(id)).not.toBeChecked()
    expect(document.getElementById('guardian-name')).toBeNull()
    await press('join-go')
    expect(await screen.findByText(/请选满没满 18 岁/)).toBeInTheDocument()
    expect(phone.asked.some((request) => request.url.endsWith('/signups'))).toBe(false)
    await press('adult-no')
    expect(await find('guardian-name')).toBeInTheDocument()
    await press('join-go')
    expect(await screen.findByText('要有家长同意。')).toBeInTheDocument()
  })

  test('a shift that is full offers the queue, and the card says how many stand before', async () => {
    const full = activity({ free: 0, waiting: 2 })
    answer('GET', /\/api\/activities\/20261124-001$/, {
      status: 200,
      body: {
        ...full,
        shifts: full.shifts.map((s) => ({
          ...s,
          state: 'waitlist',
          mine: signupId,
          roles: s.roles.map((r) => ({ ...r, free: 0, waiting: 2 }))
        }))
      }
    })
    answer('GET', /\/api\/signups\/b+$/, { status: 200, body: signup({ state: 'waiting', ahead: 2, may: ['cancel'] }) })
    render(<Activity />)
    expect(await screen.findByText('候补中，前面还有 2 人。')).toBeInTheDocument()
    expect(document.getElementById('join-start')).toBeNull()
  })
})

describe('我的活动', () => {
  const mine = (signup: SignupView) => answer('GET', /signups\/mine/, { status: 200, body: { items: [signup] } })

  test('an offered seat says until when, and one press confirms it', async () => {
    mine(signup({ state: 'offered', confirmBy: at(2), may: ['confirm', 'decline'] }))
    answer('POST', /moves$/, { status: 200, body: signup() })
    render(<MyActivities />)
    expect(await screen.findByText(/有名额了！请在/)).toBeInTheDocument()
    await press(`confirm-${signupId}`)
    await waitFor(() =>
      expect(phone.asked.find((request) => request.url.endsWith('/moves'))?.data).toEqual({ verb: 'confirm' })
    )
  })

  test('来不了 asks once more, and says when it is late', async () => {
    mine(signup({ cancelBy: at(-1) }))
    answer('POST', /moves$/, { status: 200, body: signup({ state: 'cancelled', may: [] }) })
    render(<MyActivities />)
    await press(`cancel-${signupId}`)
    expect(await screen.findByText(/算临时取消/)).toBeInTheDocument()
    expect(phone.asked.some((request) => request.url.endsWith('/moves'))).toBe(false)
    await press(`yes-${signupId}`)
    await waitFor(() =>
      expect(phone.asked.find((request) => request.url.endsWith('/moves'))?.data).toEqual({ verb: 'cancel' })
    )
  })

  test('after it is over he says how it was, nothing chosen for him, and may think better of it', async () => {
    const over = signup({ shift: { id: shiftId, from: at(-50), to: at(-48), state: 'over' }, outcome: 'came' })
    mine({ ...over, may: ['feedback'] })
    answer('POST', /moves$/, { status: 200, body: over })
    render(<MyActivities />)
    await find('good')
    expect(document.getElementById('feedback-go')).toBeNull()
    await press('good-no')
    fireEvent.input(await find('feedback-words'), { target: { value: '集合的地方不好找' } })
    mine({ ...over, may: ['feedback'], feedback: { good: false, words: '集合的地方不好找' } })
    await press('feedback-go')
    expect(await screen.findByText('您说的是「不满意」：集合的地方不好找')).toBeInTheDocument()
    await press('feedback-change')
    expect(await find('feedback-words')).toHaveValue('集合的地方不好找')
    await press('good-yes')
    await press('feedback-go')
    const sent = phone.asked.filter((request) => request.url.endsWith('/moves')).map((request) => request.data)
    expect(sent).toEqual([
      { verb: 'feedback', good: false, words: '集合的地方不好找' },
      { verb: 'feedback', good: true, words: '集合的地方不好找' }
    ])
  })

  test('the code for a friend is shown to its owner', async () => {
    mine(signup({ substituteCode: 'ABCD2345', may: ['keep'] }))
    render(<MyActivities />)
    expect(await screen.findByText('ABCD2345')).toBeInTheDocument()
    expect(await find(`keep-${signupId}`)).toBeInTheDocument()
  })

  test.each(['in', 'out'] as const)(
    'who has reported %p is not asked whether he stays away, though the shift has not begun',
    async (kind) => {
      mine(signup({ shift: { id: shiftId, from: at(0.4), to: at(2), state: 'closed' } }))
      const presence = {
        state: kind,
        minutes: 0,
        flags: [],
        events: [{ kind, at: at(-0.1), how: 'code', flags: [] }]
      }
      answer('GET', /presence$/, {
        status: 200,
        body: {
          shift: shiftId,
          publicKey: '',
          pass: '',
          place: row.place,
          radiusM: 200,
          from: at(-1),
          to: at(3),
          presence
        }
      })
      render(<MyActivities />)
      expect(await screen.findByText(kind === 'in' ? /^已签到/ : /^已签退/)).toBeInTheDocument()
      expect(await find(`place-${signupId}`)).toBeInTheDocument()
      expect(document.getElementById(`cancel-${signupId}`)).toBeNull()
      expect(document.getElementById(`hand-${signupId}`)).toBeNull()
    }
  )

  test('who checks in without a network is not asked either, and who has not come still is', async () => {
    mine(signup({ shift: { id: shiftId, from: at(0.4), to: at(2), state: 'closed' } }))
    answer('GET', /presence$/, 'no network')
    answer('POST', /presence$/, 'no network')
    render(<MyActivities />)
    expect(await find(`cancel-${signupId}`)).toBeInTheDocument()
    expect(await find(`hand-${signupId}`)).toBeInTheDocument()
    await press(`place-${signupId}`)
    expect(await screen.findByText(/没有网络，记在手机里了/)).toBeInTheDocument()
    expect(document.getElementById(`cancel-${signupId}`)).toBeNull()
    expect(document.getElementById(`hand-${signupId}`)).toBeNull()
  })

  test('what one was told is listed', async () => {
    mine(signup())
    answer('GET', /notices$/, {
      status: 200,
      body: {
        items: [
          {
            id: 'a'.repeat(24),
            no: row.no,
            about: 'activity',
            verb: 'remind',
            kind: 'volunteering',
            at: at(-1),
            title: '志愿活动通知',
            unread: true,
            text: '明天 08:30，集合地点：柳溪桥南头。'
          },
          { no: '2026-1122-00371', about: 'case', verb: 'reply', at: at(-2) }
        ]
      }
    })
    render(<MyActivities />)
    expect(await screen.findByText(/明天 08:30/)).toBeInTheDocument()
    expect(document.querySelectorAll('.ac-nt')).toHaveLength(1)
  })

  test('a check-in without a network waits on the phone and is sent under the same id', async () => {
    mine(signup({ shift: { id: shiftId, from: at(0), to: at(2), state: 'closed' } }))
    answer('GET', /presence$/, 'no network')
    answer('POST', /presence$/, 'no network')
    render(<MyActivities />)
    await press(`place-${signupId}`)
    expect(await screen.findByText(/没有网络，记在手机里了/)).toBeInTheDocument()
    const [kept] = unsentEvents()
    expect(kept).toMatchObject({ signup: signupId, kind: 'in' })
    answer('POST', /presence$/, { status: 200, body: { at: at(0), results: [{ id: kept?.id, kept: true }] } })
    expect(await sendEvents()).toEqual([{ id: kept?.id, kept: true }])
    expect(unsentEvents()).toEqual([])
    const ids = phone.asked
      .filter((request) => request.url === '/api/presence' && request.method === 'POST')
      .map((request) => (request.data as { events: { id: string }[] }).events[0]?.id)
    expect(new Set(ids)).toEqual(new Set([kept?.id]))
  })
})

describe('a phone whose clock is wrong', () => {
  const scanned = (slotsAgo: number) => {
    const slot = Math.floor(Date.now() / 30_000) - slotsAgo
    Object.assign(taro, {
      scanCode: () => Promise.resolve({ result: `SSP1:${shiftId}:${slot.toString(36)}:${'A'.repeat(86)}` })
    })
  }
  const openScanner = async () => {
    answer('GET', /signups\/mine/, {
      status: 200,
      body: { items: [signup({ shift: { id: shiftId, from: at(0), to: at(2), state: 'closed' } })] }
    })
    answer('GET', /presence$/, 'no network')
    render(<MyActivities />)
    await press(`scan-${signupId}`)
  }
  const sent = () =>
    phone.asked.find((request) => request.url === '/api/presence' && request.method === 'POST')?.data as
      { sentAt?: string; events: { code?: string }[] } | undefined

  test('sends a code that seems old to it, with what its clock shows; the server judges', async () => {
    scanned(40)
    answer('POST', /presence$/, { status: 200, body: { at: at(0), results: [] } })
    await openScanner()
    await waitFor(() => expect(sent()?.events[0]?.code).toContain(shiftId))
    expect(Math.abs(Date.parse(sent()?.sentAt ?? '') - Date.now())).toBeLessThan(60_000)
  })

  test('keeps it without a network, and says that the clock may be wrong', async () => {
    scanned(40)
    answer('POST', /presence$/, 'no network')
    await openScanner()
    expect(await screen.findByText(/手机时间和签到码对不上/)).toBeInTheDocument()
    expect(unsentEvents()).toHaveLength(1)
  })
})

describe('签到的队', () => {
  const event = { signup: signupId, kind: 'in' as const, at: '2026-11-28T00:30:00.000Z' }

  test('nothing is taken off before it was answered, and the phone keeps one name', async () => {
    await storeEvent(event)
    await storeEvent({ ...event, kind: 'out' })
    const [first, second] = unsentEvents()
    answer('POST', /presence$/, { status: 200, body: { at: at(0), results: [{ id: first?.id, kept: true }] } })
    await sendEvents()
    expect(unsentEvents().map((event) => event.id)).toEqual([second?.id])
    answer('POST', /presence$/, {
      status: 200,
      body: { at: at(0), results: [{ id: second?.id, kept: false, why: 'too_late' }] }
    })
    expect(await sendEvents()).toEqual([{ id: second?.id, kept: false, why: 'too_late' }])
    expect(unsentEvents()).toEqual([])
    const devices = phone.asked.flatMap((request) =>
      request.url === '/api/presence' ? [(request.data as { device: string }).device] : []
    )
    expect(new Set(devices).size).toBe(1)
  })

  test('a refusal that is no silence is told', async () => {
    answer('POST', /presence$/, { status: 429, body: problem('too_many', '操作太频繁了。') })
    await expect(reportEvent(event)).rejects.toMatchObject({ code: 'too_many' })
    expect(unsentEvents()).toHaveLength(1)
  })

  test('a code of another shift, or of another hour, is seen without a network', () => {
    const now = Date.parse('2026-11-28T00:30:00Z')
    const slot = Math.floor(now / 30_000)
    const code = (shift: string, n: number) => `SSP1:${shift}:${n.toString(36)}:${'A'.repeat(86)}`
    expect(checkCode(code(shiftId, slot), shiftId, now)).toBe('good')
    expect(checkCode(code('c'.repeat(24), slot), shiftId, now)).toBe('other shift')
    expect(checkCode(code(shiftId, slot - 20), shiftId, now)).toBe('old')
    expect(checkCode('https://example.com', shiftId, now)).toBe('not ours')
  })
})
