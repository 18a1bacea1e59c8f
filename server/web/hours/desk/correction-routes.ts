/** Requests to put hours right: those that wait, those ruled on, and the ruling. */
import { hourEndpoints, type CorrectionView } from '#shared/hours.ts'
import { toastOf } from '../../activities/desk/common.ts'
import { wrongIn, type WrongFields } from '../../activities/desk/afterwards.ts'
import { hourSay } from '../../activities/desk/words.ts'
import { deskForm, deskPage, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { attempt, chosenOf, one, trimmed, type Posted } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { CorrectionList, CorrectionPage, correctionsHome, RulingConfirm, titleOf } from './Corrections.tsx'

async function loadList({ call, viewer, asked }: DeskRequest) {
  const tab = chosenOf(['open', 'ruled'] as const, asked('tab')) ?? 'open'
  const [activity, after] = [asked('activity'), asked('after')]
  const which = activity === '' ? {} : { activity }
  const [list, { n }] = await Promise.all([
    call('corrections', { query: { state: tab, ...which, ...(after && { after }) } }, viewer),
    call('waitingCorrections', { query: which }, viewer)
  ])
  return { ...list, tab, waiting: n, paged: after !== '', activity }
}

const read = ({ call, viewer, param }: DeskRequest): Promise<CorrectionView> =>
  call('readCorrection', { params: { correction: param('correction') } }, viewer)

interface Shown {
  typed?: Posted
  wrong?: WrongFields
  /** Somebody else ruled while this was written. */
  raced?: boolean
}

const done = ({ state }: CorrectionView) =>
  see(`${correctionsHome}?done=${state === 'approved' ? 'approved' : 'refused'}`)

/** What the form says; undefined where neither of the two answers was chosen. */
function rulingIn(fields: Posted): { approve: boolean | undefined; words: string } {
  const choice = one(fields, 'approve')
  return {
    approve: choice === 'yes' ? true : choice === 'no' ? false : undefined,
    words: trimmed(fields, 'words')
  }
}

async function rule(request: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  const { call, viewer } = request
  const correction = await read(request)
  const { approve, words } = rulingIn(fields)
  /** The same form once more is no news; another's ruling is. */
  const ruled = (now: CorrectionView): DeskOutcome<Shown> =>
    now.ruling?.by === viewer.name && now.ruling.words === words && (now.state === 'approved') === approve
      ? done(now)
      : again({ typed: fields, raced: true }, 409)
  if (correction.state !== 'asked') return ruled(correction)
  if (!correction.mayRule || (approve === true && correction.desk?.bar === 'beyond')) return again({}, 403)
  const wrong = {
    ...(approve === undefined && { approve: hourSay.ruling.chooseFirst }),
    ...wrongIn(hourEndpoints.ruleCorrection.body, { approve: approve ?? false, words })
  }
  if (approve === undefined || Object.keys(wrong).length > 0) return again({ typed: fields, wrong })
  if (one(fields, 'back')) return again({ typed: fields }, 200)
  if (one(fields, 'confirmed') !== 'yes') {
    const instead = ({ token }: { token: string }) => RulingConfirm({ correction, token, typed: fields })
    return { title: titleOf(correction), instead }
  }
  const tried = await attempt(() =>
    call('ruleCorrection', { params: { correction: correction.id }, body: { approve, words } }, viewer)
  )
  if ('done' in tried) return done(tried.done)
  if (tried.refused.code !== 'not_in_this_status') throw tried.refused
  return ruled(await read(request))
}

export const correctionRoutes: readonly DeskRoute[] = [
  deskPage({
    path: correctionsHome,
    title: () => hourSay.corrections.title,
    toast: toastOf,
    load: loadList,
    view: CorrectionList
  }),
  deskForm({
    path: `${correctionsHome}/:correction`,
    load: async (request, shown: Shown | undefined) => ({
      correction: await read(request),
      typed: {},
      raced: false,
      ...shown
    }),
    view: CorrectionPage,
    title: ({ correction }) => titleOf(correction),
    act: rule,
    restored: ({ fields }) => ({ typed: fields })
  })
]
