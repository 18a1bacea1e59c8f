/**
 * Which queries read a whole collection, as the database itself saw them. A few test documents hide what a million would cost:
 * the plan says it at any size, for a database never reads everything where an index can answer.
 */
import { mongoose } from '#server/kernel/mongo.ts'

/** These grow with a city's people and channels at most, not with what is reported. */
const short = new Set(['migrations', 'staff', 'cards', 'robots', 'channel_states', 'system.profile'])

interface Scan {
  ns: string
  planSummary: string
  command: Record<string, unknown>
}

const nearlyAll = /\$(match|and)|"joinedInto":\{"\$exists":false\}/g
/** Asks for what nearly all are, in no order, and for so many at most: `{$and:[{},{}]}`. */
const isBounded = ({ command }: Scan): boolean => {
  const [match, limit] = (command['pipeline'] as Record<string, unknown>[] | undefined) ?? []
  return limit?.['$limit'] !== undefined && /^[{}[\],:"]*$/.test(JSON.stringify(match).replace(nearlyAll, ''))
}

const said = ({ ns, command }: Scan): string =>
  `${ns.slice(ns.indexOf('.') + 1)} ${JSON.stringify(command['filter'] ?? command['query'] ?? command['q'] ?? command['pipeline'] ?? command)}`

/** From now on; what is handed back says which queries read everything, and stops. */
export async function watchScans(): Promise<() => Promise<string[]>> {
  const { db } = mongoose.connection
  if (!db) throw new Error('no server has connected to a database')
  await db.command({ profile: 0 })
  await db.dropCollection('system.profile')
  await db.command({ profile: 1, filter: { planSummary: /COLLSCAN/ } })
  return async () => {
    await db.command({ profile: 0 })
    const scans = await db.collection<Scan & { _id: never }>('system.profile').find({}).toArray()
    await db.dropCollection('system.profile')
    const grown = scans.filter((scan) => !short.has(scan.ns.slice(scan.ns.indexOf('.') + 1)) && !isBounded(scan))
    return [...new Set(grown.map(said))].sort()
  }
}
