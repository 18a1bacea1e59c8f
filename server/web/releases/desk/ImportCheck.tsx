/** What a file would bring: its problems one by one, what it would change, and the button that takes it. */
import type { ImportProblem, PartChange } from '#shared/releases.ts'
import { Button, ButtonLink, Hidden, Strip } from '../../parts/Form.tsx'
import { Head, Part, Post, Wide } from './Frame.tsx'
import { Changes } from './Overview.tsx'
import { fill, say } from './words.ts'

interface Step {
  action: string
  token: string
  revision: number
  key: string
  options?: Readonly<Record<string, string>>
}

interface ImportCheckProps {
  title: string
  name: string
  problems: readonly ImportProblem[]
  changes: readonly PartChange[]
  more: boolean
  /** Where another file is chosen. */
  back: string
  take: Step
  /** Back to what the properties of the file are. */
  mapping?: Step
  /** Of polygons: how many can be used without the bad ones. */
  good?: number
  /** The map of what is wrong. */
  children?: React.ReactNode
}

const badOf = (problems: readonly ImportProblem[]): number =>
  new Set(problems.filter((problem) => problem.severity === 'error').map((problem) => problem.entry ?? '')).size

export function ImportCheck({
  title,
  name,
  problems,
  changes,
  more,
  back,
  take,
  mapping,
  good,
  children
}: ImportCheckProps) {
  const bad = badOf(problems)
  const may = changes.length > 0 && (bad === 0 || (good ?? 0) > 0)
  return (
    <>
      <Head title={title} lead={say.importing.lead} />
      <dl className="dl">
        <dt>{say.importing.file}</dt>
        <dd>{name}</dd>
        {good !== undefined && (
          <>
            <dt>{say.areas.geometry}</dt>
            <dd>{fill(say.importing.good, { n: good })}</dd>
          </>
        )}
      </dl>
      <Part id="problems" title={say.importing.problems}>
        {problems.length === 0 ? <p className="hint">{say.importing.noProblems}</p> : <Problems problems={problems} />}
        {children}
        {bad > 0 && (
          <Strip icon="warn">
            {good === undefined ? say.importing.blocked : fill(say.importing.someBad, { bad, good })}
          </Strip>
        )}
      </Part>
      <Part id="changes" title={say.importing.changes}>
        {changes.length === 0 ? (
          <p className="hint">{say.importing.noChanges}</p>
        ) : (
          <Changes changes={changes} more={more} />
        )}
      </Part>
      <div className="adm-row">
        {may && (
          <NextStep step={take}>
            <Button kind="primary">
              {bad > 0 ? fill(say.importing.takeGood, { n: good ?? 0 }) : say.importing.take}
            </Button>
          </NextStep>
        )}
        {mapping && (
          <NextStep step={mapping}>
            <Button>{say.mapping.again}</Button>
          </NextStep>
        )}
        <ButtonLink href={back}>{say.importing.other}</ButtonLink>
      </div>
    </>
  )
}

const NextStep = ({ step, children }: { step: Step; children: React.ReactNode }) => (
  <Post action={step.action} token={step.token} revision={step.revision}>
    <Hidden name="key" value={step.key} />
    {Object.entries(step.options ?? {}).map(([option, value]) => (
      <Hidden key={option} name={option} value={value} />
    ))}
    {children}
  </Post>
)

function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  return (
    <Wide label={say.importing.problems}>
      <table className="plain adm-tab">
        <thead>
          <tr>
            <th scope="col" className="num">
              {say.importing.number}
            </th>
            <th scope="col">{say.importing.severity}</th>
            <th scope="col">{say.importing.where}</th>
            <th scope="col">{say.importing.words}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem, i) => (
            <tr key={i} id={`f-${i + 1}`}>
              <td className="num">{i + 1}</td>
              <td>
                <span className={`st st-${problem.severity}`}>{say.verdict[problem.severity]}</span>
              </td>
              <th scope="row">
                {problem.part && say.parts[problem.part]} {problem.entry}
                {problem.at && (
                  <p className="hint">
                    <code>{problem.at}</code>
                  </p>
                )}
              </th>
              <td>{problem.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
