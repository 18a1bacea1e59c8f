/** One of the register, with its statement, its stars and the cases before its door. */
import type { PremisesView } from '#shared/premises.ts'
import { monthDay, startOfDay, yearMonthDay } from '#shared/time-format.ts'
import { premises as say } from '#shared/locales/premises.ts'
import { ButtonLink } from '../../parts/Form.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say as portal } from '../../frame/words.ts'
import { monthWords, Stars } from './parts.tsx'

export function Premises({ site, it }: { site: Site; it: PremisesView }) {
  const { page } = say
  const facts = [
    [page.facts.kind, it.closed ? `${say.kind[it.kind]} ${say.closed}` : say.kind[it.kind]],
    [page.facts.area, it.area.name],
    [page.facts.section, it.section],
    [page.facts.address, it.address],
    [page.facts.front, it.frontM === undefined ? '' : fill(page.metres, { n: it.frontM })],
    [page.facts.duties, it.duties.map((duty) => say.duty[duty]).join(page.and)],
    [page.facts.signed, yearMonthDay(startOfDay(it.signed))]
  ] as const
  return (
    <Page site={site} title={it.name}>
      <Crumbs
        path={[
          { href: '/', words: portal.nav.home },
          { href: '/premises', words: page.nav }
        ]}
      />
      <h1 className="notice page-h">{it.name}</h1>
      <dl className="verify-d">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Section id="statement" title={page.statement} className="sec">
        <p className="page-lead said">{it.statement}</p>
      </Section>
      {it.stars.length > 0 && (
        <Section id="stars" title={page.starsTitle} className="sec-s">
          <ul className="star-l">
            {it.stars.map((star) => (
              <li key={star.month}>
                {monthWords(star.month)} <Stars n={star.stars} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="cases" title={page.cases} className="sec-s">
        {it.cases.length === 0 ? (
          <p>{page.casesEmpty}</p>
        ) : (
          <ul className="star-l">
            {it.cases.map((row) => (
              <li key={row.no}>
                <a href={`/cases/${row.no}`}>{row.title}</a>
                <span>
                  {monthDay(row.at)} {row.closed ? page.caseClosed : page.caseOpen}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className="more-l no-print">
          <ButtonLink href={`/report?${new URLSearchParams({ area: it.area.id, address: it.address }).toString()}`}>
            {page.report}
          </ButtonLink>
        </p>
      </Section>
    </Page>
  )
}
