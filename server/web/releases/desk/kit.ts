/** What the administrator's doors share with the desk's: who sits there, forms of ours, pages, and the draft as it stands. */
import type { Middleware } from 'koa'
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { ReactNode } from 'react'
import type { areaEntry, assetEntry, PartName, PartValues } from '#shared/parts.ts'
import type { Infer } from '#shared/schema.ts'
import { Refused } from '#shared/errors.ts'
import type { DraftView, Verdict } from '#shared/releases.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../../map/base.ts'
import type { DeskSite } from '../../frame/Shell.tsx'
import type { AdminPageName } from './links.ts'
import { errorWords, say } from './words.ts'

export type Ctx = RouterContext

/** What was just done; said once, above the page. */
export type Done = keyof typeof say.done
export const asDone = (said: string): Done | undefined => (said in say.done ? (said as Done) : undefined)

export interface Shown {
  here: AdminPageName
  title: string
  body: ReactNode
  /** Why what was asked was not done. */
  refused?: string | undefined
  status?: number
}

export interface Kit {
  router: Router
  call: Call
  base: BaseMap
  now: () => Date
  /** Only for administrators; everybody else is refused, and who has not signed in is sent to the door. */
  admin(open: (ctx: Ctx, viewer: Staff) => Promise<void>): Middleware
  /** A form of ours, sent by an administrator. */
  act(run: (ctx: Ctx, viewer: Staff, sent: Upload) => Promise<void>): Middleware
  desk(ctx: Ctx, viewer: Staff): Promise<DeskSite>
  show(ctx: Ctx, viewer: Staff, shown: Shown): Promise<void>
  see(ctx: Ctx, href: string): void
}

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
  const details = (more.errors ?? []).flatMap((it) => it.detail ?? [])
  const words = more.words ?? (code === 'stale' ? say.stale.whole : errorWords.refusal[code])
  return [words, ...details.slice(0, 3)].join('')
}

/** Runs what may be refused; `forbidden` and what is no refusal go on up. */
export async function attempt<T>(run: () => Promise<T>): Promise<{ done: T } | { refused: Refused }> {
  try {
    return { done: await run() }
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'forbidden') throw error
    return { refused: error }
  }
}

/** A number off a form; NaN, which the contract refuses, where it is none. */
export const revisionIn = (said: string): number => (/^\d{1,9}$/.test(said) ? Number(said) : Number.NaN)
