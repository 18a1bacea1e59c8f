/** What a room of its own on the desk is given: the doors, the shell, and nothing of the queue. */
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { Middleware } from 'koa'
import type { ReactElement } from 'react'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'

export interface DeskKit {
  router: Router
  call: Call
  /** A page for whoever sits here; everyone else is sent to the door. */
  seated(open: (ctx: RouterContext, viewer: Staff) => Promise<void>): Middleware
  /** A form of ours, from a page of ours, in the session it was drawn for. */
  posted(act: (ctx: RouterContext, viewer: Staff, sent: Upload) => Promise<void>): Middleware
  /** Draws a page inside the desk's shell; the token goes into its forms. */
  draw(
    ctx: RouterContext,
    viewer: Staff,
    title: string,
    body: (token: string) => ReactElement,
    status?: number
  ): Promise<void>
  see(ctx: RouterContext, href: string): void
}
