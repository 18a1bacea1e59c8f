/** How many have met the same as a case, kept on the case; and what becomes of it when cases are joined and people forgotten. */
import { findCase, keepAffectedCount } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { countAffected, forgetAffected, moveAffected } from './model.ts'

export { affectedBy, affectedPeople } from './model.ts'

type Moved = Pick<AppContext, 'moved'>

/** Sets the number on the case from the rows: whoever counts last has all of them. */
export async function recount(no: string, { moved }: Moved): Promise<number> {
  const n = await countAffected(no)
  if (await keepAffectedCount(no, n)) moved({ no })
  return n
}

/** Who said so of a case goes with its reports to the one that it is joined to. */
export async function followJoin(facts: Record<string, unknown>, context: Moved): Promise<void> {
  const { no, n, verb } = facts as { no: string; n: number; verb: string }
  if (verb !== 'join') return
  const into = (await findCase(no))?.ledger[n - 1]?.facts.into
  if (into === undefined) return
  await moveAffected(no, into)
  await recount(no, context)
  await recount(into, context)
}

export async function forgetPerson(person: string, context: Moved): Promise<void> {
  for (const no of await forgetAffected(person)) await recount(no, context)
}
