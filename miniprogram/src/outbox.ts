import Taro from '@tarojs/taro'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, isForNow, type CallRefused } from './api'
import { deletePhotos, sweepPhotos } from './camera'
import { categories } from './city'
import {
  allDrafts,
  changeDraft,
  draftsQueued,
  dropDraft,
  findDraft,
  flushDrafts,
  unqueueDraft,
  type Draft
} from './drafts'
import { keptFormPhotos } from './forms'
import { whenOnline } from './network'
import { photoQueue, someFailed, type PhotoQueue } from './photos-to-send'
import { storeReceipt } from './receipts'
import { storeLastReceipt } from './report/last-receipt'
import { store, useStore } from './store'
import { photoSender, reportOf, submit, type Submitted } from './submit-report'

/**
 * Sends what its owner has sent off, one report after another, whenever there is a network: photos first, then the report. Whatever
 * was cut off goes on where it was; each report goes under its own key, so that it is taken once, however often it is sent.
 */
export interface Progress {
  /** What it is at; nothing while it waits. */
  at?: 'photos' | 'report'
  /** Why it waits. */
  why?: CallRefused
}

const progress = store<Readonly<Record<string, Progress>>>({})
const tell = (key: string, now: Progress) => progress.write({ ...progress.read(), [key]: now })
export const useProgress = (key: string): Progress => useStore(progress)[key] ?? {}

/** What was taken last, for the page that waits for it. */
const taken = store<string | undefined>(undefined)
export const useLastTaken = (): string | undefined => useStore(taken)

const queues = new Map<string, PhotoQueue>()
/** The photos of a draft, on their way from the moment they are taken. */
export function photosOf({ key, photos }: Draft): PhotoQueue {
  const known = queues.get(key)
  if (known) return known
  const made = photoQueue(photoSender, (now) => void changeDraft(key, { photos: now }), photos)
  queues.set(key, made)
  return made
}
/** A draft that is done with, and its files. */
export function discard(key: string): void {
  const names = (findDraft(key)?.photos ?? []).map(({ name }) => name)
  dropDraft(key)
  queues.get(key)?.clear()
  queues.delete(key)
  deletePhotos(names)
}

function done(key: string, given: Submitted): void {
  const { no, code, at, report } = given.receipt
  storeLastReceipt(given)
  const receipt = code && { no, code, at, report }
  // The receipt first: where the phone dies in between, the report is sent once more and brings the same one.
  const stored = !receipt || storeReceipt(receipt)
  discard(key)
  if (!stored) storeReceipt(receipt)
  tell(key, {})
  taken.write(key)
  void Taro.showToast({ title: fill(mini.queue.taken, { no }), icon: 'none' })
}

/** Says whether the next one is worth trying now. */
async function sendOne({ key }: Draft, again = false): Promise<boolean> {
  const draft = findDraft(key)
  if (!draft) return true
  const queue = photosOf(draft)
  tell(key, { at: 'photos' })
  queue.retryAll()
  const photos = await queue.settled()
  const now = findDraft(key)
  // Taken back meanwhile.
  if (!now?.queued) {
    tell(key, {})
    return true
  }
  const wait = (why: CallRefused): boolean => {
    tell(key, { why })
    return why.code !== 'offline'
  }
  const back = (why: Draft['refused']): boolean => {
    unqueueDraft(key, why)
    tell(key, {})
    return true
  }
  if (someFailed(photos)) {
    const whys = photos.flatMap(({ why, state }) => (state === 'failed' && why ? [why] : []))
    const forGood = whys.find((why) => !isForNow(why))
    const [first] = whys
    if (first && !forGood) return wait(first)
    return back({ code: 'not_a_photo', detail: forGood?.detail ?? '', fields: [] })
  }
  const body = reportOf(now)
  // The form says what is missing.
  if (!body) return back(undefined)
  tell(key, { at: 'report' })
  try {
    done(key, await submit(now, body))
    return true
  } catch (trouble) {
    const why = asRefused(trouble)
    if (why.code === 'unknown_photo' && !again) {
      // Nobody had claimed them for too long; the phone still has them.
      queue.resend()
      return sendOne(now, true)
    }
    const { code, detail, fields } = why
    return isForNow(why) ? wait(why) : back({ code, detail, fields })
  }
}

const [SOONEST_MS, LATEST_MS] = [4_000, 120_000]
let running: Promise<void> | undefined
let wanted = false
let timer: ReturnType<typeof setTimeout> | undefined
let pauseMs = SOONEST_MS

async function run(): Promise<void> {
  clearTimeout(timer)
  while (wanted) {
    wanted = false
    for (const draft of draftsQueued()) if (!(await sendOne(draft))) break
  }
}
/** Sends what is to go. What cannot go now is tried again by itself, ever more patiently, and at once when the network comes back. */
export function sendQueued(): Promise<void> {
  wanted = true
  running ??= run().finally(() => {
    running = undefined
    if (draftsQueued().length === 0) pauseMs = SOONEST_MS
    else timer = setTimeout(() => void sendQueued(), (pauseMs = Math.min(pauseMs * 2, LATEST_MS)))
  })
  return running
}

let begun = false
/** The program comes to the front. */
export function resume(): void {
  pauseMs = SOONEST_MS
  void sendQueued()
  if (begun) return
  begun = true
  whenOnline(() => void sendQueued())
  // A form must open where there is no network.
  categories().catch(() => undefined)
  letGo()
}
/** It goes to the back, from where WeChat may end it. */
export function rest(): void {
  clearTimeout(timer)
  flushDrafts()
}

const LONG_AGO_MS = 600_000
/** Files that nothing refers to: a phone may have died between keeping one and noting it. `now`: whatever their age. */
export function letGo(before = Date.now() - LONG_AGO_MS): void {
  const kept = new Set([...allDrafts().flatMap(({ photos }) => photos), ...keptFormPhotos()].map(({ name }) => name))
  sweepPhotos((name) => kept.has(name), before).catch(() => undefined)
}
