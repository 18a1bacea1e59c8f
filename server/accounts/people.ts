/** What is done to accounts: made, given other roles, left, taken back. Who may is decided by the account as it is now. */
import { refuse } from '#shared/errors.ts'
import type { Role } from '#shared/members.ts'
import type { AppContext } from '#server/context.ts'
import {
  accountsInReach,
  addStaff,
  changeStaff,
  findStaff,
  leaveStaff,
  needsTwo,
  rolesAfter,
  rolesToGive,
  runsAccount,
  type StaffDoc
} from '#server/members/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { staffOf } from '#server/kernel/policy.ts'

/** Shows the account as it would be; what cannot be shown is not written. */
type Show = (after: StaffDoc) => Promise<void>

interface Person {
  name: string
  office: string
  roles: readonly Role[]
  title?: string | undefined
  email?: string | undefined
  head?: boolean | undefined
}

/** Who asks, as his account is now: a role that was taken a moment ago is gone. */
export async function accountOf(viewer: Viewer): Promise<StaffDoc> {
  const by = (await findStaff(staffOf(viewer).id)) ?? refuse('session_over')
  if (by.left || !accountsInReach(by)) refuse('forbidden')
  return by
}

/** An account that he runs. Whoever is beyond his reach is not there for him. */
export async function accountFor(by: StaffDoc, login: string): Promise<StaffDoc> {
  const person = (await findStaff(login)) ?? refuse('not_found')
  const { office } = accountsInReach(by) ?? refuse('forbidden')
  if (office !== undefined && person.office !== office) refuse('not_found')
  return person
}
export async function mustRun(by: StaffDoc, login: string): Promise<StaffDoc> {
  const person = await accountFor(by, login)
  if (!runsAccount(by, person)) refuse('forbidden')
  return person
}

/** Roles that he would have and has not: of those some take two persons to give. */
const newRoles = (is: readonly Role[], was: readonly Role[]): Role[] => is.filter((role) => !was.includes(role))

/** Refuses what `by` may not give, and `second_person` where a second one has to agree and `agreed` does not say that he has. */
function permitRoles(by: StaffDoc, given: readonly Role[], agreed: boolean): void {
  const may = rolesToGive(by)
  if (given.some((role) => !may.includes(role))) refuse('forbidden')
  if (!agreed && given.some(needsTwo)) refuse('second_person')
}

function permitPlace(by: StaffDoc, { office, head }: Person, was: StaffDoc | undefined, context: AppContext): void {
  const { office: own } = accountsInReach(by) ?? refuse('forbidden')
  if (!context.city().office(office)) refuse('unknown_office')
  if (own !== undefined && office !== own) refuse('forbidden')
  if (own !== undefined && (head ?? false) !== (was?.head ?? false)) refuse('forbidden')
}

const orNothing = (list: Role[]): Role[] | undefined => (list.length > 0 ? list : undefined)
const kept = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text)

/** Refuses `login_taken`. An account from the desk stays beside the releases until one names it. */
export async function addPerson(
  by: StaffDoc,
  { login, ...person }: Person & { login: string },
  context: AppContext,
  agreed = false,
  show?: Show
): Promise<StaffDoc> {
  permitPlace(by, person, undefined, context)
  permitRoles(by, person.roles, agreed)
  const email = kept(person.email)
  const doc: StaffDoc = {
    _id: login,
    name: person.name,
    office: person.office,
    roles: [...person.roles],
    granted: [...person.roles],
    title: person.title ?? '',
    origin: 'desk',
    ...(email !== undefined && { email }),
    ...(person.head && { head: true })
  }
  await show?.(doc)
  // A name that a release has, whose account is not there yet, is that person's.
  if (context.city().called.person(login) || !(await addStaff(doc))) refuse('login_taken')
  await context.staffChanged()
  return doc
}

/** Name, office and title of whom a release names are the release's. */
export async function assignPerson(
  by: StaffDoc,
  login: string,
  person: Person,
  context: AppContext,
  agreed = false,
  show?: Show
): Promise<StaffDoc> {
  const before = await mustRun(by, login)
  if (before.left) refuse('not_found')
  const inCity = context.city().people.find(({ id }) => id === login)
  const place = inCity ? { ...person, office: before.office } : person
  permitPlace(by, place, before, context)
  const ofRelease: readonly Role[] = inCity?.roles ?? []
  permitRoles(by, newRoles(person.roles, before.roles), agreed)
  const granted = newRoles(person.roles, ofRelease)
  const withheld = newRoles(ofRelease, person.roles)
  const change = {
    roles: rolesAfter(ofRelease, { granted, withheld }),
    granted: orNothing(granted),
    withheld: orNothing(withheld),
    email: kept(person.email),
    head: person.head ? (true as const) : undefined,
    ...(!inCity && { name: person.name, office: place.office, title: person.title ?? '' })
  }
  await show?.({ ...before, ...change } as StaffDoc)
  await changeStaff(login, change)
  await context.staffChanged()
  return (await findStaff(login)) ?? refuse('not_found')
}

/** He is out at once, on every device; refuses `last_admin`. */
export async function leave(by: StaffDoc, login: string, context: AppContext, show: Show): Promise<StaffDoc> {
  await show({ ...(await mustRun(by, login)), left: context.now() })
  if (!(await leaveStaff(login, context.now()))) refuse('not_in_this_status')
  await context.sessions.endAllOf({ kind: 'staff', id: login }, 'left')
  await context.staffChanged()
  return (await findStaff(login)) ?? refuse('not_found')
}

export async function comeBack(by: StaffDoc, login: string, context: AppContext, show: Show): Promise<StaffDoc> {
  const person = await accountFor(by, login)
  if (!by.roles.includes('admin')) refuse('forbidden')
  if (!person.left) refuse('not_in_this_status')
  // What he may was the work of before: whoever gives it again gives it anew. His old password is nobody's any more.
  const ofRelease: readonly Role[] = context.city().people.find(({ id }) => id === login)?.roles ?? []
  const plain = person.roles.filter((role) => ofRelease.includes(role) || !needsTwo(role))
  const { left: _, password: __, ...back } = person
  await show({ ...back, roles: plain })
  await changeStaff(login, {
    back: true,
    roles: plain,
    granted: orNothing(plain.filter((role) => !ofRelease.includes(role))),
    password: undefined,
    linkBy: undefined
  })
  await context.staffChanged()
  return (await findStaff(login)) ?? refuse('not_found')
}
