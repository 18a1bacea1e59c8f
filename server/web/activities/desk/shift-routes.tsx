/** One shift on the desk: its roster, its hours, its code; and staff who take part themselves. */
import { randomUUID } from 'node:crypto'
import { signupOutcomes } from '#shared/activities.ts'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import type { RosterView } from '#shared/hours.ts'
import { slotOf } from '#shared/presence.ts'
import { dayOf, startOfDay } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { CodePage } from './Code.tsx'
import { rosterCsv } from './csv.ts'
import { JoinPage } from './Join.tsx'
import { asTold, home, noOf, readOnDesk, shiftOf, toastOf, wordsOf, type Ctx, type DeskKit } from './kit.ts'
import { RosterPage } from './Roster.tsx'
import { say } from './words.ts'
import { rosterXlsx } from './xlsx.ts'

export function shiftDoors({ router, call, seated, posted, page, see, clock }: DeskKit): void {
  // ——— a shift: roster, hours, code

  type RosterRefused = { form: 'settle' | 'manual' | 'manage'; words: string }
  async function rosterPage(
    ctx: Ctx,
    viewer: Staff,
    it: RosterView,
    typed: Posted = {},
    refused?: RosterRefused,
    status = 200
  ) {
    await page(ctx, viewer, {
      title: `${say.roster.title} ${it.activity.title}`,
      status,
      toast: toastOf(ctx),
      scripts: ['roster.js'],
      body: (token) => <RosterPage it={it} token={token} typed={typed} refused={refused} />
    })
  }
  const rosterOf = (ctx: Ctx, viewer: Staff) => call('readRoster', { params: { shift: shiftOf(ctx) } }, viewer)
  const shiftHome = (ctx: Ctx) => `${home(noOf(ctx))}/shifts/${shiftOf(ctx)}`

  router.get(
    '/office/activities/:no/shifts/:shift',
    seated(async (ctx, viewer) => rosterPage(ctx, viewer, await rosterOf(ctx, viewer)))
  )
  router.get(
    '/office/activities/:no/shifts/:shift/roster.csv',
    seated(async (ctx, viewer) => {
      const it = await rosterOf(ctx, viewer)
      ctx.type = 'text/csv; charset=utf-8'
      ctx.set('Content-Disposition', `attachment; filename="roster-${it.activity.no}.csv"`)
      ctx.body = rosterCsv(it)
    })
  )
  router.get(
    '/office/activities/:no/shifts/:shift/roster.xlsx',
    seated(async (ctx, viewer) => {
      const it = await rosterOf(ctx, viewer)
      ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      ctx.set('Content-Disposition', `attachment; filename="roster-${it.activity.no}.xlsx"`)
      ctx.body = await rosterXlsx(it)
    })
  )
  router.post(
    '/office/activities/:no/shifts/:shift/settlement',
    posted(async (ctx, viewer, { fields }) => {
      const it = await rosterOf(ctx, viewer)
      const lines = it.rows.flatMap((row) => {
        const at = (name: string) => one(fields, `${name}.${row.signup}`).trim()
        const outcome = signupOutcomes.find((o) => o === at('outcome'))
        const changed = at('minutes') !== at('was')
        const words = at('words')
        // A line that was left alone is as proposed; the server needs no word about it.
        if (!outcome && !changed && !words) return []
        const came = outcome ? outcome === 'came' : Number(at('minutes')) > 0
        return [
          {
            signup: row.signup,
            outcome: outcome ?? (came ? 'came' : 'absent'),
            ...(came && { minutes: Number(at('minutes')) }),
            ...(words && { words })
          }
        ]
      })
      const wrongMinutes = lines.some(
        (l) => 'minutes' in l && !(Number.isInteger(l.minutes) && l.minutes <= 1440 && l.minutes >= 0)
      )
      if (wrongMinutes) {
        return rosterPage(ctx, viewer, it, fields, { form: 'settle', words: say.problem.minutes }, 422)
      }
      try {
        await call('settleShift', { params: { shift: it.shift.id }, body: { lines } }, viewer)
        return see(ctx, `${shiftHome(ctx)}?done=hours`)
      } catch (error) {
        const refused = asTold(error)
        return rosterPage(ctx, viewer, it, fields, { form: 'settle', words: wordsOf(refused) }, refusals[refused.code])
      }
    })
  )
  router.post(
    '/office/activities/:no/shifts/:shift/presence',
    posted(async (ctx, viewer, { fields }) => {
      const it = await rosterOf(ctx, viewer)
      const no = (words: string) => rosterPage(ctx, viewer, it, fields, { form: 'manual', words }, 422)
      const [, hour = '', minute = ''] = /^(\d{1,2})[:：](\d\d)$/.exec(one(fields, 'time').trim()) ?? []
      const reason = one(fields, 'reason').trim()
      if (hour === '' || !it.rows.some((row) => row.signup === one(fields, 'signup'))) return no(say.problem.field)
      if (reason.length < 2) return no(say.problem.words)
      const at = startOfDay(dayOf(it.shift.from)) + (Number(hour) * 60 + Number(minute)) * 60_000
      const event = {
        id: randomUUID(),
        signup: one(fields, 'signup'),
        kind: one(fields, 'kind') === 'out' ? 'out' : 'in',
        at: new Date(at).toISOString(),
        reason
      }
      const { results } = await call(
        'reportPresence',
        { body: { device: `desk-${viewer.id}`.padEnd(16, '-'), events: [event] } },
        viewer
      )
      const [result] = results
      if (!result?.kept) return no(say.refusal[result?.why ?? 'unknown'])
      return see(ctx, `${shiftHome(ctx)}?done=present`)
    })
  )
  router.post(
    '/office/activities/:no/shifts/:shift/people',
    posted(async (ctx, viewer, { fields }) => {
      const it = await rosterOf(ctx, viewer)
      const verb = one(fields, 'verb') === 'excuse' ? 'excuse' : 'remove'
      const words = one(fields, 'words').trim()
      const no = (told: string) => rosterPage(ctx, viewer, it, fields, { form: 'manage', words: told }, 422)
      const signup = it.rows.find((row) => row.signup === one(fields, 'signup'))?.signup
      if (!signup) return no(say.problem.field)
      if (words.length < 2) return no(say.problem.words)
      try {
        await call('moveSignup', { params: { signup }, body: { verb, words } }, viewer)
        return see(ctx, `${shiftHome(ctx)}?done=${verb === 'excuse' ? 'excused' : 'removed'}`)
      } catch (error) {
        return no(wordsOf(asTold(error)))
      }
    })
  )
  router.get(
    '/office/activities/:no/shifts/:shift/code',
    seated(async (ctx, viewer) => {
      const it = await readOnDesk(call, noOf(ctx), viewer)
      const shift = it.shifts.find((s) => s.id === shiftOf(ctx)) ?? refuse('not_found')
      const now = slotOf(clock().getTime())
      const codes = await call('readCodes', { params: { shift: shift.id }, query: { slot: String(now) } }, viewer)
      const code = codes.codes[now - codes.slot] ?? codes.codes[0] ?? refuse('not_in_this_status')
      await page(ctx, viewer, {
        title: say.code.title,
        scripts: ['codes.js'],
        refresh: 20,
        body: () => <CodePage it={it} shift={shift} codes={codes} svg={qrSvg(code)} now={clock()} />
      })
    })
  )
}

export function joinDoors({ router, call, seated, posted, page, see }: DeskKit): void {
  // ——— staff who take part

  async function joinPage(ctx: Ctx, viewer: Staff, refused?: { shift: string; words: string }, status = 200) {
    const [it, mine, profile] = await Promise.all([
      call('readActivity', { params: { activity: noOf(ctx) } }, viewer),
      call('mySignups', {}, viewer),
      call('readProfile', {}, viewer)
    ])
    await page(ctx, viewer, {
      title: say.join.title,
      status,
      toast: toastOf(ctx),
      body: (token) => (
        <JoinPage
          it={it}
          mine={mine.items.filter((m) => m.activity.no === it.no)}
          token={token}
          keyOf={randomUUID()}
          name={profile.name ?? viewer.name}
          phone={profile.phone ?? ''}
          refused={refused}
        />
      )
    })
  }
  router.get(
    '/office/activities/:no/join',
    seated((ctx, viewer) => joinPage(ctx, viewer))
  )
  router.post(
    '/office/activities/:no/join',
    posted(async (ctx, viewer, { fields }) => {
      const shift = one(fields, 'shift')
      const [name, phone] = [one(fields, 'name').trim(), one(fields, 'phone').trim()]
      try {
        const it = await call(
          'signUp',
          {
            params: { shift },
            body: {
              role: one(fields, 'role'),
              ...(one(fields, 'adult') === 'yes' && { adult: true }),
              ...(name && { name }),
              ...(phone && { phone })
            }
          },
          viewer,
          { ip: ctx.ip, key: one(fields, 'key') }
        )
        return see(ctx, `${home(noOf(ctx))}/join?done=${it.state === 'waiting' ? 'queued' : 'joined'}`)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const words = error.code === 'invalid' ? say.problem.phone : wordsOf(error)
        return joinPage(ctx, viewer, { shift, words }, refusals[error.code])
      }
    })
  )
  router.post(
    '/office/activities/:no/signups/:signup',
    posted(async (ctx, viewer, { fields }) => {
      const verb = (['confirm', 'decline', 'cancel'] as const).find((it) => it === one(fields, 'verb'))
      if (!verb) refuse('unparseable')
      const params = { signup: ctx.params['signup'] ?? '' }
      try {
        await call('moveSignup', { params, body: { verb } }, viewer)
        return see(ctx, `${home(noOf(ctx))}/join?done=${verb === 'confirm' ? 'confirmed' : 'left'}`)
      } catch (error) {
        const refused = asTold(error)
        const { shift } = await call('readSignup', { params }, viewer)
        return joinPage(ctx, viewer, { shift: shift.id, words: wordsOf(refused) }, refusals[refused.code])
      }
    })
  )
}
