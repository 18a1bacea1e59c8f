/** The room 联络卡 on the desk: a liaison writes his card, sees it as everybody will, and takes it down again. */
import { Refused } from '#shared/errors.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { guest, type Staff } from '#server/kernel/viewer.ts'
import type { Ctx, DeskKit } from '../../activities/desk/kit.ts'
import { first } from '../../cases/desk/links.ts'
import { Card, cardComplaints, home, typedOf, type Typed, type Wrong } from './Card.tsx'

export function cardDesk({ router, call, seated, posted, page, see }: DeskKit): void {
  async function draw(ctx: Ctx, viewer: Staff, more: { typed?: Typed; wrong?: Wrong; toast?: string }, status = 200) {
    const { toast, ...form } = more
    const [{ title, card }, { items: areas }, { items: offices }] = await Promise.all([
      call('myCard', {}, viewer),
      call('areas', {}, guest),
      call('offices', {}, guest)
    ])
    await page(ctx, viewer, {
      title: say.card.title,
      status,
      body: (token) => (
        <Card
          card={card}
          title={title}
          areas={areas}
          // Where nothing is written yet, the street of his own squad is the likely one.
          suggested={{ name: viewer.name, area: offices.find((it) => it.id === viewer.office)?.area ?? '' }}
          token={token}
          {...form}
        />
      ),
      ...(toast && { toast })
    })
  }

  router.get(
    home,
    seated((ctx, viewer) => {
      const done = first(ctx.query['done'])
      return draw(ctx, viewer, done === 'saved' || done === 'gone' ? { toast: say.card[done] } : {})
    })
  )
  router.post(
    home,
    posted(async (ctx, viewer, { fields }) => {
      const act = fields['act']?.[0]
      if (act === 'withdraw') {
        await call('removeCard', {}, viewer)
        return see(ctx, `${home}?done=gone`)
      }
      const typed = typedOf(fields)
      const wrong = cardComplaints(typed)
      if (Object.keys(wrong).length > 0) return draw(ctx, viewer, { typed, wrong }, 422)
      if (act === 'preview') return draw(ctx, viewer, { typed })
      try {
        await call('saveCard', { body: typed }, viewer)
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'unknown_area') throw error
        return draw(ctx, viewer, { typed, wrong: { area: say.card.needs.area } }, 422)
      }
      see(ctx, `${home}?done=saved`)
    })
  )
}
