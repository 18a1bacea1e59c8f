import { useRef, useState } from 'react'
import Taro from '@tarojs/taro'
import type { AnswerOf, Endpoint, InputOf } from '#shared/endpoint.ts'
import { check, longestAt } from '#shared/schema.ts'
import { mini } from '#shared/locales/mini.ts'
import { ask, asRefused, type Caller, type CallRefused, type InputFor } from '../../api'
import { deletePhotos } from '../../camera'
import type { DraftPhoto } from '../../drafts'
import { dropForm, keepForm, keptForm, type KeptForm } from '../../forms'
import { allSent, someFailed, usePhotoQueue, type PhotoQueue, type PhotoToSend } from '../../photos-to-send'
import { randomId } from '../../random'
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
  /** Keeps what was written on the phone, under this name, until it is sent; false where a phone must not know it. */
  draft: string | false
  /** Fields that a phone must not know: a password, the number of an identity card. */
  secret?: readonly (keyof V)[]
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

/** Only what still fits: a field of another version is left as it starts. */
function restoredFrom<V extends object>(start: V, left: KeptForm | undefined): V | undefined {
  const fitting = Object.entries(left?.values ?? {}).filter(
    ([name, value]) =>
      name in start && (start[name as keyof V] === undefined || typeof start[name as keyof V] === typeof value)
  )
  return left && { ...start, ...(Object.fromEntries(fitting) as Partial<V>) }
}

/** What is in the form, and what the phone keeps of it: written at once with every change. */
function useValues<V extends object>({
  start,
  draft,
  secret = []
}: Pick<FormPlan<Endpoint, V>, 'start' | 'draft' | 'secret'>) {
  const [left] = useState(() => (draft === false ? undefined : keptForm(draft)))
  const [values, setValues] = useState<V>(() => restoredFrom(start, left) ?? start)
  const [restored, setRestored] = useState(left !== undefined)
  const now = useRef<{ values: V; photos: readonly DraftPhoto[]; wish?: KeptForm['wish'] }>({
    values,
    photos: left?.photos ?? [],
    ...(left?.wish && { wish: left.wish })
  })
  const keep = (part: Partial<typeof now.current>) => {
    Object.assign(now.current, part)
    if (draft === false) return
    const { wish, photos } = now.current
    const written = Object.entries(now.current.values).filter(
      ([name, value]) => !secret.includes(name as keyof V) && value !== start[name as keyof V]
    )
    // As it was at first it is no draft.
    if (written.length === 0 && photos.length === 0) dropForm(draft)
    else keepForm({ name: draft, values: Object.fromEntries(written), photos, ...(wish && { wish }) })
  }
  const forget = () => {
    now.current = { values: now.current.values, photos: [] }
    if (draft !== false) dropForm(draft)
    setRestored(false)
  }
  return {
    values,
    now,
    left,
    restored,
    keep,
    forget,
    set: (part: Partial<V>) => {
      const next = { ...now.current.values, ...part }
      keep({ values: next })
      setValues(next)
    },
    clear: () => {
      now.current.values = start
      setValues(start)
      forget()
    }
  }
}

const photoTrouble = (photos: readonly PhotoToSend[]): string | undefined =>
  someFailed(photos) ? mini.photos.stuck : allSent(photos) ? undefined : mini.photos.notYet

export function useForm<E extends Endpoint, V extends object>(plan: FormPlan<E, V>): Form<V> {
  const { endpoint, as } = plan
  const { values, now, left, set, keep, restored, clear, forget } = useValues<V>(plan)
  const [complaints, setComplaints] = useState<Complaints>({})
  const [busy, setBusy] = useState(false)
  const [photos, queue] = usePhotoQueue(
    () => Promise.resolve(as),
    (all) => keep({ photos: all }),
    left?.photos
  )
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
  // One key a wish: pressing again after a silence, or after the phone died, asks for the same thing and not for another.
  const keyOf = async (of: string): Promise<string> => {
    const wish = now.current.wish?.of === of ? now.current.wish : { of, key: await randomId() }
    keep({ wish })
    return wish.key
  }
  /** It is sent, or wanted no more: its photos are let go too. */
  const discard = () => {
    forget()
    deletePhotos(photos.map(({ name }) => name))
    queue.clear()
  }
  const send = async () => {
    if (busy) return
    const written = now.current.values
    const checked = check(endpoint.body, plan.body(written, ids))
    const found = {
      ...(checked.ok ? {} : ofContract(checked.complaints, rows)),
      ...(photoTrouble(photos) && { photos: photoTrouble(photos) }),
      ...plan.also?.(written, photos.length)
    }
    complain(found)
    if (!checked.ok || anyComplaint(found)) return
    setBusy(true)
    try {
      const { params } = plan
      const given = { ...(params && { params }), body: checked.value } as unknown as InputFor<E>
      const idempotencyKey = endpoint.idempotent && (await keyOf(JSON.stringify([params, checked.value])))
      const answer = await ask(endpoint, given, { as, ...(idempotencyKey && { idempotencyKey }) })
      discard()
      await plan.done(answer, written)
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
      discard()
      setComplaints({})
    }
  }
}
