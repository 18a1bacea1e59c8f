/**
 * Files moved from one storage to another while the city works. The settings come first: new files go to the new place, what is
 * not there yet is read from the old one. Then this copies, compares every copy by its hash, and only in a later run takes away
 * what is proved to be in both places. Run again, it goes on where it was cut off.
 */
import { createHash } from 'node:crypto'
import type { Stores } from '#server/integrations/storage.ts'
import { filesOf, itemsOf, type Item } from './files.ts'
import { idsOf } from './model.ts'
import type { Progress } from './make.ts'
import { BackupRefused } from './refused.ts'

export interface Moved {
  /** Files that the documents name. */
  named: number
  copied: number
  bytes: number
  /** Taken away at the old place. */
  deleted: number
  /** In neither place. */
  missing: number
  /** Still only, or differently, at the old place; nothing is left when it is 0. */
  left: number
}

const together = 4
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

interface Sides {
  from: Stores
  to: Stores
}

/** Copies one file unless it is there; what is erased meanwhile is not brought back. */
async function copy({ from, to }: Sides, { kind }: Item, name: string, moved: Moved): Promise<void> {
  if (await to[kind].has(name)) return
  const bytes = await from[kind].get(name)
  if (!bytes) {
    // Put straight into the new place since it was looked for, or nowhere.
    if (!(await to[kind].has(name))) moved.missing++
    return
  }
  await to[kind].put(name, bytes)
  const there = await to[kind].get(name)
  if (!there || hashOf(there) !== hashOf(bytes)) throw new BackupRefused('wrong_copy', { file: name })
  // Who erases takes the old file away first and then the new one: gone here, it must not stay there.
  if (!(await from[kind].has(name))) return to[kind].remove(name)
  moved.copied++
  moved.bytes += bytes.length
}

/** Takes one file away at the old place, once the new place is shown to have the same. */
async function drop({ from, to }: Sides, { kind }: Item, name: string, moved: Moved): Promise<void> {
  const old = await from[kind].get(name)
  if (!old) return
  const there = await to[kind].get(name)
  if (!there || hashOf(there) !== hashOf(old)) {
    moved.left++
    return
  }
  await from[kind].remove(name)
  moved.deleted++
}

export async function moveFiles(sides: Sides, { del, progress }: { del: boolean; progress: Progress }): Promise<Moved> {
  const moved: Moved = { named: 0, copied: 0, bytes: 0, deleted: 0, missing: 0, left: 0 }
  const act = del ? drop : copy
  let batch: Promise<void>[] = []
  for await (const item of itemsOf(idsOf))
    for (const name of filesOf(item)) {
      moved.named++
      batch.push(act(sides, item, name, moved))
      if (batch.length < together) continue
      await Promise.all(batch)
      batch = []
      progress('files', moved.named, moved.named)
    }
  await Promise.all(batch)
  return moved
}
