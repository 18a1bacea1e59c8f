/** The places in the headers and the footer of the public and of the desk: the one list of ways in. */
import { deliveries } from '#shared/locales/deliveries.ts'
import { approvals } from '#shared/locales/approvals.ts'
import { deskActivities } from '#shared/locales/desk-activities.ts'
import { supervision } from '#shared/locales/oversight.ts'
import { openData } from '#shared/locales/open-data.ts'
import { staff } from '#shared/locales/staff.ts'
import { verify } from '#shared/locales/verify.ts'
import { portalActivities } from '#shared/locales/portal-activities.ts'
import { watch } from '#shared/locales/watch.ts'
import type { Role } from '#shared/members.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { say as desk } from './desk-words.ts'
import { say } from './words.ts'

export interface Place {
  href: string
  words: string
  /** Addresses that count as this place besides its own. */
  below?: string
  /** What the site is there for: the one that is drawn as a button. */
  leads?: true
}

export const publicPlaces = (): readonly Place[] => [
  { href: '/', words: say.nav.home },
  { href: '/cases', words: say.nav.cases, below: '/cases/' },
  { href: '/activities', words: portalActivities.nav, below: '/activities/' },
  { href: '/offices', words: say.nav.offices, below: '/offices/' },
  { href: '/track', words: say.nav.track, below: '/track/' },
  { href: '/report', words: say.nav.report, below: '/report/', leads: true }
]

export const footLinks = (): readonly Place[] => [
  { href: '/standards', words: say.foot.standards },
  { href: '/exposed', words: say.foot.exposed },
  { href: '/verify', words: verify.title },
  { href: '/open-data', words: openData.title },
  { href: '/certificates', words: say.foot.certificates },
  { href: '/premises', words: say.foot.premises },
  { href: '/contacts', words: supervision.contacts.foot },
  { href: '/docs/lifecycle', words: say.foot.lifecycle },
  { href: '/docs/permissions', words: say.foot.permissions },
  { href: '/docs/api', words: say.foot.api },
  { href: '/office/', words: say.foot.office }
]

/** Whose work is cases; to everybody else the queue is empty. */
const caseRoles: readonly Role[] = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin']

export const approvalsHome = '/office/approvals'

/** The pages of the desk besides the queue, and whom each has something for. */
export const deskPlaces = (): readonly { href: string; name: string; roles: readonly Role[]; heads?: true }[] => [
  { href: '/office/watch', name: watch.title, roles: caseRoles },
  { href: '/office/map', name: desk.top.map, roles: ['officer', 'verifier', 'dispatcher'] },
  { href: '/office/activities', name: deskActivities.nav, roles: ['organiser', 'moderator', 'admin'] },
  { href: '/office/certificates', name: desk.top.certificates, roles: ['organiser', 'moderator', 'admin'] },
  { href: '/office/assessment', name: desk.top.assessment, roles: ['organiser', 'moderator', 'admin'] },
  { href: '/office/premises', name: desk.top.premises, roles: ['officer', 'organiser', 'moderator', 'admin'] },
  {
    href: '/office/ratings',
    name: supervision.room.nav,
    roles: ['supervisor', 'officer', 'verifier', 'dispatcher', 'organiser', 'moderator', 'admin']
  },
  { href: '/office/card', name: supervision.card.nav, roles: ['liaison'] },
  {
    href: '/office/patrol',
    name: supervision.patrol.nav,
    roles: ['supervisor', 'liaison', 'officer', 'verifier', 'dispatcher']
  },
  { href: '/office/people', name: staff.people.nav, roles: ['admin'], heads: true },
  { href: approvalsHome, name: approvals.nav, roles: ['moderator', 'admin'] },
  { href: '/office/admin/', name: desk.top.admin, roles: ['admin'] },
  { href: '/office/admin/suggest', name: desk.top.suggest, roles: ['admin'] },
  { href: '/office/admin/channels', name: deliveries.desk.title, roles: ['admin'] }
]

/** Where the desk begins for who has no cases to work on. */
export const firstPlace = ({ roles }: Pick<Staff, 'roles'>): string | undefined =>
  roles.some((role) => caseRoles.includes(role))
    ? undefined
    : deskPlaces().find((place) => place.roles.some((role) => roles.includes(role)))?.href
