import { beforeEach, describe, expect, test, vi } from 'vitest'
import { cleanup, render, screen, waitFor, within } from '@testing-library/preact'
import type { ApiAnswer } from '#shared/api.ts'
import type { ProfileInput, ProfileView } from '#shared/volunteers.ts'
import Honours from '../../../miniprogram/src/activities/honours'
import Profile from '../../../miniprogram/src/activities/profile'
import { merge, wrongOf, type Form } from '../../../miniprogram/src/activities/profile-draft'
import Teams from '../../../miniprogram/src/activities/teams'
import { resident } from '../../../miniprogram/src/session'
import { answer, phone, reset } from '../mocks/taro'
import { find, press, sent, type } from '../page-actions'
import { areas, problem, session } from '../samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const said = (path: RegExp, method?: string) => sent(path, method).map((request) => request.data)

const id = (letter: string) => letter.repeat(24)
const profile = (more: Partial<ProfileView> = {}): ProfileView => ({
  rev: 3,
  display: '小安',
  name: '安然',
  phone: '13800000371',
  skills: ['photo'],
  areas: [],
  languages: ['mandarin'],
  free: [],
  ranked: false,
  learned: [],
  honours: [],
  teams: [],
  ...more
})
const hours = (more: Partial<ApiAnswer<'myHours'>> = {}): ApiAnswer<'myHours'> => ({
  minutes: 1500,
  activities: 9,
  star: 0,
  nextStar: 6000,
  items: [],
  corrections: [],
  ...more
})

/** What the server keeps; it is saved as a whole, and only over what was seen. */
let stands: ProfileView
const save = ({ data }: { data?: unknown }) => {
  const { rev, ...said } = data as ProfileInput
  if (rev !== stands.rev) return { status: 409, body: problem('stale', '刚刚被更新过。') }
  const { learned, honours, teams } = stands
  stands = { ...said, rev: rev + 1, learned, honours, teams }
  return { status: 200, body: stands }
}

beforeEach(async () => {
  cleanup()
  reset()
  document.body.replaceChildren()
  stands = profile()
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  answer('GET', /\/api\/areas$/, { status: 200, body: areas })
  answer('GET', /hours\/mine$/, { status: 200, body: hours() })
  answer('GET', /volunteers\/me$/, () => ({ status: 200, body: stands }))
  answer('POST', /volunteers\/me$/, save)
  await resident.token()
})

describe('志愿者资料', () => {
  test('what he says is saved as a whole, empty fields left out, and nothing is a draft any more', async () => {
    render(<Profile />)
    await type('me-phone', '')
    await press('me-skills-first_aid')
    await press('me-free-saturday')
    await press('me-areas-hebin')
    expect(await find('draft-kept')).toHaveTextContent('还没保存')
    await press('profile-save')
    await waitFor(() => expect(phone.toasts).toContain('保存好了。'))
    expect(said(/volunteers\/me$/)).toEqual([
      {
        rev: 3,
        display: '小安',
        name: '安然',
        skills: ['first_aid', 'photo'],
        areas: ['hebin'],
        languages: ['mandarin'],
        free: ['saturday'],
        ranked: false
      }
    ])
    expect(document.getElementById('draft-kept')).toBeNull()
    expect(phone.storage.has('suishoupai.profile')).toBe(false)
    // The next save is one over this one.
    await type('me-name', '安小然')
    await press('profile-save')
    await waitFor(() => expect(said(/volunteers\/me$/)).toHaveLength(2))
    expect(said(/volunteers\/me$/)[1]).toMatchObject({ rev: 4, name: '安小然' })
  })

  test('the wall of honour is off at first, says what it would show, and wants a name to show', async () => {
    stands = profile({ rev: 0 })
    render(<Profile />)
    expect(await find('me-ranked')).not.toHaveClass('on')
    expect(document.getElementById('ranked-as')).toBeNull()
    await press('me-ranked')
    expect(await find('ranked-as')).toHaveTextContent('会这样显示：小安，25 小时，9 场')
    await type('me-display', ' ')
    await press('profile-save')
    expect(await screen.findByText(/上光荣榜要有显示名。/)).toBeInTheDocument()
    expect(said(/volunteers\/me$/)).toHaveLength(0)
    await type('me-display', '岸边的人')
    await press('profile-save')
    await waitFor(() => expect(stands).toMatchObject({ ranked: true, display: '岸边的人' }))
  })

  test('a telephone number that is none is said before anything is sent', async () => {
    render(<Profile />)
    await type('me-phone', '123')
    await press('profile-save')
    expect(await screen.findByText(/电话号码写得不对/)).toBeInTheDocument()
    expect(said(/volunteers\/me$/)).toHaveLength(0)
  })

  test('where another phone was faster he keeps what he typed, sees what changed, and decides', async () => {
    render(<Profile />)
    await type('me-name', '安然然')
    await type('me-phone', '13900000001')
    stands = profile({ rev: 4, phone: '13700000002', display: '安安', languages: ['mandarin', 'wu'] })
    await press('profile-save')
    const news = within(await find('news'))
    expect(news.getByText('电话：别处改成「13700000002」，您写的是「13900000001」')).toBeInTheDocument()
    expect(await find('me-name')).toHaveValue('安然然')
    expect(await find('me-phone')).toHaveValue('13900000001')
    // What he had not touched is the newer already.
    expect(await find('me-display')).toHaveValue('安安')
    expect(await find('me-languages-wu')).toHaveClass('on')
    expect(stands.rev).toBe(4)
    await press('take-phone')
    expect(await find('me-phone')).toHaveValue('13700000002')
    await press('profile-save')
    await waitFor(() => expect(stands).toMatchObject({ rev: 5, name: '安然然', phone: '13700000002', display: '安安' }))
  })

  test('a save whose answer was lost is no conflict the second time', async () => {
    let lost = true
    answer('POST', /volunteers\/me$/, (asked) => {
      const kept = save(asked)
      if (!lost) return kept
      lost = false
      return 'no network'
    })
    render(<Profile />)
    await type('me-name', '安小然')
    await press('profile-save')
    expect(await find('profile-error')).toHaveTextContent('存在这台手机里')
    await press('profile-save')
    await waitFor(() => expect(phone.toasts).toContain('保存好了。'))
    expect(document.getElementById('news')).toBeNull()
    expect(stands).toMatchObject({ rev: 4, name: '安小然' })
  })

  test('without a network the form is kept on the phone and says so, through leaving and coming back', async () => {
    const first = render(<Profile />)
    await type('me-name', '安小然')
    answer('POST', /volunteers\/me$/, 'no network')
    await press('profile-save')
    expect(await find('profile-error')).toHaveTextContent('没有网络，没有保存成功。您写的存在这台手机里')
    first.unmount()
    // Still without one: what was written is there, and what nobody can know now is not claimed.
    answer('GET', /volunteers\/me$/, 'no network')
    const second = render(<Profile />)
    expect(await find('me-name')).toHaveValue('安小然')
    expect(screen.getByText('没有网络，这是存在手机里的草稿。')).toBeInTheDocument()
    expect(document.getElementById('noted')).toBeNull()
    second.unmount()
    answer('GET', /volunteers\/me$/, () => ({ status: 200, body: stands }))
    answer('POST', /volunteers\/me$/, save)
    render(<Profile />)
    expect(await find('draft-found')).toHaveTextContent('没保存的改动')
    await press('profile-save')
    await waitFor(() => expect(stands).toMatchObject({ rev: 4, name: '安小然' }))
  })

  test('changes may be thrown away, and a draft of somebody else is nobody’s business', async () => {
    const first = render(<Profile />)
    await type('me-name', '安小然')
    await press('draft-drop')
    expect(await find('me-name')).toHaveValue('安然')
    expect(phone.storage.has('suishoupai.profile')).toBe(false)
    await type('me-name', '安小然')
    first.unmount()
    resident.enter(session({ viewer: { kind: 'resident', id: 'm2' } }))
    render(<Profile />)
    expect(await find('me-name')).toHaveValue('安然')
  })

  test('a refusal of the server stands at its field', async () => {
    answer('POST', /volunteers\/me$/, {
      status: 422,
      body: {
        ...problem('invalid', '有几处需要改一改。'),
        errors: [{ at: '/body/name', code: 'half', detail: '有字不完整' }]
      }
    })
    render(<Profile />)
    await type('me-name', '安小然')
    await press('profile-save')
    expect(await screen.findByText('有字不完整')).toBeInTheDocument()
    expect(await find('profile-error')).toHaveTextContent('有几处需要改一改。')
    expect(await find('me-name')).toHaveValue('安小然')
  })

  test('what others noted is read, not written: exams, thanks, and how far it is to the next star', async () => {
    stands = profile({
      learned: [
        { training: 'traffic', at: '2026-11-02T02:00:00.000Z', score: 85, passed: true },
        { training: 'law', at: '2026-11-03T02:00:00.000Z', score: 40, passed: false },
        { training: 'basics', at: '2026-11-04T02:00:00.000Z', passed: true }
      ],
      honours: [{ honour: 'good_partner', at: '2026-11-21T02:00:00.000Z', words: '一直陪着老人走完全程' }]
    })
    answer('GET', /hours\/mine$/, { status: 200, body: hours({ minutes: 7200, star: 1, nextStar: 18_000 }) })
    render(<Profile />)
    const noted = within(await find('noted'))
    expect(noted.getByText('2026年11月2日，考试 85 分')).toBeInTheDocument()
    expect(noted.getByText('2026年11月3日，考试 40 分')).toBeInTheDocument()
    expect(noted.getAllByText('通过')).toHaveLength(2)
    expect(noted.getByText('没有通过')).toBeInTheDocument()
    expect(noted.getByText('11月21日：一直陪着老人走完全程')).toBeInTheDocument()
    const star = within(await find('star'))
    expect(star.getByText('已到 1 星')).toBeInTheDocument()
    expect(star.getByText('已有 120 小时，满 300 小时到 2 星')).toBeInTheDocument()
  })

  test('where nothing was noted it says so, and hours that cannot be read hold nobody up', async () => {
    answer('GET', /hours\/mine$/, 'no network')
    render(<Profile />)
    expect(await screen.findByText(/还没有培训记录/)).toBeInTheDocument()
    expect(screen.getByText('还没有表扬。')).toBeInTheDocument()
    expect(screen.getByText('时长没读出来，连上网再看。')).toBeInTheDocument()
  })

  test('no network and no draft: it says so and asks again', async () => {
    answer('GET', /volunteers\/me$/, 'no network')
    render(<Profile />)
    expect(await screen.findByText(/没连上服务器/)).toBeInTheDocument()
    answer('GET', /volunteers\/me$/, () => ({ status: 200, body: stands }))
    await press('again')
    expect(await find('me-name')).toHaveValue('安然')
  })
})

describe('两处改过的资料', () => {
  const form = (more: Partial<Form> = {}): Form => ({
    display: '',
    name: '',
    phone: '',
    born: '',
    skills: [],
    areas: [],
    languages: [],
    free: [],
    ranked: false,
    ...more
  })

  test('the same change on both sides is no quarrel, and the order of a list is no change', () => {
    const base = form({ skills: ['photo', 'repair'] })
    const both = merge(base, { ...base, name: '安然' }, { ...base, name: '安然 ', skills: ['repair', 'photo'] })
    expect(both).toMatchObject({ taken: [], both: [] })
    expect(both.form.name).toBe('安然')
  })

  test('each field goes its own way', () => {
    const base = form({ name: '甲', phone: '1380000' })
    const mine = { ...base, name: '乙', ranked: true }
    const theirs = { ...base, name: '丙', phone: '1390000' }
    expect(merge(base, mine, theirs)).toEqual({
      form: { ...mine, phone: '1390000' },
      taken: ['phone'],
      both: ['name']
    })
  })

  test('a birthday to come and an eleventh street are seen on the phone', () => {
    const areas = Array.from({ length: 11 }, (_, i) => `street-${i}`)
    expect(wrongOf(form({ born: '2026-11-25', areas }), '2026-11-24')).toEqual({ born: 'born', areas: 'areas' })
    expect(wrongOf(form({ born: '2026-11-24', areas: areas.slice(1) }), '2026-11-24')).toEqual({})
  })
})

describe('我的队伍', () => {
  const team = (more: Partial<ProfileView['teams'][number]> = {}) => ({
    id: id('a'),
    name: '柳溪护河队',
    code: 'KXWD7F3M',
    members: 4,
    captain: false,
    ...more
  })
  const having = (...teams: ProfileView['teams']) => {
    stands = profile({ teams })
  }

  test('a team shows who leads it, how many they are, and a code to pass on', async () => {
    having(team({ captain: true }), team({ id: id('b'), name: '文庙巷邻居', members: 1 }))
    render(<Teams />)
    const first = within(await find(`team-${id('a')}`))
    expect(first.getByText('队长')).toBeInTheDocument()
    expect(first.getByText('共 4 人')).toBeInTheDocument()
    expect(within(await find(`team-${id('b')}`)).queryByText('队长')).toBeNull()
    await press(`copy-${id('a')}`)
    expect(phone.clipboard).toBe('KXWD7F3M')
    await press(`big-${id('a')}`)
    expect(first.getByText('一个一个念：K X W D 7 F 3 M')).toBeInTheDocument()
    expect(await find(`code-${id('a')}`)).toHaveTextContent('KXWD 7F3M')
  })

  test('founding one asks for a name of two characters and shows the code at once', async () => {
    answer('POST', /\/api\/teams$/, () => {
      having(team({ captain: true, members: 1 }))
      return { status: 201, body: stands }
    })
    render(<Teams />)
    expect(await screen.findByText(/还没有队伍/)).toBeInTheDocument()
    await type('team-name', '河')
    await press('team-name-go')
    expect(await screen.findByText('队名至少 2 个字。')).toBeInTheDocument()
    expect(said(/\/api\/teams$/)).toHaveLength(0)
    await type('team-name', ' 柳溪护河队 ')
    await press('team-name-go')
    expect(await find(`code-${id('a')}`)).toHaveTextContent('KXWD 7F3M')
    expect(said(/\/api\/teams$/)).toEqual([{ name: '柳溪护河队' }])
  })

  test('a name that is taken is said in words', async () => {
    answer('POST', /\/api\/teams$/, { status: 409, body: problem('team_exists', '这个队名已经有了，请换一个。') })
    render(<Teams />)
    await type('team-name', '柳溪护河队')
    await press('team-name-go')
    expect(await screen.findByText('这个队名已经有了，请换一个。')).toBeInTheDocument()
    expect(await find('team-name')).toHaveValue('柳溪护河队')
  })

  test.each(['kxwd7f3m', ' KXWD-7F3M ', 'kxwd 7f3m', 'ＫＸＷＤ７Ｆ３Ｍ'])(
    'the code is good as %p too',
    async (typed) => {
      answer('POST', /teams\/join$/, () => {
        having(team())
        return { status: 200, body: stands }
      })
      render(<Teams />)
      await type('team-code', typed)
      await press('team-code-go')
      await waitFor(() => expect(phone.toasts).toContain('加入了「柳溪护河队」。'))
      expect(said(/teams\/join$/)).toEqual([{ code: 'KXWD7F3M' }])
    }
  )

  test('a code that is too short is not sent; one nobody has, and a team that is full, are said in words', async () => {
    answer('POST', /teams\/join$/, { status: 404, body: problem('not_found', '没有找到。') })
    render(<Teams />)
    await type('team-code', 'KXWD')
    await press('team-code-go')
    expect(await screen.findByText(/口令是 8 个字母和数字/)).toBeInTheDocument()
    expect(said(/teams\/join$/)).toHaveLength(0)
    await type('team-code', 'KXWD7F3M')
    await press('team-code-go')
    expect(await screen.findByText(/没有哪个队用这个口令/)).toBeInTheDocument()
    answer('POST', /teams\/join$/, { status: 409, body: problem('team_full', '这个队已经满员，请联系队长。') })
    await press('team-code-go')
    expect(await screen.findByText('这个队已经满员，请联系队长。')).toBeInTheDocument()
  })

  test.each([
    ['a member may come back by the code', team(), '退出后要再加入，得有口令。'],
    ['a captain hands it on', team({ captain: true }), '队长由最早加入的人接着当'],
    ['the last one closes it', team({ captain: true, members: 1 }), '这个队就解散']
  ])('leaving says what comes of it: %s', async (_what, team, words) => {
    having(team)
    answer('POST', /teams\/a+\/leave$/, () => {
      having()
      return { status: 200, body: stands }
    })
    render(<Teams />)
    await press(`leave-${id('a')}`)
    expect(await screen.findByText(new RegExp(words))).toBeInTheDocument()
    expect(said(/leave$/)).toHaveLength(0)
    await press(`leave-yes-${id('a')}`)
    await waitFor(() => expect(document.getElementById(`team-${id('a')}`)).toBeNull())
    expect(phone.toasts).toContain('退出了「柳溪护河队」。')
  })

  test('whoever is in five is told why there is no sixth', async () => {
    having(...['a', 'b', 'c', 'd', 'e'].map((letter) => team({ id: id(letter), name: `队${letter}` })))
    render(<Teams />)
    expect(await find('teams-full')).toHaveTextContent('已经参加了 5 个队')
    expect(document.getElementById('team-name')).toBeNull()
    expect(document.getElementById('team-code')).toBeNull()
  })
})

describe('光荣榜', () => {
  test('shows those who want to be there and nothing else of them', async () => {
    answer('GET', /\/api\/wall$/, {
      status: 200,
      body: { items: [{ display: '岸边的人', star: 1, minutes: 6390, activities: 40 }] }
    })
    render(<Honours />)
    expect(await screen.findByText('岸边的人')).toBeInTheDocument()
    expect(screen.getByText('1 星')).toBeInTheDocument()
    expect(screen.getByText('106 小时 30 分钟，40 场活动')).toBeInTheDocument()
    expect(screen.getByText(/只列出愿意公开的志愿者/)).toBeInTheDocument()
    await press('to-profile')
    expect(phone.visits[0]?.url).toBe('/activities/profile')
  })

  test('an empty one says how one comes to stand there', async () => {
    answer('GET', /\/api\/wall$/, { status: 200, body: { items: [] } })
    render(<Honours />)
    expect(await screen.findByText(/还没有人上榜/)).toBeInTheDocument()
  })
})
