/**
 * Accounts from the server's own command line: the first administrator of an empty database, and the way back in when the last one
 * is lost. Whoever can run this has the database and the key anyway; what he does has no person's name and is marked so.
 */
import { refuse } from '#shared/errors.ts'
import { roles, type Role } from '#shared/members.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import { addStaff, changeStaff, findStaff, listStaff, rolesAfter, type StaffDoc } from '#server/members/index.ts'
import { invite } from './invitations.ts'

export interface CommandContext {
  keys: Keys
  city: () => CitySnapshot
  now: () => Date
  publicUrl: string
}

/** Nobody's account: no link of his makes two persons one. */
const commandLine = { id: '', name: 'npm run admin' }

export interface Wanted {
  login: string
  name?: string
  office?: string
  role: string
}

export interface GivenLink {
  person: StaffDoc
  link: string
  until: Date
}

async function linkFor(person: StaffDoc, context: CommandContext): Promise<GivenLink> {
  const { link, until } = await invite(person, commandLine, context)
  return { person, link, until }
}

/** Who is there already gets the role beside those he has, and is back if he had left. */
async function withRole(person: StaffDoc, role: Role, context: CommandContext): Promise<void> {
  const ofRelease: readonly Role[] = context.city().people.find(({ id }) => id === person._id)?.roles ?? []
  const granted = [...new Set([...(person.granted ?? []), role])]
  const withheld = (person.withheld ?? []).filter((held) => held !== role)
  await changeStaff(person._id, {
    back: true,
    origin: 'command',
    granted,
    withheld: withheld.length > 0 ? withheld : undefined,
    roles: rolesAfter([...ofRelease, ...person.roles], { granted, withheld })
  })
}

/** Refuses `unknown_role`, `unknown_office`, and `invalid` at `/login` or, where a new account has none, at `/name`. */
export async function createAccount(
  { login, name, office, role: wanted }: Wanted,
  context: CommandContext
): Promise<GivenLink> {
  const role = roles.find((role) => role === wanted) ?? refuse('unknown_role')
  const offices = context.city().offices
  const place = office ?? offices.find(({ kind }) => kind === 'centre')?.id ?? offices[0]?.id ?? ''
  if (!offices.some(({ id }) => id === place) && offices.length > 0) refuse('unknown_office')
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(login)) refuse('invalid', { errors: [{ at: '/login', code: 'pattern' }] })
  const known = await findStaff(login)
  if (known) await withRole(known, role, context)
  else {
    if (!name) refuse('invalid', { errors: [{ at: '/name', code: 'missing' }] })
    const granted = [role]
    const doc: StaffDoc = { _id: login, name, office: place, roles: granted, granted, title: '', origin: 'command' }
    // Somebody was faster: he is there now.
    if (!(await addStaff(doc))) return createAccount({ login, role: wanted }, context)
  }
  return linkFor((await findStaff(login)) ?? refuse('not_found'), context)
}

/** Refuses `not_found` where nobody has that login, or he has left. */
export async function linkOf(login: string, context: CommandContext): Promise<GivenLink> {
  const person = (await findStaff(login)) ?? refuse('not_found')
  return person.left ? refuse('not_found') : linkFor(person, context)
}

/** Everybody who may administer, or all. */
export async function accounts(all: boolean): Promise<StaffDoc[]> {
  const everybody = await listStaff({}, 50_000)
  return all ? everybody : everybody.filter(({ roles: may }) => may.includes('admin'))
}
