/** A case whose handler has left, or works elsewhere now: given to whoever stands in for him, or back to its office. */
import type { OutboxItem } from '#server/kernel/outbox.ts'
import { advance, type Now } from './advance.ts'
import { isOver } from './lifecycle.ts'
import { findCase, replaceIfUnmoved, type CaseDoc } from './model.ts'

export interface HandOver {
  from: string
  /** Where he had it. */
  office: string
  /** Nobody, where there is no deputy who is there. */
  to: string | undefined
  /** Who is told, by the number of the entry. */
  told(n: number): readonly OutboxItem[]
}

/** Safe to repeat: a case that has moved on in the meantime, or is somebody else's, stays as it is. */
export async function handOver(
  no: string,
  { from, office, to, told }: HandOver,
  now: Now
): Promise<CaseDoc | undefined> {
  const before = await findCase(no)
  if (!before || before.person !== from || before.office !== office || isOver(before.status)) return undefined
  const { deputyOf: _, ...routing } = before.routing
  const step = {
    actor: { kind: 'clock' },
    verb: 'note',
    at: now.at.toISOString(),
    facts: to === undefined ? {} : { person: to }
  } as const
  const after = advance(before, step, now.city, {
    routing: { ...routing, ...(to !== undefined && { deputyOf: from }) }
  })
  const outbox = [...after.outbox, ...told(after.ledger.length)]
  return (await replaceIfUnmoved(before, { ...after, outbox })) ? after : undefined
}
