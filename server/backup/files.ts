/**
 * The files beside the database that its documents name. Each is written once and never changed, so a later backup into the
 * same folder finds it there and adds only what is new. The files of one photo are one file of the backup: what is erased in
 * the city goes from the folder with the last backup that names it.
 */
import { access, readdir, rm } from 'node:fs/promises'
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Stores } from '#server/integrations/storage.ts'
import { photoFiles } from '#server/photos/index.ts'
import { rootFile } from '#server/roots/index.ts'
import { readLines, type Part } from './seal.ts'

/** Things that files belong to, in this order: the collection that names them, and what they are called in which storage. */
const kinds = {
  photos: { collection: 'photos', filesOf: photoFiles },
  records: { collection: 'roots', filesOf: (day: string) => [rootFile(day)] }
} as const satisfies Record<keyof Stores, { collection: string; filesOf: (id: string) => string[] }>

/** One thing with files, or what the list says of it. */
export interface Item {
  kind: keyof Stores
  id: string
}
/** A line of the list: where it lies, or that it was not there any more. */
export interface Listed extends Item {
  part?: Part
}

/** In the order of the list. */
const comesBefore = (a: Item, b: Item): boolean => a.kind < b.kind || (a.kind === b.kind && a.id < b.id)

export async function* itemsOf(ids: (collection: string) => AsyncIterable<string>): AsyncGenerator<Item> {
  for (const [kind, { collection }] of Object.entries(kinds))
    for await (const id of ids(collection)) yield { kind: kind as keyof Stores, id }
}

export const filesOf = ({ kind, id }: Item): string[] => kinds[kind].filesOf(id)

/** Under which sealed files lie that these keys open. */
const keyFolder = (recipients: readonly string[]): string =>
  createHash('sha256')
    .update([...recipients].sort().join('\n'))
    .digest('hex')
    .slice(0, 12)
/** In the order of the list, too. */
const shardOf = (id: string): string => id.slice(0, 2)
/** Where a thing is sealed to: a name of its own each time, since another backup may list what lies there already. */
export const newPart = ({ kind, id }: Item, recipients: readonly string[]): string =>
  join('files', keyFolder(recipients), kind, shardOf(id), `${id}-${randomBytes(4).toString('hex')}.age`)
export const isSealedFor = ({ file }: Part, recipients: readonly string[]): boolean =>
  file.startsWith(join('files', keyFolder(recipients)) + '/')

// ——— what a sealed file holds: a line that says what follows, and then the files

/** Nothing where none of its files is there any more; what is left of a thing that is being erased is not taken. */
export async function packed(item: Item, stores: Stores): Promise<Buffer[] | undefined> {
  const files: { name: string; bytes: Buffer }[] = []
  for (const name of filesOf(item)) {
    const bytes = await stores[item.kind].get(name)
    if (!bytes) return undefined
    files.push({ name, bytes })
  }
  const head = files.map(({ name, bytes }) => ({ name, size: bytes.length }))
  return [Buffer.from(`${JSON.stringify(head)}\n`), ...files.map(({ bytes }) => bytes)]
}

export function unpacked(item: Item, whole: Buffer): { name: string; bytes: Buffer }[] | undefined {
  const end = whole.indexOf(10)
  let at = end + 1
  try {
    const head = JSON.parse(whole.toString('utf8', 0, end)) as { name: string; size: number }[]
    const files = head.map(({ name, size }) => ({ name, bytes: whole.subarray(at, (at += size)) }))
    const named = filesOf(item)
    const isRight = at === whole.length && files.length === named.length
    return isRight && files.every(({ name }, i) => name === named[i]) ? files : undefined
  } catch {
    return undefined
  }
}

// ——— the list

export const listFile = 'files.ndjson.gz'

export async function* readList(path: string): AsyncGenerator<Listed> {
  for await (const line of readLines(path)) yield JSON.parse(line) as Listed
}

/** The line of an earlier list about the same thing; asked in the order of the list. */
export function lookUp(list: AsyncGenerator<Listed> | undefined): (item: Item) => Promise<Listed | undefined> {
  let ahead: Listed | undefined
  let over = !list
  return async (item) => {
    while (list && !over && (!ahead || comesBefore(ahead, item))) {
      const next = await list.next()
      over = next.done === true
      ahead = next.done ? undefined : next.value
    }
    return ahead && ahead.kind === item.kind && ahead.id === item.id ? ahead : undefined
  }
}

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false
  )

const ls = async (...path: string[]): Promise<string[]> => (await readdir(join(...path)).catch(() => [])).sort()

/** The names that a list gives to the things of one shard after another, asked in its order. */
function namesIn(list: AsyncGenerator<Listed>): (kind: string, shard: string) => Promise<string[]> {
  let ahead: Listed | undefined
  let over = false
  return async (kind, shard) => {
    const names: string[] = []
    for (; !over; ahead = undefined) {
      if (!ahead) {
        const next = await list.next()
        if (next.done) over = true
        else ahead = next.value
      }
      if (!ahead || ahead.kind > kind || (ahead.kind === kind && shardOf(ahead.id) > shard)) break
      if (ahead.kind === kind && shardOf(ahead.id) === shard && ahead.part) names.push(ahead.part.file)
    }
    return names
  }
}

/** Takes away the sealed files that no kept backup names; answers how many. One shard's names are in memory at a time. */
export async function sweep(folder: string, lists: readonly string[]): Promise<number> {
  const keys = await ls(folder, 'files')
  const readers = lists.map((list) => namesIn(readList(list)))
  let swept = 0
  for (const kind of Object.keys(kinds)) {
    const shards = await Promise.all(keys.map((key) => ls(folder, 'files', key, kind)))
    for (const shard of [...new Set(shards.flat())].sort()) {
      const named = new Set((await Promise.all(readers.map((read) => read(kind, shard)))).flat())
      for (const key of keys)
        for (const name of await ls(folder, 'files', key, kind, shard)) {
          const file = join('files', key, kind, shard, name)
          if (named.has(file)) continue
          await rm(join(folder, file), { force: true })
          swept++
        }
    }
  }
  return swept
}
