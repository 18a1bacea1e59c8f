/**
 * An uploaded file between its report and its being taken. It is only kept in memory and only a while: whoever comes
 * too late, or to another process, is asked to choose it again.
 */
import { randomUUID } from 'node:crypto'
import type { Upload } from '#server/kernel/upload.ts'

export interface Kept {
  name: string
  json: unknown
}

const filesAtMost = 4
const keptForMs = 30 * 60_000

export function keepsake(now: () => number = () => Date.now()) {
  const files = new Map<string, Kept & { family: string; until: number }>()
  const tidy = () => {
    for (const [key, kept] of files) if (kept.until < now()) files.delete(key)
    for (const key of files.keys()) if (files.size > filesAtMost) files.delete(key)
  }
  return {
    /** Nothing where it is no JSON. A byte order mark is forgiven. */
    read({ name, bytes }: Upload['files'][number]): Kept | undefined {
      try {
        return { name, json: JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown }
      } catch {
        return undefined
      }
    },
    keep(family: string, { name, json }: Kept): string {
      const key = randomUUID()
      files.set(key, { name, json, family, until: now() + keptForMs })
      tidy()
      return key
    },
    /** Only for the sign-in that brought it. */
    find(family: string, key: string): Kept | undefined {
      tidy()
      const kept = files.get(key)
      return kept?.family === family ? kept : undefined
    },
    drop: (key: string): void => void files.delete(key)
  }
}
