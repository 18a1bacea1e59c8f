/**
 * What a backup says of itself: what is in it, how much, under which key and version. Plain JSON, so that anyone can look; closed
 * by a MAC under the server's key, so that nobody who merely knows the public key can put another backup in its place.
 */
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jcs } from '#server/kernel/canonical.ts'
import { ring, sameText, type Keys } from '#server/kernel/keys.ts'
import { BackupRefused } from './refused.ts'
import { writePart, type Part } from './seal.ts'

export interface CollectionPart {
  name: string
  documents: number
  /** Its indexes as the database names them. */
  indexes: readonly object[]
  part: Part
}

export interface Manifest {
  format: 1
  /** Its folder below `backups/`. */
  id: string
  /** When it was begun. */
  at: string
  /** The moment of the database that all of it is from. */
  moment: string
  /** The city's release in force. */
  release: number
  /** Migrations that the data had been through. */
  migrations: readonly { number: number; name: string }[]
  /** Fingerprint of the server's key, which is not in the backup. */
  key: string
  /** Public keys, any of whose private keys opens it. */
  recipients: readonly string[]
  collections: readonly CollectionPart[]
  /** Collections whose documents are left out on purpose. */
  leftOut: readonly string[]
  files: {
    kept: number
    /** Named by the database and not there any more: erased while the backup ran. */
    gone: number
    bytes: number
    list: Part
  }
}

const format = 1
const manifestFile = 'manifest.json'
export const folderOf = (id: string): string => join('backups', id)

const macOf = (manifest: Manifest, keys: Keys): string =>
  createHmac('sha256', keys.backups).update(jcs(manifest)).digest('hex')

/** Last of all: a folder without it is no backup. */
export const writeManifest = async (folder: string, manifest: Manifest, keys: Keys): Promise<void> => {
  const text = `${JSON.stringify({ ...manifest, mac: macOf(manifest, keys) }, null, 2)}\n`
  await writePart(folder, join(folderOf(manifest.id), manifestFile), [Buffer.from(text)])
}

/** The manifest as it stands there, of which only the form is looked at. */
export async function readManifest(folder: string, id: string): Promise<{ manifest: Manifest; mac: string }> {
  const file = join(folderOf(id), manifestFile)
  const text = await readFile(join(folder, file), 'utf8').catch(() => {
    throw new BackupRefused('not_a_backup', { folder: join(folder, folderOf(id)) })
  })
  let read: Manifest & { mac?: unknown }
  try {
    read = JSON.parse(text) as Manifest
  } catch {
    throw new BackupRefused('altered', { file })
  }
  const { mac, ...manifest } = read
  if (manifest.format !== format) throw new BackupRefused('unknown_format', { found: String(manifest.format) })
  if (typeof mac !== 'string' || !Array.isArray(manifest.collections)) throw new BackupRefused('altered', { file })
  return { manifest, mac }
}

/** Refuses `wrong_server_key` or `not_authentic`. One that was made under an earlier key is as good. */
export function authenticate({ manifest, mac }: { manifest: Manifest; mac: string }, keys: Keys): void {
  const key = ring(keys).find(({ fingerprint }) => fingerprint === manifest.key)
  if (!key) throw new BackupRefused('wrong_server_key', { wanted: manifest.key, found: keys.fingerprint })
  if (!sameText(mac, macOf(manifest, key))) throw new BackupRefused('not_authentic', { id: manifest.id })
}
