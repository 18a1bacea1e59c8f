import { phone } from '#shared/phone.ts'
import type { CaseView, DeskView } from '#shared/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import type { FormPlan } from '../parts/form'
import { staff } from '../session'

/** What every form of a case needs from its page. */
export interface MoveFormProps {
  of: CaseView
  desk: DeskView
  /** The case as it stands after the move, and what to say of it. */
  onMoved: (found: CaseView, said: string) => void
  /** Somebody was faster: the page reads the case again, what was written stays. */
  onStale: () => void
  onClose: () => void
}

const endpoint = phone.moveCase

/** A move of staff as a form: only its values, its fields and its words differ. */
export const movePlan = <V extends object>(
  { of, desk, onMoved, onStale, onClose }: MoveFormProps,
  done: string,
  own: Pick<FormPlan<typeof endpoint, V>, 'start' | 'fields' | 'also'> & {
    body: (values: V, photos: readonly string[]) => object
    /** Kept for this case and this member of staff: others may use the phone. */
    draft: string
  }
): FormPlan<typeof endpoint, V> => ({
  endpoint,
  params: { no: of.no },
  as: staff,
  ...own,
  draft: `${own.draft}.${staff.viewer()?.id ?? ''}.${of.no}`,
  body: (values, photos) => ({ ...own.body(values, photos), version: desk.version }),
  done(found) {
    onMoved(found, done)
    onClose()
  },
  refused({ code }) {
    if (code === 'stale' || code === 'not_in_this_status') onStale()
    return code === 'stale' ? mini.office.stale : undefined
  }
})
