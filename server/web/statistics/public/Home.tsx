/** The home page says what happened first: a sentence with numbers, each linked to its query. */
import type { CaseRow, CaseView, StatsView } from '#shared/cases.ts'
import type { ExposedCase } from '#shared/exposure.ts'
import { lightWords, monthDay, startOfDay } from '#shared/time-format.ts'
import type { Together } from '#shared/together.ts'
import type { BaseMap } from '../../map/base.ts'
import type { Box } from '../../map/mercator.ts'
import { Icon } from '../../parts/Icon.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { MapLegend, MapSvg, type MapArea } from '../../parts/MapSvg.tsx'
import { Page } from '../../frame/Page.tsx'
import { Pair } from '../../parts/Pair.tsx'
import { Seal } from '../../parts/Seal.tsx'
import { Section } from '../../parts/Section.tsx'
import { ButtonLink } from '../../parts/Form.tsx'
import { ShareStat, Stat, Stats } from '../../parts/Stat.tsx'
import type { Site } from '../../frame/site.ts'
import { caseWords, countedFigure, exposureWords, figure, fill, say } from '../../frame/words.ts'
import { CaseCard } from '../../cases/public/CaseRow.tsx'
import { Daily } from './Daily.tsx'
import { casesHref } from '../../cases/public/filters.ts'
import { Satisfaction } from './Satisfaction.tsx'
import { TogetherSection } from './Together.tsx'
import { longest } from '../../parts/limits.ts'
import { Title } from '../../parts/Title.tsx'

export interface HomeProps {
  site: Site
  /** Seven days for the headline, thirty for the figures. */
  week: StatsView
  month: StatsView
  /** Cases of the thirty days that somebody is not satisfied with; more than one may be of one case. */
  dissatisfied: number
  /** One true pair, when some closed case has both photos. */
  pair?: CaseView | undefined
  areas: readonly MapArea[]
  base: BaseMap
  box: Box
  overdue: readonly CaseRow[]
  exposed: readonly ExposedCase[]
  closed: readonly CaseRow[]
  together?: Together
}

/** Words with figures in them, each figure a link to what it counts. */
function Linked({ words, links }: { words: string; links: Record<string, { href: string; words: string }> }) {
  return (
    <>
      {words.split(/(\{\w+\})/).map((part, i) => {
        const link = links[part.slice(1, -1)]
        return link && part.startsWith('{') ? (
          <a key={i} href={link.href}>
            {link.words}
          </a>
        ) : (
          part
        )
      })}
    </>
  )
}

const daysWords = (stats: StatsView) =>
  fill(say.home.days, { from: monthDay(startOfDay(stats.from)), to: monthDay(startOfDay(stats.to)) })

function Hero({ week, pair }: Pick<HomeProps, 'week' | 'pair'>) {
  return (
    <section className="wrap hero">
      <div className="hero-t">
        <p className="kick">
          {say.home.week}
          {daysWords(week)}
        </p>
        <h1 className="notice">
          {say.home.headline.map((clause) => (
            <span key={clause}>
              <Linked
                words={clause}
                links={{
                  received: { href: casesHref({ days: '7' }), words: figure(week.received) },
                  closed: { href: casesHref({ state: 'closed', days: '7' }), words: figure(week.closed) }
                }}
              />
            </span>
          ))}
        </h1>
        <Snap />
        <form className="find" action="/cases" role="search">
          <label htmlFor="find">{say.home.find}</label>
          <div className="find-in">
            <input
              id="find"
              name="q"
              type="search"
              placeholder={say.list.qHint}
              autoComplete="off"
              maxLength={longest('listCases', '/q')}
            />
            <button className="btn btn-o">
              <Icon name="search" />
              {say.home.search}
            </button>
          </div>
        </form>
        <p className="now">
          <Linked
            words={week.overdue > 0 ? say.home.leadLate : week.handling > 0 ? say.home.lead : say.home.leadNone}
            links={{
              open: { href: casesHref({ state: 'open' }), words: fill(say.home.pieces, { n: figure(week.handling) }) },
              overdue: {
                href: casesHref({ state: 'overdue' }),
                words: fill(say.home.pieces, { n: figure(week.overdue) })
              }
            }}
          />
          {(week.handling > 0 || week.received > 0) && say.home.leadLinks}
        </p>
      </div>
      {pair && <TruePair pair={pair} />}
    </section>
  )
}

function TruePair({ pair }: { pair: CaseView }) {
  const [before, after] = [pair.before[0], pair.after[0]]
  const rating = pair.ratings[0]
  if (!before || !after) return null
  const what = pair.title
  return (
    <article className="hero-c">
      <Pair
        shape="tall"
        linked={false}
        before={{ photo: before, at: pair.at, alt: fill(say.pair.beforeAlt, { what }) }}
        after={{ photo: after, at: pair.afterAt, alt: fill(say.pair.afterAlt, { what }) }}
      />
      <div className="hero-cap">
        <div>
          <h2>
            <a href={`/cases/${pair.no}`}>
              <Title of={pair} />
            </a>
          </h2>
          <p>
            {fill(say.home.pairNote, {
              office: pair.office.short,
              days: pair.elapsed.days === 0 ? say.list.closedSameDay : fill(say.list.closedIn, { n: pair.elapsed.days })
            })}
            {rating &&
              fill(say.home.pairRating, {
                solved: caseWords.solved[rating.solved],
                satisfied: caseWords.satisfied[rating.satisfied]
              })}
          </p>
          {pair.demo && <p className="hint">{say.pair.demo}</p>}
        </div>
        <Seal />
      </div>
    </article>
  )
}

function Figures({ month, dissatisfied }: Pick<HomeProps, 'month' | 'dissatisfied'>) {
  return (
    <Section
      id="figures"
      className="wrap sec"
      title={say.home.figures}
      note={fill(say.home.figuresNote, { days: daysWords(month), n: figure(month.closed) })}
    >
      <Stats>
        <ShareStat
          label={say.home.onTime}
          n={month.onTime.n}
          of={month.onTime.of}
          words={fill(say.home.ofClosed, { n: figure(month.onTime.n), of: figure(month.onTime.of) })}
          few={say.home.few}
          link={{
            href: casesHref({ state: 'late', days: '30' }),
            words: fill(say.home.seeLate, { n: figure(month.onTime.of - month.onTime.n) })
          }}
        />
        <ShareStat
          label={say.home.satisfied}
          n={month.satisfied.n}
          of={month.satisfied.of}
          words={fill(say.home.ofRated, { n: figure(month.satisfied.n), of: figure(month.satisfied.of) })}
          few={say.home.fewRated}
          link={{
            href: casesHref({ state: 'dissatisfied', days: '30' }),
            words: fill(say.home.seeDissatisfied, { n: countedFigure(dissatisfied) })
          }}
        />
        <Stat
          label={say.home.took}
          value={month.medianDays === null ? say.home.none : String(month.medianDays)}
          unit={month.medianDays === null ? '' : say.home.unitDays}
          of={say.home.median}
          link={{ href: casesHref({ state: 'closed', days: '30' }), words: say.home.seeClosed }}
        />
        <ShareStat
          label={say.home.reopened}
          n={month.reopened.n}
          of={month.reopened.of}
          words={fill(say.home.ofClosed, { n: figure(month.reopened.n), of: figure(month.reopened.of) })}
          few={say.home.few}
          link={{ href: casesHref({ state: 'reopened', days: '30' }), words: say.home.seeReopened }}
        />
      </Stats>
      <p className="hint figures-n">
        {say.home.lastWord} {say.home.allCounted}
      </p>
    </Section>
  )
}

function Where({ areas, base, box, overdue, exposed, month, site }: HomeProps) {
  const total = areas.reduce((sum, area) => sum + area.count, 0)
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  return (
    <Section
      id="where"
      className="wrap sec"
      title={say.home.where}
      note={fill(say.home.whereNote, { n: figure(total) })}
    >
      <div className="mapsec">
        <figure className="mapbox">
          <div
            className="map-in"
            data-map=""
            data-days="30"
            data-auto=""
            data-box={JSON.stringify(box)}
            data-words={JSON.stringify(say.map.island)}
          >
            <MapSvg
              base={base}
              box={box}
              areas={areas}
              scale={scale}
              label={fill(say.map.label, { city: site.city.name, n: total })}
              sizes={[
                { width: 358, height: 380, shows: 'phone' },
                { width: 820, height: 560, shows: 'wide' }
              ]}
            />
          </div>
          <figcaption>
            <MapLegend />
            <a href="/offices#streets">{say.map.asList}</a>
          </figcaption>
        </figure>
        <div className="over">
          <h3>
            <LightMark light="red" />
            {month.overdue > 0 ? fill(say.home.overdue, { n: figure(month.overdue) }) : say.home.overdueNone}
          </h3>
          <p className="hint">{say.home.overdueNote}</p>
          <ol className="overlist">
            {overdue.map((row) => (
              <li key={row.no}>
                <a href={`/cases/${row.no}`}>
                  <Title of={row} />
                </a>
                <p>{fill(say.home.overdueBy, { area: row.area.name, office: row.office.short })}</p>
                <p className="od">
                  <b>{lightWords(row.clock)}</b>
                  <span className="no">{row.no}</span>
                </p>
              </li>
            ))}
          </ol>
          {overdue.length > 0 && (
            <a className="more" href={casesHref({ state: 'overdue' })}>
              {say.home.seeAllOverdue}
              <Icon name="arrow" />
            </a>
          )}
          <ExposedList of={exposed} />
        </div>
      </div>
    </Section>
  )
}

/** Where three overdue entries lead; nothing where nobody is exposed. */
function ExposedList({ of }: { of: readonly ExposedCase[] }) {
  if (of.length === 0) return null
  return (
    <>
      <h3 className="over-x">{exposureWords.heading}</h3>
      <ol className="overlist">
        {of.map(({ row, office, exposedAt }) => (
          <li key={row.no}>
            <a href={`/exposed#${row.no}`}>
              <Title of={row} />
            </a>
            <p>{fill(exposureWords.homeBy, { office: office.short, at: monthDay(exposedAt) })}</p>
          </li>
        ))}
      </ol>
      <a className="more" href="/exposed">
        {exposureWords.seeAll}
        <Icon name="arrow" />
      </a>
    </>
  )
}

/**
 * What one comes for stands before what one may read. A phone opens its camera; where there is none a form does, and the code
 * leads to a phone.
 */
function Snap() {
  const button = (href: string, where: 'phone' | 'wide') => (
    <ButtonLink href={href} kind="primary" icon="camera" className={`snap-b snap-${where}`}>
      {say.home.open}
    </ButtonLink>
  )
  return (
    <div className="snap" id="snap">
      {button('/m/', 'phone')}
      {button('/report', 'wide')}
      <p className="strip">
        <Icon name="clock" />
        <span>{say.home.deadline}</span>
      </p>
      <a className="snap-q" href="/m/">
        <img src="/qr.svg" width="128" height="128" alt={say.home.codeLabel} />
        <span>{say.home.how}</span>
      </a>
      <p className="snap-f">
        {say.home.noPhone}
        <a href="/report">{say.home.noPhoneForm}</a>
      </p>
    </div>
  )
}

export function Home(props: HomeProps) {
  const { site, month, closed, together } = props
  const lastTwoWeeks = month.daily.slice(-14)
  const [first, last] = [lastTwoWeeks[0], lastTwoWeeks.at(-1)]
  return (
    <Page
      site={site}
      title={fill(say.home.title, { city: site.city.name })}
      description={fill(say.home.description, { city: site.city.name })}
      scripts={['case.js', 'map.js']}
      bleed
    >
      <Hero {...props} />
      <Figures month={month} dissatisfied={props.dissatisfied} />
      <Where {...props} />
      <div className="wrap sec two">
        <Section id="satisfaction" title={say.home.satisfaction} note={say.home.month}>
          <Satisfaction stats={month} />
        </Section>
        <Section
          id="daily"
          title={say.home.daily}
          note={
            first &&
            last &&
            fill(say.home.days, { from: monthDay(startOfDay(first.day)), to: monthDay(startOfDay(last.day)) })
          }
        >
          <Daily days={lastTwoWeeks} />
        </Section>
      </div>
      {together && <TogetherSection together={together} />}
      {closed.length > 0 && (
        <Section
          id="closed"
          className="wrap sec"
          title={say.home.justClosed}
          note={<a href={casesHref({ state: 'closed' })}>{say.home.seeAll}</a>}
        >
          <ul className="cis">
            {closed.map((row) => (
              <CaseCard key={row.no} row={row} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}
