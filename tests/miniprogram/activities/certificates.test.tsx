import { beforeEach, describe, expect, test, vi } from 'vitest'
import { render, screen, waitFor, within } from '@testing-library/preact'
import type { ApiAnswer } from '#shared/api.ts'
import type { CertificateRow, CertificateView } from '#shared/certificates.ts'
import type { HourEntry } from '#shared/hours.ts'
import Hours from '../../../miniprogram/src/activities/hours'
import CertificatePage from '../../../miniprogram/src/activities/certificate'
import CertificatesPage from '../../../miniprogram/src/activities/certificates'
import { resident } from '../../../miniprogram/src/session'
import { answer, phone, reset } from '../mocks/taro'
import { find, pick, press, sent, type } from '../page-actions'
import { office, problem, session } from '../samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const id = (letter: string) => letter.repeat(24)
const activity = { no: '20261124-001', title: '柳溪河岸清理', from: '2026-11-21T00:30:00.000Z' }
const entry = (more: Partial<HourEntry> = {}): HourEntry => ({
  id: id('a'),
  kind: 'grant',
  at: '2026-11-22T02:00:00.000Z',
  minutes: 150,
  activity,
  signup: id('b'),
  by: '徐清',
  ...more
})
type Mine = ApiAnswer<'myHours'>
const hours = (more: Partial<Mine> = {}): Mine => ({
  minutes: 150,
  activities: 1,
  star: 0,
  nextStar: 6000,
  items: [entry()],
  corrections: [],
  ...more
})
const row = (more: Partial<CertificateRow> = {}): CertificateRow => ({
  id: id('c'),
  status: 'notice',
  at: '2026-11-22T02:00:00.000Z',
  office,
  name: '安然',
  from: '2026-01-01',
  to: '2026-11-22',
  minutes: 150,
  until: '2026-11-29T02:00:00.000Z',
  lowered: false,
  ...more
})
const paper = (more: Partial<CertificateView> = {}): CertificateView => ({
  id: id('c'),
  version: 3,
  status: 'issued',
  at: '2026-11-10T02:00:00.000Z',
  office,
  from: '2026-01-01',
  to: '2026-11-22',
  identity: { name: '安然' },
  shows: { code: ['name', 'hours'], all: [] },
  minutes: 150,
  services: [
    { activity: activity.no, title: activity.title, kind: 'river', role: '清扫', from: activity.from, minutes: 150 }
  ],
  number: '2026-000123',
  code: 'ABCDE23456',
  issued: { at: '2026-11-20T02:00:00.000Z', responsible: '沈岳', handler: '徐清', contact: '0520-0010101' },
  pdf: `/certificates/files/${id('c')}.pdf?until=1&key=k`,
  log: [{ n: 1, at: '2026-11-10T02:00:00.000Z', by: '', verb: 'request', to: 'requested' }],
  may: ['show'],
  ...more
})
const offices = [{ office, minutes: 150, from: '2026-11-21', to: '2026-11-21' }]

beforeEach(async () => {
  reset()
  document.body.replaceChildren()
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  await resident.token()
})

describe('我的时长', () => {
  const ledger = (hours: Mine) => answer('GET', /\/api\/hours\/mine$/, { status: 200, body: hours })

  test('the total is hours and minutes, and every entry says what, who and why', async () => {
    ledger(
      hours({
        minutes: 120,
        items: [
          entry({ id: id('d'), kind: 'correct', minutes: -30, words: '早走了半小时', by: '沈岳' }),
          entry({ id: id('e'), kind: 'revoke', minutes: -60, words: '记重了' }),
          entry()
        ]
      })
    )
    render(<Hours />)
    expect(await find('total')).toHaveTextContent('2 小时')
    const corrected = within(await find(`entry-${id('d')}`))
    expect(corrected.getByText('-30 分钟')).toBeInTheDocument()
    expect(corrected.getByText('理由：早走了半小时')).toBeInTheDocument()
    expect(corrected.getByText(/沈岳更正/)).toBeInTheDocument()
    expect(within(await find(`entry-${id('e')}`)).getByText(/收回/)).toBeInTheDocument()
    expect(within(await find(`entry-${id('a')}`)).getByText('+2 小时 30 分钟')).toBeInTheDocument()
  })

  test('older entries follow on the same page, and the ledger itself is asked from where it ended', async () => {
    ledger(hours({ older: 'next' }))
    answer('GET', /hours\/mine\?after=next$/, { status: 200, body: hours({ items: [entry({ id: id('f') })] }) })
    render(<Hours />)
    await press('older')
    expect(await find(`entry-${id('f')}`)).toBeInTheDocument()
    expect(await find(`entry-${id('a')}`)).toBeInTheDocument()
    expect(document.getElementById('older')).toBeNull()
  })

  test('whoever finds a mistake says what it should be and why, and somebody else is asked', async () => {
    ledger(hours())
    answer('POST', /signups\/b+\/correction$/, { status: 200, body: {} })
    render(<Hours />)
    await press(`fix-${id('a')}`)
    await press('fix-go')
    expect(await screen.findByText('填 0 到 1440 的整数。')).toBeInTheDocument()
    expect(sent(/correction$/)).toHaveLength(0)
    await type('fix-minutes', '180')
    await type('fix-words', '提前半小时到场搬工具')
    await press('fix-go')
    await waitFor(() => expect(sent(/correction$/)[0]?.data).toEqual({ minutes: 180, words: '提前半小时到场搬工具' }))
  })

  test('a question that is open is shown and not asked again', async () => {
    ledger(
      hours({
        corrections: [
          {
            id: id('9'),
            at: '2026-11-23T02:00:00.000Z',
            state: 'asked',
            signup: id('b'),
            activity,
            granted: 150,
            minutes: 180,
            words: '少记了半小时',
            by: '',
            mayRule: false
          }
        ]
      })
    )
    render(<Hours />)
    expect(await screen.findByText('等人核对')).toBeInTheDocument()
    expect(document.getElementById(`fix-${id('a')}`)).toBeNull()
  })

  test('an empty ledger leads to the activities, and a silence says so and asks again', async () => {
    answer('GET', /\/api\/hours\/mine$/, 'no network')
    render(<Hours />)
    expect(await screen.findByText(/没连上服务器/)).toBeInTheDocument()
    ledger(hours({ minutes: 0, activities: 0, items: [] }))
    await press('again')
    expect(await screen.findByText(/还没有时长/)).toBeInTheDocument()
  })
})

describe('志愿服务证明', () => {
  const mine = (items: CertificateRow[]) =>
    answer('GET', /certificates\/mine$/, { status: 200, body: { items, offices } })

  test('each says how far it is, and leads on', async () => {
    const { until, ...rest } = row()
    expect(until).toBeDefined()
    mine([row(), { ...rest, id: id('d'), status: 'revoked', number: '2026-000100' }])
    render(<CertificatesPage />)
    expect(await screen.findByText('公示中')).toBeInTheDocument()
    expect(screen.getByText(/公示到 11月29日/)).toBeInTheDocument()
    expect(screen.getByText('已撤销')).toBeInTheDocument()
    await press(`paper-${id('c')}`)
    expect(phone.visits[0]?.url).toBe(`/activities/certificate?id=${id('c')}`)
  })

  test('she asks for the days the ledger has, with nothing of her identity but the name, and agrees to the announcement', async () => {
    mine([])
    answer('POST', /\/api\/certificates$/, { status: 201, body: paper({ status: 'requested', may: ['withdraw'] }) })
    render(<CertificatesPage />)
    await press('ask-paper')
    await press('paper-go')
    expect(await screen.findByText('请填姓名。')).toBeInTheDocument()
    expect(await find('announce-error')).toBeInTheDocument()
    expect(sent(/certificates$/)).toHaveLength(0)
    await type('paper-name', '安然')
    await press('announce')
    await press('paper-go')
    await waitFor(() => expect(phone.visits[0]?.url).toBe(`/activities/certificate?id=${id('c')}`))
    const [asked] = sent(/certificates$/)
    expect(asked?.data).toEqual({
      office: office.id,
      from: '2026-11-21',
      to: '2026-11-21',
      identity: { name: '安然' },
      shows: { code: ['name', 'hours', 'activities'], all: [] },
      announce: true
    })
    expect(asked?.header?.['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/)
  })

  test('a document stands on the paper only when she says so, and its number is looked at before it is sent', async () => {
    mine([])
    answer('POST', /\/api\/certificates$/, { status: 201, body: paper({ status: 'requested' }) })
    render(<CertificatesPage />)
    await press('ask-paper')
    await type('paper-name', '安然')
    await press('announce')
    expect(document.getElementById('paper-number')).toBeNull()
    await pick(screen.getByLabelText(/居民身份证/), 1)
    await type('paper-number', '110105194912310021')
    await press('paper-go')
    expect(await screen.findByText(/身份证号码不对/)).toBeInTheDocument()
    expect(sent(/certificates$/)).toHaveLength(0)
    await type('paper-number', '11010519491231002x')
    // What the bare number shows, the code shows as well.
    await press('code-hours')
    await press('all-hours')
    await press('code-identity')
    await press('paper-go')
    await waitFor(() => expect(sent(/certificates$/)).toHaveLength(1))
    expect(sent(/certificates$/)[0]?.data).toMatchObject({
      identity: { document: { kind: 'id_card', number: '11010519491231002X' } },
      shows: { code: ['name', 'identity', 'hours', 'activities'], all: ['hours'] }
    })
  })

  test('pressing again after a silence asks for the same one, and a refusal is said in words', async () => {
    mine([])
    answer('POST', /\/api\/certificates$/, 'no network')
    render(<CertificatesPage />)
    await press('ask-paper')
    await type('paper-name', '安然')
    await press('announce')
    await press('paper-go')
    await screen.findByText(/没连上服务器/)
    answer('POST', /\/api\/certificates$/, { status: 409, body: problem('certificate_open', '已有一份在办。') })
    await press('paper-go')
    expect(await screen.findByText('已有一份在办。')).toBeInTheDocument()
    const keys = sent(/certificates$/).map((request) => request.header?.['Idempotency-Key'])
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  test('without hours there is nothing to certify', async () => {
    answer('GET', /certificates\/mine$/, { status: 200, body: { items: [], offices: [] } })
    render(<CertificatesPage />)
    expect(await screen.findByText(/还没有能证明的时长/)).toBeInTheDocument()
    expect(document.getElementById('ask-paper')).toBeNull()
  })
})

describe('一份证明', () => {
  const read = (certificate: CertificateView) => answer('GET', /certificates\/c+$/, { status: 200, body: certificate })
  beforeEach(() => {
    phone.params = { id: id('c') }
  })

  test('the PDF is fetched and opened', async () => {
    read(paper())
    answer('GET', /certificates\/files\/c+\.pdf/, { status: 200 })
    render(<CertificatePage />)
    await press('pdf')
    await waitFor(() => expect(phone.opened).toHaveLength(1))
  })

  test('a link that is over is said, and nothing is opened', async () => {
    read(paper())
    answer('GET', /certificates\/files\/c+\.pdf/, { status: 404 })
    render(<CertificatePage />)
    await press('pdf')
    expect(await find('pdf-error')).toBeInTheDocument()
    expect(phone.opened).toHaveLength(0)
  })

  test('the address at which anybody checks it is shown and copied, with the code on the paper', async () => {
    read(paper())
    render(<CertificatePage />)
    const address = 'http://api.test/certificates/2026-000123?code=ABCDE23456'
    expect(await find('address')).toHaveTextContent(address)
    await press('copy-address')
    expect(phone.clipboard).toBe(address)
  })

  test('during the announcement it says until when, and may be taken back once she is sure', async () => {
    const { number, code, issued, pdf, ...rest } = paper()
    expect([number, code, issued, pdf]).not.toContain(undefined)
    read({
      ...rest,
      status: 'notice',
      notice: { from: '2026-11-22T02:00:00.000Z', until: '2026-11-29T02:00:00.000Z', by: '徐清' },
      may: ['withdraw']
    })
    answer('POST', /certificates\/c+\/moves$/, { status: 200, body: { ...rest, status: 'withdrawn', may: [] } })
    render(<CertificatePage />)
    expect(await find('standing')).toHaveTextContent('公示到 11月29日 10:00')
    expect(document.getElementById('pdf')).toBeNull()
    await press('withdraw')
    expect(sent(/moves$/)).toHaveLength(0)
    await press('withdraw-yes')
    expect(await screen.findByText('您撤回了这次申请。')).toBeInTheDocument()
    expect(sent(/moves$/)[0]?.data).toEqual({ verb: 'withdraw', version: 3 })
  })

  test('a revoked one says why and offers neither paper nor address', async () => {
    const { pdf, ...rest } = paper()
    expect(pdf).toBeDefined()
    read({
      ...rest,
      status: 'revoked',
      revoked: {
        at: '2026-11-23T02:00:00.000Z',
        by: '沈岳',
        cause: 'hours_corrected',
        words: '更正后为九十分钟'
      },
      may: []
    })
    render(<CertificatePage />)
    expect(await screen.findByText('撤销原因：时长经更正减少')).toBeInTheDocument()
    expect(screen.getByText(/更正后为九十分钟/)).toBeInTheDocument()
    for (const gone of ['pdf', 'address', 'copy-address']) expect(document.getElementById(gone)).toBeNull()
  })

  test('she changes what strangers see, and a stale page says so', async () => {
    read(paper())
    answer('POST', /moves$/, { status: 409, body: problem('stale', '别处改过了，请刷新。') })
    render(<CertificatePage />)
    await press('change-shows')
    await press('code-name')
    await press('save-shows')
    expect(await screen.findByText('别处改过了，请刷新。')).toBeInTheDocument()
    answer('POST', /moves$/, { status: 200, body: paper({ version: 4, shows: { code: ['hours'], all: [] } }) })
    await press('save-shows')
    await find('change-shows')
    expect(sent(/moves$/)[1]?.data).toEqual({ verb: 'show', version: 3, shows: { code: ['hours'], all: [] } })
  })

  test('somebody else’s is not found', async () => {
    answer('GET', /certificates\/c+$/, { status: 404, body: problem('not_found', '没有找到。') })
    render(<CertificatePage />)
    expect(await screen.findByText('没有找到。')).toBeInTheDocument()
  })
})
