/**
 * Whether the daily roots hang together, are signed, are what their files beside the database say, and whether the cases still are
 * what the newest of them says they were.
 */
import { headsBefore, jcs, sha256 } from '#server/cases/index.ts'
import type { Storage } from '#server/integrations/storage.ts'
import { changesBetween, isDigestOf } from './changes.ts'
import { hashedOf, partsBefore, publicRoot, rootFile, textOf } from './make.ts'
import { everyRoot, newestRoot, readAllLeaves, readChanges, type RootDoc } from './model.ts'
import { isSigned } from './sign.ts'
import { keyOf, levelsOver, nothing } from './tree.ts'

const isPublished = ({ root, signed = [] }: RootDoc): boolean =>
  signed.length > 0 && signed.every((one) => isSigned(root, one))

async function isWhole(root: RootDoc): Promise<boolean> {
  if (root.changes === undefined) return true
  const parts: Buffer[] = []
  for (let part = await readChanges(root, 0); part; part = await readChanges(root, parts.length)) parts.push(part)
  return isPublished(root) && isDigestOf(root.changes, parts)
}

/** Numbers of cases that are not what the newest root says, and its day where one of them is gone. */
async function movedSince(root: RootDoc | null): Promise<string[]> {
  if (root?.bits === undefined) return []
  const now = await partsBefore(root.at, root.bits)
  if (levelsOver(now.map(({ part }) => part))[0]?.[0]?.hash === root.tree) return []
  const { parts } = changesBetween(await readAllLeaves(root), Buffer.concat(now.map(({ leaves }) => leaves)))
  const places = new Set(
    parts.flatMap((part) =>
      Array.from({ length: part.length / 64 }, (_, i) => part.toString('hex', i * 64, i * 64 + 32))
    )
  )
  const numbers: string[] = []
  for await (const { no } of headsBefore(root.at)) if (places.delete(keyOf(no).toString('hex'))) numbers.push(no)
  return places.size > 0 || numbers.length === 0 ? [root._id, ...numbers] : numbers
}

/** Days whose root is not sound, and cases that are not what the newest root says of them. */
export async function checkRoots(records: Storage): Promise<{ roots: number; faults: string[] }> {
  const faults: string[] = []
  let roots = 0
  let prev = nothing
  for await (const root of everyRoot()) {
    const file = await records.get(rootFile(root._id))
    const isSound = sha256(jcs(hashedOf(root))) === root.root && root.prev === prev && (await isWhole(root))
    if (!isSound || (file && file.toString('utf8') !== textOf(publicRoot(root)))) faults.push(root._id)
    prev = root.root
    roots++
  }
  return { roots, faults: [...new Set([...faults, ...(await movedSince(await newestRoot()))])] }
}
