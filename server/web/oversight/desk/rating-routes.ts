/**
 * 评议 on the desk. A supervisor judges there, office by office; the judged office and the centre read there what was said,
 * without by whom.
 */
import { aspects, markMost, ratingWordsAtMost } from '#shared/oversight.ts'
import { refuse } from '#shared/errors.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { guest } from '#server/kernel/viewer.ts'
import { deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { trimmed, wordsOf } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { fill } from '../../frame/words.ts'
import { Heard } from '../public/Heard.tsx'
import { Judge, type Typed } from './Judge.tsx'
import { ToJudge } from './ToJudge.tsx'

const home = '/office/ratings'
const heardHref = `${home}/words`

const figures = async ({ call }: DeskRequest) => (await call('stats', { query: { days: '30' } }, guest)).byOffice

async function loadList(request: DeskRequest) {
  const { call, viewer } = request
  if (!viewer.roles.includes('supervisor')) return see(heardHref)
  const [mine, byOffice] = await Promise.all([call('myRatings', {}, viewer), figures(request)])
  return { mine, figures: byOffice }
}

interface Shown {
  typed: Typed
  wrong: Record<string, string>
}

async function loadForm(request: DeskRequest, shown: Shown | undefined) {
  const { call, viewer, param } = request
  const [mine, byOffice] = await Promise.all([call('myRatings', {}, viewer), figures(request)])
  const rating = mine.items.find((row) => row.office.id === param('office')) ?? refuse('not_found')
  const own = byOffice.find((row) => row.office.id === rating.office.id)
  return { rating, month: mine.month, before: mine.before, figures: own, ...shown }
}

async function rate({ call, viewer, param }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const office = param('office')
  const typed = typedIn(fields)
  const wrong = complaints(typed)
  if (Object.keys(wrong).length > 0) return again({ typed, wrong })
  const marks = Object.fromEntries(aspects.map((aspect) => [aspect, Number(typed[aspect])]))
  await call(
    'rateOffice',
    { params: { office }, body: { ...marks, ...(typed.words && { words: typed.words }) } },
    viewer
  )
  return see(`${home}?${new URLSearchParams({ done: office }).toString()}`)
}

async function loadHeard({ call, viewer, asked }: DeskRequest) {
  const after = asked('after')
  const whole = viewer.roles.some((role) => role === 'moderator' || role === 'admin')
  const office = whole ? asked('office') : asked('office') || viewer.office
  const [words, { items: offices }, ratings] = await Promise.all([
    call('ratingWords', { query: { ...(office && { office }), ...(after && { after }) } }, viewer),
    call('offices', {}, guest),
    office ? call('officeRatings', { params: { office } }, guest) : undefined
  ])
  const judges = viewer.roles.includes('supervisor')
  return { words, ratings, offices: whole ? offices : [], office, after, judges }
}

export const ratingRoutes: readonly DeskRoute[] = [
  deskPage({
    path: home,
    title: () => say.room.title,
    toast({ asked }, { mine }) {
      const done = mine.items.find((row) => row.office.id === asked('done'))
      return done && fill(say.room.saved, { office: done.office.short })
    },
    load: loadList,
    view: ToJudge
  }),
  deskForm({
    path: `${home}/of/:office`,
    load: loadForm,
    view: Judge,
    title: ({ rating }) => fill(say.room.formTitle, { office: rating.office.short }),
    act: rate,
    // What the contract refuses is said beside the words; every other refusal is a page of its own.
    refused: (refused, { fields }) =>
      refused.code === 'invalid' ? { typed: typedIn(fields), wrong: { words: wordsOf(refused) } } : undefined,
    restored: ({ fields }) => ({ typed: typedIn(fields), wrong: {} })
  }),
  deskPage({ path: heardHref, title: () => say.heard.title, load: loadHeard, view: Heard })
]

const typedIn = (fields: Sent['fields']): Typed => ({
  ...Object.fromEntries(aspects.map((aspect) => [aspect, trimmed(fields, aspect)])),
  words: trimmed(fields, 'words')
})

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
