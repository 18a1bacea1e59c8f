/** Addresses on the desk; the address bar is the state, so that every page can be opened again as it was. */
import { queueTabs, type QueueTab } from '#shared/cases.ts'
import { check, cursor } from '#shared/schema.ts'
import type { DeskForm } from '#shared/verbs.ts'
import { first } from '../../frame/fields.ts'

export interface Where {
  tab?: QueueTab
  q?: string
  after?: string
}
export interface Opened {
  act?: DeskForm
  by?: 'office'
  /** What was just done, and to which case: the toast. */
  done?: string
  of?: string
}

/** Reads the state off an address; what is not ours is as if it were not there. */
export function whereOf(asked: Readonly<Record<string, string | string[] | undefined>>): Where {
  const tab = queueTabs.find((queueTab) => queueTab === first(asked['tab']))
  const q = first(asked['q']).trim().slice(0, 60)
  const after = first(asked['after'])
  return { ...(tab && { tab }), ...(q && { q }), ...(check(cursor(), after).ok && { after }) }
}

const query = (values: Record<string, string | undefined>): string => {
  const said = Object.entries(values).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''
  )
  return said.length > 0 ? `?${new URLSearchParams(said).toString()}` : ''
}

export const queueHref = ({ tab, q, after }: Where, { done, of }: Opened = {}): string =>
  `/office/${query({ tab, q, after, done, of })}`
export const caseHref = (no: string, { tab, q, after }: Where, { act, by, done, of }: Opened = {}): string =>
  `/office/cases/${no}${query({ tab, q, after, act, by, done, of })}${act ? '#act' : ''}`
export const previewHref = (
  no: string,
  ticked: { title: string; shown: readonly number[]; photos: readonly string[] },
  /** What is masked, as the form has it. */
  marks: readonly [string, string][]
): string =>
  `/office/cases/${no}/preview?${new URLSearchParams([
    ['title', ticked.title],
    ...ticked.shown.map((n): [string, string] => ['shown', String(n)]),
    ...ticked.photos.map((id): [string, string] => ['photos', id]),
    ...marks
  ]).toString()}`
