/**
 * Every erasure once more outside the database, beside the daily roots: a backup has what was erased since, and whoever restores one
 * finds here what is to be erased again. It names numbers that lead to nobody once they are erased.
 */
import type { Storage } from '#server/integrations/storage.ts'
import { keepErasure, type ErasureDoc } from './model.ts'

const folder = 'erasures'
const fileOf = (id: string): string => `${folder}/${id.slice(0, 2)}/${id}.json`

/** Durable before anything is erased. */
export const register = ({ _id, of, at }: ErasureDoc, records: Storage): Promise<void> =>
  records.put(fileOf(_id), Buffer.from(`${JSON.stringify({ id: _id, at, of })}\n`))

/** What the register has and the database does not is to be done again; how many that are. */
export async function followRegister(records: Storage): Promise<number> {
  let found = 0
  for await (const name of records.list(folder)) {
    const bytes = await records.get(name)
    if (!bytes) continue
    const { id, at, of } = JSON.parse(bytes.toString('utf8')) as { id: string; at: string; of: ErasureDoc['of'] }
    if (await keepErasure({ _id: id, of, at: new Date(at) })) found++
  }
  return found
}
