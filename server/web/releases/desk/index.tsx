/** The administrator's part of the desk: its doors, hung on the desk's own. */
import type { RouterContext } from 'koa-router'
import type Router from 'koa-router'
import { refuse } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import { hasRole, type Staff } from '#server/kernel/viewer.ts'
import type { Middleware } from 'koa'
import type { Upload } from '#server/kernel/upload.ts'
import type { BaseMap } from '../../map/base.ts'
import { render } from '../../frame/render.ts'
import { first } from '../../cases/desk/links.ts'
import type { DeskSite } from '../../frame/Shell.tsx'
import { areaRoutes } from './doors-areas.tsx'
import { calendarRoutes } from './doors-calendar.tsx'
import { entryRoutes } from './doors-entries.tsx'
import { overviewRoutes } from './doors-home.tsx'
import { rehearsalRoutes } from '../../rehearsals/desk/doors-rehearsals.tsx'
import { ruleRoutes } from './doors-rules.tsx'
import { timeRoutes } from './doors-times.tsx'
import { Frame } from './Frame.tsx'
import { asDone, readDraft, type Kit } from './kit.ts'

/** What the desk lends: who sits there, forms of ours, its page. */
export interface Lent {
  router: Router
  call: Call
  base: BaseMap
  now: () => Date
  seated(open: (ctx: RouterContext, viewer: Staff) => Promise<void>): Middleware
  posted(
    act: (ctx: RouterContext, viewer: Staff, sent: Upload) => Promise<void>,
    limits?: { files: number; fields: number; totalBytes: number; fieldBytes: number }
  ): Middleware
  deskSite(ctx: RouterContext, viewer: Staff): Promise<DeskSite>
  page(ctx: RouterContext, status: number, html: string): void
  see(ctx: RouterContext, href: string): void
}

/** One file of a city; every category, area and office may be ticked at once; a duty list is long. */
const limits = { files: 1, fields: 6000, totalBytes: 20 * 1024 * 1024, fieldBytes: 64 * 1024 }

const onlyAdmin = (viewer: Staff): void => {
  if (!hasRole(viewer, 'admin')) refuse('forbidden')
}

export function adminRoutes({ router, call, base, now, seated, posted, deskSite, page, see }: Lent): void {
  const kit: Kit = {
    router,
    call,
    base,
    now,
    see,
    desk: deskSite,
    admin: (open) =>
      seated(async (ctx, viewer) => {
        onlyAdmin(viewer)
        await open(ctx, viewer)
      }),
    act: (run) =>
      posted(async (ctx, viewer, sent) => {
        onlyAdmin(viewer)
        await run(ctx, viewer, sent)
      }, limits),
    async show(ctx, viewer, { here, title, body, refused, status = 200 }) {
      const [desk, draft] = await Promise.all([deskSite(ctx, viewer), readDraft(call, viewer)])
      const what = asDone(first(ctx.query['done']))
      page(
        ctx,
        status,
        render(
          <Frame
            desk={desk}
            here={here}
            title={title}
            draft={draft}
            refused={refused}
            {...(what && { done: { what, version: first(ctx.query['version']).replace(/\D/g, '').slice(0, 7) } })}
          >
            {body}
          </Frame>
        )
      )
    }
  }
  overviewRoutes(kit)
  ruleRoutes(kit)
  areaRoutes(kit)
  calendarRoutes(kit)
  timeRoutes(kit)
  rehearsalRoutes(kit)
  entryRoutes(kit)
}
