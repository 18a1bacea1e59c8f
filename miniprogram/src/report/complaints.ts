import { check } from '#shared/schema.ts'
import { reportInput } from '#shared/reports.ts'
import { mini } from '#shared/locales/mini.ts'
import type { CallRefused } from '../api'
import type { Draft } from '../drafts'
import { ofContract, ofRefusal, type Complaints, type Holder } from '../parts/form/complaints'
import { bodyOf } from '../submit-report'

/** The parts of the page, each of which shows what is wrong with it, and where the contract has their values. */
const holders = (): (Holder & { name: ReportPart })[] => [
  { name: 'photos', complaint: (code) => (code === 'too_small' ? mini.photos.none : undefined) },
  { name: 'place', complaint: (code) => (code === 'invalid_type' ? mini.place.none : undefined) },
  { name: 'address' },
  { name: 'category', complaint: (code) => (code === 'invalid_type' ? mini.category.none : undefined) },
  { name: 'text' },
  { name: 'phone', at: '/contact/phone', complaint: mini.contact.wrong },
  { name: 'contactName', at: '/contact/name' },
  { name: 'consentPublic', complaint: mini.open.none }
]
export type ReportPart =
  'photos' | 'place' | 'address' | 'category' | 'text' | 'phone' | 'contactName' | 'consentPublic'

/** A photo on its way has no name of the server's yet; for whether the draft is whole any name will do. */
const anyPhoto = '0'.repeat(64)

/** What the contract has against a draft, by the part of the page that shows it. Nothing when it can go. */
export function complaintsOf(draft: Draft): Complaints {
  const result = check(
    reportInput,
    bodyOf(
      draft,
      draft.photos.map(({ id = anyPhoto }) => id)
    )
  )
  return result.ok ? {} : ofContract(result.complaints, holders())
}
/** The same for what the server says of its fields. */
export const refusedParts = (why: Pick<CallRefused, 'fields' | 'detail'>): Complaints =>
  why.fields.length > 0 ? ofRefusal(why, holders()) : {}
