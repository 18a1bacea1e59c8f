/** Doors of the rules as a whole: their order, and a point to try them at. */
import { refusals } from '#shared/errors.ts'
import type { RouteView } from '#shared/releases.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { Box } from '../../map/mercator.ts'
import { first } from '../../cases/desk/links.ts'
import { one } from '../../cases/desk/moves.ts'
import { readChoices } from './choices.ts'
import { momentIn } from './doors-home.tsx'
import { attempt, readPart, readVerdict, refusedWords, revisionIn, type Ctx, type Kit } from './kit.ts'
import { adminHome, pageHref, query } from './links.ts'
import { Rules } from './Rules.tsx'
import { Try, type Asked } from './Try.tsx'
import { say } from './words.ts'

export function ruleRoutes(kit: Kit): void {
  const { router, call } = kit

  async function show(ctx: Ctx, viewer: Staff, more: { refused?: string; status?: number } = {}) {
    const [rules, city, verdict, { token }] = await Promise.all([
      readPart(call, viewer, 'rules'),
      readChoices(call, viewer),
      readVerdict(call, viewer),
      kit.desk(ctx, viewer)
    ])
    const today = dayOf(kit.now())
    await kit.show(ctx, viewer, {
      here: 'rules',
      title: say.rules.title,
      ...more,
      body: (
        <Rules
          rules={rules.value}
          revision={rules.revision}
          city={city}
          verdict={verdict}
          token={token}
          today={today}
        />
      )
    })
  }

  router.get(
    pageHref('rules'),
    kit.admin((ctx, viewer) => show(ctx, viewer))
  )

  router.post(
    `${adminHome}rules/move`,
    kit.act(async (ctx, viewer, { fields }) => {
      const id = one(fields, '_id')
      const { value: rules } = await readPart(call, viewer, 'rules')
      const at = rules.findIndex((it) => it.id === id)
      const entry = rules[at]
      const up = one(fields, 'way') === 'up'
      // Down is in front of the one after the next; past the last but one that is the end.
      const before = up ? rules[at - 1] : rules[at + 2]
      const revision = revisionIn(one(fields, 'revision'))
      if (!entry || (up ? at === 0 : at === rules.length - 1)) return show(ctx, viewer)
      const others = rules.filter((it) => it.id !== id)
      // The contract leaves a known entry where it is unless it is told before which it goes; to the end it goes whole.
      const tried = await attempt(() =>
        before
          ? call('putDraftEntry', { body: { part: 'rules', revision, entry, before: before.id } }, viewer)
          : call('putDraftPart', { body: { part: 'rules', revision, value: [...others, entry] } }, viewer)
      )
      if ('done' in tried) return kit.see(ctx, `${pageHref('rules')}${query({ done: 'moved' })}#r-${id}`)
      return show(ctx, viewer, { refused: refusedWords(tried.refused), status: refusals[tried.refused.code] })
    })
  )

  router.get(
    pageHref('try'),
    kit.admin(async (ctx, viewer) => {
      const said = (name: string) => first(ctx.query[name]).trim().slice(0, 60)
      const answers = Object.fromEntries(
        Object.keys(ctx.query)
          .filter((name) => /^q\.[a-z0-9-]{1,60}$/.test(name))
          .map((name) => [name.slice(2), said(name)])
          .filter(([, choice]) => choice !== '')
      ) as Record<string, string>
      const asked: Asked = {
        category: said('category'),
        lng: said('lng'),
        lat: said('lat'),
        at: said('at'),
        channel: said('channel'),
        release: said('release'),
        answers
      }
      const [city, info, releases] = await Promise.all([
        readChoices(call, viewer),
        readPart(call, viewer, 'info'),
        call('listReleases', {}, viewer)
      ])
      const at = asked.at ? momentIn(asked.at) : undefined
      const ready = asked.category !== '' || asked.lng !== ''
      const category = city.categories.find((it) => it.code === asked.category)
      const known = Object.entries(answers).filter(([question]) =>
        category?.questions?.some((it) => it.id === question)
      )
      const wrong: Record<string, string> = {
        ...(ready && !category && { category: say.wrong.choose }),
        ...(ready && !(isDegrees(asked.lng) && isDegrees(asked.lat)) && { lng: say.try.wrongPlace }),
        ...(asked.at && !at && { at: say.try.wrongAt })
      }
      let route: RouteView | undefined
      let refused: string | undefined
      if (ready && Object.keys(wrong).length === 0) {
        const tried = await attempt(() =>
          call(
            'tryRoute',
            {
              query: {
                category: asked.category,
                lng: asked.lng,
                lat: asked.lat,
                ...(at && { at }),
                ...(asked.channel && { channel: asked.channel }),
                ...(asked.release && { release: asked.release }),
                ...(known.length > 0 && { answers: known.map((it) => it.join(':')).join(',') })
              }
            },
            viewer
          )
        )
        if ('done' in tried) route = tried.done
        else refused = refusedWords(tried.refused)
      }
      await kit.show(ctx, viewer, {
        here: 'try',
        title: say.try.title,
        refused,
        status: refused || Object.keys(wrong).length > 0 ? 422 : 200,
        body: (
          <Try
            asked={asked}
            wrong={wrong}
            city={city}
            box={info.value.bbox as unknown as Box}
            base={kit.base}
            inForce={releases.items.find((it) => it.state === 'in_force')?.version}
            route={route}
          />
        )
      })
    })
  )
}

const isDegrees = (said: string): boolean => /^-?\d{1,3}(\.\d{1,12})?$/.test(said)
