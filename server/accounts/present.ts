/** What may be shown of an account to who runs it. */
import type { StaffAct, StaffDetail, StaffRow, StaffState } from '#shared/staff.ts'
import { headGives } from '#shared/staff.ts'
import { roles, type Role } from '#shared/members.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { rolesToGive, runsAccount, type StaffDoc } from '#server/members/index.ts'
import type { InvitationDoc } from './model.ts'

const stateOf = (person: StaffDoc, invitation: InvitationDoc | undefined): StaffState => {
  if (person.left) return 'left'
  if (person.password !== undefined) return 'active'
  return invitation ? 'invited' : 'without_password'
}

function actsOn(person: StaffDoc, { by, invitation, signIn }: About): StaffAct[] {
  if (!runsAccount(by, person)) return []
  if (person.left) return by.roles.includes('admin') ? ['back'] : []
  const himself = by._id === person._id
  const acts: readonly [StaffAct, boolean][] = [
    ['invite', person.password === undefined],
    ['reset', person.password !== undefined && !himself],
    ['cancel', invitation !== undefined],
    ['assign', true],
    ['sign_out', person.password !== undefined],
    // Not his own: whoever sits at his desk would be rid of it.
    ['reset_factor', signIn?.secondFactor === true && !himself],
    ['leave', true]
  ]
  return acts.flatMap(([act, may]) => (may ? [act] : []))
}

export const officeOf = (id: string, city: CitySnapshot) => {
  const { name, short } = city.called.office(id) ?? { name: id, short: id }
  return { id, name, short }
}

interface About {
  by: StaffDoc
  city: CitySnapshot
  invitation?: InvitationDoc | undefined
  signIn?: { lastSignIn?: Date; secondFactor?: boolean } | undefined
}

export function presentRow(person: StaffDoc, about: About): StaffRow {
  const { city, invitation, signIn } = about
  return {
    login: person._id,
    name: person.name,
    office: officeOf(person.office, city),
    roles: person.roles.filter((role) => roles.includes(role)),
    title: person.title,
    head: person.head === true,
    state: stateOf(person, invitation),
    ...(invitation && !person.left && { until: invitation.until.toISOString() }),
    ...(signIn?.lastSignIn && { lastSignIn: signIn.lastSignIn.toISOString() }),
    ...(signIn?.secondFactor !== undefined && { secondFactor: signIn.secondFactor }),
    may: actsOn(person, about)
  }
}

export function presentDetail(person: StaffDoc, about: About & { sessions: number }): StaffDetail {
  const { by, city, invitation, sessions } = about
  const inCity = city.people.find(({ id }) => id === person._id)
  const deputy = inCity?.deputy === undefined ? undefined : city.called.person(inCity.deputy)?.name
  return {
    person: presentRow(person, about),
    ...(person.email !== undefined && { email: person.email }),
    ofCity: inCity !== undefined,
    granted: [...(person.granted ?? [])],
    withheld: [...(person.withheld ?? [])],
    ...(invitation && {
      invitation: {
        at: invitation.at.toISOString(),
        until: invitation.until.toISOString(),
        by: invitation.by.name,
        reset: invitation.reset,
        ...(invitation.mailed && { mailed: invitation.mailed.toISOString() })
      }
    }),
    ...(person.left && { left: person.left.toISOString() }),
    sessions,
    gives: givesTo(by),
    ...(deputy !== undefined && { deputy })
  }
}

/** In the order in which roles are listed everywhere. */
export const givesTo = (by: StaffDoc): Role[] =>
  by.roles.includes('admin') ? [...rolesToGive(by)] : headGives.filter((role) => rolesToGive(by).includes(role))
