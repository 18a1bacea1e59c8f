/** Who answers for what: squads, departments, then who sends and checks; last every street with its own figures. */
import type { ReactNode } from 'react'
import type { StatsView } from '#shared/cases.ts'
import type { OfficeView } from '#shared/city.ts'
import { Page } from '../../frame/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { figure, fill, isSample, percentWords, sampleAtLeast, say } from '../../frame/words.ts'
import { casesHref, type Filters } from '../../cases/public/filters.ts'
import { Dash } from '../../parts/Dash.tsx'
import { Table } from '../../parts/Table.tsx'

type Figures = StatsView['byOffice'][number]

/** How many of how many; nothing of nothing is a dash. */
const Of = ({ n, of }: { n: number; of: number }) =>
  of === 0 ? <Dash /> : <>{fill(say.offices.share, { satisfied: n, rated: of })}</>
/** A share where there are enough for one. */
const Share = ({ n, of }: { n: number; of: number }) =>
  isSample(of) ? <>{percentWords(n, of)}</> : <Of n={n} of={of} />
/** A figure that leads to the cases that it counts. */
const Count = ({ n, filters }: { n: number; filters: Filters }) =>
  n === 0 ? <>0</> : <a href={casesHref(filters)}>{figure(n)}</a>

/** Three tables, not five: one row alone is no table. */
const groups = [
  { id: 'squads', kinds: ['squad', 'mobile'] },
  { id: 'departments', kinds: ['department', 'owner'] },
  { id: 'centre', kinds: ['centre', 'inspection'] }
] as const satisfies readonly { id: keyof typeof say.offices.groups; kinds: readonly OfficeView['kind'][] }[]
/** What every office must do, as published: the only ground on which it may send a case back. */
function DutyTable({ offices }: { offices: readonly OfficeView[] }) {
  return (
    <Section id="duties" className="sec-s" title={say.offices.dutyTable} note={say.offices.dutyNote}>
      <div className="duty-t">
        {offices.map((office) => (
          <details key={office.id} id={`duty-${office.id}`}>
            <summary>
              <b>{office.short}</b>
              <span>{fill(say.offices.dutyCount, { n: office.duties.length })}</span>
              <span>{office.hours}</span>
            </summary>
            <Table className="plain" caption={office.name} head={[say.offices.dutyNo, say.offices.dutyText]}>
              {office.duties.map((duty) => (
                <tr key={duty.id}>
                  <th scope="row">
                    <code>{duty.id}</code>
                  </th>
                  <td>{duty.text}</td>
                </tr>
              ))}
            </Table>
          </details>
        ))}
      </div>
      <p className="hint">{say.offices.returnsNote}</p>
    </Section>
  )
}

export function Offices({ site, offices, stats }: { site: Site; offices: readonly OfficeView[]; stats: StatsView }) {
  const figures = new Map(stats.byOffice.map((figures) => [figures.office.id, figures]))
  return (
    <Page site={site} title={fill(say.offices.title, { city: site.city.name })}>
      <h1 className="notice page-h">{say.nav.offices}</h1>
      <p className="page-lead">{say.offices.lead}</p>
      {groups
        .map(({ id, kinds }) => ({ id, of: offices.filter((office) => kinds.some((kind) => kind === office.kind)) }))
        .filter((group) => group.of.length > 0)
        .map(({ id, of }) => (
          <Section
            key={id}
            id={id}
            className="sec-s"
            title={say.offices.groups[id].title}
            note={say.offices.groups[id].note}
          >
            <table className="plain figures" role="table">
              <caption className="vh">{say.offices.groups[id].title}</caption>
              <thead role="rowgroup">
                <tr role="row">
                  <th scope="col" role="columnheader">
                    {say.offices.office}
                  </th>
                  <Heads words={officeHeads()} />
                </tr>
              </thead>
              <tbody role="rowgroup">
                {of.map((office) => (
                  <OfficeRow key={office.id} office={office} figures={figures.get(office.id)} />
                ))}
              </tbody>
            </table>
          </Section>
        ))}
      <p className="hint">{fill(say.offices.sampleNote, { least: sampleAtLeast })}</p>
      <DutyTable offices={offices} />
      <Section id="streets" className="sec-s" title={say.offices.streets} note={say.home.month}>
        <table className="plain figures" role="table">
          <caption className="vh">{say.offices.streets}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {say.home.street}
              </th>
              <Heads words={streetHeads()} />
            </tr>
          </thead>
          <tbody role="rowgroup">
            {stats.byArea.map((row) => (
              <tr role="row" key={row.area.id}>
                <th scope="row" role="rowheader">
                  <a href={casesHref({ area: row.area.id })}>{row.area.name}</a>
                </th>
                <Cells heads={streetHeads()}>
                  <Count n={row.received} filters={{ area: row.area.id, days: '30' }} />
                  <Count n={row.closed} filters={{ area: row.area.id, state: 'closed', days: '30' }} />
                  <Overdue n={row.overdue} href={casesHref({ area: row.area.id, state: 'overdue' })} />
                  <Of n={row.satisfied} of={row.rated} />
                </Cells>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </Page>
  )
}

const officeHeads = (): string[] => [
  say.offices.received,
  say.offices.closed,
  say.offices.overdue,
  say.offices.returns,
  say.offices.onTime,
  say.offices.satisfied
]
const streetHeads = (): string[] => [
  say.offices.received,
  say.offices.closed,
  say.offices.overdue,
  say.offices.satisfied
]

const Heads = ({ words }: { words: readonly string[] }) => (
  <>
    {words.map((word) => (
      <th key={word} scope="col" role="columnheader" className="num">
        {word}
      </th>
    ))}
  </>
)

/** The figures of a row, each with its name: on a phone a row is a block of named figures, and none is left out. */
const Cells = ({ heads, children }: { heads: readonly string[]; children: readonly ReactNode[] }) => (
  <>
    {heads.map((head, i) => (
      <td key={head} role="cell" className="num" data-head={head}>
        {children[i]}
      </td>
    ))}
  </>
)

const Overdue = ({ n, href }: { n: number; href: string }) =>
  n > 0 ? (
    <a className="late" href={href}>
      {figure(n)}
    </a>
  ) : (
    <>0</>
  )

const dutiesShown = 3

function OfficeRow({ office, figures }: { office: OfficeView; figures: Figures | undefined }) {
  // Seventeen squads have the same duties; the others are told apart by theirs.
  const duties = office.kind === 'squad' ? [] : office.duties.slice(0, dutiesShown)
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={`/offices/${office.id}`}>{office.short}</a>
        {duties.length > 0 && <small>{duties.map((duty) => duty.text).join(say.offices.between)}</small>}
      </th>
      <Cells heads={officeHeads()}>
        <Count n={figures?.received ?? 0} filters={{ office: office.id, days: '30' }} />
        <Count n={figures?.closed ?? 0} filters={{ office: office.id, state: 'closed', days: '30' }} />
        <Overdue n={figures?.overdue ?? 0} href={casesHref({ office: office.id, state: 'overdue' })} />
        <>{figure(figures?.returns ?? 0)}</>
        <Share n={figures?.onTime ?? 0} of={figures?.closed ?? 0} />
        <Of n={figures?.satisfied ?? 0} of={figures?.rated ?? 0} />
      </Cells>
    </tr>
  )
}
