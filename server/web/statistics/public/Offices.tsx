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
  const figures = new Map(stats.byOffice.map((it) => [it.office.id, it]))
  return (
    <Page site={site} title={fill(say.offices.title, { city: site.city.name })}>
      <h1 className="notice page-h">{say.nav.offices}</h1>
      <p className="page-lead">{say.offices.lead}</p>
      {groups
        .map(({ id, kinds }) => ({ id, of: offices.filter((it) => kinds.some((kind) => kind === it.kind)) }))
        .filter((it) => it.of.length > 0)
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
                  <OfficeRow key={office.id} office={office} it={figures.get(office.id)} />
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
            {stats.byArea.map((it) => (
              <tr role="row" key={it.area.id}>
                <th scope="row" role="rowheader">
                  <a href={casesHref({ area: it.area.id })}>{it.area.name}</a>
                </th>
                <Cells heads={streetHeads()}>
                  <Count n={it.received} filters={{ area: it.area.id, days: '30' }} />
                  <Count n={it.closed} filters={{ area: it.area.id, state: 'closed', days: '30' }} />
                  <Overdue n={it.overdue} href={casesHref({ area: it.area.id, state: 'overdue' })} />
                  <Of n={it.satisfied} of={it.rated} />
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
    {words.map((it) => (
      <th key={it} scope="col" role="columnheader" className="num">
        {it}
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

function OfficeRow({ office, it }: { office: OfficeView; it: Figures | undefined }) {
  // Seventeen squads have the same duties; the others are told apart by theirs.
  const duties = office.kind === 'squad' ? [] : office.duties.slice(0, dutiesShown)
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={`/offices/${office.id}`}>{office.short}</a>
        {duties.length > 0 && <small>{duties.map((duty) => duty.text).join(say.offices.between)}</small>}
      </th>
      <Cells heads={officeHeads()}>
        <Count n={it?.received ?? 0} filters={{ office: office.id, days: '30' }} />
        <Count n={it?.closed ?? 0} filters={{ office: office.id, state: 'closed', days: '30' }} />
        <Overdue n={it?.overdue ?? 0} href={casesHref({ office: office.id, state: 'overdue' })} />
        <>{figure(it?.returns ?? 0)}</>
        <Share n={it?.onTime ?? 0} of={it?.closed ?? 0} />
        <Of n={it?.satisfied ?? 0} of={it?.rated ?? 0} />
      </Cells>
    </tr>
  )
}
