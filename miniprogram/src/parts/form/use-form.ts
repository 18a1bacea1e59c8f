import { useEffect, useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import type { AnswerOf, Endpoint, InputOf } from '#shared/endpoint.ts'
import { check, longestAt } from '#shared/schema.ts'
import { mini } from '#shared/locales/mini.ts'
import { ask, asRefused, type Caller, type CallRefused, type InputFor } from '../../api'
import { allSent, someFailed, usePhotoQueue, type PhotoQueue, type PhotoToSend } from '../../photos-to-send'
import { randomId } from '../../random'
import { isObject, storedValue } from '../../storage'
import { useLatest } from '../../use-latest'
import { anyComplaint, ofContract, ofRefusal, rest, type Complaints } from './complaints'
import type { FieldRow } from './rows'

/**
 * A form of the phone, described: its values, its fields, the body the contract wants and where it goes. The kit lets the
 * contract check the body, puts every complaint beside its field, sends once at a time, and keeps what was written.
 */
export interface FormPlan<E extends Endpoint, V extends object> {
  endpoint: E
  params?: InputOf<E>['params']
  as: Caller
  start: V
  /** In the order of the page; what is not shown now is left out. */
  fields: (values: V, set: (part: Partial<V>) => void) => readonly (FieldRow<V> | false | undefined)[]
  /** What changes with a change: another office has other days. */
  follow?: (part: Partial<V>) => Partial<V> | undefined
  body: (values: V, photos: readonly string[]) => unknown
  /** What the contract cannot know, by the name of a field. */
  also?: (values: V, photos: number) => Complaints
  done: (answer: AnswerOf<E>, values: V) => void | Promise<void>
  /** Another sentence than the refusal's own, and what else follows from it. */
  refused?: (why: CallRefused) => string | undefined
  /** Keeps what was written on the phone, under this name, until it is sent. */
  draft?: string
}

export interface Form<V extends object> {
  values: V
  set: (part: Partial<V>) => void
  rows: readonly FieldRow<V>[]
  complaints: Complaints
  busy: boolean
  send: () => Promise<void>
  photos: readonly PhotoToSend[]
  queue: PhotoQueue
  /** How many characters the contract takes of a field. */
  longest: (row: FieldRow<V>) => number | undefined
  /** What is in it was written on an earlier visit. */
  restored: boolean
  clear: () => void
}

interface StoredForm {
  name: string
  values: Record<string, unknown>
}
/** The last form somebody left; one is enough, and nothing old piles up. */
const leftForm = storedValue(
  'form',
  (value): value is StoredForm => isObject(value) && typeof value['name'] === 'string' && isObject(value['values'])
)
const KEEP_MS = 400

/** Only what still fits: a field of another version is left as it starts. */
function restoredFrom<V extends object>(start: V, draft: string | undefined): V | undefined {
  const left = draft === undefined ? undefined : leftForm.read()
  if (left?.name !== draft) return undefined
  const fitting = Object.entries(left?.values ?? {}).filter(
    ([name, value]) =>
      name in start && (start[name as keyof V] === undefined || typeof start[name as keyof V] === typeof value)
  )
  return { ...start, ...(Object.fromEntries(fitting) as Partial<V>) }
}

function useValues<V extends object>({ start, draft }: Pick<FormPlan<Endpoint, V>, 'start' | 'draft'>) {
  const [left] = useState(() => restoredFrom(start, draft))
  const [values, setValues] = useState<V>(left ?? start)
  const [restored, setRestored] = useState(left !== undefined)
  const latest = useLatest(values)
  const changed = useRef(false)
  const keep = () => {
    if (draft !== undefined && changed.current)
      leftForm.write({ name: draft, values: Object.fromEntries(Object.entries(latest.current)) })
    changed.current = false
  }
  useEffect(() => {
    if (draft === undefined || !changed.current) return
    const timer = setTimeout(keep, KEEP_MS)
    return () => clearTimeout(timer)
  })
  const keepLast = useLatest(keep)
  // Closing the form within that moment keeps the last words too.
  useEffect(() => () => keepLast.current(), [keepLast])
  const forget = () => {
    changed.current = false
    if (draft !== undefined && leftForm.read()?.name === draft) leftForm.drop()
    setRestored(false)
  }
  return {
    values,
    latest,
    restored,
    forget,
    set: (part: Partial<V>) => {
      changed.current = true
      setValues((now) => ({ ...now, ...part }))
    },
    clear: () => {
      setValues(start)
      forget()
    }
  }
}

const photoTrouble = (photos: readonly PhotoToSend[]): string | undefined =>
  someFailed(photos) ? mini.photos.stuck : allSent(photos) ? undefined : mini.photos.notYet

export function useForm<E extends Endpoint, V extends object>(plan: FormPlan<E, V>): Form<V> {
  const { endpoint, as } = plan
  const { values, latest, set, restored, clear, forget } = useValues<V>(plan)
  const [complaints, setComplaints] = useState<Complaints>({})
  const [busy, setBusy] = useState(false)
  const [photos, queue] = usePhotoQueue(() => Promise.resolve(as))
  // One key a wish: pressing again after a silence asks for the same thing, not for another.
  const key = useRef<{ of: string; key: string }>()
  const change = (part: Partial<V>) => {
    const all = { ...part, ...plan.follow?.(part) }
    set(all)
    // What was wrong with it is being put right.
    setComplaints((now) => Object.fromEntries(Object.entries(now).filter(([name]) => name !== rest && !(name in all))))
  }
  const rows = plan.fields(values, change).filter((row): row is FieldRow<V> => Boolean(row))
  const ids = photos.flatMap((photo) => photo.id ?? [])

  const complain = (found: Complaints) => {
    setComplaints(found)
    const first = rows.find((row) => found[row.name] !== undefined)
    if (first) void Taro.pageScrollTo({ selector: `#${first.id}`, offsetTop: -96, duration: 120 })
  }
  const keyOf = async (wish: string): Promise<string> => {
    if (key.current?.of !== wish) key.current = { of: wish, key: await randomId() }
    return key.current.key
  }
  const send = async () => {
    if (busy) return
    const now = latest.current
    const checked = check(endpoint.body, plan.body(now, ids))
    const found = {
      ...(checked.ok ? {} : ofContract(checked.complaints, rows)),
      ...(photoTrouble(photos) && { photos: photoTrouble(photos) }),
      ...plan.also?.(now, photos.length)
    }
    complain(found)
    if (!checked.ok || anyComplaint(found)) return
    setBusy(true)
    try {
      const { params } = plan
      const given = { ...(params && { params }), body: checked.value } as unknown as InputFor<E>
      const idempotencyKey = endpoint.idempotent && (await keyOf(JSON.stringify([params, checked.value])))
      const answer = await ask(endpoint, given, { as, ...(idempotencyKey && { idempotencyKey }) })
      forget()
      await plan.done(answer, now)
    } catch (trouble) {
      const why = asRefused(trouble)
      const own = plan.refused?.(why)
      complain(own === undefined ? ofRefusal(why, rows) : { [rest]: own })
    }
    setBusy(false)
  }

  return {
    values,
    set: change,
    rows,
    complaints,
    busy,
    send,
    photos,
    queue,
    longest: (row) => {
      const places = row.at ?? `/${row.name}`
      return longestAt(endpoint.body, typeof places === 'string' ? places : (places[0] ?? ''), plan.body(values, ids))
    },
    restored,
    clear() {
      clear()
      queue.clear()
      setComplaints({})
    }
  }
}
