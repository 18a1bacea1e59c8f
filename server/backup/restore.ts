/**
 * A backup put back. Everything is looked at before the first write; then files are written, which no document names yet, and
 * collections beside those of the city; only when all of it is there does it take their place. Cut off before that, what was
 * there is untouched; cut off in the middle of it, no server starts until the restore has been run again.
 */
import { join } from 'node:path'
import { followRegister } from '#server/erasure/index.ts'
import type { Stores } from '#server/integrations/storage.ts'
import type { Keys } from '#server/kernel/keys.ts'
import { photoFiles } from '#server/photos/index.ts'
import { checkBackup, findBackup, openItem, type Checked } from './check.ts'
import { readList } from './files.ts'
import type { Progress } from './make.ts'
import { authenticate, type Manifest } from './manifest.ts'
import {
  beginFilling,
  countDocuments,
  endFilling,
  fill,
  findMark,
  livingDocuments,
  photosLeft,
  place,
  split
} from './model.ts'
import { BackupRefused, refusedByDisk } from './refused.ts'
import { openPart } from './seal.ts'
import { soundness, type Soundness } from './sound.ts'

export interface RestoreOptions {
  folder: string
  /** The newest, unless said. */
  id?: string
  identities: readonly string[]
  keys: Keys
  stores: Stores
  /** Migrations that this program knows. */
  known: readonly { number: number; name: string }[]
  /** Over a living city. */
  replace: boolean
  progress: Progress
}

export interface Restored {
  manifest: Manifest
  checked: Checked
  /** Documents by collection, counted in the database afterwards. */
  counts: Record<string, number>
  sound: Soundness
  /** Photos of the city that was replaced, taken away. */
  removed: number
  /** Erasures that the register beside the database has and the backup has not: the server does them before it lets anybody in. */
  toErase: number
  /** Migrations that the data still lacks for this program. */
  pending: readonly string[]
}

/** Refuses `newer` where the data has been through what this program does not know. */
function pendingOf({ migrations }: Manifest, known: RestoreOptions['known']): string[] {
  const strange = migrations.filter(({ number }) => !known.some((migration) => migration.number === number))
  if (strange.length > 0) throw new BackupRefused('newer', { migrations: strange.map(({ name }) => name).join(', ') })
  const through = new Set(migrations.map(({ number }) => number))
  return known.filter(({ number }) => !through.has(number)).map(({ name }) => name)
}

async function writeFiles(manifest: Manifest, { folder, identities, stores, progress }: RestoreOptions): Promise<void> {
  let done = 0
  for await (const { part, ...item } of readList(join(folder, manifest.files.list.file))) {
    if (!part) continue
    for (const { name, bytes } of await openItem(folder, { ...item, part }, identities))
      // What lies there under the name of its contents is the same; a daily root that differs is evidence, and stays.
      if (!(await stores[item.kind].has(name))) await stores[item.kind].put(name, bytes)
    progress('files', ++done, manifest.files.kept)
  }
}

async function fillAll(manifest: Manifest, { folder, identities, progress }: RestoreOptions): Promise<void> {
  const of = manifest.collections.reduce((sum, { documents }) => sum + documents, 0)
  let done = 0
  for (const { name, part, indexes, documents } of manifest.collections) {
    async function* counted() {
      for await (const document of split(openPart(folder, part, { identities }), part.file)) {
        progress('filled', ++done, of)
        yield document
      }
    }
    if ((await fill(name, counted(), indexes)) !== documents)
      throw new BackupRefused('wrong_contents', { file: part.file, collection: name })
  }
}

/** Whether the same restore was cut off while it put things in their places: then only that is left to do. */
const isHalfway = async (id: string): Promise<boolean> => {
  const mark = await findMark()
  if (mark?.state !== 'placing') return false
  if (mark.backup !== id) throw new BackupRefused('being_restored', { backup: mark.backup })
  return true
}

/** By collection, as the database has them now. */
async function countsOf({ collections }: Manifest): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of collections) counts[name] = await countDocuments(name)
  return counts
}

export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { folder, id, identities, keys, stores, replace, progress } = options
  const found = await findBackup(folder, id)
  const { manifest } = found
  authenticate(found, keys)
  const pending = pendingOf(manifest, options.known)
  const halfway = await isHalfway(manifest.id)
  const documents = await livingDocuments()
  if (documents > 0 && !replace && !halfway) throw new BackupRefused('living', { documents })
  const checked = await checkBackup(folder, found, { identities, keys, progress })
  try {
    if (!halfway) {
      await beginFilling(manifest.id, documents > 0)
      await writeFiles(manifest, options)
      await fillAll(manifest, options)
    }
    const names = manifest.collections.map(({ name }) => name)
    await place(names, (n) => progress('placed', n, names.length))
    let removed = 0
    for await (const photo of photosLeft()) {
      await Promise.all(photoFiles(photo).map((file) => stores.photos.remove(file)))
      removed++
    }
    const counts = await countsOf(manifest)
    const toErase = await followRegister(stores.records)
    const sound = await soundness(stores.records)
    await endFilling()
    return { manifest, checked, counts, sound, removed, toErase, pending }
  } catch (error) {
    throw refusedByDisk(error, 'data')
  }
}
