/**
 * Where photo files lie. The file system here; an S3 driver fills the same interface. A file is acknowledged only once
 * it and its folder entry are on the disk: written beside, fsynced, renamed.
 */
import { open, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'

export interface Storage {
  /** Durable before it returns; writing the same name again is harmless. */
  put(name: string, bytes: Buffer): Promise<void>
  get(name: string): Promise<Buffer | undefined>
  has(name: string): Promise<boolean>
  remove(name: string): Promise<void>
}

function fileStorage(root: string): Storage {
  // Names are made by us (hash and size), still nothing may climb out of the folder.
  const at = (name: string): string => {
    if (!/^[a-z]+\/[0-9a-f]{2}\/[0-9a-z.-]+$/.test(name)) throw new Error(`not a storage name: ${name}`)
    return join(root, name)
  }
  return {
    async put(name, bytes) {
      const path = at(name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const beside = `${path}.${randomUUID()}`
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
      const folder = await open(dirname(path), 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
    async get(name) {
      return readFile(at(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
    },
    async has(name) {
      return stat(at(name)).then(
        () => true,
        () => false
      )
    },
    async remove(name) {
      await rm(at(name), { force: true })
    }
  }
}

/** Where this server keeps its files: photos, and what is kept beside the database. */
export const openStores = ({ dataDir }: { dataDir: string }): { photos: Storage; records: Storage } => ({
  photos: fileStorage(join(dataDir, 'photos')),
  records: fileStorage(join(dataDir, 'records'))
})
