/** What an organiser says: to those who take part, and to everybody once it is done. */
import { randomUUID } from 'node:crypto'
import { refusals, refuse } from '#shared/errors.ts'
import { deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, one, trimmed, wordsOf, type Posted } from '../../frame/fields.ts'
import { keepPhotos } from '../../frame/photos.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { home, pagesOfTheirOwn, readOnDesk } from './common.ts'
import { audiences, figuresAtMost, MessagePage, SettlePage } from './Message.tsx'
import type { Typed } from './plan.ts'
import { say } from './words.ts'

// ——— settling the whole

interface SettleShown {
  typed: Posted
  wrong?: Record<string, string>
}

/** Photos of before and after are stored with what was typed, whatever else is wrong. */
async function withPhotos(request: DeskRequest, { fields, files }: Sent): Promise<Required<SettleShown>> {
  const wrong: Record<string, string> = {}
  const typed: Typed = { ...fields }
  for (const name of ['before', 'after'] as const) {
    const kept = await keepPhotos(
      request,
      files.filter((file) => file.field === `${name}Photo`),
      one(fields, 'key')
    )
    typed[name] = [...(fields[name] ?? []), ...kept.ids]
    if (kept.wrong) wrong[name] = kept.wrong
  }
  return { typed, wrong }
}

const figuresIn = (typed: Posted) =>
  Array.from({ length: figuresAtMost }, (_, i) => ({
    name: trimmed(typed, `f${i}.name`),
    value: trimmed(typed, `f${i}.value`)
  }))

async function settle(request: DeskRequest, sent: Sent): Promise<DeskOutcome<SettleShown>> {
  const { no } = await readOnDesk(request)
  const { typed, wrong } = await withPhotos(request, sent)
  const words = trimmed(typed, 'words')
  if (words.length < 5) wrong['words'] = say.problem.results
  const figures = figuresIn(typed)
  figures.forEach(({ name, value }, i) => {
    if (name && !value) wrong[`f${i}.value`] = say.problem.required
    if (value && !name) wrong[`f${i}.name`] = say.problem.required
  })
  if (Object.keys(wrong).length > 0) return again({ typed, wrong })
  const body = {
    verb: 'settle',
    version: Number(one(typed, 'version')),
    words,
    figures: figures.filter(({ name }) => name !== ''),
    before: typed['before'] ?? [],
    after: typed['after'] ?? []
  }
  const tried = await attempt(
    () => request.call('moveActivity', { params: { activity: no }, body }, request.viewer),
    pagesOfTheirOwn
  )
  if ('done' in tried) return see(`${home(no)}?done=settle`)
  return again({ typed, wrong: { form: wordsOf(tried.refused) } }, refusals[tried.refused.code])
}

// ——— messages

interface MessageShown {
  typed: Posted
  wrong?: string
  preview?: { people: number; words: string }
}

async function tell(request: DeskRequest, { fields }: Sent): Promise<DeskOutcome<MessageShown>> {
  const { call, viewer } = request
  const { no } = await readOnDesk(request)
  const words = trimmed(fields, 'words')
  const shift = one(fields, 'shift')
  const to = audiences.find((known) => known === one(fields, 'to')) ?? 'in'
  if (words.length < 2) return again({ typed: fields, wrong: say.problem.words })
  const body = { to, words, send: one(fields, 'send') === 'yes', ...(shift && { shift }) }
  const key = one(fields, 'key') || randomUUID()
  const told = await call('tellParticipants', { params: { activity: no }, body }, viewer, { key })
  return told.sent ? see(`${home(no)}?done=message`) : again({ typed: fields, preview: told }, 200)
}

export const afterRoutes: readonly DeskRoute[] = [
  deskForm({
    path: '/office/activities/:no/settle',
    title: () => say.settle.title,
    async load(request, shown: SettleShown | undefined) {
      const activity = await readOnDesk(request)
      if (!shown && !activity.desk.may.includes('settle')) refuse('not_in_this_status')
      return { activity, typed: {}, ...shown }
    },
    view: SettlePage,
    act: settle,
    restored: ({ fields }) => ({ typed: fields }),
    keptAs: ({ id }, field) => [field.replace(/Photo$/, ''), id]
  }),
  deskForm({
    path: '/office/activities/:no/message',
    title: () => say.message.title,
    async load(request, shown: MessageShown | undefined) {
      const activity = await readOnDesk(request)
      if (!shown && !activity.desk.may.includes('message')) refuse('not_in_this_status')
      return { activity, typed: {}, keyOf: randomUUID(), ...shown }
    },
    view: MessagePage,
    act: tell,
    goesUp: pagesOfTheirOwn,
    refused: (refused, { fields }) => ({ typed: fields, wrong: wordsOf(refused) })
  })
]
