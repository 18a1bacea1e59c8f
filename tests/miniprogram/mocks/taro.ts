/**
 * A phone for tests: Taro's calls, answered from tables. Nothing of ours is replaced; requests go to whatever `answer`
 * promises, and a request nobody promised anything about is an error.
 */
import { useEffect, useRef } from 'react'

export interface Asked {
  url: string
  method: string
  data?: unknown
  header?: Record<string, string>
}
type Reply = { status: number; body?: unknown } | 'no network'
type Answer = Reply | ((asked: Asked) => Reply | Promise<Reply>)

interface Phone {
  asked: Asked[]
  /** What went up of photos, part by part. */
  uploads: string[]
  visits: { by: string; url: string }[]
  storage: Map<string, unknown>
  params: Record<string, string>
  toasts: string[]
  clipboard: string
  calls: string[]
  /** Files that were opened on the phone. */
  opened: string[]
  /** What the owner allows. */
  allows: { location: boolean; camera: boolean; privacy: boolean; album: boolean; messages: boolean }
  /** Templates that he was asked about, and those that he refuses. */
  askedFor: string[][]
  refused: string[]
  /** What is written on the pictures that went into the album. */
  album: string[]
  place: { longitude: number; latitude: number; accuracy: number }
  taken: string[]
  /** Files that were let go. */
  gone: string[]
  /** What lies in the program's own folder. */
  saved: { filePath: string; createTime: number }[]
  /** What was asked to be made smaller. */
  shrunk: { src: string; compressedWidth?: number; compressedHeight?: number }[]
  chosen: { name: string; address: string; longitude: number; latitude: number } | 'cancel'
}

const fresh = (): Phone => ({
  asked: [],
  uploads: [],
  visits: [],
  storage: new Map(),
  params: {},
  toasts: [],
  clipboard: '',
  calls: [],
  opened: [],
  allows: { location: true, camera: true, privacy: true, album: true, messages: true },
  askedFor: [],
  refused: [],
  album: [],
  place: { longitude: 120.01, latitude: 32.0, accuracy: 8 },
  taken: ['wxfile://tmp/1.jpg'],
  gone: [],
  saved: [],
  shrunk: [],
  chosen: 'cancel'
})
export let phone = fresh()

let answers: { method: string; path: RegExp; answer: Answer }[] = []
let shows = new Set<() => void>()
let unloads = new Set<() => void>()

/** Promises an answer; the newest promise for a path wins. */
export function answer(method: string, path: RegExp, reply: Answer): void {
  answers.unshift({ method, path, answer: reply })
}
export function reset(): void {
  phone = fresh()
  answers = []
  shows = new Set()
  unloads = new Set()
}
/** The page comes to the front, as it also does the first time. */
export function show(): void {
  for (const shown of [...shows]) shown()
}

const reply = async (asked: Asked) => {
  const found = answers.find((answer) => answer.method === asked.method && answer.path.test(asked.url))
  if (!found) throw new Error(`nobody promised an answer to ${asked.method} ${asked.url}`)
  const given = typeof found.answer === 'function' ? await found.answer(asked) : found.answer
  if (given === 'no network') throw Object.assign(new Error('request:fail'), { errMsg: 'request:fail' })
  return given
}

const onShow = (shown: () => void) => {
  const latest = useRef(shown)
  latest.current = shown
  useEffect(() => {
    const call = () => latest.current()
    shows.add(call)
    call()
    return () => void shows.delete(call)
  }, [])
}
export const useDidShow = onShow
export const useUnload = (left: () => void) => {
  const latest = useRef(left)
  latest.current = left
  useEffect(() => {
    const call = () => latest.current()
    unloads.add(call)
    return () => {
      unloads.delete(call)
      call()
    }
  }, [])
}
/** The app is asked for a page that it does not have. */
export let missPage: () => void = () => undefined
export const usePageNotFound = (missed: () => void): void => {
  missPage = missed
}
/** The program goes to the back. */
export const useDidHide = (): void => undefined
export const usePullDownRefresh = (): void => undefined
export const useReachBottom = (): void => undefined
export const useRouter = () => ({ params: phone.params, path: '' })

const ok = (errMsg: string) => ({ errMsg: `${errMsg}:ok` })
const no = (errMsg: string) => Promise.reject(Object.assign(new Error(errMsg), { errMsg }))
const visit =
  (by: string) =>
  ({ url = '' }: { url?: string } = {}) => {
    phone.visits.push({ by, url })
    return Promise.resolve(ok(by))
  }
interface Done<T> {
  success?: (result: T) => void
  fail?: (result: { errMsg: string }) => void
}

/** A canvas that keeps what is written on it; every letter is a square. */
const canvas = () => {
  const written: string[] = []
  const pen = {
    font: '',
    fillRect: () => undefined,
    fillText: (text: string) => void written.push(text),
    measureText: (text: string) => ({ width: text.length * Number(/(\d+)px/.exec(pen.font)?.[1] ?? 0) })
  }
  return { written, getContext: () => pen }
}

const taro = {
  async request({
    url,
    method = 'GET',
    data,
    header
  }: {
    url: string
    method?: string
    data?: unknown
    header?: Record<string, string>
  }) {
    // The bytes of a file are its name: so is what goes up of it.
    const bytes = Object.prototype.toString.call(data) === '[object ArrayBuffer]'
    const sent = bytes ? String.fromCharCode(...new Uint8Array(data as ArrayBuffer)) : data
    const asked: Asked = {
      url: url.replace('http://api.test', ''),
      method,
      ...(data !== undefined && { data: sent }),
      ...(header && { header })
    }
    if (bytes) phone.uploads.push(String(sent))
    phone.asked.push(asked)
    const { status, body } = await reply(asked)
    return { statusCode: status, data: body, header: {}, ...ok('request') }
  },
  downloadFile({ url }: { url: string }) {
    const sent = reply({ url: url.replace('http://api.test', ''), method: 'GET' }).then(({ status }) => ({
      statusCode: status,
      tempFilePath: `wxfile://tmp${url.replace(/^.*(?=\/)/, '')}`
    }))
    const progress = (tell: (event: { totalBytesWritten: number }) => void) => tell({ totalBytesWritten: 3_400_000 })
    return Object.assign(sent, { progress })
  },
  shareFileMessage: ({ filePath }: { filePath: string }) => {
    phone.opened.push(filePath)
    return Promise.resolve(ok('shareFileMessage'))
  },
  getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
  openDocument: ({ filePath }: { filePath: string }) => {
    phone.opened.push(filePath)
    return Promise.resolve(ok('openDocument'))
  },
  getStorageSync: (key: string) => phone.storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void phone.storage.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => void phone.storage.delete(key),
  navigateTo: visit('navigateTo'),
  redirectTo: visit('redirectTo'),
  switchTab: visit('switchTab'),
  navigateBack: visit('navigateBack'),
  reLaunch: visit('reLaunch'),
  getCurrentPages: () => [{}],
  showToast: ({ title }: { title: string }) => {
    phone.toasts.push(title)
    return Promise.resolve(ok('showToast'))
  },
  setClipboardData: ({ data }: { data: string }) => {
    phone.clipboard = data
    return Promise.resolve(ok('setClipboardData'))
  },
  createSelectorQuery: () => {
    const query = {
      select: () => query,
      fields: () => query,
      exec: (tell: (found: object[]) => void) => tell([{ node: canvas() }])
    }
    return query
  },
  canvasToTempFilePath: ({ canvas }: { canvas: { written: string[] } }) =>
    Promise.resolve({ tempFilePath: canvas.written.join(' '), ...ok('canvasToTempFilePath') }),
  saveImageToPhotosAlbum: ({ filePath }: { filePath: string }) => {
    if (!phone.allows.album) return no('saveImageToPhotosAlbum:fail auth deny')
    phone.album.push(filePath)
    return Promise.resolve(ok('saveImageToPhotosAlbum'))
  },
  makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => {
    phone.calls.push(phoneNumber)
    return Promise.resolve(ok('makePhoneCall'))
  },
  pageScrollTo: () => Promise.resolve(ok('pageScrollTo')),
  previewImage: () => Promise.resolve(ok('previewImage')),
  openLocation: () => Promise.resolve(ok('openLocation')),
  stopPullDownRefresh: () => undefined,
  canIUse: () => true,
  requestSubscribeMessage({ tmplIds }: { tmplIds: string[] }) {
    phone.askedFor.push(tmplIds)
    if (!phone.allows.messages) return no('requestSubscribeMessage:fail The main switch is switched off')
    const answer = (id: string) => (phone.refused.includes(id) ? 'reject' : 'accept')
    return Promise.resolve({ ...Object.fromEntries(tmplIds.map((id) => [id, answer(id)])), ...ok('requestSubscribe') })
  },
  login: () => Promise.resolve({ code: 'wx-code', ...ok('login') }),
  // The three calls Taro makes no promise of answer as WeChat does, by callbacks alone.
  requirePrivacyAuthorize: ({ success, fail }: Done<object>) =>
    phone.allows.privacy
      ? success?.({})
      : fail?.({ errMsg: 'requirePrivacyAuthorize:fail privacy permission is not authorized' }),
  getSetting: () => Promise.resolve({ authSetting: { 'scope.userLocation': phone.allows.location } }),
  getLocation: () => (phone.allows.location ? Promise.resolve(phone.place) : no('getLocation:fail auth deny')),
  chooseLocation: () =>
    !phone.allows.location
      ? no('chooseLocation:fail auth deny')
      : phone.chosen === 'cancel'
        ? no('chooseLocation:fail cancel')
        : Promise.resolve(phone.chosen),
  chooseMedia: ({ success, fail }: Done<{ tempFiles: { tempFilePath: string }[] }>) =>
    phone.allows.camera
      ? success?.({ tempFiles: phone.taken.map((tempFilePath) => ({ tempFilePath })) })
      : fail?.({ errMsg: 'chooseMedia:fail auth deny' }),
  getImageInfo: () => Promise.resolve({ width: 4000, height: 3000 }),
  compressImage: (asked: Phone['shrunk'][number]) => {
    phone.shrunk.push(asked)
    return Promise.resolve({ tempFilePath: asked.src.replace('usr', 'tmp').replace('.jpg', '-small.jpg') })
  },
  getRandomValues: ({ length, success }: { length: number } & Done<{ randomValues: ArrayBuffer }>) =>
    success?.({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
  getNetworkType: () => Promise.resolve({ networkType: 'wifi' }),
  onNetworkStatusChange: () => undefined,
  offNetworkStatusChange: () => undefined,
  getWindowInfo: () => ({ statusBarHeight: 20, windowWidth: 390 }),
  getMenuButtonBoundingClientRect: () => ({ top: 26, height: 32, left: 290 }),
  getFileSystemManager: () => ({
    saveFile: ({ tempFilePath, success }: { tempFilePath: string } & Done<{ savedFilePath: string }>) => {
      const savedFilePath = tempFilePath.replace('tmp', 'usr')
      phone.gone = phone.gone.filter((name) => name !== savedFilePath)
      success?.({ savedFilePath })
    },
    access: ({ path, success, fail }: { path: string } & Done<object>) =>
      phone.gone.includes(path) ? fail?.({ errMsg: 'access:fail no such file' }) : success?.({}),
    getFileInfo: ({ filePath, success }: { filePath: string } & Done<{ size: number }>) =>
      success?.({ size: filePath.length }),
    readFile: ({
      filePath,
      position,
      length,
      success
    }: { filePath: string; position: number; length: number } & Done<{ data: ArrayBuffer }>) =>
      success?.({
        data: Uint8Array.from(filePath.slice(position, position + length), (letter) => letter.charCodeAt(0)).buffer
      }),
    getSavedFileList: ({ success }: Done<{ fileList: { filePath: string; createTime: number }[] }>) =>
      success?.({ fileList: phone.saved }),
    removeSavedFile: ({ filePath }: { filePath: string }) => void phone.gone.push(filePath)
  }),
  createMapContext: () => ({ getRegion: () => undefined, getScale: () => undefined })
}
export default taro
