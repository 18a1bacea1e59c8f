/**
 * The room 评议 on the desk. A supervisor judges there, office by office; the judged office and the centre read there what
 * was said, without by whom.
 */
import { aspects, markMost, ratingWordsAtMost } from '#shared/oversight.ts'
import { Refused, refuse, refusals } from '#shared/errors.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { guest, type Staff } from '#server/kernel/viewer.ts'
import type { Ctx, DeskKit } from '../../activities/desk/kit.ts'
import { first } from '../../cases/desk/links.ts'
import { errorWords, fill } from '../../frame/words.ts'
import { Heard } from '../public/Heard.tsx'
import { Judge, type Typed } from './Judge.tsx'
import { ToJudge } from './ToJudge.tsx'

const home = '/office/ratings'
const heardHref = `${home}/words`

type Fields = Record<string, string[]>
const one = (fields: Fields, name: string): string => fields[name]?.[0]?.trim() ?? ''

export function ratingDesk({ router, call, seated, posted, page, see }: DeskKit): void {
  const figures = async () => (await call('stats', { query: { days: '30' } }, guest)).byOffice

  router.get(
    home,
    seated(async (ctx, viewer) => {
      if (!viewer.roles.includes('supervisor')) return see(ctx, heardHref)
      const [mine, byOffice] = await Promise.all([call('myRatings', {}, viewer), figures()])
      const done = mine.items.find((it) => it.office.id === first(ctx.query['done']))
      await page(ctx, viewer, {
        title: say.room.title,
        body: () => <ToJudge mine={mine} figures={byOffice} />,
        ...(done && { toast: fill(say.room.saved, { office: done.office.short }) })
      })
    })
  )

  async function form(ctx: Ctx, viewer: Staff, more: { typed?: Typed; wrong?: Record<string, string> }, status = 200) {
    const [mine, byOffice] = await Promise.all([call('myRatings', {}, viewer), figures()])
    const it = mine.items.find((row) => row.office.id === ctx.params['office']) ?? refuse('not_found')
    await page(ctx, viewer, {
      title: fill(say.room.formTitle, { office: it.office.short }),
      status,
      body: (token) => (
        <Judge
          it={it}
          month={mine.month}
          before={mine.before}
          figures={byOffice.find((row) => row.office.id === it.office.id)}
          token={token}
          {...more}
        />
      )
    })
  }

  router.get(
    `${home}/of/:office`,
    seated((ctx, viewer) => form(ctx, viewer, {}))
  )
  router.post(
    `${home}/of/:office`,
    posted(async (ctx, viewer, { fields }) => {
      const office = ctx.params['office'] ?? ''
      const typed: Typed = {
        ...Object.fromEntries(aspects.map((aspect) => [aspect, one(fields, aspect)])),
        words: one(fields, 'words')
      }
      const wrong = complaints(typed)
      if (Object.keys(wrong).length > 0) return form(ctx, viewer, { typed, wrong }, 422)
      try {
        const marks = Object.fromEntries(aspects.map((aspect) => [aspect, Number(typed[aspect])]))
        const body = { ...marks, ...(typed.words && { words: typed.words }) }
        await call('rateOffice', { params: { office }, body }, viewer)
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'invalid') throw error
        return form(ctx, viewer, { typed, wrong: { words: errorWords.refusal.invalid } }, refusals.invalid)
      }
      see(ctx, `${home}?${new URLSearchParams({ done: office }).toString()}`)
    })
  )

  router.get(
    heardHref,
    seated(async (ctx, viewer) => {
      const [asked, after] = [first(ctx.query['office']), first(ctx.query['after'])]
      const whole = viewer.roles.some((role) => role === 'moderator' || role === 'admin')
      const office = whole ? asked : asked || viewer.office
      const [words, { items: offices }, ratings] = await Promise.all([
        call('ratingWords', { query: { ...(office && { office }), ...(after && { after }) } }, viewer),
        call('offices', {}, guest),
        office ? call('officeRatings', { params: { office } }, guest) : undefined
      ])
      await page(ctx, viewer, {
        title: say.heard.title,
        body: () => (
          <Heard
            words={words}
            ratings={ratings}
            offices={whole ? offices : []}
            office={office}
            after={after}
            judges={viewer.roles.includes('supervisor')}
          />
        )
      })
    })
  )
}

const isMark = (said: string | undefined): boolean =>
  said !== undefined && /^\d$/.test(said) && Number(said) >= 1 && Number(said) <= markMost

/** What is still missing, by field. */
export function complaints(typed: Typed): Record<string, string> {
  const wrong = aspects
    .filter((aspect) => !isMark(typed[aspect]))
    .map((aspect): [string, string] => [aspect, fill(say.room.need, { aspect: say.aspect[aspect] })])
  const long = [...(typed.words ?? '')].length > ratingWordsAtMost
  return Object.fromEntries([
    ...wrong,
    ...(long ? [['words', fill(say.room.tooLong, { n: ratingWordsAtMost })] as const] : [])
  ])
}
