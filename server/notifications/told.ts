/** A notice as an item of an outbox: written with what it tells of, by the same update, and told by a job once. */
import type { OutboxItem } from '#server/kernel/outbox.ts'
import type { Notice } from './model.ts'
import { tell } from './tell.ts'

type Told = Pick<Notice, '_id' | 'member' | 'no' | 'at' | 'verb' | 'said' | 'words' | 'signup' | 'about' | 'n'>

/** `request`: the name of the request that it comes of. */
export const toldLater = ({ _id, at, ...facts }: Told, request?: string): OutboxItem => ({
  id: _id,
  topic: 'told',
  at,
  facts,
  ...(request !== undefined && { request })
})

export async function tellNow(given: Record<string, unknown>): Promise<void> {
  // Words stand in jobs from before notices were codes.
  const { id, at, member, no, verb, said, words, signup, about, n, request } = given as unknown as Omit<Told, 'at'> & {
    id: string
    at: string
    request?: string
  }
  await tell(
    [
      {
        _id: id,
        member,
        no,
        verb,
        ...(said && { said }),
        ...(words && { words }),
        ...(signup && { signup }),
        ...(about && { about }),
        ...(n !== undefined && { n }),
        at: new Date(at)
      }
    ],
    request
  )
}
