/** Certificates by status, as their issuers look through them. */
import { certificateTabs } from '#shared/certificates.ts'
import type { ApiAnswer } from '#shared/api.ts'
import { monthDay } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { period } from '../public/Parts.tsx'
import { fill, say, span } from '../public/words.ts'
import { DeskTable, MoreLink } from '../../parts/Table.tsx'

export const certificatesHome = '/office/certificates'
const home = certificatesHome

export function CertificateList({ list }: { list: ApiAnswer<'deskCertificates'> }) {
  const { desk } = say
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{desk.title}</h1>
      <p className="hint">{desk.lead}</p>
      <nav className="dk-tabs" aria-label={desk.tabs}>
        {certificateTabs.map((tab) => (
          <a key={tab} href={`${home}?tab=${tab}`} {...(tab === list.tab && { 'aria-current': 'page' as const })}>
            {say.tab[tab]}
          </a>
        ))}
      </nav>
      <DeskTable
        caption={say.tab[list.tab]}
        head={Object.values(desk.head)}
        rows={list.items.length}
        empty={desk.empty[list.tab]}
      >
        {list.items.map((certificateRow) => (
          <tr key={certificateRow.id}>
            <th scope="row">
              <a href={`${home}/${certificateRow.id}`}>{certificateRow.name}</a>
              {certificateRow.number && <small>{certificateRow.number}</small>}
            </th>
            <td>{certificateRow.office.short}</td>
            <td>{period(certificateRow.from, certificateRow.to)}</td>
            <td className="nobr">{span(certificateRow.minutes)}</td>
            <td className="nobr">
              {certificateRow.until
                ? fill(desk.until, { date: monthDay(certificateRow.until) })
                : fill(desk.asked, { date: monthDay(certificateRow.at) })}
            </td>
            <td className="nobr">
              {say.status[certificateRow.status]}
              {certificateRow.lowered && (
                <small className="dk-warn">
                  <Icon name="warn" />
                  {desk.lowered}
                </small>
              )}
            </td>
          </tr>
        ))}
      </DeskTable>
      {list.older && (
        <MoreLink
          href={`${home}?${new URLSearchParams({ tab: list.tab, after: list.older }).toString()}`}
          words={desk.older}
        />
      )}
    </main>
  )
}
