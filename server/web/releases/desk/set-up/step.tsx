/** A step of a city's first day: where it stands among the others, what it lacks, and the way on. */
import { createElement, type ReactElement, type ReactNode } from 'react'
import { refusals, type Refused } from '#shared/errors.ts'
import type { PartName } from '#shared/parts.ts'
import { setUp as w } from '#shared/locales/set-up.ts'
import type { EditView } from '#shared/releases.ts'
import { setUpSteps, type SetUpStep, type SetUpView, type StepView } from '#shared/set-up.ts'
import type { DeskRequest, DeskRoute } from '../../../frame/desk.tsx'
import { again, type Again, type See, type Sent } from '../../../frame/route.ts'
import { ButtonLink, Strip } from '../../../parts/Form.tsx'
import { Icon } from '../../../parts/Icon.tsx'
import { adminForm, type AdminAct, type AdminGiven } from '../admin.tsx'
import { refusedWords } from '../draft.ts'
import { Head } from '../Frame.tsx'
import { pageHref, query, stepHref } from '../links.ts'
import { editWords, fill, listed, momentWords } from '../words.ts'

export const lackWords = ({ code, n = 0, names = [] }: StepView['lacks'][number]): string =>
  fill(w.lacks[code], { n, names: names.length < n ? fill(w.more, { names: listed(names) }) : listed(names) })

/** Somebody else was faster: who, when, and what. */
export function Overtaken({ by }: { by: EditView | undefined }) {
  return (
    <Strip icon="warn">
      <b>{w.stale.title}</b>
      {by && <span> {fill(w.stale.who, { name: by.by.name, at: momentWords(by.at), what: editWords(by) })} </span>}
      {w.stale.how}
    </Strip>
  )
}

/** What a form of a step comes back with. */
export interface Shown {
  refused?: string
  overtaken?: EditView | undefined
}

/** The form once more, with all that was written; where somebody else was faster, with what he did. */
export async function backAgain<M extends object>(
  { call, viewer }: DeskRequest,
  refused: Refused,
  part: PartName | undefined,
  shown: M
): Promise<Again<M & Shown>> {
  const status = refusals[refused.code]
  if (refused.code !== 'stale') return again({ ...shown, refused: refusedWords(refused) }, status)
  const { items } = await call('draftHistory', { query: { ...(part && { part }) } }, viewer)
  return again({ ...shown, overtaken: items[0] }, status)
}

const isDone = (setUp: SetUpView, step: SetUpStep): boolean =>
  setUp.steps.find((other) => other.step === step)?.done === true

export const Mark = ({ done }: { done: boolean }) => (
  <span className={done ? 'su-m su-m-ok' : 'su-m'}>
    <Icon name={done ? 'tickDisc' : 'clock'} />
    {done ? w.done : w.open}
  </span>
)

function Lacks({ lacks }: Pick<StepView, 'lacks'>) {
  if (lacks.length === 0) return <p className="su-ok">{w.nothingLacks}</p>
  return (
    <div className="su-l">
      <b>{w.lacking}</b>
      <ul>
        {lacks.map((lack) => (
          <li key={lack.code}>{lackWords(lack)}</li>
        ))}
      </ul>
    </div>
  )
}

interface StepProps {
  step: SetUpStep
  setUp: SetUpView
  overtaken?: { by: EditView | undefined } | undefined
  /** What was sent was not taken: the draft may lack nothing, and still this is not what the person wants to read. */
  back?: boolean | undefined
  children: ReactNode
}

export function StepPage({ step, setUp, overtaken, back = false, children }: StepProps) {
  const i = setUpSteps.indexOf(step)
  const [before, after] = [setUpSteps[i - 1], setUpSteps[i + 1]]
  const next = setUp.steps.find((one) => one.step === step)
  return (
    <>
      <p className="adm-back no-print">
        <a href={pageHref('set-up')}>{w.back}</a>
      </p>
      <Head title={w.steps[step].title} lead={w.steps[step].lead}>
        <span className="hint">{fill(w.stepOf, { n: i + 1, of: setUpSteps.length })}</span>
      </Head>
      {overtaken && <Overtaken by={overtaken.by} />}
      {next && !(back && next.lacks.length === 0) && <Lacks lacks={next.lacks} />}
      {children}
      <nav className="su-nav no-print" aria-label={w.title}>
        {before && <ButtonLink href={stepHref(before)}>{fill(w.before, { step: w.steps[before].title })}</ButtonLink>}
        {after && (
          <ButtonLink href={stepHref(after)} kind={isDone(setUp, step) ? 'primary' : 'outline'}>
            {fill(w.after, { step: w.steps[after].title })}
          </ButtonLink>
        )}
      </nav>
    </>
  )
}

interface OfStep {
  setUp: SetUpView
  overtaken?: { by: EditView | undefined } | undefined
  refused?: string
  back: boolean
}

/** The form of a step, at its own address; what it is given stands inside the frame of a step. */
export const stepForm = <D extends object, M extends Shown>(
  step: SetUpStep,
  spec: {
    load: (request: DeskRequest, shown: M | undefined) => Promise<D | See>
    view: (props: D & AdminGiven & { setUp: SetUpView }) => ReactElement
    act?: AdminAct<NoInfer<M>>
    restored?: (sent: Sent, request: DeskRequest) => NoInfer<M> | undefined
  }
): DeskRoute =>
  adminForm<D & OfStep, M>({
    path: stepHref(step),
    here: 'set-up',
    title: () => w.steps[step].title,
    async load(request, shown) {
      const [setUp, data] = await Promise.all([
        request.call('readSetUp', {}, request.viewer),
        spec.load(request, shown)
      ])
      if ('see' in data) return data
      return {
        ...data,
        setUp,
        back: shown !== undefined,
        ...(shown?.refused !== undefined && { refused: shown.refused }),
        ...(shown && 'overtaken' in shown && { overtaken: { by: shown.overtaken } })
      }
    },
    view: (props) => (
      <StepPage step={step} setUp={props.setUp} overtaken={props.overtaken} back={props.back}>
        {createElement(spec.view, props)}
      </StepPage>
    ),
    act: spec.act ? { [stepHref(step)]: spec.act } : {},
    restored: (sent, request) => spec.restored?.(sent, request)
  })

/** On to the step itself, which says that it was saved. */
export const savedAt = (step: SetUpStep): string => `${stepHref(step)}${query({ done: 'saved' })}`
