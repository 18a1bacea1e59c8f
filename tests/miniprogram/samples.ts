/** A small city and one case, as the server would present them. */
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView, DeadlineClock } from '#shared/cases.ts'
import type { ReportView } from '#shared/reports.ts'

export const photoId = (n: number): string => String(n).padStart(64, '0')
export const reportId = (n: number): string => String(n).padStart(24, '0')

const HOUR = 3_600_000
export const DAY_MS = 8 * HOUR

export const clock = (more: Partial<DeadlineClock> = {}): DeadlineClock => ({
  light: (more.usedMs ?? 0) > (more.totalMs ?? 2 * DAY_MS) ? 'red' : 'green',
  limit: { n: 2, unit: 'work_day' },
  dayMs: DAY_MS,
  dueAt: '2026-11-24T02:20:00.000Z',
  provisional: false,
  usedMs: 4 * HOUR,
  totalMs: 2 * DAY_MS,
  state: 'running',
  ...more
})

export const office = { id: 'hebin-squad', name: '河滨街道综合行政执法中队', short: '河滨中队' }

export const categories: ApiAnswer<'categories'> = {
  tiles: [
    { id: 'stall', name: '占道经营', icon: 'stall' },
    { id: 'road', name: '道路设施', icon: 'lamp' }
  ],
  categories: [
    {
      code: 'vendor',
      name: '流动摊贩',
      plainName: '流动摊贩',
      tile: 'stall',
      hint: '拍清摊位',
      urgency: 'limited',
      limit: { n: [2, 2, 2], unit: 'work_day' },
      home: false,
      gb: '',
      filing: '',
      closing: '',
      answers: { by: 'street' }
    },
    {
      code: 'shopfront',
      name: '店外经营',
      plainName: '店外经营',
      tile: 'stall',
      hint: '',
      urgency: 'limited',
      limit: { n: [3, 3, 3], unit: 'work_day' },
      home: false,
      gb: '',
      filing: '',
      closing: '',
      answers: { by: 'street' }
    },
    {
      code: 'pothole',
      name: '路面破损',
      plainName: '路面破损',
      tile: 'road',
      hint: '',
      urgency: 'limited',
      limit: { n: [7, 7, 7], unit: 'work_day' },
      home: false,
      gb: '',
      filing: '',
      closing: '',
      answers: { by: 'office', name: '住建局' }
    }
  ]
}
export const areas: ApiAnswer<'areas'> = {
  city: {
    id: 'town',
    name: '云汀市',
    centre: { lng: 120.02, lat: 32.02 },
    bbox: [120, 32, 120.04, 32.04],
    hotline: '12345'
  },
  items: [{ id: 'hebin', name: '河滨街道', class: 'first', place: { lng: 120.01, lat: 32.01 } }]
}

export const caseView = (more: Partial<CaseView> = {}): CaseView => ({
  no: '2026-1122-00371',
  title: '公园东门外垃圾桶满溢',
  category: { code: 'vendor', name: '流动摊贩', tile: 'stall' },
  area: { id: 'hebin', name: '河滨街道' },
  office,
  assisting: [],
  returned: [],
  status: 'handling',
  at: '2026-11-20T09:12:00.000Z',
  since: '2026-11-20T09:12:00.000Z',
  channel: 'mini',
  reports: 1,
  before: [],
  after: [],
  clock: clock(),
  elapsed: {
    days: 2,
    from: '2026-11-20T09:12:00.000Z',
    strip: [
      { day: '2026-11-20', weekday: 5, working: true, marks: ['reported'] },
      { day: '2026-11-21', weekday: 6, working: false, marks: [] },
      { day: '2026-11-22', weekday: 0, working: false, marks: ['today'] }
    ]
  },
  routing: {
    rule: 'R-4',
    version: 1,
    release: 1,
    because: [{ kind: 'text', text: '街面秩序由所在街道中队办' }],
    byHand: false
  },
  timeline: [
    {
      n: 1,
      at: '2026-11-20T09:12:00.000Z',
      verb: 'receive',
      to: 'received',
      who: { role: 'system' },
      photos: [],
      hash: 'a'
    }
  ],
  ratings: [],
  ledger: { entries: 1, head: 'abcdef0123456789', at: '2026-11-20T09:12:00.000Z', whole: true },
  public: true,
  ...more
})

export const reportView = (more: Partial<ReportView> = {}): ReportView => ({
  id: reportId(7),
  no: '2026-1122-00371',
  at: '2026-11-20T09:12:00.000Z',
  channel: 'mini',
  photos: [],
  consentPublic: true,
  ratedBefore: [],
  may: [],
  case: caseView(),
  ...more
})

export const receipt: ApiAnswer<'submit'> = {
  no: '2026-1122-00371',
  report: reportId(7),
  code: 'K7QF2M9XA4',
  at: '2026-11-22T02:20:00.000Z',
  office,
  deadline: { limit: { n: 2, unit: 'work_day' }, dueAt: '2026-11-24T02:20:00.000Z', provisional: false },
  because: [
    { kind: 'area', area: '河滨街道' },
    { kind: 'rule', category: '流动摊贩', because: '街面秩序由所在街道中队办' }
  ]
}

export const session = (more: Partial<ApiAnswer<'signInWechat'>> = {}): ApiAnswer<'signInWechat'> => ({
  access: 'access-1',
  refresh: 'refresh-1-refresh-1-refresh',
  expiresInS: 900,
  viewer: { kind: 'resident', id: 'm1' },
  ...more
})

export const problem = (code: string, detail = '请再试一次。') => ({
  type: 'about:blank',
  title: code,
  status: 400,
  code,
  detail
})
