import type { Endpoint, InputOf } from '#shared/endpoint.ts'
import type { ReportView } from '#shared/reports.ts'
import type { Caller } from '../api'
import type { FormPlan } from '../parts/form'

/** What every form of a resident's own report needs from its page. */
export interface ReportFormProps {
  of: ReportView
  as: Caller
  /** The report as it stands now, and what to say of it. */
  onDone: (report: ReportView, said: string) => void
  /** Somebody was faster: the page reads the report again, what was written stays. */
  onStale: () => void
}
type ReportEndpoint = Endpoint & {
  params: { _zod: { output: { id: string } } }
  answer: { _zod: { output: ReportView } }
}

/** Codes of a refusal that say that the page shows an older state. */
export const isStale = (code: string): boolean => ['stale', 'not_in_this_status', 'already_rated'].includes(code)

/** One call of the reporter as a form: only its values, its fields and its words differ. */
export const reportPlan = <E extends ReportEndpoint, V extends object>(
  { of, as, onDone, onStale }: ReportFormProps,
  endpoint: E,
  done: string,
  own: Pick<FormPlan<E, V>, 'start' | 'fields' | 'body' | 'draft'>
): FormPlan<E, V> => ({
  endpoint,
  params: { id: of.id } as InputOf<E>['params'],
  as,
  ...own,
  done: (report) => onDone(report, done),
  refused({ code }) {
    if (isStale(code)) onStale()
    return undefined
  }
})
