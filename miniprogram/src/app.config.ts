import { lightColour } from '#shared/design-tokens.ts'
import { mini } from '#shared/locales/mini.ts'

const tab = (page: 'home' | 'cases' | 'activities' | 'mine', path = `${page}/index`) => ({
  pagePath: path,
  text: mini.tabs[page],
  // A theme's own colours; WeChat reads them from theme.json.
  ...(ON_WEAPP && { iconPath: `@tab_${page}`, selectedIconPath: `@tab_${page}_on` })
})

export default defineAppConfig({
  pages: ['home/index', 'cases/index', 'together/index', 'mine/index', 'report/index', 'report/place', 'cases/case'],
  subPackages: [
    { root: 'own', pages: ['report', 'find'] },
    { root: 'receipt', pages: ['index'] },
    { root: 'notices', pages: ['index'] },
    { root: 'privacy', pages: ['index'] },
    { root: 'office', pages: ['index', 'sign-in', 'case'] },
    {
      root: 'activities',
      pages: ['index', 'activity', 'mine', 'hours', 'certificates', 'certificate', 'profile', 'teams', 'honours']
    }
  ],
  // Whoever writes a report will soon read its receipt; whoever looks for his own will open one of them.
  preloadRule: {
    'report/index': { network: 'all', packages: ['receipt'] },
    'mine/index': { network: 'all', packages: ['own'] }
  },
  // The web build draws bar and tabs itself (parts/page), with real headings, buttons and both themes.
  tabBar: {
    custom: !ON_WEAPP,
    color: ON_WEAPP ? '@tabColor' : lightColour('ink-2'),
    selectedColor: ON_WEAPP ? '@tabOn' : lightColour('brand'),
    backgroundColor: ON_WEAPP ? '@tabGround' : lightColour('surface'),
    ...(ON_WEAPP && { borderStyle: '@tabEdge' as 'black' }),
    list: [tab('home'), tab('cases'), tab('activities', 'together/index'), tab('mine')]
  },
  window: {
    navigationStyle: ON_WEAPP ? 'default' : 'custom',
    navigationBarTitleText: mini.brand,
    ...(ON_WEAPP && {
      navigationBarBackgroundColor: '@bar',
      navigationBarTextStyle: '@barText',
      backgroundColor: '@paper',
      backgroundColorTop: '@paper',
      backgroundColorBottom: '@paper',
      backgroundTextStyle: '@pull'
    })
  },
  // Nothing moves on its own: the web build changes pages at once.
  ...(ON_WEAPP
    ? { darkmode: true, themeLocation: 'theme.json', lazyCodeLoading: 'requiredComponents' }
    : { animation: false }),
  permission: { 'scope.userLocation': { desc: mini.permission.location } },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  __usePrivacyCheck__: true
})
