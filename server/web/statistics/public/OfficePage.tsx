/** One office: what it must do by its published duties, what it did, and what lies with it now. */
import type { CaseRow as Row, StatsView } from '#shared/cases.ts'
import type { CategoryView, OfficeView } from '#shared/city.ts'
import type { OfficeRating } from '#shared/oversight.ts'
import { limitRange } from '#shared/time-format.ts'
import { ButtonLink, Empty } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Section, Side } from '../../parts/Section.tsx'
import { ShareStat, Stat, Stats } from '../../parts/Stat.tsx'
import type { Site } from '../../frame/site.ts'
import { OfficeRatings } from '../../oversight/public/Contacts.tsx'
import { figure, fill, say } from '../../frame/words.ts'
import { CaseRow } from '../../cases/public/CaseRow.tsx'
import { casesHref } from '../../cases/public/filters.ts'
import { Phone } from '../../parts/Written.tsx'

interface OfficePageProps {
  site: Site
  office: OfficeView
  categories: readonly CategoryView[]
  tiles: readonly { id: string; icon: string }[]
  figures?: StatsView['byOffice'][number] | undefined
  rows: readonly Row[]
  ratings: readonly OfficeRating[]
}

function OfficeFigures({ office, figures }: { office: OfficeView; figures: StatsView['byOffice'][number] }) {
  return (
    <Section id="figures" title={say.home.figures} note={say.home.month}>
      <Stats>
        <Stat
          label={say.offices.received}
          value={figure(figures.received)}
          unit={say.offices.unit}
          of={fill(say.offices.ofClosed, { n: figure(figures.closed) })}
          link={{ href: casesHref({ office: office.id, days: '30' }), words: say.offices.see }}
        />
        <ShareStat
          label={say.home.onTime}
          n={figures.onTime}
          of={figures.closed}
          words={fill(say.home.ofClosed, { n: figure(figures.onTime), of: figure(figures.closed) })}
          few={say.home.few}
          link={{ href: casesHref({ office: office.id, state: 'closed', days: '30' }), words: say.home.seeClosed }}
        />
        <ShareStat
          label={say.home.satisfied}
          n={figures.satisfied}
          of={figures.rated}
          words={fill(say.home.ofRated, { n: figure(figures.satisfied), of: figure(figures.rated) })}
          few={say.home.fewRated}
          link={{
            href: casesHref({ office: office.id, state: 'dissatisfied', days: '30' }),
            words: say.offices.seeDissatisfied
          }}
        />
        <Stat
          label={say.offices.overdue}
          value={figure(figures.overdue)}
          unit={say.offices.unit}
          of={fill(say.offices.returned, { n: figure(figures.returns) })}
          link={{ href: casesHref({ office: office.id, state: 'overdue' }), words: say.home.seeOverdue }}
        />
      </Stats>
    </Section>
  )
}

function Aside({ office, categories }: Pick<OfficePageProps, 'office' | 'categories'>) {
  return (
    <aside className="case-s" aria-label={say.offices.aside}>
      <Side title={say.offices.duties}>
        <ol className="duties">
          {office.duties.map((duty) => (
            <li key={duty.id}>{duty.text}</li>
          ))}
        </ol>
      </Side>
      {categories.length > 0 && (
        <Side title={say.offices.categories}>
          <ul className="cats-l">
            {categories.map((category) => (
              <li key={category.code}>
                <a href={casesHref({ office: office.id, category: category.code })}>{category.name}</a>
                <span>{limitRange(category.limit)}</span>
              </li>
            ))}
          </ul>
        </Side>
      )}
      <Side title={say.offices.contact}>
        <dl className="kv">
          <dt>{say.offices.phone}</dt>
          <dd>
            <Phone number={office.phone} />
          </dd>
          <dt>{say.offices.address}</dt>
          <dd>{office.address}</dd>
          <dt>{say.offices.hours}</dt>
          <dd>{office.hours}</dd>
        </dl>
        <ButtonLink href="/report" icon="camera">
          {say.nav.report}
        </ButtonLink>
      </Side>
    </aside>
  )
}

export function OfficePage({ site, office, categories, tiles, figures, rows, ratings }: OfficePageProps) {
  const icons = new Map(tiles.map((tile) => [tile.id, tile.icon]))
  return (
    <Page site={site} title={fill(say.offices.oneTitle, { office: office.name, city: site.city.name })}>
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/offices', words: say.nav.offices }
        ]}
      />
      <header className="case-h">
        <div>
          <h1 className="notice">{office.name}</h1>
          <p className="case-sub">{say.offices.kinds[office.kind]}</p>
        </div>
      </header>
      {figures && <OfficeFigures office={office} figures={figures} />}
      <div className="case-g sec-s">
        <div className="case-m">
          <Section
            id="latest"
            title={say.offices.latest}
            note={<a href={casesHref({ office: office.id })}>{say.home.seeAll}</a>}
          >
            {rows.length > 0 ? (
              <ol className="rows">
                {rows.map((row) => (
                  <CaseRow key={row.no} row={row} icon={icons.get(row.category.tile)} />
                ))}
              </ol>
            ) : (
              <Empty title={say.offices.noCases} />
            )}
          </Section>
          <OfficeRatings months={ratings} />
        </div>
        <Aside office={office} categories={categories} />
      </div>
      <p className="hint">
        <Icon name="info" className="inline" />
        {say.home.lastWord} {say.home.allCounted}
      </p>
    </Page>
  )
}
