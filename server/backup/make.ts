/**
 * One backup into a folder that may hold earlier ones: the database as it stood at one moment, a sealed file a collection;
 * then the files that its documents name, of which only new ones are written; last the manifest, without which it is none.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stores } from '#server/integrations/storage.ts'
import type { Keys } from '#server/kernel/keys.ts'
import { isSealedFor, isThere, itemsOf, listFile, lookUp, newPart, packed, readList, sweep } from './files.ts'
import { authenticate, folderOf, readManifest, writeManifest, type CollectionPart, type Manifest } from './manifest.ts'
import { withSnapshot, type Snapshot } from './model.ts'
import { BackupRefused, refusedByDisk } from './refused.ts'
import { checkRecipients, sealPart, writePart, zip } from './seal.ts'

/** What stands in no backup, since giving it back would do harm. */
const leftOut: readonly string[] = [
  // Who signed out, or was signed out, would be signed in again.
  'sessions'
]

export type Progress = (what: 'documents' | 'files' | 'checked' | 'filled' | 'placed', done: number, of: number) => void

export interface MakeOptions {
  folder: string
  recipients: readonly string[]
  stores: Stores
  keys: Keys
  release: number
  now: Date
  /** Backups older than so many days go, but never the newest. */
  keepDays?: number
  progress: Progress
}

export interface Made {
  manifest: Manifest
  bytes: number
  /** Files that were new, and what they weigh sealed. */
  added: { files: number; bytes: number }
  dropped: { backups: number; files: number }
}

const idOf = (now: Date): string => `${now.toISOString().replace(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`

/** Backups in a folder, the newest last; what has no manifest is none. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = (await readdir(join(folder, 'backups')).catch(() => [])).sort()
  const whole = await Promise.all(names.map((id) => isThere(join(folder, folderOf(id), 'manifest.json'))))
  return names.filter((_, i) => whole[i])
}

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What a backup left that did not come to its manifest. */
async function clearUnfinished(folder: string): Promise<void> {
  const whole = new Set(await backupsIn(folder))
  for (const id of await readdir(join(folder, 'backups')).catch(() => []))
    if (!whole.has(id)) await rm(join(folder, folderOf(id)), { recursive: true, force: true })
}

/** One at a time in a folder; what a killed one left does not stand in the way. */
async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, 'running')
  const take = async (): Promise<boolean> => {
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return undefined
      throw refusedByDisk(error, path)
    })
    await file?.writeFile(String(process.pid))
    await file?.close()
    return file !== undefined
  }
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw refusedByDisk(error, folder)
  })
  if (!(await take())) {
    const pid = Number(await readFile(path, 'utf8').catch(() => ''))
    if (pid && pid !== process.pid && runs(pid)) throw new BackupRefused('running', { pid })
    await rm(path, { force: true })
    if (!(await take())) throw new BackupRefused('running', { pid })
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function takeCollections(snapshot: Snapshot, id: string, options: MakeOptions): Promise<CollectionPart[]> {
  const { folder, recipients, progress } = options
  const of = snapshot.collections.reduce((sum, { name, about }) => sum + (leftOut.includes(name) ? 0 : about), 0)
  const made: CollectionPart[] = []
  let done = 0
  for (const { name, indexes } of snapshot.collections) {
    let documents = 0
    async function* counted() {
      if (leftOut.includes(name)) return
      for await (const document of snapshot.documents(name)) {
        documents++
        progress('documents', ++done, Math.max(done, of))
        yield document
      }
    }
    const part = await sealPart(folder, join(folderOf(id), 'database', `${name}.bson.gz.age`), counted(), {
      recipients
    })
    made.push({ name, documents, indexes, part })
  }
  return made
}

/** The newest earlier backup of this server in the folder: what it lists need not be written again. */
async function earlierList(folder: string, keys: Keys): Promise<string | undefined> {
  for (const id of (await backupsIn(folder)).reverse()) {
    try {
      const read = await readManifest(folder, id)
      authenticate(read, keys)
      return join(folder, read.manifest.files.list.file)
    } catch (error) {
      if (!(error instanceof BackupRefused)) throw error
    }
  }
  return undefined
}

/** Names of things with files, kept aside in their order, so that reading files does not hold up the snapshot. */
async function takeFiles(items: string, id: string, options: MakeOptions, of: number) {
  const { folder, recipients, stores, keys, progress } = options
  const earlier = await earlierList(folder, keys)
  const before = lookUp(earlier ? readList(earlier) : undefined)
  const counts = { kept: 0, gone: 0, bytes: 0 }
  const added = { files: 0, bytes: 0 }
  let done = 0
  async function* lines() {
    for await (const item of readList(items)) {
      let part = (await before(item))?.part
      if (part && !(isSealedFor(part, recipients) && (await isThere(join(folder, part.file))))) part = undefined
      if (!part) {
        const bytes = await packed(item, stores)
        part = bytes && (await sealPart(folder, newPart(item, recipients), bytes, { recipients, plain: true }))
        if (part) {
          added.files++
          added.bytes += part.size
        }
      }
      counts[part ? 'kept' : 'gone']++
      counts.bytes += part?.size ?? 0
      progress('files', ++done, of)
      yield Buffer.from(`${JSON.stringify({ ...item, ...(part && { part }) })}\n`)
    }
  }
  const list = await writePart(folder, join(folderOf(id), listFile), zip(lines()))
  return { counts, added, list }
}

/** Drops backups that are older than asked for, then the files that only they named. */
async function dropOld({ folder, keepDays, now }: MakeOptions): Promise<Made['dropped']> {
  if (keepDays === undefined) return { backups: 0, files: 0 }
  const ids = await backupsIn(folder)
  const before = idOf(new Date(now.getTime() - keepDays * 86_400_000))
  const old = ids.slice(0, -1).filter((id) => id < before)
  for (const id of old) await rm(join(folder, folderOf(id)), { recursive: true })
  const kept = ids.filter((id) => !old.includes(id))
  return {
    backups: old.length,
    files: await sweep(
      folder,
      kept.map((id) => join(folder, folderOf(id), listFile))
    )
  }
}

export async function makeBackup(options: MakeOptions): Promise<Made> {
  const { folder, recipients, keys, release, now } = options
  await checkRecipients(recipients)
  return alone(folder, async () => {
    await clearUnfinished(folder)
    const id = idOf(now)
    const items = join(folderOf(id), 'items.gz')
    try {
      let count = 0
      const taken = await withSnapshot(async (snapshot) => {
        const collections = await takeCollections(snapshot, id, options)
        async function* named() {
          for await (const item of itemsOf(snapshot.ids)) {
            count++
            yield Buffer.from(`${JSON.stringify(item)}\n`)
          }
        }
        await writePart(folder, items, zip(named()))
        return { collections, migrations: await snapshot.migrations(), moment: snapshot.moment() }
      })
      const { counts, added, list } = await takeFiles(join(folder, items), id, options, count)
      await rm(join(folder, items))
      const manifest: Manifest = {
        format: 1,
        id,
        at: now.toISOString(),
        ...taken,
        release,
        key: keys.fingerprint,
        recipients,
        leftOut,
        files: { ...counts, list }
      }
      await writeManifest(folder, manifest, keys)
      const bytes = taken.collections.reduce((sum, { part }) => sum + part.size, list.size)
      return { manifest, bytes, added, dropped: await dropOld(options) }
    } catch (error) {
      // Without its manifest it is no backup.
      if (!(await isThere(join(folder, folderOf(id), 'manifest.json'))))
        await rm(join(folder, folderOf(id)), { recursive: true, force: true })
      throw error
    }
  })
}
