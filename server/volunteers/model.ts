/** Who helps: what a person says of himself for activities, and what he has learned. Everything but `display` is private. */
import type { Skill, Training } from '#shared/activities.ts'
import { passMark, teamsAtMost, teamSizeAtMost, type Honour, type ProfileInput } from '#shared/volunteers.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'

export interface Learned {
  id: Training
  at: Date
  by: string
  score?: number
}
export interface HonourGiven {
  honour: Honour
  words: string
  at: Date
  by: string
  signup: string
}
export const passed = (learned: Learned): boolean => learned.score === undefined || learned.score >= passMark

export interface VolunteerDoc {
  /** The person: a resident's member id, or `staff:` and a login name. */
  _id: string
  rev: number
  /** The name he chose to be shown under. */
  display?: string
  name?: string
  phone?: string
  /** Day of birth. */
  born?: string
  skills: Skill[]
  areas: string[]
  languages: ProfileInput['languages']
  free: ProfileInput['free']
  ranked: boolean
  learned: Learned[]
  honours: HonourGiven[]
  outbox?: OutboxItem[]
}

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<VolunteerDoc>(
  {
    _id: String,
    rev: Number,
    display: String,
    name: String,
    phone: String,
    born: String,
    skills: [String],
    areas: [String],
    languages: [String],
    free: [String],
    ranked: Boolean,
    learned: [Mixed],
    honours: [Mixed],
    outbox: [Mixed]
  },
  { collection: 'volunteers', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ ranked: 1 }, { partialFilterExpression: { ranked: true } })
schema.index(...outboxIndex)
const Volunteers = mongoose.model('Volunteer', schema)
export const volunteerOutboxes = (): OutboxOwners => Volunteers.collection

export const findVolunteer = (person: string): Promise<VolunteerDoc | null> =>
  Volunteers.findById(person).lean<VolunteerDoc>().exec()

export const findVolunteers = async (persons: readonly string[]): Promise<Map<string, VolunteerDoc>> => {
  const found = await Volunteers.find({ _id: { $in: [...persons] } }).lean<VolunteerDoc[]>()
  return new Map(found.map((v) => [v._id, v]))
}

const blank = { rev: 0, skills: [], areas: [], languages: [], free: [], ranked: false, learned: [], honours: [] }
/** Somebody who has said nothing of himself yet. */
export const noVolunteer = (_id: string): VolunteerDoc => ({ _id, ...blank })

/** Saves what the person says of himself, if he saw the latest; what others noted of him stays. */
export async function saveVolunteer(person: string, { rev, ...said }: ProfileInput): Promise<boolean> {
  const texts = ['display', 'name', 'phone', 'born'] as const
  const $unset = Object.fromEntries(texts.filter((t) => said[t] === undefined).map((t) => [t, '']))
  const $set = { ...said, rev: rev + 1 }
  if (rev === 0) await ensure(person)
  const saved = await Volunteers.updateOne(
    { _id: person, rev },
    {
      $set,
      ...(Object.keys($unset).length > 0 && { $unset })
    }
  )
  return saved.matchedCount === 1
}

async function ensure(person: string): Promise<void> {
  try {
    await Volunteers.updateOne({ _id: person }, { $setOnInsert: blank }, { upsert: true })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

/** With how he hears of it. */
export async function addLearned(person: string, learned: Learned, told: readonly OutboxItem[] = []): Promise<void> {
  await ensure(person)
  // The same training again replaces the earlier score; in one update, so that two at once do not leave it there twice.
  const others = { $filter: { input: '$learned', cond: { $ne: ['$$this.id', learned.id] } } }
  const outbox = { $concatArrays: [{ $ifNull: ['$outbox', []] }, { $literal: told }] }
  await Volunteers.collection.updateOne({ _id: person as never }, [
    { $set: { learned: { $concatArrays: [others, [{ $literal: learned }]] }, outbox } }
  ])
}

/** Given once for one sign-up, with how he hears of it, however often it is sent; when it was given. */
export async function addHonour(person: string, given: HonourGiven, told: readonly OutboxItem[] = []): Promise<Date> {
  await ensure(person)
  const { honour, signup } = given
  await Volunteers.updateOne(
    { _id: person, honours: { $not: { $elemMatch: { honour, signup } } } },
    {
      $push: { honours: { $each: [given], $slice: -200 }, outbox: { $each: told } }
    }
  )
  const volunteer = await findVolunteer(person)
  return volunteer?.honours.find((h) => h.honour === honour && h.signup === signup)?.at ?? given.at
}

/** Those who want to be named, and under which name. */
export const rankedVolunteers = (limit: number): Promise<{ _id: string; display: string }[]> =>
  Volunteers.find({ ranked: true, display: { $exists: true } }, { display: 1 })
    .limit(limit)
    .lean<{ _id: string; display: string }[]>()
    .exec()

export const insertVolunteers = async (docs: VolunteerDoc[]): Promise<void> => {
  if (docs.length > 0) await Volunteers.collection.insertMany(docs as never[])
}

// ——— teams

export interface TeamDoc {
  _id: mongoose.Types.ObjectId
  name: string
  code: string
  /** In the order they came; the first is the captain. */
  members: string[]
  at: Date
}
const teamSchema = new Schema<TeamDoc>(
  { name: String, code: String, members: [String], at: Date },
  { collection: 'teams', versionKey: false, strict: 'throw' }
)
teamSchema.index({ name: 1 }, { unique: true })
teamSchema.index({ code: 1 }, { unique: true })
teamSchema.index({ members: 1 })
const Teams = mongoose.model('Team', teamSchema)

export const teamsOf = (person: string): Promise<TeamDoc[]> =>
  Teams.find({ members: person })
    .sort({ _id: 1 })
    .limit(teamsAtMost + 1)
    .lean<TeamDoc[]>()
    .exec()

export async function insertTeam(doc: TeamDoc): Promise<boolean> {
  try {
    await Teams.collection.insertOne(doc)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
export const findTeam = (code: string): Promise<TeamDoc | null> => Teams.findOne({ code }).lean<TeamDoc>().exec()

/** One conditional update: who is in already stays, and a full team stays full. */
export const enterTeam = async (code: string, person: string): Promise<boolean> =>
  (
    await Teams.updateOne(
      { code, $or: [{ members: person }, { [`members.${teamSizeAtMost - 1}`]: { $exists: false } }] },
      { $addToSet: { members: person } }
    )
  ).matchedCount === 1

export async function quitTeam(id: string, person: string): Promise<boolean> {
  const left = await Teams.updateOne({ _id: id, members: person }, { $pull: { members: person } })
  await Teams.deleteOne({ _id: id, members: { $size: 0 } })
  return left.matchedCount === 1
}

/** Everything he said of himself, what he learned and was thanked for, and his teams. */
export async function eraseVolunteer(person: string): Promise<void> {
  await Volunteers.deleteOne({ _id: person })
  for (const team of await teamsOf(person)) await quitTeam(team._id.toHexString(), person)
}
