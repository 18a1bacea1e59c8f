/** The organiser's pages on the desk: the list, one activity with what may be done with it, and its first draft out of a case. */
import { activityTabs, activityVerbs, type ActivityVerb } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import {
  deskButton,
  deskForm,
  deskPage,
  type DeskOutcome,
  type DeskRequest,
  type DeskRoute
} from '../../frame/desk.tsx'
import { chosenOf, one, trimmed, wordsOf, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { correctionRoutes } from '../../hours/desk/correction-routes.ts'
import { personRoutes } from '../../hours/desk/person-routes.ts'
import { afterRoutes } from './after-routes.ts'
import { home, organises, pagesOfTheirOwn, readOnDesk, toastOf } from './common.ts'
import { ActivityDeskList } from './List.tsx'
import { ActivityOnDesk } from './One.tsx'
import { planRoutes } from './plan-routes.ts'
import { joinRoutes, shiftRoutes } from './shift-routes.ts'
import { say } from './words.ts'

async function loadList({ call, viewer, asked }: DeskRequest) {
  const tab = chosenOf(activityTabs, asked('tab'))
  const after = asked('after')
  const list = await call('deskActivities', { query: { ...(tab && { tab }), ...(after && { after }) } }, viewer)
  // Whoever comes without a wish sees the first group that has something in it.
  const busy = tab ? undefined : list.counts.find(({ n, tab: of }) => n > 0 && of !== 'all')
  const shown =
    list.items.length > 0 || !busy ? list : await call('deskActivities', { query: { tab: busy.tab } }, viewer)
  const { n: waiting } = await call('waitingCorrections', {}, viewer)
  return { ...shown, paged: after !== '', organiser: organises(viewer), waiting }
}

interface Shown {
  verb: string
  words: string
  typed: Posted
}

async function loadOne(request: DeskRequest, refused: Shown | undefined) {
  const { call, viewer } = request
  const activity = await readOnDesk(request)
  const { n: waiting } = await call('waitingCorrections', { query: { activity: activity.no } }, viewer)
  return { activity, refused, organiser: organises(viewer) && viewer.office === activity.office.id, waiting }
}

const withWords: readonly ActivityVerb[] = ['send_back', 'cancel', 'withhold']

async function move({ call, viewer, param }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const no = param('no')
  const verb = activityVerbs.find((known) => known === one(fields, 'verb')) ?? refuse('unparseable')
  const words = trimmed(fields, 'words')
  const says = withWords.includes(verb)
  if (says && words.length < 2) return again({ verb, words: say.problem.words, typed: fields })
  const body = { verb, version: Number(one(fields, 'version')), ...(says && { words }) }
  await call('moveActivity', { params: { activity: no }, body }, viewer)
  return see(`${home(no)}?done=${verb}`)
}

async function repeat(request: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const activity = await readOnDesk(request)
  const [every, times] = [Number(one(fields, 'every')), Number(one(fields, 'times'))]
  const right = every in say.one.everyChoices && Number.isInteger(times) && times >= 1 && times <= 12
  if (!right) return again({ verb: 'repeat', words: say.problem.days, typed: fields })
  const days = Array.from({ length: times }, (_, i) => addDays(dayOf(activity.from), every * (i + 1)))
  await request.call('repeatActivity', { params: { activity: activity.no }, body: { days } }, request.viewer)
  return see(`/office/activities?tab=mine&done=repeat&n=${times}`)
}

export const activityDeskRoutes: readonly DeskRoute[] = [
  // Before the number of an activity can be taken for its name.
  ...correctionRoutes,
  deskPage({
    path: '/office/activities',
    title: () => say.list.title,
    toast: toastOf,
    load: loadList,
    view: ActivityDeskList
  }),
  ...planRoutes,
  deskForm({
    path: '/office/activities/:no',
    toast: toastOf,
    load: loadOne,
    view: ActivityOnDesk,
    title: ({ activity }) => activity.title,
    act: { '/office/activities/:no': move, '/office/activities/:no/repeat': repeat },
    goesUp: pagesOfTheirOwn,
    refused: (refused, { fields }) => ({
      verb: one(fields, 'verb') || 'repeat',
      words: wordsOf(refused),
      typed: fields
    })
  }),
  deskButton({
    path: '/office/cases/:no/activity',
    async act({ call, viewer, param }) {
      const { no } = await call('draftActivityFromCase', { params: { no: param('no') } }, viewer)
      return see(`${home(no)}/edit`)
    }
  }),
  ...afterRoutes,
  ...shiftRoutes,
  ...personRoutes,
  ...joinRoutes
]
