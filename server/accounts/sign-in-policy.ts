/** Whose sign-in asks for more than a password, and who looks at the sign-ins of others. */
import { readsContact } from '#server/cases/index.ts'
import { anyOf, rule, staffWith } from '#server/kernel/policy.ts'
import type { Staff } from '#server/kernel/viewer.ts'

const nobody = { assisting: [], supervising: '', reports: [] } as const

/** Reads who reported and how to reach him, in some case of his own office at least. */
const readsSomeContact = rule(
  'readsSomeContact',
  (viewer) => viewer.kind === 'staff' && readsContact.holds(viewer, { ...nobody, office: viewer.office })
)
const holdsSecondFactor = anyOf(rule('adminOrModerator', staffWith(['admin', 'moderator'])), readsSomeContact)

type Rigour = 'required' | 'offered'

/** Whether this person must have a second factor, where the city requires one of whom it concerns. */
export const needsSecondFactor = (rigour: Rigour, person: Pick<Staff, 'id' | 'name' | 'office' | 'roles'>): boolean =>
  rigour === 'required' && holdsSecondFactor.holds({ ...person, kind: 'staff', family: '' }, undefined)

/** Sessions and sign-ins of others. */
export const watchesSignIns = rule('admin', staffWith<unknown>('admin'))
