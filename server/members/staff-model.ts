/**
 * What changes in accounts of staff. Every change is counted in one document, so that every process sees that there was one, and
 * so that two changes that would each leave the city one administrator cannot both be made.
 */
import { refuse, Refused } from '#shared/errors.ts'
import type { Role } from '#shared/members.ts'
import { inTransaction, isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import { StaffMembers, type StaffDoc } from './model.ts'

type Session = mongoose.ClientSession

const { Schema } = mongoose
const Changes = mongoose.model(
  'StaffChanges',
  new Schema<{ _id: string; n: number }>(
    { _id: String, n: Number },
    { versionKey: false, strict: 'throw', collection: 'staff_changes' }
  )
)

/** How many changes there were. */
export const staffChanges = async (): Promise<number> =>
  (await Changes.findById('staff').lean<{ n: number }>().exec())?.n ?? 0

async function counted(session?: Session): Promise<void> {
  await Changes.updateOne({ _id: 'staff' }, { $inc: { n: 1 } }, { upsert: !session, ...(session && { session }) })
}

// ——— administrators

/** Those who can sign in and do an administrator's work. */
const administrators = { roles: 'admin', left: { $exists: false }, password: { $exists: true } } as const
export const countAdministrators = (session?: Session): Promise<number> =>
  StaffMembers.countDocuments(administrators, session && { session }).exec()

/**
 * Makes a change that may take an administrator away. Refuses `last_admin` where none would be left; where there was none, there
 * is none to lose.
 */
async function keepingAnAdministrator<T>(change: (session: Session) => Promise<T>): Promise<T> {
  await Changes.updateOne({ _id: 'staff' }, { $setOnInsert: { n: 0 } }, { upsert: true }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error
  })
  return inTransaction(async (session) => {
    // First, so that of two who do this at once one waits for the other, and counts after him.
    await counted(session)
    const before = await countAdministrators(session)
    const done = await change(session)
    if (before > 0 && (await countAdministrators(session)) === 0) refuse('last_admin')
    return done
  })
}

// ——— single accounts

/**
 * Puts another password in the place of the one that was weighed; false where somebody was faster. `linkBy`: who made the link
 * by which it was set, and saw it; null where nobody did.
 */
export async function setPassword(
  id: string,
  was: string | undefined,
  { password, linkBy }: { password: string; linkBy?: string | null },
  session?: Session
): Promise<boolean> {
  const { matchedCount } = await StaffMembers.updateOne(
    { _id: id, left: { $exists: false }, password: was ?? { $exists: false } },
    { $set: { password, ...(linkBy && { linkBy }) }, $unset: { ...(linkBy === null && { linkBy: '' }) } },
    session && { session }
  )
  return matchedCount === 1
}

/** False where the login is taken. */
export async function addStaff(person: StaffDoc): Promise<boolean> {
  try {
    await StaffMembers.collection.insertOne(person as never)
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
  await counted()
  return true
}

type Changed =
  'name' | 'office' | 'roles' | 'title' | 'head' | 'email' | 'granted' | 'withheld' | 'origin' | 'password' | 'linkBy'
/** What may be changed from the desk or the command line; a field that is given as undefined goes. */
type StaffChange = { [F in Changed]?: StaffDoc[F] | undefined } & { back?: true }

/** Noted by the same write that moves him, so that what he had in hand is handed over whoever dies in between. */
const movedFrom = (before: string | undefined, after: string | undefined): { moved?: true } =>
  before !== undefined && after !== undefined && before !== after ? { moved: true } : {}

/** Refuses `not_found`, and `last_admin` where nobody would be left. */
export const changeStaff = (id: string, { back, ...change }: StaffChange): Promise<void> =>
  keepingAnAdministrator(async (session) => {
    const [set, unset] = [Object.entries(change).filter(([, v]) => v !== undefined), Object.entries(change)]
    const gone = unset.filter(([, v]) => v === undefined).map(([name]) => [name, ''] as const)
    const before = await StaffMembers.findById(id, { office: 1 }, { session }).lean<Pick<StaffDoc, 'office'>>()
    const { matchedCount } = await StaffMembers.updateOne(
      { _id: id },
      {
        $set: { ...Object.fromEntries(set), ...movedFrom(before?.office, change.office) },
        $unset: { ...Object.fromEntries(gone), ...(back && { left: '', leftByCity: '' }) }
      },
      { session }
    )
    if (matchedCount === 0) refuse('not_found')
  })

/** Refuses `last_admin`; false where he has left before. */
export const leaveStaff = (id: string, at: Date): Promise<boolean> =>
  keepingAnAdministrator(async (session) => {
    const { matchedCount } = await StaffMembers.updateOne(
      { _id: id, left: { $exists: false } },
      { $set: { left: at } },
      { session }
    )
    return matchedCount === 1
  })

// ——— lists

interface StaffFilter {
  office?: string | undefined
  /** In the login or the name, as it was typed. */
  q?: string | undefined
  state?: keyof typeof states | undefined
  after?: string | undefined
  ids?: readonly string[]
  except?: readonly string[]
}

const states = {
  active: { left: { $exists: false }, password: { $exists: true } },
  without_password: { left: { $exists: false }, password: { $exists: false } },
  left: { left: { $exists: true } }
} as const

export const listStaff = (
  { office, q, state, after, ids, except }: StaffFilter,
  limit: number
): Promise<StaffDoc[]> => {
  const literal = q?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return StaffMembers.find({
    ...(state && states[state]),
    ...(office !== undefined && { office }),
    _id: {
      $exists: true,
      ...(after !== undefined && { $gt: after }),
      ...(ids && { $in: [...ids] }),
      ...(except && { $nin: [...except] })
    },
    ...(literal && { $or: [{ _id: { $regex: `^${literal.toLowerCase()}` } }, { name: { $regex: literal } }] })
  })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<StaffDoc[]>()
    .exec()
}

/** How many are here, of an office or of all; `links`: whose link is under way. */
export async function countStaff(
  office: string | undefined,
  links: readonly string[]
): Promise<{ active: number; invited: number; without_password: number }> {
  const where = office === undefined ? {} : { office }
  const [active, without, invited] = await Promise.all([
    StaffMembers.countDocuments({ ...states.active, ...where }).exec(),
    StaffMembers.countDocuments({ ...states.without_password, ...where }).exec(),
    StaffMembers.countDocuments({ ...states.without_password, ...where, _id: { $in: [...links] } }).exec()
  ])
  return { active, invited, without_password: without - invited }
}

/** Those whom no release names, and those who have left, however the release calls them. */
export const staffBesideTheCity = (): Promise<Pick<StaffDoc, '_id' | 'name' | 'office' | 'left'>[]> =>
  StaffMembers.find(
    { $or: [{ origin: { $exists: true } }, { left: { $exists: true }, leftByCity: { $exists: false } }] },
    { name: 1, office: 1, left: 1 }
  )
    .lean<Pick<StaffDoc, '_id' | 'name' | 'office' | 'left'>[]>()
    .exec()

// ——— following the city

type CityPerson = Pick<StaffDoc, 'name' | 'office' | 'roles' | 'title'> & { id: string; left?: string }

/** What a person may do when a release gives him `roles`: with what was given to him beside it, without what was taken. */
export const rolesAfter = (
  roles: readonly Role[],
  { granted = [], withheld = [] }: Pick<StaffDoc, 'granted' | 'withheld'>
): Role[] => [...new Set([...roles.filter((role) => !withheld.includes(role)), ...granted])]

const goneBy = (people: readonly CityPerson[], former: readonly string[], day: string): Set<string> =>
  new Set([...former, ...people.flatMap((p) => (p.left !== undefined && p.left < day ? [p.id] : []))])

interface Followed {
  before: StaffDoc | undefined
  after: StaffDoc
}

/** An account under a release that names the person so, or names him no more. */
function following(before: StaffDoc | undefined, person: CityPerson, isGone: boolean, at: Date): StaffDoc {
  const { left, leftByCity, ...stays } = before ?? ({ _id: person.id } as StaffDoc)
  const { name, office, title } = person
  const after = { ...stays, name, office, title, roles: rolesAfter(person.roles, stays) }
  // Who left by his own or another's word stays away, whatever releases say.
  if (left && !leftByCity) return { ...after, left }
  if (!isGone) return after
  // An account that no release made is not a release's to take.
  if (stays.origin) return { ...after, roles: [...(stays.granted ?? [])] }
  return { ...after, left: left ?? at, leftByCity: true }
}

const mark = ({ name, office, title, roles, left, leftByCity }: StaffDoc): string =>
  JSON.stringify([name, office, title, roles, left, leftByCity])

/** The accounts that a release with these people changes. */
async function changesBy(
  people: readonly CityPerson[],
  former: readonly string[],
  day: string,
  at: Date
): Promise<Followed[]> {
  const all = new Map((await StaffMembers.find({}).lean<StaffDoc[]>().exec()).map((doc) => [doc._id, doc]))
  const gone = goneBy(people, former, day)
  const named = new Set(people.map(({ id }) => id))
  const missing = former.flatMap((id): CityPerson[] => {
    const doc = named.has(id) ? undefined : all.get(id)
    if (!doc) return []
    const { name, office, title, roles } = doc
    return [{ id, name, office, title, roles: doc.left ? roles : roles.filter((role) => !doc.granted?.includes(role)) }]
  })
  return [...people, ...missing]
    .map((person) => {
      const before = all.get(person.id)
      return { before, after: following(before, person, gone.has(person.id), at) }
    })
    .filter(({ before, after }) => !before || mark(before) !== mark(after))
}

function writeOf({ before, after: { _id, left, leftByCity, name, office, roles, title } }: Followed) {
  return {
    filter: { _id },
    update: {
      $set: {
        name,
        office,
        roles,
        title,
        ...(left && { left }),
        ...(leftByCity && { leftByCity }),
        ...movedFrom(before?.office, office)
      },
      $unset: { ...(!left && { left: '' }), ...(!leftByCity && { leftByCity: '' }) }
    },
    upsert: true
  }
}

const administers = (doc: StaffDoc | undefined): boolean =>
  doc !== undefined && !doc.left && doc.password !== undefined && doc.roles.includes('admin')

/** Whether nobody could administer the city any more once these people are its people. */
export async function missesAdministrator(
  people: readonly CityPerson[],
  former: readonly string[],
  day: string,
  at: Date
): Promise<boolean> {
  const [changes, now] = await Promise.all([changesBy(people, former, day, at), countAdministrators()])
  const lost = changes.filter(({ before, after }) => administers(before) && !administers(after)).length
  const won = changes.filter(({ before, after }) => !administers(before) && administers(after)).length
  return now > 0 && now - lost + won === 0
}

/**
 * Accounts follow the city's people: their names, offices, roles, and who has left by `day`. Passwords are not its business, nor
 * are accounts that it does not name. The last administrator stays one, whatever it says: who is kept so is answered.
 */
export async function followCity(
  people: readonly CityPerson[],
  former: readonly string[],
  day: string,
  at: Date
): Promise<string[]> {
  if (people.length === 0) return []
  const changes = await changesBy(people, former, day, at)
  const [losing, others] = [
    changes.filter(({ before, after }) => administers(before) && !administers(after)),
    changes.filter(({ before, after }) => !administers(before) || administers(after))
  ]
  if (others.length > 0) {
    await StaffMembers.bulkWrite(others.map((change) => ({ updateOne: writeOf(change) }))).catch((error: unknown) => {
      // Another process followed the same release at the same moment: what is left is done in the next round.
      if (!isDuplicate(error)) throw error
      return followCity(people, former, day, at)
    })
    await counted()
  }
  const kept: string[] = []
  for (const change of losing) {
    try {
      await keepingAnAdministrator(async (session) => {
        const { filter, update } = writeOf(change)
        await StaffMembers.updateOne(filter, update, { session })
      })
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'last_admin') throw error
      kept.push(change.after._id)
    }
  }
  return kept
}
