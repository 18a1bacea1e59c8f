/** What the checker says, and where it is mended. */
import type { Finding, Verdict } from '#shared/releases.ts'
import { Icon } from '../../parts/Icon.tsx'
import { adminHome, entryHref, pageHref, query } from './links.ts'
import { figure, fill, momentWords, say } from './words.ts'

const marks = { error: 'warn', warning: 'info', note: 'speech' } as const

const calendarHref = (office: string | undefined): string =>
  office === undefined ? pageHref('calendar') : `${pageHref('calendar')}${query({ office })}#office-hours`

/** Leads to the first entry the finding names. */
export function mendHref(finding: Finding): string | undefined {
  if (finding.part === 'time') return pageHref('times')
  if (finding.part === 'calendar') return calendarHref(finding.offices?.[0])
  const first = (names: readonly string[] | undefined) => names?.[0]
  const [rule, asset, area, office, person, category] = [
    first(finding.rules),
    first(finding.assets),
    first(finding.areas),
    first(finding.offices),
    first(finding.people),
    first(finding.categories)
  ]
  if (rule) return entryHref('rules', rule)
  if (finding.place) return `${pageHref('areas')}#findings`
  if (asset) return entryHref('assets', asset)
  if (area) return entryHref('areas', area)
  if (person) return entryHref('people', person)
  if (office) return entryHref('offices', office)
  return category ? entryHref('categories', category) : undefined
}

export function FindingLine({ finding, link = true }: { finding: Finding; link?: boolean }) {
  const href = link ? mendHref(finding) : undefined
  return (
    <p className={`fnd fnd-${finding.severity}`}>
      <Icon name={marks[finding.severity]} />
      <span>
        <b>{say.verdict[finding.severity]}</b>
        {href ? <a href={href}>{finding.words}</a> : finding.words}
      </span>
    </p>
  )
}

export function VerdictHead({ verdict }: { verdict: Verdict }) {
  const { counts, proved } = verdict
  const sums = { ...proved, cells: figure(proved.cells), decisions: figure(proved.decisions) }
  return (
    <div className={verdict.passes ? 'vd vd-ok' : 'vd vd-no'}>
      <Icon name={verdict.passes ? 'tickDisc' : 'warn'} />
      <div>
        <b>{verdict.passes ? say.verdict.passes : say.verdict.fails}</b>
        <p>
          {fill(say.verdict.counts, counts)}
          {say.stop}
          {proved.decisions === 0
            ? say.verdict.nothing
            : fill(verdict.passes ? say.verdict.proved : say.verdict.tried, sums)}
        </p>
        <p className="hint">{fill(say.verdict.at, { at: momentWords(verdict.at) })}</p>
      </div>
    </div>
  )
}

const shownAtOnce = 8

/** Errors always in sight; what only may be better is folded when there is much of it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const grave = findings.filter((finding) => finding.severity === 'error')
  const rest = findings.filter((finding) => finding.severity !== 'error')
  const lines = (of: readonly Finding[]) => (
    <ul className="fnds">
      {of.map((finding, i) => (
        <li key={`${finding.code} ${i}`}>
          <FindingLine finding={finding} />
        </li>
      ))}
    </ul>
  )
  if (findings.length === 0) return <p className="hint">{say.verdict.clean}</p>
  return (
    <>
      {grave.length > 0 && lines(grave)}
      {rest.length > shownAtOnce ? (
        <details className="adm-more">
          <summary>{fill(say.verdict.all, { n: rest.length })}</summary>
          {lines(rest)}
        </details>
      ) : (
        rest.length > 0 && lines(rest)
      )}
    </>
  )
}

/** Beside a single entry: what stands against it, worst first. */
export function Beside({ findings, fine }: { findings: readonly Finding[]; fine?: string }) {
  if (findings.length === 0) return fine ? <span className="fnd-fine">{fine}</span> : null
  const order = { error: 0, warning: 1, note: 2 }
  const sorted = [...findings].sort((a, b) => order[a.severity] - order[b.severity])
  return (
    <div className="fnds">
      {sorted.slice(0, 3).map((finding, i) => (
        <FindingLine key={`${finding.code} ${i}`} finding={finding} link={false} />
      ))}
      {sorted.length > 3 && <a href={`${adminHome}#verdict`}>{fill(say.verdict.more, { n: sorted.length - 3 })}</a>}
    </div>
  )
}
