/** One person of a settled shift: thanked, taught, put right, or taken back from. */
import { refusals, refuse } from '#shared/errors.ts'
import { hourEndpoints, type RosterAct, type RosterRow, type RosterView } from '#shared/hours.ts'
import type { Schema } from '#shared/schema.ts'
import { pagesOfTheirOwn, toastOf } from '../../activities/desk/common.ts'
import { wholeOf, wrongIn, type WrongFields } from '../../activities/desk/afterwards.ts'
import { fill, hourSay } from '../../activities/desk/words.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, trimmed, wordsOf, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { nameOf } from './Corrections.tsx'
import { grantOf, PersonPage, personHref, RevokeConfirm } from './Person.tsx'

const path = '/office/activities/:no/shifts/:shift/people/:signup'
const say = hourSay.person

interface Person {
  roster: RosterView
  row: RosterRow
}
interface Shown {
  act: RosterAct
  typed: Posted
  wrong?: WrongFields
  words?: string
}
type Outcome = DeskOutcome<Shown>

async function read({ call, viewer, param }: DeskRequest): Promise<Person> {
  const roster = await call('readRoster', { params: { shift: param('shift') } }, viewer)
  return { roster, row: roster.rows.find((row) => row.signup === param('signup')) ?? refuse('not_found') }
}

/** A form that does one thing: checked by the contract, done, and said; refused with what was typed. */
interface Deed {
  done: string
  schema: Schema
  bodyOf: (typed: Posted) => object
  send: (request: DeskRequest, signup: string, body: object) => Promise<unknown>
  /** What the contract cannot know. */
  wrong?: (person: Person, body: object) => WrongFields | undefined
}

const deeds: Readonly<Record<'honour' | 'train' | 'correct', Deed>> = {
  honour: {
    done: 'honoured',
    schema: hourEndpoints.giveHonour.body,
    bodyOf: (typed) => ({ honour: one(typed, 'honour'), words: one(typed, 'words') }),
    send: ({ call, viewer }, signup, body) => call('giveHonour', { params: { signup }, body }, viewer)
  },
  train: {
    done: 'trained',
    schema: hourEndpoints.recordTraining.body,
    bodyOf: (typed) => ({
      training: one(typed, 'training'),
      ...(trimmed(typed, 'score') && { score: wholeOf(one(typed, 'score')) })
    }),
    send: ({ call, viewer }, signup, body) => call('recordTraining', { params: { signup }, body }, viewer)
  },
  correct: {
    done: 'asked',
    schema: hourEndpoints.askCorrection.body,
    bodyOf: (typed) => ({ minutes: wholeOf(one(typed, 'minutes')), words: one(typed, 'words') }),
    send: ({ call, viewer }, signup, body) => call('askCorrection', { params: { signup }, body }, viewer),
    wrong: ({ row }, body) =>
      'minutes' in body && body.minutes === (row.granted ?? 0) ? { minutes: hourSay.problem.same } : undefined
  }
}

const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>): K[] => Object.keys(of) as K[]

const doing =
  (act: keyof typeof deeds) =>
  async (request: DeskRequest, { fields: typed }: Sent): Promise<Outcome> => {
    const { done, schema, bodyOf, send, wrong: wrongBesides } = deeds[act]
    const person = await read(request)
    const body = bodyOf(typed)
    const wrong = wrongIn(schema, body) ?? wrongBesides?.(person, body)
    if (wrong) return again({ act, typed, wrong })
    const tried = await attempt(() => send(request, person.row.signup, body), pagesOfTheirOwn)
    if ('done' in tried) return see(`${personHref(person.roster, person.row)}?done=${done}`)
    return again({ act, typed, words: wordsOf(tried.refused) }, refusals[tried.refused.code])
  }

/** Taking back, after a second question. */
async function revoke(request: DeskRequest, { fields: typed }: Sent): Promise<Outcome> {
  const { call, viewer } = request
  const person = await read(request)
  const body = { words: one(typed, 'words') }
  const no = (told: { wrong?: WrongFields; words?: string }, status: number): Outcome =>
    again({ act: 'revoke', typed, ...told }, status)
  const entry = person.row.ledger.find((line) => line.id === one(typed, 'entry')) ?? refuse('not_found')
  const wrong = wrongIn(hourEndpoints.revokeHours.body, body)
  if (wrong) return no({ wrong }, 422)
  if (one(typed, 'back')) return no({}, 200)
  // Put right since this page was opened: not what was agreed to be taken back.
  if (grantOf(person.row)?.id !== entry.id) return no({ words: say.revoke.moved }, 409)
  if (one(typed, 'confirmed') !== 'yes') {
    if (!person.row.may.includes('revoke')) return no({ words: say.revoke.gone }, 409)
    const instead = ({ token }: { token: string }) => RevokeConfirm({ ...person, token, typed })
    return { title: say.revoke.title, instead }
  }
  const tried = await attempt(() => call('revokeHours', { params: { entry: entry.id }, body }, viewer))
  if ('refused' in tried) {
    if (tried.refused.code !== 'not_in_this_status') throw tried.refused
    return no({ words: say.revoke.gone }, 409)
  }
  const made = tried.done
  if (made.by === viewer.name && made.words === body.words.trim())
    return see(`${personHref(person.roster, person.row)}?done=revoked`)
  return no({ words: fill(say.revoke.raced, { by: made.by, words: made.words ?? '' }) }, 409)
}

export const personRoutes: readonly DeskRoute[] = [
  deskForm({
    path,
    toast: toastOf,
    async load(request, shown: Shown | undefined) {
      return { ...(await read(request)), refused: shown && { ...shown, wrong: shown.wrong ?? {} } }
    },
    view: PersonPage,
    title: ({ row }) => nameOf(row.name),
    act: {
      [`${path}/honour`]: doing('honour'),
      [`${path}/train`]: doing('train'),
      [`${path}/correct`]: doing('correct'),
      [`${path}/revoke`]: revoke
    },
    restored({ fields: typed }, _request, sentTo) {
      const act = [...keysOf(deeds), 'revoke' as const].find((key) => sentTo.endsWith(`/${key}`))
      return act && { act, typed }
    }
  })
]
