/** The demo city's register of 门前三包: signed, judged for some months, with the public reports that were about the place. */
import { statement, units } from '#config/city/demo/units.ts'
import type { City } from '#config/city/types.ts'
import { addDays, dayOf, startOfDay } from '#shared/when.ts'
import { listNearby } from '#server/cases/index.ts'
import type { World } from '#server/kernel/world.ts'
import { changeUnit, insertUnit, nextUnit, type UnitDoc } from '#server/units/index.ts'

/** Only what happened before the door is about the unit. */
const nearM = 40
const attachedAtMost = 6

const monthBefore = (month: string): string => dayOf(startOfDay(`${month}-01`) - 1).slice(0, 7)

export async function seedUnits(world: World, { places }: City): Promise<void> {
  const now = world.now()
  const city = world.city()
  for (const [i, { answers, signedAgo, stars, closed = false, ...unit }] of units.entries()) {
    const keeper = city.people.find((p) => p.roles.includes('officer') && city.office(p.office)?.area === unit.area)
    if (!keeper) continue
    const signed = addDays(dayOf(now), -signedAgo)
    const doc: UnitDoc = {
      ...unit,
      _id: await nextUnit(),
      statement,
      signed,
      contact: { name: answers, phone: `138000010${String(i + 1).padStart(2, '0')}` },
      closed,
      version: 1,
      stars: {},
      cases: [],
      log: [{ at: new Date(startOfDay(signed) + 10 * 3_600_000), by: keeper.id, what: 'made' }]
    }
    if (!(await insertUnit(doc))) continue
    let it = doc
    const change = async (changes: Partial<UnitDoc>, what: 'starred' | 'attached', at: Date): Promise<void> => {
      const changed = await changeUnit(it, changes, { at, by: keeper.id, what })
      if (typeof changed !== 'string') it = changed
    }
    // Judged on the second working day of the month after.
    let month = dayOf(now).slice(0, 7)
    const judged: [string, number, Date][] = stars.map((n) => {
      const at = new Date(startOfDay(`${month}-02`) + 15 * 3_600_000)
      month = monthBefore(month)
      return [month, n, at]
    })
    for (const [of, n, at] of judged.reverse())
      if (at < now) await change({ stars: { ...it.stars, [of]: n } }, 'starred', at)
    const door = places.find((p) => unit.address.length > 3 && p.name.startsWith(unit.address))
    if (!door) continue
    const near = await listNearby({ type: 'Point', coordinates: [door.place.lng, door.place.lat] }, nearM, '')
    const cases = near.slice(0, attachedAtMost).map((row) => row.no)
    if (cases.length > 0) await change({ cases }, 'attached', now)
  }
}
