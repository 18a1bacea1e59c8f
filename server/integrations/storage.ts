/**
 * Where files lie: in folders, in an S3-compatible store, or in both while they are moved from one to the other. What is put is
 * durable before it is acknowledged; what is removed is gone in every version.
 */
import { open, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { StorageFailure, type GivenUp, type Storage } from './storage-contract.ts'
import { s3Storage } from './storage-s3.ts'

export type { Storage }

const full = ['ENOSPC', 'EDQUOT']
const broken = ['EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ESTALE']

/** Trouble of the disk in the words that every storage has for it. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (full.includes(code)) throw new StorageFailure('full', error)
    if (broken.includes(code)) throw new StorageFailure(code === 'EACCES' ? 'forbidden' : 'unavailable', error)
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A file is acknowledged only once it and its folder entry are on the disk: written beside, fsynced, renamed. */
async function write(path: string, bytes: Buffer, given?: GivenUp): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${randomUUID()}`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    // It would belong to a photo that nobody was told of.
    if (given?.up) throw new StorageFailure('unavailable', new Error('nobody waits any more'))
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

function fileStorage(root: string): Storage {
  // Names are made by us (hash and size), still nothing may climb out of the folder.
  const at = (name: string): string => {
    if (!/^[a-z]+\/[0-9a-f]{2}\/[0-9a-z.-]+$/.test(name)) throw new Error(`not a storage name: ${name}`)
    return join(root, name)
  }
  return {
    put: (name, bytes, _request, given) => onDisk(() => write(at(name), bytes, given)),
    get: (name) =>
      onDisk(() =>
        readFile(at(name)).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined
          throw error
        })
      ),
    async *list(folder) {
      const names = (path: string): Promise<string[]> =>
        onDisk(() =>
          readdir(path).catch((error: NodeJS.ErrnoException) => {
            if (error.code === 'ENOENT') return []
            throw error
          })
        )
      for (const shard of await names(join(root, folder)))
        for (const name of await names(join(root, folder, shard)))
          // What is being written beside has a longer name.
          if (/^[0-9a-z-]+\.[a-z]+$/.test(name)) yield `${folder}/${shard}/${name}`
    },
    has: (name) =>
      stat(at(name)).then(
        () => true,
        () => false
      ),
    remove: (name) => onDisk(() => rm(at(name), { force: true })),
    check: () => onDisk(async () => void (await mkdir(root, { recursive: true, mode: 0o700 })))
  }
}

/** For how long a disk may take over one file before the visitor is told to come back. */
const diskDeadlineMs = 3_000
/** So many of a process's four threads for files may lie at a disk that does not answer: packing and reading need the others. */
const writesAtOnce = 2

/**
 * A storage that always answers: what takes longer is a failure that passes. Nothing more is begun while as much as may be under
 * way is; what was begun goes on behind, and is told that nobody waits for it.
 */
export function inTime(storage: Storage, ms = diskDeadlineMs): Storage {
  let under = 0
  const waiting: (() => void)[] = []
  const done = (): void => {
    under--
    waiting.shift()?.()
  }
  const orLate = async <T>(work: Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new StorageFailure('unavailable', new Error(`no answer within ${ms} ms`))), ms)
    })
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }
  /** In its turn, if that comes while somebody waits. */
  async function inTurn<T>(work: (given: GivenUp) => Promise<T>): Promise<T> {
    const given: GivenUp = { up: false }
    const begun = (async () => {
      if (under >= writesAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
      under++
      try {
        if (given.up) throw new StorageFailure('unavailable', new Error('nobody waits any more'))
        return await work(given)
      } finally {
        done()
      }
    })()
    begun.catch(() => undefined)
    try {
      return await orLate(begun)
    } finally {
      given.up = true
    }
  }
  return {
    ...storage,
    put: (name, bytes, request) => inTurn((given) => storage.put(name, bytes, request, given)),
    get: (name, request) => orLate(storage.get(name, request)),
    has: (name) => orLate(storage.has(name)),
    // Whoever stops waiting still wants it gone.
    remove: (name) => orLate(storage.remove(name)),
    check: () => orLate(storage.check())
  }
}

/** While files are moved: new ones go to the first, what is not there yet is read from the second. */
const together = (first: Storage, second: Storage): Storage => ({
  put: (name, bytes, request, given) => first.put(name, bytes, request, given),
  get: async (name, request) => (await first.get(name, request)) ?? second.get(name, request),
  async *list(folder) {
    const seen = new Set<string>()
    for (const storage of [first, second])
      for await (const name of storage.list(folder)) {
        if (!seen.has(name)) yield name
        seen.add(name)
      }
  },
  has: async (name) => (await first.has(name)) || second.has(name),
  async remove(name) {
    // In this order, so that who is copying it sees that it goes: see `move` of photos-move.
    await second.remove(name)
    await first.remove(name)
  },
  async check() {
    await first.check()
    await second.check()
  }
})

type Kind = 'files' | 's3'
export interface StorageSettings {
  dataDir: string
  storage: Kind
  /** Where files were before, and are read from until all of them are moved. */
  storageOld?: Kind | undefined
  s3Endpoint?: string | undefined
  s3Region: string
  s3Bucket?: string | undefined
  s3Prefix?: string | undefined
  s3AccessKey?: string | undefined
  s3SecretKey?: string | undefined
  s3TimeoutMs: number
}
export interface Stores {
  photos: Storage
  records: Storage
}

function s3Stores(settings: StorageSettings): Stores {
  const s3 = {
    endpoint: settings.s3Endpoint,
    region: settings.s3Region,
    bucket: settings.s3Bucket ?? '',
    prefix: settings.s3Prefix ?? '',
    accessKey: settings.s3AccessKey ?? '',
    secretKey: settings.s3SecretKey ?? '',
    timeoutMs: settings.s3TimeoutMs
  }
  return { photos: s3Storage(s3, 'photos'), records: s3Storage(s3, 'records') }
}
const storesOf = (kind: Kind, settings: StorageSettings): Stores =>
  kind === 's3'
    ? s3Stores(settings)
    : {
        photos: inTime(fileStorage(join(settings.dataDir, 'photos'))),
        records: inTime(fileStorage(join(settings.dataDir, 'records')))
      }

/** Where this server keeps its files: photos, and what is kept beside the database. */
export function openStores(settings: StorageSettings): Stores {
  const now = storesOf(settings.storage, settings)
  if (settings.storageOld === undefined || settings.storageOld === settings.storage) return now
  const old = storesOf(settings.storageOld, settings)
  return { photos: together(now.photos, old.photos), records: together(now.records, old.records) }
}

/** Both sides of a move, where the settings say that one is going on. */
export function movingStores(settings: StorageSettings): { from: Stores; to: Stores } | undefined {
  if (settings.storageOld === undefined || settings.storageOld === settings.storage) return undefined
  return { from: storesOf(settings.storageOld, settings), to: storesOf(settings.storage, settings) }
}

/**
 * Throws where files could never be kept: a wrong key, no such bucket, a folder that is not ours. What only does not answer now
 * is said, and may be there by the first photo.
 */
export async function checkStores({ photos, records }: Stores, log: { error(about: object, said: string): void }) {
  for (const [folder, storage] of Object.entries({ photos, records }))
    await storage.check().catch((error: unknown) => {
      if (!(error instanceof StorageFailure) || error.reason !== 'unavailable') throw error
      log.error({ err: error, folder }, 'the storage does not answer')
    })
}
