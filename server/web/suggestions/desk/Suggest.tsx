/** How good category suggestions are: in a sentence first, then by category, what is mixed up, and how it went. */
import type { MeasureView, QualityView } from '#shared/suggestions.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { suggest as say } from '#shared/locales/suggest.ts'
import { Button, FormToken, Strip } from '../../parts/Form.tsx'
import { figure, fill, percent, percentWords } from '../../frame/words.ts'

export type Shown = 'held' | 'cases'
export const suggestHref = (on: Shown = 'held'): string =>
  on === 'held' ? '/office/admin/suggest' : '/office/admin/suggest?on=cases'

const share = (n: number, of: number): string => (of === 0 ? say.dash : fill(say.percent, { n: percent(n, of) }))
/** Fewer than four in five right is worth a look, where there are enough to say so. */
const isWeak = (right: number, of: number): boolean => of >= 5 && right / of < 0.8

const said = (sentence: string, { n, top1, top3 }: Pick<MeasureView, 'n' | 'top1' | 'top3'>): string =>
  fill(sentence, {
    n: figure(n),
    top1: figure(top1),
    top3: figure(top3),
    share: percentWords(top1, n),
    share3: percentWords(top3, n)
  })

function Learning({ quality: { builds, fresh, waiting }, token }: { quality: QualityView; token: string }) {
  const [newest] = builds
  return (
    <section>
      <h2 className="dk-h2">{say.learn.title}</h2>
      {newest && (
        <p>
          {fill(say.learn.learned, {
            n: newest.n,
            when: monthDayTime(newest.at),
            seeds: figure(newest.learned.seeds),
            staff: figure(newest.learned.staff),
            resident: figure(newest.learned.resident)
          })}
          {fresh > 0 ? fill(say.learn.fresh, { n: fresh >= 1000 ? say.learn.many : figure(fresh) }) : say.learn.nothing}
        </p>
      )}
      <p className="hint">{say.learn.hint}</p>
      {waiting ? (
        <Strip icon="clock">
          {say.learn.waiting}
          <a href={suggestHref()}>{say.learn.refresh}</a>
        </Strip>
      ) : (
        <form method="post" action={suggestHref()} className="sg-f">
          <FormToken token={token} />
          <Button kind="primary">{say.learn.go}</Button>
        </form>
      )}
    </section>
  )
}

function Rate({ n, of }: { n: number; of: number }) {
  return (
    <td className="num">
      {isWeak(n, of) && <span className="sg-weak">{say.table.weak}</span>}
      {share(n, of)}
    </td>
  )
}

function Categories({ measure, on }: { measure: MeasureView; on: Shown }) {
  return (
    <table className="tbl sg-t">
      <thead>
        <tr>
          <th scope="col">{say.table.category}</th>
          <th scope="col" className="num">
            {say.table.n[on]}
          </th>
          <th scope="col" className="num">
            {say.table.top1}
          </th>
          <th scope="col" className="num">
            {say.table.top3}
          </th>
          <th scope="col" className="num">
            {say.table.precise}
          </th>
        </tr>
      </thead>
      <tbody>
        {measure.categories.map(({ category, n, top1, top3, said: times }) => (
          <tr key={category.code}>
            <th scope="row">{category.name}</th>
            <td className="num">{figure(n)}</td>
            <Rate n={top1} of={n} />
            <Rate n={top3} of={n} />
            {times === 0 ? <td className="num">{say.table.never}</td> : <Rate n={top1} of={times} />}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say.table.all}</th>
          <td className="num">{figure(measure.n)}</td>
          <td className="num">{share(measure.top1, measure.n)}</td>
          <td className="num">{share(measure.top3, measure.n)}</td>
          <td className="num">{share(measure.top1, measure.n)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Confused({ measure }: { measure: MeasureView }) {
  const shown = measure.confusions.slice(0, 20)
  if (shown.length === 0) return <p>{say.confused.none}</p>
  return (
    <table className="tbl sg-t">
      <thead>
        <tr>
          <th scope="col">{say.confused.from}</th>
          <th scope="col">{say.confused.to}</th>
          <th scope="col" className="num">
            {say.confused.n}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ from, to, n }) => (
          <tr key={`${from.code} ${to.code}`}>
            <th scope="row">{from.name}</th>
            <td>{to.name}</td>
            <td className="num">{figure(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function History({ builds }: Pick<QualityView, 'builds'>) {
  const { n, at, why, learned, held, cases, reasons } = say.history
  return (
    <table className="tbl sg-t">
      <thead>
        <tr>
          <th scope="col">{n}</th>
          <th scope="col">{at}</th>
          <th scope="col">{why}</th>
          {[learned, held, cases].map((head) => (
            <th key={head} scope="col" className="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {builds.map((build) => (
          <tr key={build.n}>
            <th scope="row">{build.n}</th>
            <td>{monthDayTime(build.at)}</td>
            <td>{reasons[build.why]}</td>
            <td className="num">{figure(build.learned.staff + build.learned.resident)}</td>
            <td className="num">{share(build.held.top1, build.held.n)}</td>
            <td className="num">{share(build.cases.top1, build.cases.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Suggest({ quality, on, token }: { quality: QualityView; on: Shown; token: string }) {
  const { newest } = quality
  const measure = newest?.[on]
  return (
    <main className="dk-page sg" id="case">
      <div className="sg-h">
        <h1>{say.title}</h1>
        <p className="sg-i">{say.intro}</p>
        {newest ? (
          <>
            <p className="sg-lead">{said(say.held, newest.held)}</p>
            <p className="sg-lead">
              {newest.cases.n > 0 ? said(say.cases, newest.cases) : say.noCases}
              {newest.demo > 0 && fill(say.demo, { n: figure(newest.demo) })}
            </p>
            <p className="hint">{say.honest}</p>
          </>
        ) : (
          <p>{say.none}</p>
        )}
      </div>
      <Learning quality={quality} token={token} />
      {measure && (
        <>
          <nav className="sg-n" aria-label={say.by.label}>
            {(['held', 'cases'] as const).map((state) => (
              <a key={state} href={suggestHref(state)} {...(state === on && { 'aria-current': 'page' as const })}>
                {say.by[state]}
              </a>
            ))}
          </nav>
          {measure.n === 0 ? (
            <>
              <p>{say.noCases}</p>
              <History builds={quality.builds} />
            </>
          ) : (
            <div className="sg-g">
              <section>
                <h2 className="dk-h2">
                  {say.table.title}
                  <small>{say.table.note}</small>
                </h2>
                <Categories measure={measure} on={on} />
              </section>
              <section>
                <h2 className="dk-h2">
                  {say.confused.title}
                  <small>{fill(say.confused.note, { n: Math.min(20, measure.confusions.length) })}</small>
                </h2>
                <p className="hint">
                  {fill(say.spoke, {
                    n: figure(measure.n),
                    spoke: figure(measure.spoke),
                    right: figure(measure.right),
                    share: percentWords(measure.right, measure.spoke)
                  })}
                </p>
                <Confused measure={measure} />
                <h2 className="dk-h2 sg-2">{say.history.title}</h2>
                <History builds={quality.builds} />
              </section>
            </div>
          )}
        </>
      )}
    </main>
  )
}
