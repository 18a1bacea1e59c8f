/**
 * 巡查上报: whoever sits at the desk reports what he sees, in the form everybody uses; the case then says that it came from a
 * patrol, and not from whom.
 */
import { randomUUID } from 'node:crypto'
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { Middleware } from 'koa'
import { supervision } from '#shared/locales/oversight.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Upload } from '#server/kernel/upload.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { DeskSite } from '../../frame/Shell.tsx'
import { ReceiptPage } from '../../reports/public/ReceiptPage.tsx'
import { ReportForm, type ReportFormProps } from '../../reports/public/ReportForm.tsx'
import { first, submitTyped, suggestedFor, takePhotos, typedIn } from '../../reports/public/submit.ts'
import { render } from '../../frame/render.ts'
import { caseWords, fill } from '../../frame/words.ts'

const say = supervision.patrol
const home = '/office/patrol'

interface Tools {
  router: Router
  call: Call
  seated(open: (ctx: RouterContext, viewer: Staff) => Promise<void>): Middleware
  posted(act: (ctx: RouterContext, viewer: Staff, sent: Upload) => Promise<void>): Middleware
  siteFor(ctx: RouterContext, viewer: Staff): Promise<DeskSite>
  page(ctx: RouterContext, status: number, html: string): void
}

/** By his task, where he has one that is seen on the street. */
const dutyOf = ({ roles }: Staff): string =>
  caseWords.role[roles.find((it) => it === 'supervisor' || it === 'liaison') ?? roles[0] ?? 'officer']

export function patrolDesk({ router, call, seated, posted, siteFor, page }: Tools): void {
  async function form(
    ctx: RouterContext,
    viewer: Staff,
    asked: Pick<ReportFormProps, 'typed' | 'errors' | 'refused' | 'submitKey'>,
    status = 200
  ): Promise<void> {
    const [{ site, token }, { tiles, categories }, areas, suggested] = await Promise.all([
      siteFor(ctx, viewer),
      call('categories', {}, viewer),
      call('areas', {}, viewer),
      suggestedFor(call, asked.typed)
    ])
    page(
      ctx,
      status,
      render(
        <ReportForm
          site={site}
          tiles={tiles}
          categories={categories}
          areas={areas.items}
          box={areas.city.bbox}
          suggested={suggested}
          token={token}
          patrol={{ by: fill(say.who, { name: viewer.name, role: dutyOf(viewer) }), action: home }}
          {...asked}
        />
      )
    )
  }

  router.get(
    home,
    seated((ctx, viewer) => {
      const area = typeof ctx.query['area'] === 'string' ? ctx.query['area'] : undefined
      return form(ctx, viewer, { typed: { area, photos: [] }, errors: {}, submitKey: randomUUID() })
    })
  )

  router.post(
    home,
    posted(async (ctx, viewer, { fields, files }) => {
      const typed = typedIn(fields)
      const key = first(fields, 'key') ?? ''
      const submitKey = /^[\w-]{16,64}$/.test(key) ? key : randomUUID()
      const { photos, errors } = await takePhotos(call, viewer, ctx.ip, files, typed.photos)
      const full = { ...typed, photos }
      const areas = await call('areas', {}, viewer)
      const outcome =
        errors.length > 0
          ? { errors: { photos: errors.join(' ') } }
          : await submitTyped(call, full, areas.items, { ip: ctx.ip, key: submitKey }, { viewer, channel: 'patrol' })
      // What is sent next is another body: the same key would be refused for it.
      if (!('receipt' in outcome)) return form(ctx, viewer, { typed: full, ...outcome, submitKey: randomUUID() }, 422)
      const { site } = await siteFor(ctx, viewer)
      page(ctx, 201, render(<ReceiptPage site={site} receipt={outcome.receipt} again={home} />))
    })
  )
}
