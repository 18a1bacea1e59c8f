/** What an organiser says: to those who take part, and to everybody once it is done. */
import { randomUUID } from 'node:crypto'
import { refusals, refuse } from '#shared/errors.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { keepPhotos } from '../../cases/desk/loaders.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { asTold, home, noOf, readOnDesk, wordsOf, type Ctx, type DeskKit } from './kit.ts'
import { audiences, figuresAtMost, MessagePage, SettlePage } from './Message.tsx'
import type { OnDesk } from './One.tsx'
import type { Typed } from './plan.ts'
import { say } from './words.ts'

export function settlingDoors({ router, call, seated, posted, page, see }: DeskKit): void {
  // ——— settling the whole

  const settlePage = (
    ctx: Ctx,
    viewer: Staff,
    it: OnDesk,
    typed: Posted,
    wrong?: Record<string, string>,
    status = 200
  ) =>
    page(ctx, viewer, {
      title: say.settle.title,
      status,
      body: (token) => <SettlePage it={it} token={token} typed={typed} wrong={wrong} />
    })
  router.get(
    '/office/activities/:no/settle',
    seated(async (ctx, viewer) => {
      const it = await readOnDesk(call, noOf(ctx), viewer)
      if (!it.desk.may.includes('settle')) refuse('not_in_this_status')
      await settlePage(ctx, viewer, it, {})
    })
  )
  router.post(
    '/office/activities/:no/settle',
    posted(async (ctx, viewer, { fields, files }) => {
      const it = await readOnDesk(call, noOf(ctx), viewer)
      const wrong: Record<string, string> = {}
      const typed: Typed = { ...fields }
      for (const name of ['before', 'after'] as const) {
        const kept = await keepPhotos(
          call,
          files.filter((f) => f.field === `${name}Photo`),
          viewer,
          ctx.ip
        )
        typed[name] = [...(fields[name] ?? []), ...kept.ids]
        if (kept.wrong) wrong[name] = kept.wrong
      }
      const words = one(typed, 'words').trim()
      if (words.length < 5) wrong['words'] = say.problem.results
      const figures = Array.from({ length: figuresAtMost }, (_, i) => ({
        name: one(typed, `f${i}.name`).trim(),
        value: one(typed, `f${i}.value`).trim()
      }))
      figures.forEach((f, i) => {
        if (f.name && !f.value) wrong[`f${i}.value`] = say.problem.required
        if (f.value && !f.name) wrong[`f${i}.name`] = say.problem.required
      })
      if (Object.keys(wrong).length > 0) return settlePage(ctx, viewer, it, typed, wrong, 422)
      const body = {
        verb: 'settle',
        version: Number(one(typed, 'version')),
        words,
        figures: figures.filter((f) => f.name !== ''),
        before: typed['before'] ?? [],
        after: typed['after'] ?? []
      }
      try {
        await call('moveActivity', { params: { activity: it.no }, body }, viewer)
        return see(ctx, `${home(it.no)}?done=settle`)
      } catch (error) {
        const refused = asTold(error)
        return settlePage(ctx, viewer, it, typed, { form: wordsOf(refused) }, refusals[refused.code])
      }
    })
  )

  // ——— messages

  async function messagePage(
    ctx: Ctx,
    viewer: Staff,
    it: OnDesk,
    more: { typed: Posted; wrong?: string; preview?: { people: number; words: string }; status?: number }
  ) {
    await page(ctx, viewer, {
      title: say.message.title,
      status: more.status ?? 200,
      body: (token) => (
        <MessagePage
          it={it}
          token={token}
          keyOf={randomUUID()}
          typed={more.typed}
          wrong={more.wrong}
          preview={more.preview}
        />
      )
    })
  }
  router.get(
    '/office/activities/:no/message',
    seated(async (ctx, viewer) => {
      const it = await readOnDesk(call, noOf(ctx), viewer)
      if (!it.desk.may.includes('message')) refuse('not_in_this_status')
      await messagePage(ctx, viewer, it, { typed: {} })
    })
  )
  router.post(
    '/office/activities/:no/message',
    posted(async (ctx, viewer, { fields }) => {
      const it = await readOnDesk(call, noOf(ctx), viewer)
      const words = one(fields, 'words').trim()
      const shift = one(fields, 'shift')
      const to = audiences.find((a) => a === one(fields, 'to')) ?? 'in'
      if (words.length < 2) {
        return messagePage(ctx, viewer, it, { typed: fields, wrong: say.problem.words, status: 422 })
      }
      const send = one(fields, 'send') === 'yes'
      const key = one(fields, 'key') || randomUUID()
      try {
        const told = await call(
          'tellParticipants',
          { params: { activity: it.no }, body: { to, words, send, ...(shift && { shift }) } },
          viewer,
          { key }
        )
        if (told.sent) return see(ctx, `${home(it.no)}?done=message`)
        return messagePage(ctx, viewer, it, { typed: fields, preview: told })
      } catch (error) {
        const refused = asTold(error)
        return messagePage(ctx, viewer, it, { typed: fields, wrong: wordsOf(refused), status: refusals[refused.code] })
      }
    })
  )
}
