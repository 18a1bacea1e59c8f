/** Who answers for what: every office with its figures, then every street with its own. */
import type { StatsView } from '#shared/cases.ts'
import { officeKinds, type OfficeView } from '#shared/city.ts'
import { Page } from '../parts/Page.tsx'
import { Section } from '../parts/Section.tsx'
import type { Site } from '../site.ts'
import { figure, fill, percent, say } from '../words.ts'
import { casesHref } from './filters.ts'

const dash = (n: number, words: string): string => (n === 0 ? say.offices.nothing : words)

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
            <table className="plain">
              <caption className="vh">{office.name}</caption>
              <thead>
                <tr>
                  <th scope="col">{say.offices.dutyNo}</th>
                  <th scope="col">{say.offices.dutyText}</th>
                </tr>
              </thead>
              <tbody>
                {office.duties.map((duty) => (
                  <tr key={duty.id}>
                    <th scope="row">
                      <code>{duty.id}</code>
                    </th>
                    <td>{duty.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
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
      {officeKinds
        .map((kind) => ({ kind, of: offices.filter((it) => it.kind === kind) }))
        .filter((it) => it.of.length > 0)
        .map(({ kind, of }) => (
          <Section
            key={kind}
            id={kind}
            className="sec-s"
            title={say.offices.kinds[kind]}
            note={say.offices.kindNotes[kind]}
          >
            <div className="scroll-x">
              <table className="plain figures">
                <caption className="vh">{say.offices.kinds[kind]}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say.offices.office}</th>
                    <th scope="col" className="num">
                      {say.offices.received}
                    </th>
                    <th scope="col" className="num">
                      {say.offices.closed}
                    </th>
                    <th scope="col" className="num">
                      {say.offices.overdue}
                    </th>
                    <th scope="col" className="num">
                      {say.offices.returns}
                    </th>
                    <th scope="col" className="num hide-s">
                      {say.offices.onTime}
                    </th>
                    <th scope="col" className="num hide-s">
                      {say.offices.satisfied}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {of.map((office) => {
                    const it = figures.get(office.id)
                    return (
                      <tr key={office.id}>
                        <th scope="row">
                          <a href={`/offices/${office.id}`}>{office.short}</a>
                        </th>
                        <td className="num">{figure(it?.received ?? 0)}</td>
                        <td className="num">{figure(it?.closed ?? 0)}</td>
                        <td className="num">
                          {it && it.overdue > 0 ? (
                            <a href={casesHref({ office: office.id, state: 'overdue' })}>{figure(it.overdue)}</a>
                          ) : (
                            0
                          )}
                        </td>
                        <td className="num">{figure(it?.returns ?? 0)}</td>
                        <td className="num hide-s">
                          {dash(it?.closed ?? 0, `${percent(it?.onTime ?? 0, it?.closed ?? 0)}%`)}
                        </td>
                        <td className="num hide-s">
                          {dash(it?.rated ?? 0, `${it?.satisfied ?? 0} / ${it?.rated ?? 0}`)}
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </div>
          </Section>
        ))}
      <DutyTable offices={offices} />
      <Section id="streets" className="sec-s" title={say.offices.streets} note={say.home.month}>
        <div className="scroll-x">
          <table className="plain figures">
            <caption className="vh">{say.offices.streets}</caption>
            <thead>
              <tr>
                <th scope="col">{say.home.street}</th>
                <th scope="col" className="num">
                  {say.offices.received}
                </th>
                <th scope="col" className="num">
                  {say.offices.closed}
                </th>
                <th scope="col" className="num">
                  {say.offices.overdue}
                </th>
              </tr>
            </thead>
            <tbody>
              {stats.byArea.map((it) => (
                <tr key={it.area.id}>
                  <th scope="row">
                    <a href={casesHref({ area: it.area.id })}>{it.area.name}</a>
                  </th>
                  <td className="num">{figure(it.received)}</td>
                  <td className="num">{figure(it.closed)}</td>
                  <td className="num">
                    {it.overdue > 0 ? (
                      <a href={casesHref({ area: it.area.id, state: 'overdue' })}>{figure(it.overdue)}</a>
                    ) : (
                      0
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Page>
  )
}
