/** Every way of saying it, by category code. */
import { construction } from './construction.ts'
import { garbage } from './garbage.ts'
import { noise } from './noise.ts'
import { other } from './other.ts'
import { parking } from './parking.ts'
import { plain } from './plain.ts'
import { river } from './river.ts'
import { roads } from './roads.ts'
import { stall } from './stall.ts'

const told: Record<string, readonly string[]> = {
  ...stall,
  ...garbage,
  ...parking,
  ...river,
  ...construction,
  ...noise,
  ...roads,
  ...other
}
export const phrases: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(told).map(([category, ways]) => [category, [...ways, ...(plain[category] ?? [])]])
)
