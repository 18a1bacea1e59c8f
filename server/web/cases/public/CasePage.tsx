/** One case: what was seen, what was done, both clocks, what was said, who decided, and how to check all of it. */
import { becauseWords } from '#shared/because.ts'
import type { CaseView, TimelineEntry } from '#shared/cases.ts'
import type { ContactCard } from '#shared/oversight.ts'
import { limitWords, monthDayTime } from '#shared/time-format.ts'
import { isOver } from '#server/cases/lifecycle.ts'
import type { BaseMap } from '../../map/base.ts'
import { around } from '../../map/mercator.ts'
import { Alarms, Chip } from '../../parts/Chip.tsx'
import { Clocks } from '../../parts/Clocks.tsx'
import { ButtonLink } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { MapSvg } from '../../parts/MapSvg.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Pair } from '../../parts/Pair.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { Lines, Quote } from '../../parts/Quote.tsx'
import { Seal } from '../../parts/Seal.tsx'
import { Section, Side } from '../../parts/Section.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { Title } from '../../parts/Title.tsx'
import { responsibilityWords } from '#shared/responsibility.ts'
import type { Site } from '../../frame/site.ts'
import { StreetContacts } from '../../oversight/public/Contacts.tsx'
import { caseWords, fill, say } from '../../frame/words.ts'
import { affectedHref } from './affected.ts'
import { placeWords } from './CaseRow.tsx'
import { casesHref } from './filters.ts'
import { Proof } from './Proof.tsx'
import { Ratings } from './Ratings.tsx'

/** Until someone has sent it, the office of the rule is only who would answer. */
const wasSent = (caseView: CaseView): boolean => caseView.timeline.some((entry) => entry.verb === 'dispatch')

export function CaseHead({ caseView, small = false }: { caseView: CaseView; small?: boolean }) {
  return (
    <header className="case-h">
      <div>
        <p className="case-k">
          <Chip status={caseView.status} />
          <Alarms of={caseView} />
          <span className="no">{caseView.no}</span>
          {caseView.demo && <span className="tag">{say.demo}</span>}
          {caseView.reports > 1 && <span className="no">{fill(say.case.reports, { n: caseView.reports })}</span>}
          {caseView.affected !== undefined && (
            <span className="no">{fill(say.affected.others, { n: caseView.affected })}</span>
          )}
        </p>
        <h1 className={small ? undefined : 'notice'}>
          <Title of={caseView} />
        </h1>
        <p className="case-sub">
          {fill(say.case.sub, { category: caseView.category.name, place: placeWords(caseView) })}
          {!wasSent(caseView) ? (
            caseView.status === 'received' ? (
              say.case.toDispatch
            ) : (
              say.case.notSent
            )
          ) : small ? (
            fill(say.case.byWords, { office: caseView.office.name })
          ) : (
            <>
              <a href={`/offices/${caseView.office.id}`}>{caseView.office.name}</a>
              {say.case.by}
            </>
          )}
        </p>
      </div>
      {caseView.status === 'closed' && <Seal />}
    </header>
  )
}

/** The pair, or what there is of it, and the note below. */
export function CasePhotos({ caseView, eager = true }: { caseView: CaseView; eager?: boolean }) {
  const what = fill(say.case.what, { category: caseView.category.name, place: placeWords(caseView) })
  const [before, after] = [caseView.before[0], caseView.after[0]]
  const rest = [
    ...caseView.before.slice(1).map((photo) => ({ photo, alt: fill(say.pair.reportedAlt, { what }) })),
    ...caseView.after.slice(1).map((photo) => ({ photo, alt: fill(say.pair.afterAlt, { what }) }))
  ]
  if (!before && !after) return eager ? <p className="strip">{say.case.noPhotos}</p> : null
  const shot = before ?? after
  return (
    <div>
      {before && after ? (
        <Pair
          before={{ photo: before, at: caseView.at, alt: fill(say.pair.beforeAlt, { what }) }}
          after={{ photo: after, at: caseView.afterAt, alt: fill(say.pair.afterAlt, { what }) }}
        />
      ) : (
        shot && <Pair before={{ photo: shot, at: caseView.at, alt: fill(say.pair.reportedAlt, { what }) }} />
      )}
      <p className="pair-note">
        <span>
          <Icon name="frame" />
          {before &&
            after &&
            caseView.afterDistanceM !== undefined &&
            fill(say.pair.apart, { n: caseView.afterDistanceM })}
          {caseView.demo ? say.pair.demo : say.pair.screened}
        </span>
      </p>
      {rest.length > 0 && (
        <ul className="rest" aria-label={say.case.morePhotos}>
          {rest.map(({ photo, alt }) => (
            <li key={photo.id}>
              <a href={photo.large}>
                <Photo photo={photo} alt={alt} sizes="120px" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export function CaseWords({ caseView }: { caseView: CaseView }) {
  return (
    <Section id="said" title={say.case.said}>
      {caseView.text ? (
        <Quote
          source={fill(say.case.source, {
            channel: caseWords.channel[caseView.channel],
            at: monthDayTime(caseView.at)
          })}
        >
          <Lines text={caseView.text} />
        </Quote>
      ) : (
        <p className="hint">{caseView.textErased ? caseWords.erased : say.case.noWords}</p>
      )}
    </Section>
  )
}

/** Before it was classified anew or extended. */
const firstLimit = ({ earlier: [first] = [], limit, extended = 0 }: CaseView['clock']) =>
  first?.limit ?? { ...limit, n: limit.n - extended }

/** What the page says above is not said again; what was promised is. */
function shownEntries(caseView: CaseView): TimelineEntry[] {
  const dispatched = caseView.timeline.filter((entry) => entry.verb === 'dispatch').sort((a, b) => a.n - b.n)[0]
  return caseView.timeline.map((entry) => {
    if (entry.verb === 'receive' && entry.photos.length > 0) {
      return { ...entry, text: fill(say.case.received, { n: entry.photos.length }), photos: [] }
    }
    if (entry.verb === 'receive') return { ...entry, text: undefined }
    if (entry === dispatched && !entry.text)
      return { ...entry, text: fill(say.case.promised, { limit: limitWords(firstLimit(caseView.clock)) }) }
    return entry
  })
}

export function Course({ caseView }: { caseView: CaseView }) {
  return (
    <Section id="course" title={say.case.course} note={fill(say.case.courseNote, { n: caseView.timeline.length })}>
      <Timeline entries={shownEntries(caseView)} status={caseView.status} prints />
    </Section>
  )
}

function Why({ caseView, base, scale }: { caseView: CaseView; base: BaseMap; scale: number }) {
  return (
    <Side title={wasSent(caseView) ? fill(say.case.why, { office: caseView.office.short }) : say.case.whyRule}>
      <ol className="why">
        {caseView.routing.because.map((fact) => (
          <li key={becauseWords(fact)}>{becauseWords(fact)}</li>
        ))}
      </ol>
      <p className="hint">
        {fill(say.case.rule, { rule: caseView.routing.rule, version: caseView.routing.version })}
        {wasSent(caseView) && fill(say.case.release, { release: caseView.routing.release })}
        {wasSent(caseView) && (caseView.routing.byHand ? say.case.byHand : say.case.byRule)}{' '}
        <a href={`/rules/${caseView.routing.release}/${encodeURIComponent(caseView.routing.rule)}`}>
          {say.case.readRule}
        </a>
      </p>
      {responsibilityWords(caseView).map((words) => (
        <p key={words} className="why-s">
          {words}
        </p>
      ))}
      {caseView.place && (
        <div className="map-sm">
          <MapSvg
            base={base}
            box={around(caseView.place, 3, 5 / 3)}
            label={fill(say.map.one, { place: placeWords(caseView) })}
            pins={[
              {
                no: caseView.no,
                title: caseView.title,
                place: caseView.place,
                status: caseView.status,
                light: caseView.clock.light
              }
            ]}
            sizes={[{ width: 336, height: 202, shows: 'always' }]}
            scale={scale}
          />
        </div>
      )}
      {caseView.place && <p className="hint no-print">{say.map.privacy}</p>}
    </Side>
  )
}

function Acts({ caseView }: { caseView: CaseView }) {
  const again = new URLSearchParams({
    category: caseView.category.code,
    area: caseView.area.id,
    ...(caseView.address && { address: caseView.address }),
    again: caseView.no
  })
  return (
    <Side className="side-l no-print">
      <button className="btn-plain" type="button" data-print="" hidden>
        <Icon name="print" />
        {say.case.print}
      </button>
      <a href={`/api/cases/${caseView.no}`}>
        <Icon name="download" />
        {say.case.json}
      </a>
      {!isOver(caseView.status) && (
        <a href={affectedHref(caseView.no)} rel="nofollow">
          <Icon name="people" />
          {say.affected.say}
        </a>
      )}
      <a href={`/report?${again.toString()}`} rel="nofollow">
        <Icon name="again" />
        {say.case.again}
      </a>
      <a href={casesHref({ area: caseView.area.id, category: caseView.category.code })}>
        <Icon name="list" />
        {fill(say.case.alike, { area: caseView.area.name, category: caseView.category.name })}
      </a>
    </Side>
  )
}

interface CasePageProps {
  site: Site
  caseView: CaseView
  base: BaseMap
  /** Liaisons of its street. */
  contacts?: readonly ContactCard[]
}

export function CasePage({ site, caseView, base, contacts = [] }: CasePageProps) {
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  return (
    <Page
      site={site}
      title={fill(say.case.title, { title: caseView.title, no: caseView.no, city: site.city.name })}
      picture={(caseView.after[0] ?? caseView.before[0])?.large}
      description={fill(say.case.description, {
        title: caseView.title,
        status: caseWords.status[caseView.status],
        office: caseView.office.name
      })}
      scripts={['case.js']}
    >
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/cases', words: say.nav.cases },
          { href: casesHref({ area: caseView.area.id }), words: caseView.area.name }
        ]}
      />
      <CaseHead caseView={caseView} />
      <div className="case-g">
        <div className="case-m">
          <CasePhotos caseView={caseView} />
          <Clocks clock={caseView.clock} elapsed={caseView.elapsed} status={caseView.status} />
          <CaseWords caseView={caseView} />
          <Course caseView={caseView} />
        </div>
        <aside className="case-s" aria-label={say.case.aside}>
          <Ratings caseView={caseView} />
          <Why caseView={caseView} base={base} scale={scale} />
          <Proof caseView={caseView} />
          <StreetContacts cards={contacts} />
          <Acts caseView={caseView} />
        </aside>
      </div>
      {caseView.status === 'closed' && (
        <p className="mine-l no-print">
          {say.case.mine}
          <ButtonLink href="/track">{say.case.track}</ButtonLink>
        </p>
      )}
    </Page>
  )
}
