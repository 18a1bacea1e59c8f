/** What the desk lends to the room of activities, and what each of its doors needs to know. */
import type { Middleware } from 'koa'
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { ReactElement } from 'react'
import { activityVerbs } from '#shared/activities.ts'
import { Refused, refuse } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { first } from '../../cases/desk/links.ts'
import type { OnDesk } from './One.tsx'
import { errorWords, hourSay, say } from './words.ts'

export type Ctx = RouterContext

/** What the desk lends to its rooms. */
export interface DeskKit {
  router: Router
  call: Call
  seated: (open: (ctx: Ctx, viewer: Staff) => Promise<void>) => Middleware
  posted: (act: (ctx: Ctx, viewer: Staff, sent: Upload) => Promise<void>) => Middleware
  /** Draws inside the shell of the desk. */
  page: (
    ctx: Ctx,
    viewer: Staff,
    it: {
      title: string
      body: (token: string) => ReactElement
      status?: number
      scripts?: string[]
      refresh?: number
      toast?: string | undefined
    }
  ) => Promise<void>
  see: (ctx: Ctx, href: string) => void
  clock: () => Date
}

export const organises = (viewer: Staff) => viewer.roles.includes('organiser')
export const wordsOf = ({ code, more }: Refused): string => more.words ?? errorWords.refusal[code]
/** A press that was refused is told beside its button; a door that is shut to this person is a page of its own. */
export const asTold = (error: unknown): Refused => {
  if (!(error instanceof Refused) || error.code === 'forbidden' || error.code === 'not_found') throw error
  return error
}

export const noOf = (ctx: Ctx): string => ctx.params['no'] ?? ''
export const shiftOf = (ctx: Ctx): string => ctx.params['shift'] ?? ''
export const home = (no: string): string => `/office/activities/${no}`

/** As its organiser and its reviewer see it; to everybody else on the desk it is not there. */
export async function readOnDesk(call: Call, no: string, viewer: Staff): Promise<OnDesk> {
  const it = await call('readActivity', { params: { activity: no } }, viewer)
  return it.desk ? { ...it, desk: it.desk } : refuse('not_found')
}
export const toastOf = (ctx: Ctx): string | undefined => {
  const done = first(ctx.query['done'])
  const verb = activityVerbs.find((it) => it === done)
  if (verb) return say.done[verb]
  const more: Readonly<Record<string, string>> = { ...say.more, ...hourSay.done }
  const n = first(ctx.query['n'])
  return more[done]?.replace('{n}', /^\d{1,2}$/.test(n) ? n : '')
}
