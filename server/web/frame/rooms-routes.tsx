/** The rooms of the desk besides the queue: each is given the seat, the forms and the frame of the desk. */
import { render } from './render.ts'
import type { DeskKit } from './desk-kit.ts'
import { certificateDesk } from '../certificates/desk/desk.tsx'
import { unitDesk } from '../premises/desk/desk.tsx'
import { assessmentDesk } from '../assessment/desk/desk.tsx'
import { cardDesk } from '../oversight/desk/card-routes.tsx'
import { ratingDesk } from '../oversight/desk/desk.tsx'
import { patrolDesk } from '../oversight/desk/patrol-routes.tsx'
import type { DeskKit as PagesKit } from '../activities/desk/kit.ts'
import { activityDesk } from '../activities/desk/routes.tsx'
import { adminDesk } from '../suggestions/desk/routes.tsx'
import { adminRoutes, type Lent } from '../releases/desk/index.tsx'
import { Shell } from './Shell.tsx'

export function deskRooms({ router, call, base, now, seated, posted, deskSite, page, see }: Lent): void {
  const kit: DeskKit = {
    router,
    call,
    seated,
    posted,
    see,
    async draw(ctx, viewer, title, body, status = 200) {
      const site = await deskSite(ctx, viewer)
      page(
        ctx,
        status,
        render(
          <Shell desk={site} title={title} view="page">
            {body(site.token)}
          </Shell>
        )
      )
    }
  }
  certificateDesk(kit)
  unitDesk(kit)
  assessmentDesk(kit)
  const lent: PagesKit = {
    router,
    call,
    seated,
    posted,
    see,
    clock: now,
    async page(ctx, viewer, { title, body, status = 200, scripts, refresh, toast }) {
      const site = await deskSite(ctx, viewer)
      page(
        ctx,
        status,
        render(
          <Shell
            desk={site}
            title={title}
            view="page"
            {...(scripts && { scripts })}
            {...(refresh && { refresh })}
            {...(toast && { toast })}
          >
            {body(site.token)}
          </Shell>
        )
      )
    }
  }
  activityDesk(lent)
  ratingDesk(lent)
  cardDesk(lent)
  patrolDesk({ router, call, seated, posted, siteFor: deskSite, page })
  adminDesk(router, { call, seated, posted, siteFor: deskSite, page, see })
  adminRoutes({
    router,
    call,
    base,
    now,
    seated,
    posted,
    deskSite,
    page,
    see
  })
}
