/** A city that was written before urgencies and area classes were codes is still read, and leaves as codes. */
import { expect, test } from 'vitest'
import { inCodes, urgencyCode } from '#config/city/former-codes.ts'
import { stageTimes } from '#server/deadlines/stages.ts'
import { makeCalendar } from '#server/deadlines/calendar.ts'
import { cityFileOf, readCityFile } from '#server/releases/import.ts'
import { town } from '#tests/support/city.ts'

const { places: _, ...parts } = {
  ...town,
  areas: {
    ...town.areas,
    features: town.areas.features.map((feature) => ({
      ...feature,
      properties: { ...feature.properties, areaClass: 'second' as const }
    }))
  },
  rules: town.rules.map((rule) => ({ ...rule, urgencies: ['urgent' as const, 'limited' as const] }))
}
const former = JSON.parse(
  JSON.stringify(parts)
    .replaceAll('"immediate"', '"即办"')
    .replaceAll('"limited"', '"限办"')
    .replaceAll('"urgent"', '"急办"')
    .replaceAll('"second"', '"二类"')
) as typeof parts

test('a file exported then is brought in as codes', () => {
  const read = readCityFile(cityFileOf(former))
  expect(read.problems).toEqual([])
  expect(JSON.stringify(read.parts)).not.toMatch(/"(即办|限办|急办|二类)"/)
  expect(read.parts).toEqual(readCityFile(cityFileOf(parts)).parts)
})

test('a part that stands in an old release is read as codes, and one in codes is left as it is', () => {
  expect(inCodes(former.time)).toEqual(parts.time)
  expect(inCodes(former.areas)).toEqual(parts.areas)
  expect(inCodes(parts.rules)).toEqual(parts.rules)
  expect(inCodes(parts.areas)).toEqual(parts.areas)
  expect(urgencyCode('fast')).toBe('fast')
})

test('a ledger that names an urgency as it was written then has the same clocks', () => {
  const calendar = makeCalendar(town.calendar, town.time)
  const at = Date.parse('2026-11-24T02:00:00Z')
  const clocks = (urgency: string) =>
    stageTimes(
      [{ at, status: 'received', office: 'mobile', supervising: 'centre', limit: { n: 1, unit: 'work_day' }, urgency }],
      calendar,
      at + 1
    )
  expect(clocks('急办')).toEqual(clocks('urgent'))
  expect(clocks('急办')).not.toEqual(clocks('limited'))
})
