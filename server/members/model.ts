/** Residents and staff. */
import { hmac, ring, type Keys } from '#server/kernel/keys.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import type { Role } from '#shared/members.ts'

export interface StaffDoc {
  /** Login name. */
  _id: string
  name: string
  office: string
  roles: Role[]
  title: string
  /** argon2id; who has none yet cannot sign in. */
  password?: string
  /** Who made the link by which he set his password and saw it: with him he is not two persons. */
  linkBy?: string
  /** Runs his office's accounts. */
  head?: boolean
  email?: string
  /** Where short messages go. */
  mobile?: string
  /** Who made the account, where it was no release of the city. */
  origin?: 'desk' | 'command'
  /** Roles given to him beside those of the release, and roles of the release that he does not have. */
  granted?: Role[]
  withheld?: Role[]
  left?: Date
  /** It was a release of the city that said so, and another may take it back. */
  leftByCity?: boolean
  /** He has worked in another office before: something may still be in his hands there. */
  moved?: true
}

const { Schema } = mongoose
const strict = { versionKey: false, strict: 'throw' } as const

const residentSchema = new Schema<{ _id: string; openid: string; at: Date }>(
  { _id: String, openid: String, at: Date },
  { ...strict, collection: 'members' }
)
residentSchema.index({ openid: 1 }, { unique: true })
const Residents = mongoose.model('Member', residentSchema)

const staffSchema = new Schema<StaffDoc>(
  {
    _id: String,
    name: String,
    office: String,
    roles: [String],
    title: String,
    password: String,
    linkBy: String,
    head: Boolean,
    email: String,
    mobile: String,
    origin: String,
    granted: { type: [String], default: undefined },
    withheld: { type: [String], default: undefined },
    left: Date,
    leftByCity: Boolean,
    moved: Boolean
  },
  { ...strict, collection: 'staff' }
)
staffSchema.index({ office: 1, _id: 1 })
export const StaffMembers = mongoose.model('Staff', staffSchema)

/** Staff who are not there yet; who is there already stays as he is. */
export const keepStaff = async (people: readonly StaffDoc[]): Promise<void> => {
  await StaffMembers.bulkWrite(
    people.map(({ _id, ...person }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: person }, upsert: true }
    }))
  )
}

/** Everybody who could sign in, with the hash of his password. */
export const staffPasswords = async (): Promise<{ id: string; password: string }[]> => {
  const found = await StaffMembers.find(
    { password: { $exists: true }, left: { $exists: false } },
    { password: 1 }
  ).lean<Pick<StaffDoc, '_id' | 'password'>[]>()
  return found.map(({ _id, password = '' }) => ({ id: _id, password }))
}

/** What is left of an openid when its owner wants to be forgotten: he is known again, and nobody else can read it. */
const erasedForm = (openid: string, keys: Keys): string => `erased:${hmac(keys.people, openid).toString('hex')}`

/** The resident behind an openid, made on the first visit; two first visits at once make one. */
export async function residentOf(openid: string, keys: Keys, now: Date): Promise<string> {
  const known = await Residents.findOne(
    { openid: { $in: [openid, ...ring(keys).map((one) => erasedForm(openid, one))] } },
    { _id: 1 }
  ).lean<{
    _id: string
  }>()
  if (known) return known._id
  const id = new mongoose.Types.ObjectId().toHexString()
  try {
    await Residents.collection.insertOne({ _id: id, openid, at: now } as never)
    return id
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return residentOf(openid, keys, now)
  }
}

/** All that is kept of a resident as such. */
export const findResident = (member: string): Promise<{ _id: string; openid: string; at: Date } | null> =>
  Residents.findById(member).lean<{ _id: string; openid: string; at: Date }>().exec()

/** Who he is in WeChat is no longer readable. An account of staff stays as it is. */
export async function eraseResident(member: string, keys: Keys): Promise<void> {
  const resident = await Residents.findById(member).lean<{ openid: string }>()
  if (!resident) return
  if (!resident.openid.startsWith('erased:'))
    await Residents.updateOne({ _id: member }, { $set: { openid: erasedForm(resident.openid, keys) } })
}

/** Who works at an office in one of these roles. */
export const staffOfOffice = (office: string, roles: readonly Role[]): Promise<StaffDoc[]> =>
  StaffMembers.find({ office, roles: { $in: [...roles] }, left: { $exists: false } })
    .lean<StaffDoc[]>()
    .exec()
/** Who runs an office's accounts. */
export const headsOf = (office: string): Promise<StaffDoc[]> =>
  StaffMembers.find({ office, head: true, left: { $exists: false } })
    .lean<StaffDoc[]>()
    .exec()
/** Everybody who has left and has not come back. */
export const leavers = async (): Promise<string[]> =>
  (
    await StaffMembers.find({ left: { $exists: true } }, { _id: 1 })
      .lean<{ _id: string }[]>()
      .exec()
  ).map(({ _id }) => _id)
/** Everybody who is here and has changed his office, with the one that he is in now. */
export const movers = (): Promise<Pick<StaffDoc, '_id' | 'office'>[]> =>
  StaffMembers.find({ moved: true, left: { $exists: false } }, { office: 1 })
    .lean<Pick<StaffDoc, '_id' | 'office'>[]>()
    .exec()
/** Everybody who works here in one of these roles, in a fixed order. */
export const staffInRoles = (roles: readonly Role[]): Promise<StaffDoc[]> =>
  StaffMembers.find({ roles: { $in: [...roles] }, left: { $exists: false } })
    .sort({ _id: 1 })
    .lean<StaffDoc[]>()
    .exec()
export const findStaff = (id: string): Promise<StaffDoc | null> => StaffMembers.findById(id).lean<StaffDoc>().exec()

/** What everybody who works with him may be told of a member of staff. */
export type StaffNow = Omit<StaffDoc, 'password'>
export async function staffNow(id: string): Promise<StaffNow | undefined> {
  const person = await StaffMembers.findById(id, { password: 0 }).lean<StaffNow>().exec()
  return person ?? undefined
}

/** What people are called, by login. */
export async function namesOfStaff(logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await StaffMembers.find({ _id: { $in: logins } }, { name: 1 }).lean<{ _id: string; name: string }[]>()
  return new Map(found.map(({ _id, name }) => [_id, name]))
}
