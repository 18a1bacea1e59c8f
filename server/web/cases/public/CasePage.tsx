/** One case: what was seen, what was done, both clocks, what was said, who decided, and how to check all of it. */
import { becauseWords } from '#shared/because.ts'
import type { CaseView, TimelineEntry } from '#shared/cases.ts'
import type { ContactCard } from '#shared/oversight.ts'
import { limitWords, monthDayTime } from '#shared/time-format.ts'
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
import { placeWords } from './CaseRow.tsx'
import { casesHref } from './filters.ts'
import { Proof } from './Proof.tsx'
import { Ratings } from './Ratings.tsx'

/** Until someone has sent it, the office of the rule is only who would answer. */
const wasSent = (it: CaseView): boolean => it.timeline.some((entry) => entry.verb === 'dispatch')

export function CaseHead({ it, small = false }: { it: CaseView; small?: boolean }) {
  return (
    <header className="case-h">
      <div>
        <p className="case-k">
          <Chip status={it.status} />
          <Alarms of={it} />
          <span className="no">{it.no}</span>
          {it.demo && <span className="tag">{say.demo}</span>}
          {it.reports > 1 && <span className="no">{fill(say.case.reports, { n: it.reports })}</span>}
        </p>
        <h1 className={small ? undefined : 'notice'}>
          <Title of={it} />
        </h1>
        <p className="case-sub">
          {fill(say.case.sub, { category: it.category.name, place: placeWords(it) })}
          {!wasSent(it) ? (
            it.status === 'received' ? (
              say.case.toDispatch
            ) : (
              say.case.notSent
            )
          ) : small ? (
            fill(say.case.byWords, { office: it.office.name })
          ) : (
            <>
              <a href={`/offices/${it.office.id}`}>{it.office.name}</a>
              {say.case.by}
            </>
          )}
        </p>
      </div>
      {it.status === 'closed' && <Seal />}
    </header>
  )
}

/** The pair, or what there is of it, and the note below. */
export function CasePhotos({ it, eager = true }: { it: CaseView; eager?: boolean }) {
  const what = fill(say.case.what, { category: it.category.name, place: placeWords(it) })
  const [before, after] = [it.before[0], it.after[0]]
  const rest = [
    ...it.before.slice(1).map((photo) => ({ photo, alt: fill(say.pair.reportedAlt, { what }) })),
    ...it.after.slice(1).map((photo) => ({ photo, alt: fill(say.pair.afterAlt, { what }) }))
  ]
  if (!before && !after) return eager ? <p className="strip">{say.case.noPhotos}</p> : null
  const shot = before ?? after
  return (
    <div>
      {before && after ? (
        <Pair
          before={{ photo: before, at: it.at, alt: fill(say.pair.beforeAlt, { what }) }}
          after={{ photo: after, at: it.afterAt, alt: fill(say.pair.afterAlt, { what }) }}
        />
      ) : (
        shot && <Pair before={{ photo: shot, at: it.at, alt: fill(say.pair.reportedAlt, { what }) }} />
      )}
      <p className="pair-note">
        <span>
          <Icon name="frame" />
          {before && after && it.afterDistanceM !== undefined && fill(say.pair.apart, { n: it.afterDistanceM })}
          {it.demo ? say.pair.demo : say.pair.screened}
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

export function CaseWords({ it }: { it: CaseView }) {
  return (
    <Section id="said" title={say.case.said}>
      {it.text ? (
        <Quote source={fill(say.case.source, { channel: caseWords.channel[it.channel], at: monthDayTime(it.at) })}>
          <Lines text={it.text} />
        </Quote>
      ) : (
        <p className="hint">{it.textErased ? caseWords.erased : say.case.noWords}</p>
      )}
    </Section>
  )
}

/** Before it was classified anew or extended. */
const firstLimit = ({ earlier: [first] = [], limit, extended = 0 }: CaseView['clock']) =>
  first?.limit ?? { ...limit, n: limit.n - extended }

/** What the page says above is not said again; what was promised is. */
function shownEntries(it: CaseView): TimelineEntry[] {
  const dispatched = it.timeline.filter((entry) => entry.verb === 'dispatch').sort((a, b) => a.n - b.n)[0]
  return it.timeline.map((entry) => {
    if (entry.verb === 'receive' && entry.photos.length > 0) {
      return { ...entry, text: fill(say.case.received, { n: entry.photos.length }), photos: [] }
    }
    if (entry.verb === 'receive') return { ...entry, text: undefined }
    if (entry === dispatched && !entry.text)
      return { ...entry, text: fill(say.case.promised, { limit: limitWords(firstLimit(it.clock)) }) }
    return entry
  })
}

export function Course({ it }: { it: CaseView }) {
  return (
    <Section id="course" title={say.case.course} note={fill(say.case.courseNote, { n: it.timeline.length })}>
      <Timeline entries={shownEntries(it)} status={it.status} prints />
    </Section>
  )
}

function Why({ it, base, scale }: { it: CaseView; base: BaseMap; scale: number }) {
  return (
    <Side title={wasSent(it) ? fill(say.case.why, { office: it.office.short }) : say.case.whyRule}>
      <ol className="why">
        {it.routing.because.map((fact) => (
          <li key={becauseWords(fact)}>{becauseWords(fact)}</li>
        ))}
      </ol>
      <p className="hint">
        {fill(say.case.rule, { rule: it.routing.rule, version: it.routing.version })}
        {wasSent(it) && fill(say.case.release, { release: it.routing.release })}
        {wasSent(it) && (it.routing.byHand ? say.case.byHand : say.case.byRule)}{' '}
        <a href={`/rules/${it.routing.release}/${encodeURIComponent(it.routing.rule)}`}>{say.case.readRule}</a>
      </p>
      {responsibilityWords(it).map((words) => (
        <p key={words} className="why-s">
          {words}
        </p>
      ))}
      {it.place && (
        <div className="map-sm">
          <MapSvg
            base={base}
            box={around(it.place, 3, 5 / 3)}
            label={fill(say.map.one, { place: placeWords(it) })}
            pins={[{ no: it.no, title: it.title, place: it.place, status: it.status, light: it.clock.light }]}
            sizes={[{ width: 336, height: 202, shows: 'always' }]}
            scale={scale}
          />
        </div>
      )}
      {it.place && <p className="hint no-print">{say.map.privacy}</p>}
    </Side>
  )
}

function Acts({ it }: { it: CaseView }) {
  const again = new URLSearchParams({
    category: it.category.code,
    area: it.area.id,
    ...(it.address && { address: it.address }),
    again: it.no
  })
  return (
    <Side className="side-l no-print">
      <button className="btn-plain" type="button" data-print="" hidden>
        <Icon name="print" />
        {say.case.print}
      </button>
      <a href={`/api/cases/${it.no}`}>
        <Icon name="download" />
        {say.case.json}
      </a>
      <a href={`/report?${again.toString()}`} rel="nofollow">
        <Icon name="again" />
        {say.case.again}
      </a>
      <a href={casesHref({ area: it.area.id, category: it.category.code })}>
        <Icon name="list" />
        {fill(say.case.alike, { area: it.area.name, category: it.category.name })}
      </a>
    </Side>
  )
}

interface CasePageProps {
  site: Site
  it: CaseView
  base: BaseMap
  /** Liaisons of its street. */
  contacts?: readonly ContactCard[]
}

export function CasePage({ site, it, base, contacts = [] }: CasePageProps) {
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  return (
    <Page
      site={site}
      title={fill(say.case.title, { title: it.title, no: it.no, city: site.city.name })}
      picture={(it.after[0] ?? it.before[0])?.large}
      description={fill(say.case.description, {
        title: it.title,
        status: caseWords.status[it.status],
        office: it.office.name
      })}
      scripts={['case.js']}
    >
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/cases', words: say.nav.cases },
          { href: casesHref({ area: it.area.id }), words: it.area.name }
        ]}
      />
      <CaseHead it={it} />
      <div className="case-g">
        <div className="case-m">
          <CasePhotos it={it} />
          <Clocks clock={it.clock} elapsed={it.elapsed} status={it.status} />
          <CaseWords it={it} />
          <Course it={it} />
        </div>
        <aside className="case-s" aria-label={say.case.aside}>
          <Ratings it={it} />
          <Why it={it} base={base} scale={scale} />
          <Proof it={it} />
          <StreetContacts cards={contacts} />
          <Acts it={it} />
        </aside>
      </div>
      {it.status === 'closed' && (
        <p className="mine-l no-print">
          {say.case.mine}
          <ButtonLink href="/track">{say.case.track}</ButtonLink>
        </p>
      )}
    </Page>
  )
}
