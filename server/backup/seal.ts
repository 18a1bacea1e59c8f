/**
 * Files that only the holder of a private key can read, in the format of age (age-encryption.org), so that they can be opened
 * without this program. Written and read as streams; beside each its length and SHA-256, by which anyone can tell whether
 * it is still whole.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupRefused, refusedByDisk } from './refused.ts'

/** A file of a backup: where it lies below the folder, and how to tell that it is whole. */
export interface Part {
  file: string
  size: number
  sha256: string
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

const age = () => import('age-encryption')

/** Refuses `wrong_recipient` for what is no public key of age. */
export async function checkRecipients(recipients: readonly string[]): Promise<void> {
  if (recipients.length === 0) throw new BackupRefused('no_recipient')
  const { Encrypter } = await age()
  for (const recipient of recipients) {
    try {
      new Encrypter().addRecipient(recipient)
    } catch {
      // Somebody may have given his private key by mistake: it is not said aloud.
      throw new BackupRefused('wrong_recipient', { recipient: recipient.slice(0, 4) === 'age1' ? recipient : '…' })
    }
  }
}

/** A new pair of keys, for who has no `age-keygen` at hand. */
export async function newIdentity(): Promise<{ identity: string; recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await age()
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** The private keys in a file as `age-keygen` writes it: a line each, other lines are remarks. */
export async function readIdentities(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BackupRefused('no_identity', { path })
  })
  const found = text.split(/\s+/).filter((word) => /^AGE-SECRET-KEY-/.test(word))
  if (found.length === 0) throw new BackupRefused('no_identity', { path })
  return found
}

const zipped = (source: Bytes): Readable => {
  const from = Readable.from(source, { objectMode: false })
  const gzip = createGzip({ level: 3 })
  from.once('error', (error) => gzip.destroy(error))
  return from.pipe(gzip)
}

async function sealed(source: Readable, recipients: readonly string[]): Promise<AsyncIterable<Uint8Array>> {
  const { Encrypter } = await age()
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(Readable.toWeb(source) as never) as unknown as ReadableStream<Uint8Array>
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Writes a file durably and answers what it weighs; under its name it is whole or not there. */
export async function writePart(folder: string, file: string, source: Bytes): Promise<Part> {
  const path = join(folder, file)
  const beside = `${path}.${randomUUID()}.partial`
  const hash = createHash('sha256')
  let size = 0
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(beside, 'wx', 0o600)
    try {
      for await (const chunk of source) {
        hash.update(chunk)
        size += chunk.length
        await handle.writeFile(chunk)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(beside, { force: true })
    throw refusedByDisk(error, path)
  }
  return { file, size, sha256: hash.digest('hex') }
}

/** Seals what a source yields. What is compressed already (photos) says `plain`. */
export async function sealPart(
  folder: string,
  file: string,
  source: Bytes,
  { recipients, plain = false }: { recipients: readonly string[]; plain?: boolean }
): Promise<Part> {
  const from = plain ? Readable.from(source, { objectMode: false }) : zipped(source)
  return writePart(folder, file, await sealed(from, recipients))
}

/** Refuses `missing`, `truncated` or `altered` when a file is not what the backup says of it. */
export async function checkPart(folder: string, { file, size, sha256 }: Part): Promise<void> {
  const path = join(folder, file)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new BackupRefused('missing', { file })
  if (found.size < size) throw new BackupRefused('truncated', { file, wanted: size, found: found.size })
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  if (hash.digest('hex') !== sha256) throw new BackupRefused('altered', { file })
}

/** What a sealed file holds, as it was given; refuses `wrong_identity` where none of the private keys opens it. */
export async function* openPart(
  folder: string,
  { file }: Pick<Part, 'file'>,
  { identities, plain = false }: { identities: readonly string[]; plain?: boolean }
): AsyncGenerator<Buffer> {
  const { Decrypter } = await age()
  const decrypter = new Decrypter()
  for (const identity of identities) {
    try {
      decrypter.addIdentity(identity)
    } catch {
      throw new BackupRefused('wrong_identity', { file })
    }
  }
  const source = createReadStream(join(folder, file))
  const opened = await decrypter.decrypt(Readable.toWeb(source) as never).catch((error: unknown) => {
    source.destroy()
    const none = error instanceof Error && /no identity matched/.test(error.message)
    throw new BackupRefused(none ? 'wrong_identity' : 'altered', { file })
  })
  const bytes = Readable.fromWeb(opened as never)
  const out = plain ? bytes : bytes.pipe(createGunzip())
  bytes.once('error', (error) => out.destroy(error))
  try {
    for await (const chunk of out) yield chunk as Buffer
  } catch {
    throw new BackupRefused('altered', { file })
  }
}

export const zip = zipped
/** The lines of a zipped list. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const source = createReadStream(path)
  const text = source.pipe(createGunzip())
  source.once('error', (error) => text.destroy(error))
  let rest = ''
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + (chunk as string)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}
