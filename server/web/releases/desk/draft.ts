/** The draft as the administrator's pages read it, and refusals in its checker's words. */
import type { areaEntry, assetEntry, PartName, PartValues } from '#shared/parts.ts'
import type { Infer } from '#shared/schema.ts'
import { refusals, type Refused } from '#shared/errors.ts'
import type { DraftView, Verdict } from '#shared/releases.ts'
import { startOfDay } from '#shared/time-format.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { again, type Again } from '../../frame/route.ts'
import { errorWords, say } from './words.ts'

export interface Part<P extends PartName> {
  revision: number
  value: PartValues[P]
}

/** One part of the draft. The answer's branch is the part that was asked for. */
export async function readPart<P extends PartName>(call: Call, viewer: Staff, part: P): Promise<Part<P>> {
  const { revision, value } = await call('readDraftPart', { params: { part } }, viewer)
  return { revision, value: value as PartValues[P] }
}

export type AreaEntry = Infer<typeof areaEntry>
export type AssetEntry = Infer<typeof assetEntry>
/** The features of a collection, whose type the contract's own helper does not carry. */
export const areasIn = (part: Part<'areas'>): AreaEntry[] => part.value.features as AreaEntry[]
export const assetsIn = (part: Part<'assets'>): AssetEntry[] => part.value.features as AssetEntry[]

export const readDraft = (call: Call, viewer: Staff): Promise<DraftView> => call('readDraft', {}, viewer)
export const readVerdict = (call: Call, viewer: Staff): Promise<Verdict> => call('checkDraft', {}, viewer)

/** A refusal in words: the checker's own where there are any. */
export function refusedWords({ code, more }: Refused): string {
  const details = (more.errors ?? []).flatMap((error) => error.detail ?? [])
  const words = more.words ?? (code === 'stale' ? say.stale.whole : errorWords.refusal[code])
  return [words, ...details.slice(0, 3)].join('')
}

/** The page once more, with the refusal above it. */
export const notDone = <M extends object>(refused: Refused, more: M): Again<M & { refused: string }> =>
  again({ ...more, refused: refusedWords(refused) }, refusals[refused.code])

/** A number off a form; NaN, which the contract refuses, where it is none. */
export const revisionIn = (said: string): number => (/^\d{1,9}$/.test(said) ? Number(said) : Number.NaN)

/** 2026-12-01T08:00, as the browser's own field writes it, or with a space: a moment in the city. */
export function momentIn(said: string): string | undefined {
  const [, day, hour = '', minute = ''] = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::\d\d)?$/.exec(said.trim()) ?? []
  if (day === undefined) return undefined
  const at = startOfDay(day) + (Number(hour) * 60 + Number(minute)) * 60_000
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
