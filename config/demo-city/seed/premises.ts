/** The demo city's register of 门前三包: signed, judged for some months, with the public reports that were about the place. */
import { premises, statement } from '#config/demo-city/stories/premises.ts'
import type { City } from '#config/city/types.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { listNearby } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { insertPremises, nextPremisesNo, type PremisesDoc } from '#server/premises/index.ts'

/** Only what happened before the door is about the premises. */
const nearM = 40

const monthBefore = (month: string): string => dayOf(startOfDay(`${month}-01`) - 1).slice(0, 7)

export async function seedPremises(context: AppContext, { places }: City): Promise<void> {
  const now = context.now()
  const city = context.city()
  for (const [i, { answers, signedAgo, stars, closed = false, ...one }] of premises.entries()) {
    const keeper = city.people.find((p) => p.roles.includes('officer') && city.office(p.office)?.area === one.area)
    if (!keeper) continue
    const signed = addDays(dayOf(now), -signedAgo)
    const log: PremisesDoc['log'] = [{ at: new Date(startOfDay(signed) + 10 * 3_600_000), by: keeper.id, what: 'made' }]
    // Judged in the afternoon of the second day of the month after.
    const given: Record<string, number> = {}
    let month = dayOf(now).slice(0, 7)
    for (const n of stars) {
      const at = new Date(startOfDay(`${month}-02`) + 15 * 3_600_000)
      month = monthBefore(month)
      if (at > now) continue
      given[month] = n
      log.splice(1, 0, { at, by: keeper.id, what: 'starred' })
    }
    const door = places.find((p) => p.name.startsWith(one.address))
    const near = door
      ? await listNearby({ type: 'Point', coordinates: [door.place.lng, door.place.lat] }, nearM, '')
      : []
    if (near.length > 0) log.push({ at: now, by: keeper.id, what: 'attached' })
    // Whole or not at all; one that is there already is left as it is.
    await insertPremises({
      ...one,
      _id: await nextPremisesNo(),
      statement,
      signed,
      contact: { name: answers, phone: `138000010${String(i + 1).padStart(2, '0')}` },
      closed,
      version: log.length,
      stars: given,
      cases: near.map((row) => row.no),
      log
    })
  }
}
