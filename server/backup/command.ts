/** The commands `backup`, `restore` and `photos-move`: what they were asked, and what they say in lines of JSON to their launcher. */
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { latestRelease } from '#server/city/index.ts'
import { StorageFailure } from '#server/integrations/storage-contract.ts'
import { movingStores, openStores, type StorageSettings } from '#server/integrations/storage.ts'
import { findKeys, type KeySettings } from '#server/kernel/keys.ts'
import { connect, disconnect, takingLong } from '#server/kernel/mongo.ts'
import { checkBackup, findBackup } from './check.ts'
import { backupsIn, makeBackup, type Progress } from './make.ts'
import { readManifest } from './manifest.ts'
import { moveFiles } from './move.ts'
import { BackupRefused } from './refused.ts'
import { restoreBackup } from './restore.ts'
import { newIdentity, readIdentities } from './seal.ts'

export interface CommandOptions extends KeySettings, StorageSettings {
  mongoUri: string
  /** Where to, and for whom (with commas between), unless the command says otherwise. */
  backupDir?: string | undefined
  backupRecipients?: string | undefined
  known: readonly { number: number; name: string }[]
  say: (line: object) => void
  now: () => Date
}

const optionsOf = {
  to: { type: 'string' },
  from: { type: 'string' },
  id: { type: 'string' },
  recipient: { type: 'string', multiple: true },
  keep: { type: 'string' },
  identity: { type: 'string' },
  'new-key': { type: 'string' },
  replace: { type: 'boolean' },
  delete: { type: 'boolean' },
  verify: { type: 'boolean' },
  list: { type: 'boolean' }
} as const

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: optionsOf }).values
  } catch (error) {
    throw new BackupRefused('usage', { why: (error as Error).message })
  }
}
type Given = ReturnType<typeof read>

function folderOf(given: Given, { backupDir }: CommandOptions): string {
  const folder = given.to ?? given.from ?? backupDir
  if (!folder) throw new BackupRefused('no_folder')
  return resolve(folder)
}

/** A line now and then: a launcher draws it, a log is not filled with it. */
function progressTo(say: CommandOptions['say']): Progress {
  let [next, last] = [0, '']
  return (what, done, of) => {
    const now = Date.now()
    if (what === last && now < next && done < of) return
    next = now + 250
    last = what
    say({ progress: { what, done, of } })
  }
}

function daysOf(keep: string | undefined): number | undefined {
  if (keep === undefined) return undefined
  if (!/^\d{1,4}$/.test(keep)) throw new BackupRefused('usage', { why: `--keep ${keep}` })
  return Number(keep)
}

async function make(given: Given, options: CommandOptions): Promise<object> {
  // No new one is made: under a key of this minute nothing that was given out would hold.
  const keys = findKeys(options)
  if (!keys) throw new BackupRefused('no_server_key', { wanted: '' })
  const keepDays = daysOf(given.keep)
  const recipients = given.recipient ?? options.backupRecipients?.split(/[\s,]+/).filter(Boolean) ?? []
  const folder = folderOf(given, options)
  await connect(options.mongoUri)
  try {
    const { manifest, bytes, added, dropped } = await makeBackup({
      folder,
      recipients,
      stores: openStores(options),
      keys,
      release: (await latestRelease())?._id ?? 0,
      now: options.now(),
      ...(keepDays !== undefined && { keepDays }),
      progress: progressTo(options.say)
    })
    const documents = manifest.collections.reduce((sum, collection) => sum + collection.documents, 0)
    const { kept, gone, bytes: fileBytes } = manifest.files
    return {
      made: {
        id: manifest.id,
        folder,
        key: manifest.key,
        collections: manifest.collections.length,
        documents,
        bytes,
        files: kept,
        gone,
        fileBytes,
        added,
        dropped
      }
    }
  } finally {
    await disconnect()
  }
}

async function verify(given: Given, options: CommandOptions): Promise<object> {
  const folder = folderOf(given, options)
  const found = await findBackup(folder, given.id)
  const keys = findKeys(options)
  const identities = given.identity === undefined ? undefined : await readIdentities(given.identity)
  const checked = await checkBackup(folder, found, {
    ...(identities && { identities }),
    ...(keys && { keys }),
    progress: progressTo(options.say)
  })
  return { checked: { id: found.manifest.id, at: found.manifest.at, key: found.manifest.key, ...checked } }
}

async function list(given: Given, options: CommandOptions): Promise<object> {
  const folder = folderOf(given, options)
  const manifests = await Promise.all((await backupsIn(folder)).map((id) => readManifest(folder, id)))
  return {
    list: manifests.map(({ manifest: { id, at, key, release, collections, files } }) => ({
      id,
      at,
      key,
      release,
      documents: collections.reduce((sum, collection) => sum + collection.documents, 0),
      files: files.kept
    }))
  }
}

/** Written to a file that only its owner reads, and never over one: whoever loses it loses every backup made for it. */
async function makeKey(path: string): Promise<object> {
  const { identity, recipient } = await newIdentity()
  const file = await open(path, 'wx', 0o600).catch((error: Error) => {
    throw new BackupRefused('usage', { why: error.message })
  })
  await file.writeFile(`# public key: ${recipient}\n${identity}\n`)
  await file.sync()
  await file.close()
  return { key: { path, recipient } }
}

async function restore(given: Given, options: CommandOptions): Promise<object> {
  const folder = folderOf(given, options)
  const found = await findBackup(folder, given.id)
  const keys = findKeys(options)
  if (!keys) throw new BackupRefused('no_server_key', { wanted: found.manifest.key })
  if (given.identity === undefined) throw new BackupRefused('identity_needed')
  const identities = await readIdentities(given.identity)
  await connect(options.mongoUri)
  try {
    const { manifest, checked, counts, sound, removed, toErase, pending } = await restoreBackup({
      folder,
      ...(given.id !== undefined && { id: given.id }),
      identities,
      keys,
      stores: openStores(options),
      known: options.known,
      replace: given.replace ?? false,
      progress: progressTo(options.say)
    })
    const uneven = manifest.collections.filter(({ name, documents }) => counts[name] !== documents)
    return {
      restored: {
        id: manifest.id,
        at: manifest.at,
        documents: Object.values(counts).reduce((sum, n) => sum + n, 0),
        files: checked.files,
        gone: checked.gone,
        uneven: uneven.map(({ name }) => name),
        sound,
        removed,
        toErase,
        pending
      }
    }
  } finally {
    await disconnect()
  }
}

async function move(given: Given, options: CommandOptions): Promise<object> {
  const sides = movingStores(options)
  if (!sides) throw new BackupRefused('not_moving')
  await connect(options.mongoUri)
  try {
    const moved = await moveFiles(sides, { del: given.delete ?? false, progress: progressTo(options.say) })
    return { moved: { ...moved, from: options.storageOld, to: options.storage } }
  } finally {
    await disconnect()
  }
}

interface Said {
  restored?: { uneven: readonly string[]; sound: { faults: readonly string[] } }
  moved?: { left: number; missing: number }
}
const isWell = ({ restored, moved }: Said): boolean =>
  (!restored || (restored.uneven.length === 0 && restored.sound.faults.length === 0)) && (!moved || moved.left === 0)

const commands = { backup: make, restore, 'photos-move': move }
export type BackupCommand = keyof typeof commands
export const isBackupCommand = (name: string | undefined): name is BackupCommand =>
  name !== undefined && Object.hasOwn(commands, name)

/** Does what was asked and says how it went; true when all is well. */
export async function backupCommand(
  name: BackupCommand,
  args: readonly string[],
  options: CommandOptions
): Promise<boolean> {
  const work = (given: Given): Promise<object> => {
    if (given['new-key'] !== undefined) return makeKey(given['new-key'])
    if (given.list) return list(given, options)
    return given.verify ? verify(given, options) : commands[name](given, options)
  }
  try {
    const said = await takingLong(() => work(read(args)))
    options.say(said)
    return isWell(said)
  } catch (error) {
    const refused = error instanceof StorageFailure ? new BackupRefused('storage', { why: error.message }) : error
    if (!(refused instanceof BackupRefused)) throw error
    options.say({ refused: { code: refused.code, facts: refused.facts } })
    return false
  }
}
