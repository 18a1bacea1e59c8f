/** Looking at a backup without touching a database: without the private key at every file, with it at what they hold. */
import { join } from 'node:path'
import type { Keys } from '#server/kernel/keys.ts'
import { readList, unpacked, type Item } from './files.ts'
import { authenticate, readManifest, type Manifest } from './manifest.ts'
import { backupsIn, type Progress } from './make.ts'
import { split } from './model.ts'
import { BackupRefused } from './refused.ts'
import { checkPart, openPart, type Part } from './seal.ts'

/** The backup asked for, or the newest one of the folder. */
export async function findBackup(folder: string, id: string | undefined): Promise<{ manifest: Manifest; mac: string }> {
  const newest = id ?? (await backupsIn(folder)).at(-1)
  if (!newest) throw new BackupRefused('not_a_backup', { folder })
  return readManifest(folder, newest)
}

export interface Checked {
  documents: number
  files: number
  gone: number
  /** Whether what is inside was looked at, too. */
  opened: boolean
  /** Whether it was shown that this server's key made it. */
  authentic: boolean
}

/** What one sealed file of a thing holds; refuses what does not belong to it. */
export async function openItem(
  folder: string,
  { part, ...item }: Item & { part: Part },
  identities: readonly string[]
): Promise<{ name: string; bytes: Buffer }[]> {
  const pieces: Buffer[] = []
  for await (const piece of openPart(folder, part, { identities, plain: true })) pieces.push(piece)
  const files = unpacked(item, Buffer.concat(pieces))
  if (!files) throw new BackupRefused('wrong_contents', { file: part.file })
  return files
}

async function countDocuments(folder: string, part: Part, identities: readonly string[]): Promise<number> {
  let documents = 0
  for await (const document of split(openPart(folder, part, { identities }), part.file))
    documents += document.length > 0 ? 1 : 0
  return documents
}

/**
 * Throws at the first thing that is not as the manifest says. Every file is read; opened and counted only where there are
 * private keys.
 */
export async function checkBackup(
  folder: string,
  { manifest, mac }: { manifest: Manifest; mac: string },
  { identities, keys, progress }: { identities?: readonly string[]; keys?: Keys; progress: Progress }
): Promise<Checked> {
  if (keys) authenticate({ manifest, mac }, keys)
  const { collections, files } = manifest
  const of = collections.length + files.kept
  let done = 0
  let documents = 0
  for (const { name, part, documents: wanted } of collections) {
    await checkPart(folder, part)
    const found = identities ? await countDocuments(folder, part, identities) : wanted
    if (found !== wanted) throw new BackupRefused('wrong_contents', { file: part.file, collection: name })
    documents += wanted
    progress('checked', ++done, of)
  }
  await checkPart(folder, files.list)
  const counts = { kept: 0, gone: 0 }
  for await (const { part, ...item } of readList(join(folder, files.list.file))) {
    counts[part ? 'kept' : 'gone']++
    if (!part) continue
    await checkPart(folder, part)
    if (identities) await openItem(folder, { ...item, part }, identities)
    progress('checked', ++done, of)
  }
  if (counts.kept !== files.kept || counts.gone !== files.gone)
    throw new BackupRefused('wrong_contents', { file: files.list.file })
  return { documents, files: files.kept, gone: files.gone, opened: !!identities, authentic: !!keys }
}
