/** The last steps: try a report, read what the checker found, publish. */
import { setUp } from '#shared/locales/set-up.ts'
import type { Finding, Verdict } from '#shared/releases.ts'
import { setUpSteps, type SetUpStep, type SetUpView } from '#shared/set-up.ts'
import type { DeskRequest } from '../../../frame/desk.tsx'
import { one } from '../../../frame/fields.ts'
import { again, see } from '../../../frame/route.ts'
import { Button, Strip, TextArea } from '../../../parts/Form.tsx'
import { longest } from '../../../parts/limits.ts'
import { adminPage, type AdminAct, type AdminGiven } from '../admin.tsx'
import { areasIn, readPart, readVerdict, revisionIn, type AreaEntry } from '../draft.ts'
import { Part, Post } from '../Frame.tsx'
import { pageHref, query, stepHref } from '../links.ts'
import { Changes } from '../Overview.tsx'
import { publishOrAsk } from '../publish.ts'
import { loadTry } from '../rule-routes.ts'
import { Try } from '../Try.tsx'
import { FindingLine, VerdictHead } from '../Verdict.tsx'
import { fill, say } from '../words.ts'
import { backAgain, stepForm, StepPage, type Shown as Back } from './step.tsx'

// ——— a test dispatch

type TryData = Awaited<ReturnType<typeof loadTry>> & { setUp: SetUpView; areas: readonly AreaEntry[] }

export const tryRoute = adminPage<TryData>({
  path: stepHref('try'),
  here: 'set-up',
  title: () => setUp.steps.try.title,
  async load(request) {
    const { call, viewer } = request
    const [view, data, areas] = await Promise.all([
      call('readSetUp', {}, viewer),
      loadTry(request),
      readPart(call, viewer, 'areas')
    ])
    return { ...data, setUp: view, areas: areasIn(areas) }
  },
  status: ({ refused, wrong }) => (refused || Object.keys(wrong).length > 0 ? 422 : 200),
  view: ({ setUp: view, ...props }) => (
    <StepPage step="try" setUp={view}>
      <Try {...props} action={stepHref('try')} />
      <p>
        <a href={pageHref('try')}>{setUp.try.full}</a>
      </p>
    </StepPage>
  )
})

// ——— the checker

/** Where a finding is mended: the step that its part is entered in. */
const ofRules: readonly string[] = ['no_rule', 'only_fallback', 'no_fallback', 'unreachable', 'too_many_cases']
function stepFor({ code, part, rules, place, areas, offices, people, categories }: Finding): SetUpStep | undefined {
  if (part === 'calendar') return 'calendar'
  if (rules !== undefined || ofRules.includes(code)) return 'rules'
  if (place ?? areas) return 'areas'
  if (people) return 'people'
  if (offices) return 'offices'
  return categories ? 'categories' : undefined
}

const StepLink = ({ step }: { step: SetUpStep | undefined }) =>
  step && (
    <a href={stepHref(step)}>
      {fill(setUp.check.step, { n: setUpSteps.indexOf(step) + 1 })}
      {setUp.steps[step].title}
    </a>
  )

function CheckStep({ verdict }: { verdict: Verdict }) {
  const { findings } = verdict
  const notes = findings.filter((finding) => finding.severity === 'note')
  const lines = (of: readonly Finding[]) => (
    <ul className="su-f">
      {of.map((finding, i) => (
        <li key={i}>
          <FindingLine finding={finding} />
          <StepLink step={stepFor(finding)} />
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <VerdictHead verdict={verdict} />
      {lines(findings.filter((finding) => finding.severity !== 'note'))}
      {notes.length > 0 && (
        <details className="adm-more">
          <summary>{fill(say.verdict.all, { n: notes.length })}</summary>
          {lines(notes)}
        </details>
      )}
      {findings.length === 0 && <p className="hint">{setUp.check.none}</p>}
    </>
  )
}

export const checkRoute = stepForm('check', {
  load: async ({ call, viewer }: DeskRequest, _shown: Back | undefined) => ({
    verdict: await readVerdict(call, viewer)
  }),
  view: CheckStep
})

// ——— publishing

const w = setUp.publish

interface Shown extends Back {
  note: string
  wrong?: string
}

interface PublishProps extends AdminGiven {
  setUp: SetUpView
  verdict: Verdict
  changes: Parameters<typeof Changes>[0]
  note: string | undefined
  wrong: string | undefined
  refused?: string | undefined
  inForce: number | undefined
}

function PublishStep(props: PublishProps) {
  const { verdict, changes, note, wrong, refused, inForce, draft, token } = props
  const { open } = props.setUp
  return (
    <>
      {open && inForce !== undefined && (
        <Strip>
          {fill(w.open, { version: inForce })} {w.people}{' '}
          <a href="/office/people/list?who=waiting">{setUp.people.inviteLink}</a>
        </Strip>
      )}
      {draft.changed && (
        <Part id="changes" title={say.home.draft}>
          <Changes {...changes} />
        </Part>
      )}
      {draft.changed && !verdict.passes && (
        <Strip icon="warn">
          {fill(w.blocked, { n: verdict.counts.error })} <a href={stepHref('check')}>{w.blockedGo}</a>
        </Strip>
      )}
      {draft.changed && verdict.passes && (
        <Post action={stepHref('publish')} token={token} revision={draft.revision} className="adm-f adm-pub">
          {refused === undefined && <p>{w.ready}</p>}
          <TextArea
            name="note"
            label={w.note}
            hint={w.noteHint}
            error={wrong}
            value={note ?? (open ? '' : w.firstNote)}
            maxLength={longest('publishDraft', '/note')}
            rows={2}
          />
          <div>
            <Button kind="primary">{open ? w.goAgain : w.go}</Button>
            <p className="hint">{w.alone}</p>
          </div>
        </Post>
      )}
    </>
  )
}

const publish: AdminAct<Shown> = async (request, { fields }) => {
  const note = one(fields, 'note').trim()
  if ([...note].length < 2) return again({ note, wrong: fill(say.wrong.min, { n: 2 }) })
  const body = { revision: revisionIn(one(fields, 'revision')), note }
  const tried = await publishOrAsk(request, body)
  if ('see' in tried) return tried
  if ('refused' in tried) return backAgain(request, tried.refused, undefined, { note })
  return see(`${stepHref('publish')}${query({ done: 'published', version: tried.done.version })}`)
}

export const publishRoute = stepForm('publish', {
  async load({ call, viewer }: DeskRequest, shown: Shown | undefined) {
    const [verdict, changes, releases] = await Promise.all([
      readVerdict(call, viewer),
      call('diffDraft', {}, viewer),
      call('listReleases', {}, viewer)
    ])
    return {
      verdict,
      changes,
      note: shown?.note,
      wrong: shown?.wrong,
      inForce: releases.items.find((release) => release.state === 'in_force')?.version
    }
  },
  view: PublishStep,
  act: publish,
  restored: ({ fields }) => ({ note: one(fields, 'note') })
})
