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

export function Premises({ site, premises }: { site: Site; premises: PremisesView }) {
  const { page } = say
  const facts = [
    [page.facts.kind, premises.closed ? `${say.kind[premises.kind]} ${say.closed}` : say.kind[premises.kind]],
    [page.facts.area, premises.area.name],
    [page.facts.section, premises.section],
    [page.facts.address, premises.address],
    [page.facts.front, premises.frontM === undefined ? '' : fill(page.metres, { n: premises.frontM })],
    [page.facts.duties, premises.duties.map((duty) => say.duty[duty]).join(page.and)],
    [page.facts.signed, yearMonthDay(startOfDay(premises.signed))]
  ] as const
  return (
    <Page site={site} title={premises.name}>
      <Crumbs
        path={[
          { href: '/', words: portal.nav.home },
          { href: '/premises', words: page.nav }
        ]}
      />
      <h1 className="notice page-h">{premises.name}</h1>
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
        <p className="page-lead said">{premises.statement}</p>
      </Section>
      {premises.stars.length > 0 && (
        <Section id="stars" title={page.starsTitle} className="sec-s">
          <ul className="star-l">
            {premises.stars.map((star) => (
              <li key={star.month}>
                {monthWords(star.month)} <Stars n={star.stars} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="cases" title={page.cases} className="sec-s">
        {premises.cases.length === 0 ? (
          <p>{page.casesEmpty}</p>
        ) : (
          <ul className="star-l">
            {premises.cases.map((row) => (
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
          <ButtonLink
            href={`/report?${new URLSearchParams({ area: premises.area.id, address: premises.address }).toString()}`}
          >
            {page.report}
          </ButtonLink>
        </p>
      </Section>
    </Page>
  )
}
