/** Whether the daily roots hang together, and are what their files beside the database say. */
import { jcs, sha256 } from '#server/cases/index.ts'
import type { Storage } from '#server/integrations/storage.ts'
import { publicRoot, rootFile, textOf } from './make.ts'
import { everyRoot } from './model.ts'
import { nothing } from './tree.ts'

/** Days whose root is not sound: not the hash of what it says, not after the one before it, or not what its file says. */
export async function checkRoots(records: Storage): Promise<{ roots: number; faults: string[] }> {
  const faults: string[] = []
  let roots = 0
  let prev = nothing
  for await (const it of everyRoot()) {
    const { root, ...hashed } = publicRoot(it)
    const file = await records.get(rootFile(it._id))
    const isSound = sha256(jcs(hashed)) === root && hashed.prev === prev
    if (!isSound || (file && file.toString('utf8') !== textOf({ ...hashed, root }))) faults.push(it._id)
    prev = root
    roots++
  }
  return { roots, faults }
}
