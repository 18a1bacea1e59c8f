/** One activity: what, when, where, who, how many seats, and what came of it. */
import type { ActivityView, ShiftView } from '#shared/activities.ts'
import { nextSpan } from '#shared/together.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import type { BaseMap } from '../../map/base.ts'
import { ButtonLink, Strip } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { MapSvg } from '../../parts/MapSvg.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { Section, Side } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { boxAround } from './load.ts'
import { ActivityChip, Figures, isPast, ResultLine, Seats, Shots } from './Parts.tsx'
import {
  activityWords,
  ageWords,
  confirmWords,
  countsOf,
  fill,
  hasSeat,
  say,
  seatWords,
  takesPeople,
  timeWords
} from './words.ts'
import { Phone } from '../../parts/Written.tsx'

function Shift({ it, activity }: { it: ShiftView; activity: ActivityView }) {
  const counts = countsOf(it)
  const taken = counts.capacity - counts.free
  const words =
    it.state === 'open' || it.state === 'waitlist'
      ? seatWords({ ...counts, status: 'open' })
      : activityWords.shift[it.state]
  return (
    <li className="shift">
      <h3>{timeWords(it)}</h3>
      <p className="shift-v">
        <b>{words}</b>
        <small>{fill(say.seats.of, { n: counts.capacity, taken, waiting: counts.waiting })}</small>
      </p>
      <Seats capacity={counts.capacity} free={counts.free} />
      {(it.roles.length > 1 || it.roles.some((r) => r.skills.length > 0)) && (
        <ul className="shift-r">
          {it.roles.map((r) => (
            <li key={r.id}>
              {hasSeat(r)
                ? fill(say.roleFree, { name: r.name, n: r.free })
                : fill(say.roleWait, { name: r.name, n: r.waiting })}
              {r.skills.length > 0 && (
                <span className="tag">
                  {fill(say.needs, { skills: r.skills.map((s) => activityWords.skill[s]).join(say.list2) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {takesPeople(activity) && (it.state === 'open' || it.state === 'waitlist') && (
        <p className="hint">{fill(say.cancelBy, { at: monthDayTime(it.cancelBy) })}</p>
      )}
    </li>
  )
}

function Facts({ it }: { it: ActivityView }) {
  const { facts } = say
  const lines: (readonly [string, string | undefined])[] = [
    [facts.meet, it.address],
    [facts.organiser, it.office.name],
    [facts.with, it.coOrganisers.join(say.list2)],
    [facts.bring, it.bring.join(say.list2)],
    [facts.insurance, it.insurance],
    [facts.age, ageWords(it)],
    [facts.trainings, it.trainings.map((t) => activityWords.training[t]).join(say.list2)],
    [facts.weather, it.weather]
  ]
  return (
    <dl className="act-kv">
      {lines.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null
      )}
      <div>
        <dt>{facts.contact}</dt>
        <dd>
          <bdi>{it.contact.name}</bdi> <Phone number={it.contact.phone} />
        </dd>
      </div>
    </dl>
  )
}

/** The portal keeps no accounts: WeChat says who somebody is, and staff have the desk. */
function Join({ it }: { it: ActivityView }) {
  const words = it.cancelHours > 0 ? say.join.rules : say.join.anyTime
  return (
    <Side title={say.join.title} className="act-join">
      {takesPeople(it) ? (
        <>
          <ButtonLink kind="primary" wide href={`/m/#/activities/activity?no=${it.no}`}>
            {say.join.go}
          </ButtonLink>
          <div className="act-qr">
            <img src={`/activities/${it.no}/qr.svg`} width="120" height="120" alt={say.join.qr} />
            <p>
              <b>{say.join.scan}</b>
              <br />
              {say.join.why}
            </p>
          </div>
          <p className="hint">{fill(words, { minutes: confirmWords(it.confirmMinutes), hours: it.cancelHours })}</p>
          <p>
            <a href={`/office/activities/${it.no}/join`} rel="nofollow">
              {say.join.staff}
            </a>
          </p>
        </>
      ) : (
        <p>{it.status === 'cancelled' ? say.join.cancelled : say.join.over}</p>
      )}
      <p>
        <a className="more" href={it.calendar}>
          <Icon name="download" />
          {say.ics}
        </a>
      </p>
    </Side>
  )
}

interface ActivityPageProps {
  site: Site
  it: ActivityView
  base: BaseMap
}

function Aside({ site, it, base }: ActivityPageProps) {
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  const place = { no: it.no, place: it.place, title: it.address, label: '' }
  return (
    <aside className="case-s">
      {!isPast(it) && <Join it={it} />}
      <Side>
        <Facts it={it} />
      </Side>
      <Side title={say.place}>
        <figure className="mapbox">
          <MapSvg
            base={base}
            box={boxAround([it.place], [0, 0, 0, 0])}
            pins={[place]}
            scale={scale}
            label={fill(say.map.one, { title: it.title, address: it.address })}
            sizes={[{ width: 358, height: 260, shows: 'always' }]}
          />
        </figure>
        <p className="hint">{it.address}</p>
      </Side>
      {it.cases.length > 0 && (
        <Side title={say.cases} className="side-l">
          {it.cases.map((c) => (
            <a key={c.no} href={`/cases/${c.no}`}>
              {c.title}
            </a>
          ))}
          <p className="hint">{say.casesHint}</p>
        </Side>
      )}
      {isPast(it) && (
        <p>
          <a className="more" href={it.calendar}>
            <Icon name="download" />
            {say.ics}
          </a>
        </p>
      )}
    </aside>
  )
}

export function ActivityPage({ site, it, base }: ActivityPageProps) {
  return (
    <Page site={site} title={it.title} description={it.about.slice(0, 120)} scripts={['case.js']}>
      <Crumbs
        path={[
          { href: '/', words: site.city.name },
          { href: '/activities', words: say.nav },
          { href: `/activities?kind=${it.kind}`, words: activityWords.kind[it.kind] }
        ]}
      />
      <header className="act-h">
        <p className="case-k">
          <ActivityChip status={it.status} />
          <span className="no">{it.no}</span>
          {it.demo && <span className="tag">{say.demo}</span>}
        </p>
        <p className="act-d">{timeWords(nextSpan(it))}</p>
        <h1 className="notice">{it.title}</h1>
        {it.cancelled && (
          <Strip icon="warn">
            {fill(say.cancelledAt, { at: monthDayTime(it.cancelled.at), words: it.cancelled.words })}
          </Strip>
        )}
      </header>
      <div className="case-g">
        <div className="case-m">
          {it.results && (
            <Section id="results" title={say.results}>
              <ResultLine results={it.results} />
              {it.results.words && (
                <p className="act-about" dir="auto">
                  {it.results.words}
                </p>
              )}
              <Figures results={it.results} />
              <Shots results={it.results} title={it.title} />
            </Section>
          )}
          {it.cover && !it.results && (
            <figure className="act-ph brackets">
              <Photo
                photo={it.cover}
                alt={fill(say.coverAlt, { title: it.title })}
                sizes="(min-width: 1024px) 760px, 100vw"
                eager
              />
            </figure>
          )}
          <p className="act-about" dir="auto">
            {it.about}
          </p>
          <Section id="shifts" title={say.shifts}>
            <ol className="shifts">
              {it.shifts.map((shift) => (
                <Shift key={shift.id} it={shift} activity={it} />
              ))}
            </ol>
          </Section>
          {it.last && (
            <Section id="last" title={say.last}>
              <div className="act-last">
                <p>
                  {fill(say.lastLine, {
                    day: monthDay(it.last.from),
                    came: it.last.results.came,
                    signedUp: it.last.results.signedUp
                  })}
                  {it.last.results.words}
                </p>
                <Figures results={it.last.results} />
                <p>
                  <a href={`/activities/${it.last.no}`}>{say.lastMore}</a>
                </p>
              </div>
            </Section>
          )}
        </div>
        <Aside site={site} it={it} base={base} />
      </div>
    </Page>
  )
}
