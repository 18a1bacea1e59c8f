/**
 * A phone that may be cut off at any moment: the program's own modules, and under them a WeChat whose storage and files outlive the
 * program, and whose every call may fail, lose its answer, or be the last thing that happens.
 */
import { compileFunction } from 'node:vm'
import { build } from 'esbuild'
import { root } from './source.ts'
import type * as Drafts from '../../miniprogram/src/drafts'
import type * as Outbox from '../../miniprogram/src/outbox'
import type * as Camera from '../../miniprogram/src/camera'
import type * as Receipts from '../../miniprogram/src/receipts'

/** What the hands of its owner reach. */
export type Program = Pick<typeof Drafts, 'openDraft' | 'changeDraft' | 'queueDraft' | 'allDrafts' | 'findDraft'> &
  Pick<typeof Outbox, 'photosOf' | 'resume' | 'rest' | 'sendQueued' | 'letGo'> &
  Pick<typeof Camera, 'takePhotos'> &
  Pick<typeof Receipts, 'storedReceipts'>

interface Made {
  script: string
  /** The contract and the words, which no life of a phone changes. */
  shared: Readonly<Record<string, unknown>>
}
let made: Promise<Made> | undefined
/** All of it as one script, to be begun anew with every life. */
const script = (): Promise<Made> => (made ??= make())
async function make(): Promise<Made> {
  const names = new Set<string>()
  const { outputFiles } = await build({
    stdin: {
      contents: ['drafts', 'outbox', 'camera', 'receipts'].map((name) => `export * from './${name}'`).join('\n'),
      resolveDir: `${root}/miniprogram/src`,
      loader: 'ts'
    },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    globalName: 'program',
    define: { API_BASE: '__base', ON_WEAPP: 'true' },
    alias: { react: 'preact/compat' },
    plugins: [
      {
        name: 'around',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^@tarojs\/taro$/ }, ({ path }) => ({ path, namespace: 'taro' }))
          onLoad({ filter: /.*/, namespace: 'taro' }, () => ({ contents: 'export default __taro' }))
          onResolve({ filter: /^#shared\// }, ({ path }) => ({ path, namespace: 'shared' }))
          onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => {
            names.add(path)
            return { contents: `module.exports = __shared[${JSON.stringify(path)}]` }
          })
        }
      }
    ]
  })
  const shared = Object.fromEntries(
    await Promise.all(
      [...names].map(async (name) => [name, (await import(/* @vite-ignore */ `${root}/${name.slice(1)}`)) as unknown])
    )
  ) as Record<string, object>
  // The phone says for itself in which language it reads; the server beside it, in this very process, asks its readers.
  const locale = '#shared/locales/locale.ts'
  shared[locale] = { ...shared[locale], readLocaleFrom: () => undefined }
  return { script: outputFiles[0]?.text ?? '', shared }
}

/** One call to the world around the program: what it is, and how often it was made before. */
export interface Point {
  call: string
  nth: number
}
/** `killed`: nothing of the program happens after it. `fails`: it hears that it failed, whether it did or not. */
export type Cut = 'killed after' | 'fails before' | 'fails after'
export interface At extends Point {
  how: Cut
}

interface Ears {
  success?: (result: object) => void
  fail?: (why: { errMsg: string }) => void
}
interface Asked {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
}

export interface Phone {
  storage: Map<string, unknown>
  /** What lies in the program's own folder. */
  files: Map<string, Buffer>
  /** Every call of the first life, in order. */
  calls: Point[]
  /** What wx.login answers. */
  login: () => string
  /** Told when the cut has happened. */
  onCut: () => void
  /** The cut has happened. */
  isCut: boolean
  /** Begins the program; what ran before is dead. */
  start(): Promise<{ program: Program; died: Promise<void> }>
}

const never = new Promise<never>(() => undefined)

export function phone(url: string, photo: Buffer, at?: At): Phone {
  const counts = new Map<string, number>()
  let life = 0
  let made = 0
  const item: Phone = {
    storage: new Map(),
    files: new Map(),
    calls: [],
    login: () => '',
    onCut: () => undefined,
    isCut: false,
    async start() {
      const mine = ++life
      let die: () => void = () => undefined
      const died = new Promise<void>((resolve) => (die = resolve))
      const isAlive = () => mine === life
      const kill = () => {
        life++
        die()
      }
      /** Says what becomes of a call. */
      function judge(call: string): Cut | undefined {
        const nth = counts.get(call) ?? 0
        counts.set(call, nth + 1)
        item.calls.push({ call, nth })
        if (item.isCut || at?.call !== call || at.nth !== nth) return undefined
        item.isCut = true
        item.onCut()
        return at.how
      }
      async function asked<T>(call: string, work: () => Promise<T> | T): Promise<T> {
        if (!isAlive()) return never
        const cut = judge(call)
        if (cut === 'fails before') throw Object.assign(new Error(), { errMsg: `${call}:fail` })
        const result = await work()
        if (cut === 'killed after') kill()
        if (!isAlive()) return never
        if (cut === 'fails after') throw Object.assign(new Error(), { errMsg: `${call}:fail` })
        return result
      }
      /** A dead program writes nothing; it may run on for a moment and is none the wiser. */
      function written(call: string, work: () => void): void {
        if (!isAlive()) return
        const cut = judge(call)
        if (cut === 'fails before') throw new Error('no room')
        work()
        if (cut === 'killed after') return kill()
        if (cut === 'fails after') throw new Error('no room')
      }
      const told = (call: string, ears: Ears, work: () => object): void =>
        void asked(call, work).then(
          (result) => ears.success?.(result),
          () => ears.fail?.({ errMsg: `${call}:fail` })
        )
      const fileOf = (name: string): Buffer => {
        const found = item.files.get(name)
        if (!found) throw new Error('no such file')
        return found
      }
      const keep = (bytes: Buffer, where: string): string => {
        const name = `wxfile://${where}/${++made}.jpg`
        item.files.set(name, bytes)
        return name
      }
      async function request({ url: to, method = 'GET', data, header }: Asked) {
        const path = to.replace(/^http:\/\/[^/]+/, '').replace(/\?.*/, '')
        return asked(`${method} ${path}`, async () => {
          const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : undefined
          const body = bytes ?? (data === undefined ? undefined : JSON.stringify(data))
          const answer = await fetch(to, { method, headers: header ?? {}, ...(body !== undefined && { body }) })
          const text = await answer.text()
          return { statusCode: answer.status, data: text && (JSON.parse(text) as unknown) }
        })
      }
      const taro = {
        request,
        login: () => asked('login', () => ({ code: item.login() })),
        canIUse: () => false,
        getNetworkType: () => Promise.resolve({ networkType: 'wifi' }),
        onNetworkStatusChange: () => undefined,
        offNetworkStatusChange: () => undefined,
        showToast: () => Promise.resolve(),
        getRandomValues: ({ length, success }: { length: number } & Ears) =>
          success?.({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
        getStorageSync: (key: string) => structuredClone(item.storage.get(key)) ?? '',
        setStorageSync: (key: string, value: unknown) =>
          written('setStorage', () => void item.storage.set(key, JSON.parse(JSON.stringify(value)))),
        removeStorageSync: (key: string) => written('removeStorage', () => void item.storage.delete(key)),
        chooseMedia: (ears: Ears) =>
          told('chooseMedia', ears, () => ({ tempFiles: [{ tempFilePath: keep(photo, 'tmp') }] })),
        getImageInfo: () => asked('getImageInfo', () => ({ width: 4000, height: 3000 })),
        compressImage: ({ src }: { src: string }) =>
          asked('compressImage', () => ({ tempFilePath: keep(fileOf(src), 'tmp') })),
        getFileSystemManager: () => ({
          saveFile: ({ tempFilePath, ...ears }: { tempFilePath: string } & Ears) =>
            told('saveFile', ears, () => {
              const bytes = fileOf(tempFilePath)
              item.files.delete(tempFilePath)
              return { savedFilePath: keep(bytes, 'usr') }
            }),
          access: ({ path, ...ears }: { path: string } & Ears) => told('access', ears, () => fileOf(path)),
          getFileInfo: ({ filePath, ...ears }: { filePath: string } & Ears) =>
            told('getFileInfo', ears, () => ({ size: fileOf(filePath).length })),
          readFile: ({
            filePath,
            position,
            length,
            ...ears
          }: { filePath: string; position: number; length: number } & Ears) =>
            told('readFile', ears, () => ({
              data: Uint8Array.from(fileOf(filePath).subarray(position, position + length)).buffer
            })),
          getSavedFileList: (ears: Ears) =>
            told('getSavedFileList', ears, () => ({
              fileList: [...item.files.keys()]
                .filter((name) => name.includes('/usr/'))
                .map((filePath) => ({ filePath, createTime: 0 }))
            })),
          removeSavedFile: ({ filePath, ...ears }: { filePath: string } & Ears) =>
            told('removeSavedFile', ears, () => ({ removed: item.files.delete(filePath) }))
        })
      }
      // WeChat empties the temporary folder when it likes to.
      for (const name of item.files.keys()) if (name.includes('/tmp/')) item.files.delete(name)
      const later = (work: () => void, ms: number) => setTimeout(() => isAlive() && work(), Math.min(ms, 20))
      const { script: code, shared } = await script()
      const begin = compileFunction(`${code};return program`, ['__taro', '__base', '__shared', 'setTimeout']) as (
        ...around: unknown[]
      ) => Program
      return { program: begin(taro, url, shared, later), died }
    }
  }
  return item
}
