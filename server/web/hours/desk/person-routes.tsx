/** One person of a settled shift: thanked, taught, put right, or taken back from. */
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { hourEndpoints, type RosterAct, type RosterRow, type RosterView } from '#shared/hours.ts'
import type { Schema } from '#shared/schema.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { one, type Posted } from '../../cases/desk/moves.ts'
import { wholeOf, wrongIn, type WrongFields } from '../../activities/desk/afterwards.ts'
import { nameOf } from './Corrections.tsx'
import { asTold, shiftOf, toastOf, wordsOf, type Ctx, type DeskKit } from '../../activities/desk/kit.ts'
import { grantOf, PersonPage, personHref, RevokeConfirm } from './Person.tsx'
import { fill, hourSay } from '../../activities/desk/words.ts'

const path = '/office/activities/:no/shifts/:shift/people/:signup'
const say = hourSay.person

interface Person {
  it: RosterView
  row: RosterRow
}
interface Told {
  act: RosterAct
  typed: Posted
  wrong?: WrongFields
  words?: string
}

export function personDoors({ router, call, seated, posted, page, see }: DeskKit): void {
  const read = async (ctx: Ctx, viewer: Staff): Promise<Person> => {
    const it = await call('readRoster', { params: { shift: shiftOf(ctx) } }, viewer)
    const row = it.rows.find((r) => r.signup === ctx.params['signup']) ?? refuse('not_found')
    return { it, row }
  }
  const show = (ctx: Ctx, viewer: Staff, { it, row }: Person, told?: Told, status = 200) =>
    page(ctx, viewer, {
      title: nameOf(row.name),
      status,
      toast: toastOf(ctx),
      body: (token) => (
        <PersonPage it={it} row={row} token={token} refused={told && { ...told, wrong: told.wrong ?? {} }} />
      )
    })

  router.get(
    path,
    seated(async (ctx, viewer) => show(ctx, viewer, await read(ctx, viewer)))
  )

  /** A form that does one thing: checked by the contract, done, and said; refused with what was typed. */
  const door = (
    act: RosterAct,
    done: string,
    schema: Schema,
    bodyOf: (typed: Posted) => object,
    send: (viewer: Staff, person: Person, body: object) => Promise<unknown>,
    more: (person: Person, body: object) => WrongFields | undefined = () => undefined
  ) =>
    router.post(
      `${path}/${act}`,
      posted(async (ctx, viewer, { fields: typed }) => {
        const person = await read(ctx, viewer)
        const body = bodyOf(typed)
        const wrong = wrongIn(schema, body) ?? more(person, body)
        if (wrong) return show(ctx, viewer, person, { act, typed, wrong }, 422)
        try {
          await send(viewer, person, body)
          return see(ctx, `${personHref(person.it, person.row)}?done=${done}`)
        } catch (error) {
          const refused = asTold(error)
          const words = wordsOf(refused)
          return show(ctx, viewer, await read(ctx, viewer), { act, typed, words }, refusals[refused.code])
        }
      })
    )
  const words = (typed: Posted) => one(typed, 'words')

  door(
    'honour',
    'honoured',
    hourEndpoints.giveHonour.body,
    (typed) => ({ honour: one(typed, 'honour'), words: words(typed) }),
    (viewer, { row }, body) => call('giveHonour', { params: { signup: row.signup }, body }, viewer)
  )
  door(
    'train',
    'trained',
    hourEndpoints.recordTraining.body,
    (typed) => ({
      training: one(typed, 'training'),
      ...(one(typed, 'score').trim() && { score: wholeOf(one(typed, 'score')) })
    }),
    (viewer, { row }, body) => call('recordTraining', { params: { signup: row.signup }, body }, viewer)
  )
  door(
    'correct',
    'asked',
    hourEndpoints.askCorrection.body,
    (typed) => ({ minutes: wholeOf(one(typed, 'minutes')), words: words(typed) }),
    (viewer, { row }, body) => call('askCorrection', { params: { signup: row.signup }, body }, viewer),
    ({ row }, body) =>
      'minutes' in body && body.minutes === (row.granted ?? 0) ? { minutes: hourSay.problem.same } : undefined
  )

  // ——— taking back, after a second question

  router.post(
    `${path}/revoke`,
    posted(async (ctx, viewer, { fields: typed }) => {
      const person = await read(ctx, viewer)
      const body = { words: words(typed) }
      const no = (told: { wrong?: WrongFields; words?: string }, status: number, now = person) =>
        show(ctx, viewer, now, { act: 'revoke', typed, ...told }, status)
      const entry = person.row.ledger.find((line) => line.id === one(typed, 'entry')) ?? refuse('not_found')
      const wrong = wrongIn(hourEndpoints.revokeHours.body, body)
      if (wrong) return no({ wrong }, 422)
      if (one(typed, 'back')) return no({}, 200)
      // Put right since this page was opened: not what was agreed to be taken back.
      if (grantOf(person.row)?.id !== entry.id) return no({ words: say.revoke.moved }, 409)
      if (one(typed, 'confirmed') !== 'yes') {
        if (!person.row.may.includes('revoke')) return no({ words: say.revoke.gone }, 409)
        return page(ctx, viewer, {
          title: say.revoke.title,
          body: (token) => <RevokeConfirm {...person} token={token} typed={typed} />
        })
      }
      try {
        const made = await call('revokeHours', { params: { entry: entry.id }, body }, viewer)
        if (made.by === viewer.name && made.words === body.words.trim())
          return see(ctx, `${personHref(person.it, person.row)}?done=revoked`)
        const raced = fill(say.revoke.raced, { by: made.by, words: made.words ?? '' })
        return no({ words: raced }, 409, await read(ctx, viewer))
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'not_in_this_status') throw error
        return no({ words: say.revoke.gone }, 409, await read(ctx, viewer))
      }
    })
  )
}
