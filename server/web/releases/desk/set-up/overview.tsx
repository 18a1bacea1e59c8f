/** All steps of a city's first day, each with what it still lacks. */
import { setUp as w } from '#shared/locales/set-up.ts'
import type { SetUpView } from '#shared/set-up.ts'
import { ButtonLink } from '../../../parts/Form.tsx'
import { adminPage } from '../admin.tsx'
import { Head } from '../Frame.tsx'
import { pageHref, stepHref } from '../links.ts'
import { fill } from '../words.ts'
import { lackWords, Mark } from './step.tsx'

function Overview({ setUp: { open, steps } }: { setUp: SetUpView }) {
  const next = steps.find((step) => !step.done)
  const ready = steps.filter((step) => step.done).length
  return (
    <>
      <Head title={w.title} lead={open ? w.openLead : w.lead}>
        {next && (
          <ButtonLink href={stepHref(next.step)} kind="primary">
            {fill(w.next, { step: w.steps[next.step].title })}
          </ButtonLink>
        )}
      </Head>
      <p className="su-p">
        <progress value={ready} max={steps.length} aria-hidden="true" />
        <span>{next ? fill(w.progress, { n: ready, of: steps.length }) : w.allDone}</span>
      </p>
      <ol className="su">
        {steps.map(({ step, done, lacks }) => (
          <li key={step} className={done ? 'su-1 su-1-ok' : 'su-1'}>
            <div>
              <h2>
                <a href={stepHref(step)}>{w.steps[step].title}</a>
              </h2>
              <p>{w.steps[step].lead}</p>
              {lacks.length > 0 && (
                <ul className="su-w">
                  {lacks.map((lack) => (
                    <li key={lack.code}>{lackWords(lack)}</li>
                  ))}
                </ul>
              )}
            </div>
            <Mark done={done} />
          </li>
        ))}
      </ol>
    </>
  )
}

export const overviewRoute = adminPage({
  path: pageHref('set-up'),
  here: 'set-up',
  title: () => w.title,
  load: async ({ call, viewer }) => ({ setUp: await call('readSetUp', {}, viewer) }),
  view: Overview
})
