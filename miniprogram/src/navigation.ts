import Taro from '@tarojs/taro'

/** Ways from page to page. WeChat keeps ten pages at most; beyond that the present one gives way. */
const STACK_ATMOST = 10

export const pages = {
  home: '/home/index',
  cases: '/cases/index',
  case: '/cases/case',
  mine: '/mine/index',
  myReport: '/own/report',
  findReport: '/own/find',
  report: '/report/index',
  choosePlace: '/report/place',
  receipt: '/receipt/index',
  activities: '/together/index',
  allActivities: '/activities/index',
  activity: '/activities/activity',
  signups: '/activities/mine',
  hours: '/activities/hours',
  certificates: '/activities/certificates',
  certificate: '/activities/certificate',
  profile: '/activities/profile',
  teams: '/activities/teams',
  honours: '/activities/honours',
  notices: '/notices/index',
  privacy: '/privacy/index',
  office: '/office/index',
  officeSignIn: '/office/sign-in',
  officeCase: '/office/case'
} as const
export type PageName = keyof typeof pages

const tabs: readonly PageName[] = ['home', 'cases', 'activities', 'mine']

export const pageUrl = (page: PageName, query: Record<string, string> = {}): string => {
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return `${pages[page]}${search && `?${search}`}`
}

export function openPage(page: PageName, query?: Record<string, string>): void {
  const url = pageUrl(page, query)
  if (tabs.includes(page)) void Taro.switchTab({ url: pages[page] })
  else if (Taro.getCurrentPages().length >= STACK_ATMOST) void Taro.redirectTo({ url })
  else void Taro.navigateTo({ url })
}
/** Goes on without leaving a way back to a form that is done with. */
export const replacePage = (page: PageName, query?: Record<string, string>): void =>
  void Taro.redirectTo({ url: pageUrl(page, query) })
/** The same, to the tab instead where the page's package cannot be had now. */
export const replacePageOrTab = (page: PageName, tab: 'home' | 'cases' | 'mine'): void =>
  void Taro.redirectTo({ url: pages[page] }).catch(() => Taro.switchTab({ url: pages[tab] }))

export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: pages.home })
}
