/** The room for requests to put hours right: those that wait, those ruled on, and the ruling. */
import { Refused } from '#shared/errors.ts'
import { hourEndpoints, type CorrectionView } from '#shared/hours.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { first } from '../../cases/desk/links.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { wrongIn, type WrongFields } from '../../activities/desk/afterwards.ts'
import { CorrectionList, CorrectionPage, correctionsHome, RulingConfirm, titleOf } from './Corrections.tsx'
import { toastOf, type Ctx, type DeskKit } from '../../activities/desk/kit.ts'
import { hourSay } from '../../activities/desk/words.ts'

const path = `${correctionsHome}/:correction`

export function correctionDoors({ router, call, seated, posted, page, see }: DeskKit): void {
  router.get(
    correctionsHome,
    seated(async (ctx, viewer) => {
      const tab = first(ctx.query['tab']) === 'ruled' ? 'ruled' : 'open'
      const [activity, after] = [first(ctx.query['activity']), first(ctx.query['after'])]
      const which = activity === '' ? {} : { activity }
      const [list, { n }] = await Promise.all([
        call('corrections', { query: { state: tab, ...which, ...(after && { after }) } }, viewer),
        call('waitingCorrections', { query: which }, viewer)
      ])
      await page(ctx, viewer, {
        title: hourSay.corrections.title,
        toast: toastOf(ctx),
        body: () => <CorrectionList {...list} tab={tab} waiting={n} paged={after !== ''} activity={activity} />
      })
    })
  )

  const read = (ctx: Ctx, viewer: Staff) =>
    call('readCorrection', { params: { correction: ctx.params['correction'] ?? '' } }, viewer)
  const show = (
    ctx: Ctx,
    viewer: Staff,
    it: CorrectionView,
    more: { typed?: Posted; wrong?: WrongFields; raced?: boolean; status?: number } = {}
  ) =>
    page(ctx, viewer, {
      title: titleOf(it),
      status: more.status ?? 200,
      body: (token) => (
        <CorrectionPage it={it} token={token} typed={more.typed ?? {}} wrong={more.wrong} raced={more.raced ?? false} />
      )
    })

  router.get(
    path,
    seated(async (ctx, viewer) => show(ctx, viewer, await read(ctx, viewer)))
  )
  router.post(
    path,
    posted(async (ctx, viewer, { fields }) => {
      const it = await read(ctx, viewer)
      const choice = one(fields, 'approve')
      const approve = choice === 'yes' ? true : choice === 'no' ? false : undefined
      const words = one(fields, 'words').trim()
      const done = (now: CorrectionView) =>
        see(ctx, `${correctionsHome}?done=${now.state === 'approved' ? 'approved' : 'refused'}`)
      /** The same form once more is no news; another's ruling is. */
      const ruled = (now: CorrectionView) =>
        now.ruling?.by === viewer.name && now.ruling.words === words && (now.state === 'approved') === approve
          ? done(now)
          : show(ctx, viewer, now, { typed: fields, raced: true, status: 409 })
      if (it.state !== 'asked') return ruled(it)
      if (!it.mayRule) return show(ctx, viewer, it, { status: 403 })
      const wrong = {
        ...(approve === undefined && { approve: hourSay.ruling.chooseFirst }),
        ...wrongIn(hourEndpoints.ruleCorrection.body, { approve: approve ?? false, words })
      }
      if (approve === undefined || Object.keys(wrong).length > 0)
        return show(ctx, viewer, it, { typed: fields, wrong, status: 422 })
      if (one(fields, 'back')) return show(ctx, viewer, it, { typed: fields })
      if (one(fields, 'confirmed') !== 'yes')
        return page(ctx, viewer, {
          title: titleOf(it),
          body: (token) => <RulingConfirm it={it} token={token} typed={fields} />
        })
      try {
        const params = { correction: it.id }
        return done(await call('ruleCorrection', { params, body: { approve, words } }, viewer))
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'not_in_this_status') throw error
        return ruled(await read(ctx, viewer))
      }
    })
  )
}
