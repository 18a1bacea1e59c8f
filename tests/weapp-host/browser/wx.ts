/**
 * Stand-ins for what WeChat gives a mini-program. Requests and uploads are real and go to the real server; storage,
 * files and navigation behave; camera, location, sign-in and consent answer as a willing owner's phone would.
 */
import { element, files, phone, plain, program, watched } from './program.ts'
import { back, open, restart, show } from './stack.ts'

interface Done {
  success?: (result: object) => void
  fail?: (result: { errMsg: string }) => void
  complete?: (result: object) => void
}
type Given<T = object> = T & Done

const well = (given: Done | undefined, name: string, result: object = {}) => {
  const told = { errMsg: `${name}:ok`, ...result }
  queueMicrotask(() => {
    given?.success?.(told)
    given?.complete?.(told)
  })
}
const ill = (given: Done | undefined, name: string, why: string) => {
  const told = { errMsg: `${name}:fail ${why}` }
  queueMicrotask(() => {
    given?.fail?.(told)
    given?.complete?.(told)
  })
}

/** The compiled-in address is this page's own: the host hands everything on to the real server. */
const reach = (url: string) => url.replace(phone.apiBase, '')

function request(given: Given<{ url: string; method?: string; data?: unknown; header?: Record<string, string> }>) {
  const stop = new AbortController()
  fetch(reach(given.url), {
    method: given.method ?? 'GET',
    signal: stop.signal,
    headers: { ...given.header },
    ...(given.data !== undefined && {
      body:
        typeof given.data === 'string' || given.data instanceof ArrayBuffer ? given.data : JSON.stringify(given.data)
    })
  }).then(
    async (answer) => {
      const text = await answer.text()
      let data: unknown = text
      try {
        data = JSON.parse(text)
      } catch {
        // WeChat, too, hands on as text what is no JSON.
      }
      well(given, 'request', { statusCode: answer.status, data, header: Object.fromEntries(answer.headers) })
    },
    (error: unknown) => ill(given, 'request', String(error))
  )
  return { abort: () => stop.abort(), onHeadersReceived() {}, offHeadersReceived() {} }
}

const bytesOf = async (name: string): Promise<ArrayBuffer> => (await fetch(files.get(name) ?? name)).arrayBuffer()

const storage = new Map<string, unknown>()
let next = 0

const screen = () => ({
  SDKVersion: '3.8.0',
  platform: 'devtools',
  brand: 'host',
  model: 'host',
  language: 'zh_CN',
  version: '8.0.50',
  system: 'iOS 17.0',
  windowWidth: innerWidth,
  windowHeight: innerHeight,
  screenWidth: innerWidth,
  screenHeight: innerHeight,
  pixelRatio: devicePixelRatio,
  statusBarHeight: 20
})
const launch = () => ({ path: program.pages[0], query: {}, scene: 1001 })

function toast({ title }: { title: string }) {
  const shown = element('div', 'host-toast', title)
  document.body.append(shown)
  setTimeout(() => shown.remove(), 1500)
}

const go =
  (name: string, way: (url: string) => void) =>
  (given: Given<{ url: string }>): void => {
    try {
      way(given.url)
      well(given, name)
    } catch (error) {
      ill(given, name, String(error))
    }
  }

const offered: Record<string, unknown> = {
  request,
  getSystemInfoSync: screen,
  getWindowInfo: screen,
  getDeviceInfo: screen,
  getAppBaseInfo: screen,
  getLaunchOptionsSync: launch,
  getEnterOptionsSync: launch,
  getMenuButtonBoundingClientRect: () => ({
    top: 26,
    height: 32,
    left: innerWidth - 97,
    right: innerWidth - 10,
    width: 87,
    bottom: 58
  }),
  canIUse: () => true,
  nextTick: (then: () => void) => setTimeout(then, 0),
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, plain(value)),
  removeStorageSync: (key: string) => void storage.delete(key),
  getNetworkType: (given: Given) => well(given, 'getNetworkType', { networkType: 'wifi' }),
  login: (given: Given) => well(given, 'login', { code: 'host-resident' }),
  requirePrivacyAuthorize: (given: Given) => well(given, 'requirePrivacyAuthorize'),
  getSetting: (given: Given) => well(given, 'getSetting', { authSetting: { 'scope.userLocation': true } }),
  getLocation: (given: Given) => well(given, 'getLocation', phone.place),
  chooseLocation: (given: Given) => ill(given, 'chooseLocation', 'cancel'),
  getRandomValues: (given: Given<{ length: number }>) =>
    well(given, 'getRandomValues', { randomValues: crypto.getRandomValues(new Uint8Array(given.length)).buffer }),
  chooseMedia: (given: Given) =>
    well(given, 'chooseMedia', {
      type: 'image',
      tempFiles: phone.photos.map((name) => ({ tempFilePath: `wxfile://tmp/${name}`, fileType: 'image' }))
    }),
  getImageInfo: (given: Given<{ src: string }>) => {
    const picture = new Image()
    picture.onload = () => well(given, 'getImageInfo', { width: picture.naturalWidth, height: picture.naturalHeight })
    picture.onerror = () => ill(given, 'getImageInfo', 'not an image')
    picture.src = files.get(given.src) ?? given.src
  },
  compressImage: (
    given: Given<{ src: string; quality: number; compressedWidth?: number; compressedHeight?: number }>
  ) => {
    const picture = new Image()
    picture.onload = () => {
      const scale = given.compressedWidth
        ? given.compressedWidth / picture.naturalWidth
        : given.compressedHeight
          ? given.compressedHeight / picture.naturalHeight
          : 1
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(picture.naturalWidth * scale)
      canvas.height = Math.round(picture.naturalHeight * scale)
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
      const name = `wxfile://tmp/small-${++next}.jpg`
      files.set(name, canvas.toDataURL('image/jpeg', given.quality / 100))
      well(given, 'compressImage', { tempFilePath: name })
    }
    picture.onerror = () => ill(given, 'compressImage', 'not an image')
    picture.src = files.get(given.src) ?? given.src
  },
  getFileSystemManager: () => ({
    saveFile: (given: Given<{ tempFilePath: string }>) => {
      const bytes = files.get(given.tempFilePath)
      if (bytes === undefined) return ill(given, 'saveFile', 'no such file')
      const name = `wxfile://usr/${++next}.jpg`
      files.set(name, bytes)
      files.delete(given.tempFilePath)
      well(given, 'saveFile', { savedFilePath: name })
    },
    getFileInfo: (given: Given<{ filePath: string }>) =>
      bytesOf(given.filePath).then(
        ({ byteLength }) => well(given, 'getFileInfo', { size: byteLength }),
        () => ill(given, 'getFileInfo', 'no such file')
      ),
    readFile: (given: Given<{ filePath: string; position: number; length: number }>) =>
      bytesOf(given.filePath).then(
        (bytes) => well(given, 'readFile', { data: bytes.slice(given.position, given.position + given.length) }),
        () => ill(given, 'readFile', 'no such file')
      ),
    getSavedFileList: (given: Given) => {
      const kept = [...files.keys()].filter((name) => name.startsWith('wxfile://usr/'))
      well(given, 'getSavedFileList', { fileList: kept.map((filePath) => ({ filePath, createTime: 0, size: 1 })) })
    },
    access: (given: Given<{ path: string }>) =>
      files.has(given.path) ? well(given, 'access') : ill(given, 'access', 'no such file'),
    removeSavedFile: (given: Given<{ filePath: string }>) => {
      files.delete(given.filePath)
      well(given, 'removeSavedFile')
    }
  }),
  createMapContext: () => ({ getRegion() {}, getScale() {}, getCenterLocation() {} }),
  createSelectorQuery: () => {
    const query: Record<string, unknown> = {}
    for (const name of [
      'in',
      'select',
      'selectAll',
      'selectViewport',
      'boundingClientRect',
      'scrollOffset',
      'fields',
      'node'
    ])
      query[name] = () => query
    query['exec'] = (then?: (found: []) => void) => then?.([])
    return query
  },
  showToast: (given: Given<{ title: string }>) => {
    toast(given)
    well(given, 'showToast')
  },
  setClipboardData: (given: Given<{ data: string }>) => {
    watched.clipboard = given.data
    well(given, 'setClipboardData')
  },
  pageScrollTo: (given: Given) => well(given, 'pageScrollTo'),
  stopPullDownRefresh: (given?: Given) => well(given, 'stopPullDownRefresh'),
  previewImage: (given: Given) => well(given, 'previewImage'),
  makePhoneCall: (given: Given) => well(given, 'makePhoneCall'),
  openLocation: (given: Given) => well(given, 'openLocation'),
  navigateTo: go('navigateTo', open),
  redirectTo: go('redirectTo', (url) => {
    back(1)
    open(url)
  }),
  switchTab: go('switchTab', restart),
  reLaunch: go('reLaunch', restart),
  navigateBack: (given: Given<{ delta?: number }> = {}) => {
    back(given.delta ?? 1)
    show()
    well(given, 'navigateBack')
  }
}
// Things one may listen to, which never happen here.
for (const name of [
  'onAppShow',
  'onAppHide',
  'onError',
  'onUnhandledRejection',
  'onPageNotFound',
  'onNetworkStatusChange',
  'offNetworkStatusChange',
  'onWindowResize',
  'onThemeChange'
])
  offered[name] = () => undefined

/** What the program sees: every call is written down, and a name this host does not know is noted. */
export const wx = new Proxy(offered, {
  get(from, name) {
    if (typeof name !== 'string') return undefined
    const value = from[name]
    if (value === undefined) watched.missing.push(name)
    // What every object has is no call of WeChat's.
    if (typeof value !== 'function' || !Reflect.getOwnPropertyDescriptor(from, name)) return value
    return (...given: unknown[]): unknown => {
      watched.calls.push(name)
      return (value as (...all: unknown[]) => unknown)(...given)
    }
  }
})
