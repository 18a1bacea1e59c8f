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

function Shift({ shift, activity }: { shift: ShiftView; activity: ActivityView }) {
  const counts = countsOf(shift)
  const taken = counts.capacity - counts.free
  const words =
    shift.state === 'open' || shift.state === 'waitlist'
      ? seatWords({ ...counts, status: 'open' })
      : activityWords.shift[shift.state]
  return (
    <li className="shift">
      <h3>{timeWords(shift)}</h3>
      <p className="shift-v">
        <b>{words}</b>
        <small>{fill(say.seats.of, { n: counts.capacity, taken, waiting: counts.waiting })}</small>
      </p>
      <Seats capacity={counts.capacity} free={counts.free} />
      {(shift.roles.length > 1 || shift.roles.some((r) => r.skills.length > 0)) && (
        <ul className="shift-r">
          {shift.roles.map((r) => (
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
      {takesPeople(activity) && (shift.state === 'open' || shift.state === 'waitlist') && (
        <p className="hint">{fill(say.cancelBy, { at: monthDayTime(shift.cancelBy) })}</p>
      )}
    </li>
  )
}

function Facts({ activity }: { activity: ActivityView }) {
  const { facts } = say
  const lines: (readonly [string, string | undefined])[] = [
    [facts.meet, activity.address],
    [facts.organiser, activity.office.name],
    [facts.with, activity.coOrganisers.join(say.list2)],
    [facts.bring, activity.bring.join(say.list2)],
    [facts.insurance, activity.insurance],
    [facts.age, ageWords(activity)],
    [facts.trainings, activity.trainings.map((t) => activityWords.training[t]).join(say.list2)],
    [facts.weather, activity.weather]
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
          <bdi>{activity.contact.name}</bdi> <Phone number={activity.contact.phone} />
        </dd>
      </div>
    </dl>
  )
}

/** The portal keeps no accounts: WeChat says who somebody is, and staff have the desk. */
function Join({ activity }: { activity: ActivityView }) {
  const words = activity.cancelHours > 0 ? say.join.rules : say.join.anyTime
  return (
    <Side title={say.join.title} className="act-join">
      {takesPeople(activity) ? (
        <>
          <ButtonLink kind="primary" wide href={`/m/#/activities/activity?no=${activity.no}`}>
            {say.join.go}
          </ButtonLink>
          <div className="act-qr">
            <img src={`/activities/${activity.no}/qr.svg`} width="120" height="120" alt={say.join.qr} />
            <p>
              <b>{say.join.scan}</b>
              <br />
              {say.join.why}
            </p>
          </div>
          <p className="hint">
            {fill(words, { minutes: confirmWords(activity.confirmMinutes), hours: activity.cancelHours })}
          </p>
          <p>
            <a href={`/office/activities/${activity.no}/join`} rel="nofollow">
              {say.join.staff}
            </a>
          </p>
        </>
      ) : (
        <p>{activity.status === 'cancelled' ? say.join.cancelled : say.join.over}</p>
      )}
      <p>
        <a className="more" href={activity.calendar}>
          <Icon name="download" />
          {say.ics}
        </a>
      </p>
    </Side>
  )
}

interface ActivityPageProps {
  site: Site
  activity: ActivityView
  base: BaseMap
}

function Aside({ site, activity, base }: ActivityPageProps) {
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  const place = { no: activity.no, place: activity.place, title: activity.address, label: '' }
  return (
    <aside className="case-s">
      {!isPast(activity) && <Join activity={activity} />}
      <Side>
        <Facts activity={activity} />
      </Side>
      <Side title={say.place}>
        <figure className="mapbox">
          <MapSvg
            base={base}
            box={boxAround([activity.place], [0, 0, 0, 0])}
            pins={[place]}
            scale={scale}
            label={fill(say.map.one, { title: activity.title, address: activity.address })}
            sizes={[{ width: 358, height: 260, shows: 'always' }]}
          />
        </figure>
        <p className="hint">{activity.address}</p>
      </Side>
      {activity.cases.length > 0 && (
        <Side title={say.cases} className="side-l">
          {activity.cases.map((c) => (
            <a key={c.no} href={`/cases/${c.no}`}>
              {c.title}
            </a>
          ))}
          <p className="hint">{say.casesHint}</p>
        </Side>
      )}
      {isPast(activity) && (
        <p>
          <a className="more" href={activity.calendar}>
            <Icon name="download" />
            {say.ics}
          </a>
        </p>
      )}
    </aside>
  )
}

export function ActivityPage({ site, activity, base }: ActivityPageProps) {
  return (
    <Page site={site} title={activity.title} description={activity.about.slice(0, 120)} scripts={['case.js']}>
      <Crumbs
        path={[
          { href: '/', words: site.city.name },
          { href: '/activities', words: say.nav },
          { href: `/activities?kind=${activity.kind}`, words: activityWords.kind[activity.kind] }
        ]}
      />
      <header className="act-h">
        <p className="case-k">
          <ActivityChip status={activity.status} />
          <span className="no">{activity.no}</span>
          {activity.demo && <span className="tag">{say.demo}</span>}
        </p>
        <p className="act-d">{timeWords(nextSpan(activity))}</p>
        <h1 className="notice">{activity.title}</h1>
        {activity.cancelled && (
          <Strip icon="warn">
            {fill(say.cancelledAt, { at: monthDayTime(activity.cancelled.at), words: activity.cancelled.words })}
          </Strip>
        )}
      </header>
      <div className="case-g">
        <div className="case-m">
          {activity.results && (
            <Section id="results" title={say.results}>
              <ResultLine results={activity.results} />
              {activity.results.words && (
                <p className="act-about" dir="auto">
                  {activity.results.words}
                </p>
              )}
              <Figures results={activity.results} />
              <Shots results={activity.results} title={activity.title} />
            </Section>
          )}
          {activity.cover && !activity.results && (
            <figure className="act-ph brackets">
              <Photo
                photo={activity.cover}
                alt={fill(say.coverAlt, { title: activity.title })}
                sizes="(min-width: 1024px) 760px, 100vw"
                eager
              />
            </figure>
          )}
          <p className="act-about" dir="auto">
            {activity.about}
          </p>
          <Section id="shifts" title={say.shifts}>
            <ol className="shifts">
              {activity.shifts.map((shift) => (
                <Shift key={shift.id} shift={shift} activity={activity} />
              ))}
            </ol>
          </Section>
          {activity.last && (
            <Section id="last" title={say.last}>
              <div className="act-last">
                <p>
                  {fill(say.lastLine, {
                    day: monthDay(activity.last.from),
                    came: activity.last.results.came,
                    signedUp: activity.last.results.signedUp
                  })}
                  {activity.last.results.words}
                </p>
                <Figures results={activity.last.results} />
                <p>
                  <a href={`/activities/${activity.last.no}`}>{say.lastMore}</a>
                </p>
              </div>
            </Section>
          )}
        </div>
        <Aside site={site} activity={activity} base={base} />
      </div>
    </Page>
  )
}
