/** Which ways the database has to answer what a server asks it: by an index in the order that is wanted, or by reading and sorting everything. */
import { mongoose } from '#server/kernel/mongo.ts'

type Doc = Record<string, unknown>
interface Stage extends Doc {
  stage: string
  /** Of a scan of an index: which of its fields are lists, and by which list. */
  multiKeyPaths?: Record<string, string[]>
  inputStage?: Stage
  inputStages?: Stage[]
}
interface Profiled {
  op: string
  ns: string
  command: Doc
}
export interface Question {
  collection: string
  /** Everything of it but the values. */
  shape: string
  filter: Doc
  sort?: Doc
  pipeline?: Doc[]
}

const database = (): mongoose.mongo.Db => {
  const { db } = mongoose.connection
  if (!db) throw new Error('the database is not open')
  return db
}

/** From here on the database notes all that it is asked. */
export async function noteQuestions(): Promise<() => Promise<Question[]>> {
  const db = database()
  await db.command({ profile: 0 })
  await db.dropCollection('system.profile')
  await db.createCollection('system.profile', { capped: true, size: 64 << 20 })
  await db.command({ profile: 2 })
  return async () => {
    await db.command({ profile: 0 })
    const noted = await db.collection<Profiled>('system.profile').find({}).toArray()
    await db.dropCollection('system.profile')
    const kinds = new Map<string, Question>()
    for (const question of noted.flatMap(asked)) kinds.set(`${question.collection} ${question.shape}`, question)
    return [...kinds.values()]
  }
}

const object = (value: unknown): Doc | undefined =>
  typeof value === 'object' && value !== null ? (value as Doc) : undefined

function asked({ op, ns, command }: Profiled): Question[] {
  const collection = ns.slice(ns.indexOf('.') + 1)
  if (collection.startsWith('system.') || collection.startsWith('$cmd') || op === 'insert' || op === 'getmore')
    return []
  const pipeline = command['pipeline'] as Doc[] | undefined
  if ('aggregate' in command && pipeline) return [{ collection, shape: shapeOf(pipeline), filter: {}, pipeline }]
  if ('listIndexes' in command || 'create' in command || 'createIndexes' in command || 'explain' in command) return []
  const filter = object(command['filter'] ?? command['q'] ?? command['query']) ?? {}
  const sort = object(command['sort'])
  const whole = Object.keys(filter).length === 0
  // Who asks for all of everything means it: copies, proofs, and tests.
  if (whole && !sort && command['limit'] === undefined) return []
  return [{ collection, shape: shapeOf([filter, sort ?? {}]), filter, ...(sort && { sort }) }]
}

/** Lists of values are as one. */
const shapeOf = (value: unknown): string =>
  JSON.stringify(value, (key, item: unknown) => {
    if (Array.isArray(item) && item.every((each) => typeof each !== 'object' || each === null)) return ['…']
    return typeof item === 'string' && !item.startsWith('$')
      ? '…'
      : typeof item === 'number' && !key.includes('.')
        ? 0
        : item
  }).replace(/"[0-9a-f]{24}"/g, '"…"')

const stagesOf = (stage: Stage): Stage[] => [
  stage,
  ...[...(stage.inputStage ? [stage.inputStage] : []), ...(stage.inputStages ?? [])].flatMap(stagesOf)
]

/** Fields of which a filter says from where and to where, but for those of one and the same item of a list. */
function rangesIn(filter: unknown): string[] {
  if (Array.isArray(filter)) return filter.flatMap(rangesIn)
  return Object.entries(object(filter) ?? {}).flatMap(([key, value]) => {
    if (key === '$elemMatch') return []
    const operators = Object.keys(object(value) ?? {})
    const both = ['$gt', '$lt'].every((end) => operators.some((operator) => operator.startsWith(end)))
    return both && !key.startsWith('$') ? [key] : rangesIn(value)
  })
}

export interface Plan {
  stages: string[]
  /**
   * A list is looked through from one end of what is wanted to the end of the index: one of its items could lie after the one end and
   * another before the other.
   */
  openEnded: boolean
}

/** Every plan that the database has for it. */
export async function plansFor({ collection, filter, sort, pipeline }: Question): Promise<Plan[]> {
  const command = pipeline
    ? { aggregate: collection, pipeline, cursor: {} }
    : { find: collection, filter, ...(sort && { sort }) }
  const said = await database().command({ explain: command, verbosity: 'queryPlanner' })
  const first = (said['stages'] as Doc[] | undefined)?.[0]
  const planner = object(said['queryPlanner'] ?? object(first?.['$cursor'])?.['queryPlanner'])
  if (!planner) return []
  const plans = [planner['winningPlan'], ...(planner['rejectedPlans'] as unknown[])] as (Stage & {
    queryPlan?: Stage
  })[]
  const ranges = rangesIn(pipeline ? pipeline[0]?.['$match'] : filter)
  return plans.map((plan) => {
    const stages = stagesOf(plan.queryPlan ?? plan)
    return {
      stages: stages.map(({ stage }) => stage),
      openEnded: stages.some(({ multiKeyPaths = {} }) => ranges.some((field) => multiKeyPaths[field]?.length))
    }
  })
}

/**
 * Who reads all of a collection, or sorts what was found, and why that stays small. By collection and the beginning of the filter or
 * pipeline, as `shapeOf` writes it; `*` is whatever is asked of it.
 */
export const bounded: Record<string, Record<string, string>> = {
  activities: { '[{"$match":{"$and":[{},{},{}]}},{"$limit"': 'counts all, up to a limit' },
  cases: {
    '[{"$match":{"$and":[{}],"joinedInto":{"$exists":false}}},{"$limit"': 'counts nearly all, up to a limit',
    '[{"$project":{"_id":0,"no":0,"last"': 'the last entry of every case, once a day'
  },
  channel_states: { '*': 'a row for each way out' },
  guesses: { '*': 'gone within a day' },
  jobs: { '[{"facts.member"': 'what is to be done soon, when a person is erased' },
  rehearsals: { '*': 'begun by hand' },
  robots: { '*': 'groups of the offices' },
  sessions: { '[{"subject.id"': 'those of one person' },
  staff: { '*': 'people who work there' }
}
export const isBounded = ({ collection, shape }: Question): boolean =>
  Object.keys(bounded[collection] ?? {}).some((begun) => begun === '*' || shape.startsWith(begun))
