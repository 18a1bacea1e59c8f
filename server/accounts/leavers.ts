/**
 * What somebody had in hand who left, or who works in another office now: his deputy (B岗) has it and hears of it; where there is none who is there, it goes back to the
 * office, and its head hears of it. By the clock, so that it holds however he went, and when whoever let him go dies in between.
 */
import type { CitySnapshot } from '#server/city/index.ts'
import { dayOf } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import { handOver, heldByAnyOf, openStatuses } from '#server/cases/index.ts'
import { findStaff, headsOf, leavers, movers, staffOfOffice } from '#server/members/index.ts'
import { toldLater } from '#server/notifications/index.ts'
import { isThere } from '#server/routing/index.ts'

/** Who stands in for him, in this office, today; nobody where that one is away, has left, or has none himself. */
async function deputyFor(leaver: string, office: string, city: CitySnapshot, day: string): Promise<string | undefined> {
  const named = city.person(leaver)?.deputy
  const person = named === undefined ? undefined : city.person(named)
  if (person?.office !== office || !isThere(person, day)) return undefined
  const account = await findStaff(person.id)
  return account && !account.left && account.office === office ? person.id : undefined
}

/** Those who are to see to it that somebody takes it. */
async function watchersOf(office: string): Promise<string[]> {
  const heads = await headsOf(office)
  const all = heads.length > 0 ? heads : await staffOfOffice(office, ['officer', 'dispatcher'])
  return all.map(({ _id }) => _id)
}

export async function handOverLeft(context: AppContext): Promise<void> {
  const now = { at: context.now(), city: context.city() }
  const [left, moved] = await Promise.all([leavers(), movers()])
  const gone = [...left.map((id) => ({ id })), ...moved.map(({ _id, office }) => ({ id: _id, otherThan: office }))]
  for (const { no, person: from, office } of await heldByAnyOf(gone, openStatuses)) {
    const to = await deputyFor(from, office, now.city, dayOf(now.at))
    const people = to === undefined ? await watchersOf(office) : [to]
    const told = (n: number) =>
      people.map((id) => {
        const member = `staff:${id}`
        const said = { code: 'dispatch', facts: { office } }
        return toldLater({
          _id: `${no}:${n}:${member}`,
          member,
          no,
          about: 'case',
          n,
          verb: 'dispatch',
          said,
          at: now.at
        })
      })
    if (await handOver(no, { from, office, to, told }, now)) context.moved({ no })
  }
}
