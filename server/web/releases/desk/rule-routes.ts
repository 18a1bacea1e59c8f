/** The rules as a whole: their order, and a point to try them at. */
import type { RouteView } from '#shared/releases.ts'
import { check, degrees } from '#shared/schema.ts'
import { dayOf } from '#shared/time-format.ts'
import type { DeskRequest, DeskRoute } from '../../frame/desk.tsx'
import { attempt, first, one } from '../../frame/fields.ts'
import { again, see } from '../../frame/route.ts'
import type { Box } from '../../map/mercator.ts'
import { adminForm, adminPage, type AdminAct } from './admin.tsx'
import { readChoices } from './choices.ts'
import { momentIn, notDone, readPart, readVerdict, refusedWords, revisionIn } from './draft.ts'
import type { Choices } from './fields.ts'
import { adminHome, pageHref, query } from './links.ts'
import { Rules } from './Rules.tsx'
import { Try, type Asked } from './Try.tsx'
import { say } from './words.ts'

interface Shown {
  refused?: string
}

async function load({ call, viewer, now }: DeskRequest, shown: Shown | undefined) {
  const [rules, city, verdict] = await Promise.all([
    readPart(call, viewer, 'rules'),
    readChoices(call, viewer),
    readVerdict(call, viewer)
  ])
  return { rules: rules.value, revision: rules.revision, city, verdict, today: dayOf(now), ...shown }
}

const move: AdminAct<Shown> = async ({ call, viewer }, { fields }) => {
  const id = one(fields, '_id')
  const { value: rules } = await readPart(call, viewer, 'rules')
  const at = rules.findIndex((rule) => rule.id === id)
  const entry = rules[at]
  const up = one(fields, 'way') === 'up'
  // Down is in front of the one after the next; past the last but one that is the end.
  const before = up ? rules[at - 1] : rules[at + 2]
  const revision = revisionIn(one(fields, 'revision'))
  if (!entry || (up ? at === 0 : at === rules.length - 1)) return again({}, 200)
  const others = rules.filter((rule) => rule.id !== id)
  // The contract leaves a known entry where it is unless it is told before which it goes; to the end it goes whole.
  const tried = await attempt(() =>
    before
      ? call('putDraftEntry', { body: { part: 'rules', revision, entry, before: before.id } }, viewer)
      : call('putDraftPart', { body: { part: 'rules', revision, value: [...others, entry] } }, viewer)
  )
  if ('done' in tried) return see(`${pageHref('rules')}${query({ done: 'moved' })}#r-${id}`)
  return notDone(tried.refused, {})
}

// ——— trying them

const isDegrees = (said: string): boolean => check(degrees(180), said).ok

function askedIn({ query: asked }: DeskRequest): Asked {
  const said = (name: string) => first(asked[name]).trim().slice(0, 60)
  const answers = Object.keys(asked)
    .filter((name) => /^q\.[a-z0-9-]{1,60}$/.test(name))
    .map((name): [string, string] => [name.slice(2), said(name)])
    .filter(([, choice]) => choice !== '')
  return {
    category: said('category'),
    lng: said('lng'),
    lat: said('lat'),
    at: said('at'),
    channel: said('channel'),
    release: said('release'),
    answers: Object.fromEntries(answers)
  }
}

/** What the contract is asked; answers to questions that the category does not have are left out. */
function queryOf({ category, lng, lat, channel, release, answers }: Asked, at: string | undefined, city: Choices) {
  const questions = city.categories.find((own) => own.code === category)?.questions
  const known = Object.entries(answers).filter(([question]) => questions?.some((asked) => asked.id === question))
  return {
    category,
    lng,
    lat,
    ...(at && { at }),
    ...(channel && { channel }),
    ...(release && { release }),
    ...(known.length > 0 && { answers: known.map((pair) => pair.join(':')).join(',') })
  }
}

export async function loadTry(request: DeskRequest) {
  const { call, viewer } = request
  const asked = askedIn(request)
  const [city, info, releases] = await Promise.all([
    readChoices(call, viewer),
    readPart(call, viewer, 'info'),
    call('listReleases', {}, viewer)
  ])
  const at = asked.at ? momentIn(asked.at) : undefined
  const ready = asked.category !== '' || asked.lng !== ''
  const isKnown = city.categories.some((category) => category.code === asked.category)
  const wrong: Record<string, string> = {
    ...(ready && !isKnown && { category: say.wrong.choose }),
    ...(ready && !(isDegrees(asked.lng) && isDegrees(asked.lat)) && { lng: say.try.wrongPlace }),
    ...(asked.at && !at && { at: say.try.wrongAt })
  }
  const may = ready && Object.keys(wrong).length === 0
  const tried = may ? await attempt(() => call('tryRoute', { query: queryOf(asked, at, city) }, viewer)) : undefined
  const route: RouteView | undefined = tried && 'done' in tried ? tried.done : undefined
  return {
    asked,
    wrong,
    city,
    box: info.value.bbox as unknown as Box,
    inForce: releases.items.find((release) => release.state === 'in_force')?.version,
    route,
    refused: tried && 'refused' in tried ? refusedWords(tried.refused) : undefined
  }
}

export const ruleRoutes: readonly DeskRoute[] = [
  adminForm({
    path: pageHref('rules'),
    here: 'rules',
    title: () => say.rules.title,
    load,
    view: Rules,
    act: { [`${adminHome}rules/move`]: move },
    restored: () => undefined
  }),
  adminPage({
    path: pageHref('try'),
    here: 'try',
    title: () => say.try.title,
    load: loadTry,
    view: Try,
    status: ({ refused, wrong }) => (refused || Object.keys(wrong).length > 0 ? 422 : 200)
  })
]
