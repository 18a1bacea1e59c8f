/**
 * Invitations. What stands in a link is 256 random bits behind a mark of the city and its key, so that a link of another city, or
 * of another key, is told from one that never was.
 */
import { randomBytes } from 'node:crypto'
import { refuse } from '#shared/errors.ts'
import { staff as w } from '#shared/locales/staff.ts'
import type { LinkState } from '#shared/staff.ts'
import type { AppContext } from '#server/context.ts'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'
import { findStaff, setPassword, type StaffDoc } from '#server/members/index.ts'
import { findInvitation, keepInvitation, markMailed, spendInvitation, type InvitationDoc } from './model.ts'
import { choosePassword } from './set-password.ts'

type Given = Pick<AppContext, 'keys' | 'city' | 'now' | 'publicUrl'>

const goodForMs = 24 * 3_600_000
const markLength = 8
export const invitationPath = '/office/invitation'

const markOf = (keys: Keys, city: string): string =>
  hmac(keys.invitations, `city ${city}`).toString('base64url').slice(0, markLength)
const hashOf = (keys: Keys, token: string): string => hmac(keys.invitations, token).toString('hex')

export interface Link {
  link: string
  until: Date
  /** Notes that a mail took it. */
  tookMail(at: Date): Promise<void>
}

/** Makes a link for a person; the one he had is no longer good. */
export async function invite(person: StaffDoc, by: InvitationDoc['by'], context: Given): Promise<Link> {
  const token = markOf(context.keys, context.city().info.id) + randomBytes(32).toString('base64url')
  const at = context.now()
  const doc: InvitationDoc = {
    _id: hashOf(context.keys, token),
    person: person._id,
    reset: person.password !== undefined,
    at,
    until: new Date(at.getTime() + goodForMs),
    by,
    open: true
  }
  await keepInvitation(doc)
  return {
    link: `${context.publicUrl}${invitationPath}/${token}`,
    until: doc.until,
    tookMail: (at) => markMailed(doc._id, at)
  }
}

const over = (state: LinkState): never =>
  refuse('link_over', {
    words: w.link[state],
    errors: [{ at: '/body/token', code: state, detail: w.link[state] }]
  })

interface Invited {
  invitation: InvitationDoc
  person: StaffDoc
}

/** Whom a link is for. Refuses `link_over`, saying why. */
export async function readLink(token: string, context: Given): Promise<Invited> {
  const city = context.city().info.id
  // A link from before the key was changed is good for its day.
  const keys = ring(context.keys).find((keys) => sameText(token.slice(0, markLength), markOf(keys, city)))
  if (!keys) return over('foreign')
  const invitation = (await findInvitation(hashOf(keys, token))) ?? over('unknown')
  if (invitation.ended) return over(invitation.ended.how)
  if (invitation.until <= context.now()) return over('expired')
  const person = (await findStaff(invitation.person)) ?? over('unknown')
  return person.left ? over('left') : { invitation, person }
}

/** Sets the password; of two who use a link at once one does. */
export async function acceptLink(token: string, password: string, context: Given): Promise<StaffDoc> {
  const { invitation, person } = await readLink(token, context)
  // To whatever mailbox it went, who asked for it named the mailbox; on the command line nobody's account did.
  const linkBy = invitation.by.id === '' ? null : invitation.by.id
  await choosePassword(person, password, context.city(), async (hashed) => {
    const spent = await spendInvitation(invitation._id, context.now(), (session) =>
      setPassword(person._id, person.password, { password: hashed, linkBy }, session)
    )
    if (!spent) over('used')
    return true
  })
  return person
}
