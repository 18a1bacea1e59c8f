/** A folder of the operator's: another disk, a share of another machine. A file that is there is never written over. */
import { randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SendFailure } from '#shared/deliveries.ts'
import { notSent, sent, type Sent } from './sent.ts'

const reasons: Readonly<Record<string, SendFailure>> = {
  EACCES: 'refused',
  EPERM: 'refused',
  EROFS: 'refused',
  ENOSPC: 'mailbox_full',
  EDQUOT: 'mailbox_full'
}

async function place(folder: string, name: string, text: string): Promise<Sent> {
  const beside = join(folder, `.${name}.${randomUUID()}`)
  try {
    const file = await open(beside, 'wx', 0o644)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(beside, join(folder, name))
    return sent('written')
  } finally {
    await rm(beside, { force: true })
  }
}

/** The folder itself is not made: one that is missing is a disk that is not there. */
export async function keepInFolder(folder: string, name: string, text: string): Promise<Sent> {
  try {
    return await place(folder, name, text)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    if (code !== 'EEXIST') return notSent('later', reasons[code] ?? 'unreachable', code)
    const there = await readFile(join(folder, name), 'utf8').catch(() => undefined)
    return there === text ? sent('was there') : notSent('later', 'refused', 'another file of this name is there')
  }
}
