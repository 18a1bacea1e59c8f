/** Fetching a copy by its link: one at a time for each person. */
import { refuse } from '#shared/errors.ts'
import type { AppContext } from '#server/context.ts'
import { ofReport } from '#server/notifications/index.ts'
import { fileName, openArchive } from './archive.ts'
import type { Owner } from './collect.ts'
import { beginFetch, endFetch } from './model.ts'

const reportPrefix = ofReport('')
const ownerOf = (person: string): Owner =>
  person.startsWith(reportPrefix) ? { person, report: person.slice(reportPrefix.length) } : { person }

/** Copies that one person may fetch in a day: each reads everything that there is of him. */
const aDay = { name: 'own copies', atMost: 10, withinMs: 86_400_000 } as const

interface Fetched {
  name: string
  bytes: AsyncGenerator<Buffer>
  /** However it ends, read to the end or broken off, the next one may begin. */
  over(): Promise<void>
}

export function copies(context: AppContext): (secret: string) => Promise<Fetched> {
  const fetched = context.counts.limit(aDay)
  return async (secret) => {
    const found = (await beginFetch(secret, context.now())) ?? refuse('not_found')
    if (found === 'busy') refuse('in_flight', { retryAfterS: 10 })
    const { person } = found
    try {
      const { used, leftMs } = fetched.add(person, 1)
      if (used > aDay.atMost) refuse('too_many', { retryAfterS: Math.ceil(leftMs / 1000) })
      const archive = await openArchive(ownerOf(person), context)
      return { name: fileName(context.now()), bytes: archive, over: () => endFetch(person) }
    } catch (error) {
      await endFetch(person)
      throw error
    }
  }
}
