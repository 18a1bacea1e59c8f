/** The public register: check a paper, what is announced now, and what no longer holds. */
import type { ReactNode } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import { monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { Empty } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { say as portal } from '../../frame/words.ts'
import { CheckForm } from './CheckForm.tsx'
import { period } from './Parts.tsx'
import { fill, say, span } from './words.ts'

export interface RegisterProps {
  site: Site
  notices: ApiAnswer<'certificateNotices'>
  revoked: ApiAnswer<'revokedCertificates'>
  /** Cursors this page was asked with. */
  at: { notices?: string; revoked?: string }
  number?: string
  wrong?: string
}

export function Register({ site, notices, revoked, at, number, wrong }: RegisterProps) {
  const { page } = say
  return (
    <Page site={site} title={page.title} description={page.lead}>
      <Crumbs path={[{ href: '/', words: portal.nav.home }]} />
      <h1 className="notice page-h">{page.title}</h1>
      <p className="page-lead">{page.lead}</p>
      <Section id="check" title={page.check} className="no-print">
        <CheckForm number={number} wrong={wrong} />
      </Section>
      <Section id="notices" title={page.notices} note={page.noticesNote} className="sec">
        {notices.items.length === 0 ? (
          <Empty title={page.noticesEmpty} />
        ) : (
          <>
            <p className="hint object">{page.object}</p>
            <Table caption={page.notices} head={Object.values(page.noticeHead)}>
              {notices.items.map((row, i) => (
                <tr key={i}>
                  <th scope="row" data-label={page.noticeHead.name}>
                    {row.name}
                  </th>
                  <td data-label={page.noticeHead.office}>
                    <a href={`/offices/${row.office.id}`}>{row.office.name}</a>
                    <small>{row.phone}</small>
                  </td>
                  <td data-label={page.noticeHead.period}>{period(row.from, row.to)}</td>
                  <td data-label={page.noticeHead.hours}>
                    {span(row.minutes)}
                    <small>{fill(page.nServices, { n: row.services })}</small>
                  </td>
                  <td data-label={page.noticeHead.until} className="nobr">
                    {monthDayTime(row.until)}
                  </td>
                </tr>
              ))}
            </Table>
          </>
        )}
        <More id="notices" at={at.notices} older={notices.older} words={page.later} />
      </Section>
      <Section id="revoked" title={page.revoked} note={page.revokedNote} className="sec">
        {revoked.items.length === 0 ? (
          <Empty title={page.revokedEmpty} />
        ) : (
          <Table caption={page.revoked} head={Object.values(page.revokedHead)}>
            {revoked.items.map((row) => (
              <tr key={row.number}>
                <th scope="row" data-label={page.revokedHead.number} className="nobr">
                  {row.number}
                </th>
                <td data-label={page.revokedHead.office}>
                  <a href={`/offices/${row.office.id}`}>{row.office.name}</a>
                </td>
                <td data-label={page.revokedHead.issued} className="nobr">
                  {yearMonthDay(row.issued)}
                </td>
                <td data-label={page.revokedHead.at} className="nobr">
                  {yearMonthDay(row.at)}
                </td>
                <td data-label={page.revokedHead.cause}>{say.cause[row.cause]}</td>
              </tr>
            ))}
          </Table>
        )}
        <More id="revoked" at={at.revoked} older={revoked.older} words={page.older} />
      </Section>
    </Page>
  )
}

function Table({ caption, head, children }: { caption: string; head: readonly string[]; children: ReactNode }) {
  return (
    <table className="plain stacked">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {head.map((words) => (
            <th key={words} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** A keyset list goes one way; the way back is its beginning. */
function More({
  id,
  at,
  older,
  words
}: {
  id: string
  at?: string | undefined
  older?: string | undefined
  words: string
}) {
  if (!at && !older) return null
  return (
    <p className="more-l no-print">
      {at && (
        <a className="more" href={`/certificates#${id}`}>
          <Icon name="left" />
          {say.page.newest}
        </a>
      )}
      {older && (
        <a className="more" href={`/certificates?${new URLSearchParams({ [id]: older }).toString()}#${id}`}>
          {words}
          <Icon name="right" />
        </a>
      )}
    </p>
  )
}
