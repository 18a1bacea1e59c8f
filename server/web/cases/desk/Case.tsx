/** The middle pane: the matter itself, photos and exact place, what was said, what happened, what lies nearby. */
import { becauseWords } from '#shared/because.ts'
import type { ReactNode } from 'react'
import { againDays, type CaseView, type DeskView, type TimelineEntry } from '#shared/cases.ts'
import { contactReasons } from '#shared/contact-reads.ts'
import type { PhotoView } from '#shared/photos.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { Alarms, Chip } from '../../parts/Chip.tsx'
import { Clocks } from '../../parts/Clocks.tsx'
import { Button, FormToken, Hidden, Select, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Pair } from '../../parts/Pair.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { Lines } from '../../parts/Quote.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { responsibilityWords } from '#shared/responsibility.ts'
import { caseHref, queueHref, type Where } from './links.ts'
import { TimePane } from './TimePane.tsx'
import { caseWords, fill, say } from '../../frame/desk-words.ts'
import { Phone } from '../../parts/Written.tsx'
import { Title } from '../../parts/Title.tsx'

type DeskReport = DeskView['reports'][number]

interface CaseProps {
  token: string
  caseView: CaseView
  desk: DeskView
  where: Where
  /** The cases before and after in the queue. */
  beside: { before?: string; after?: string }
  /** Drawn by the one who knows the city's map. */
  map: ReactNode
  keys: boolean
  /** On the queue's own address the queue heads the page. */
  heads: boolean
  /** Above everything: what changed meanwhile, or what the public will see. */
  children?: ReactNode
  /** Below what lies nearby: what else may be made of it. */
  extra?: ReactNode
}

export function CasePane({ caseView, desk, where, beside, map, keys, token, heads, children, extra }: CaseProps) {
  const Heading = heads ? 'h1' : 'h2'
  return (
    <article className="dk-c" id="case" tabIndex={-1} aria-label={say.case.label} data-no={caseView.no}>
      <header className="dk-h">
        <a className="dk-back" href={queueHref(where)}>
          <Icon name="left" />
          {fill(say.case.backTo, { tab: say.tab[where.tab ?? 'all'] })}
        </a>
        <div>
          <p className="dk-k">
            <Chip status={caseView.status} />
            <Alarms of={caseView} />
            <span className="no">{caseView.no}</span>
            <span>{caseView.category.name}</span>
            {desk.again !== undefined && (
              <span className="dk-rep">{fill(say.case.again, { days: againDays, n: desk.again })}</span>
            )}
            {desk.returns > 0 && (
              <span className="dk-rep">
                {say.case.returns} {fill(say.case.returnedTimes, { n: desk.returns })}
              </span>
            )}
            {caseView.reports > 1 && <span>{fill(say.queue.reports, { n: caseView.reports })}</span>}
            {caseView.affected !== undefined && <span>{fill(say.queue.affected, { n: caseView.affected })}</span>}
            {caseView.demo && <span className="dk-demo">{say.case.demo}</span>}
          </p>
          <Heading className="dk-t">
            <Title of={caseView} />
          </Heading>
        </div>
        <Beside beside={beside} where={where} keys={keys} />
      </header>
      {children}
      <Photos caseView={caseView} desk={desk} map={map} />
      <Said caseView={caseView} desk={desk} keys={keys} token={token} />
      <Clocks clock={caseView.clock} elapsed={caseView.elapsed} status={caseView.status} />
      <TimePane caseView={caseView} desk={desk} />
      <div className="dk-two">
        <div>
          <About caseView={caseView} desk={desk} token={token} />
          <Nearby desk={desk} where={where} />
          {extra}
        </div>
        <section aria-labelledby="tl-h">
          <h2 className="dk-h2" id="tl-h">
            {say.case.timeline}
            <small>{fill(say.case.entries, { n: caseView.ledger.entries })}</small>
          </h2>
          <Timeline entries={caseView.timeline.map(brief)} />
        </section>
      </div>
      <BigPhoto />
    </article>
  )
}

/** What a resident sent stands at the left in full; the timeline only says when. */
const brief = (entry: TimelineEntry): TimelineEntry => {
  if (entry.verb !== 'receive' && entry.verb !== 'join') return entry
  const { text: _, ...rest } = entry
  return { ...rest, photos: [] }
}

/** Filled by the island; without it a photo simply opens. */
function BigPhoto() {
  return (
    <dialog className="big" id="big" aria-label={say.lightbox.label} data-of={say.lightbox.of}>
      <form method="dialog" className="big-b">
        <p />
        <button type="button" value="prev">
          {say.lightbox.prev}
        </button>
        <button type="button" value="next" autoFocus>
          {say.lightbox.next}
        </button>
        <button value="close">{say.lightbox.close}</button>
      </form>
    </dialog>
  )
}

function Beside({ beside, where, keys }: Pick<CaseProps, 'beside' | 'where' | 'keys'>) {
  return (
    <p className="dk-step">
      {beside.before && (
        <a href={caseHref(beside.before, where)} rel="prev" aria-label={say.case.prev}>
          <Icon name="left" />
          {keys && <kbd aria-hidden="true">K</kbd>}
        </a>
      )}
      {beside.after && (
        <a href={caseHref(beside.after, where)} rel="next" aria-label={say.case.next}>
          {keys && <kbd aria-hidden="true">J</kbd>}
          <Icon name="right" />
        </a>
      )}
    </p>
  )
}

interface Shown {
  photo: PhotoView
  words: string
  alt: string
}

/** Every photo of the case with its words: what each resident sent, then what the office and the verifier sent. */
function shownPhotos(caseView: CaseView, desk: DeskView): { before: Shown[]; after: Shown[] } {
  const shown = (photo: PhotoView, i: number, words: string, alt: string): Shown => ({
    photo,
    words: fill(words, { n: i + 1 }),
    alt: fill(alt, { category: caseView.category.name, n: i + 1 })
  })
  const before = desk.reports.flatMap((r) => r.photos)
  return {
    before: (before.length > 0 ? before : caseView.before).map((p, i) =>
      shown(p, i, say.case.before, say.case.photoAlt)
    ),
    after: caseView.after.map((p, i) => shown(p, i, say.case.after, say.case.afterAlt))
  }
}

function Figure({ shown, sizes, eager = false }: { shown: Shown; sizes: string; eager?: boolean }) {
  return (
    <figure>
      <a href={shown.photo.large} data-photo={shown.words}>
        <Photo photo={shown.photo} alt={shown.alt} sizes={sizes} eager={eager} />
      </a>
      <figcaption>{shown.words}</figcaption>
    </figure>
  )
}

/** One leads; where the office has answered, before and after lead as a pair. */
function Photos({ caseView, desk, map }: Pick<CaseProps, 'caseView' | 'desk' | 'map'>) {
  const { before, after } = shownPhotos(caseView, desk)
  const [first, ...more] = before
  const last = after.at(-1)
  const rest = last ? [...more, ...after.slice(0, -1)] : more
  // Two stand beside the leading one; the others in a strip below.
  const beside = last ? [] : rest.slice(0, 2)
  const strip = rest.slice(beside.length)
  const place = desk.exactAddress ?? caseView.address ?? caseView.area.name
  return (
    <section className="dk-photos" aria-label={say.case.photos}>
      <div className={`dk-ph dk-ph-${last ? 'pair' : beside.length + 1}`} role="group">
        {first && last ? (
          <div className="dk-pair">
            <Pair
              before={{ photo: first.photo, at: caseView.at, alt: first.alt }}
              after={{ photo: last.photo, at: caseView.afterAt, alt: last.alt }}
            />
            {caseView.afterDistanceM !== undefined && (
              <p className="hint">{fill(say.case.apart, { n: caseView.afterDistanceM })}</p>
            )}
          </div>
        ) : (
          (first ?? last) && <Figure shown={(first ?? last) as Shown} sizes="(min-width: 1200px) 360px, 60vw" eager />
        )}
        {beside.map((shown) => (
          <Figure key={shown.words} shown={shown} sizes="180px" eager />
        ))}
        <figure className="dk-map">
          {map}
          <figcaption>
            {desk.accuracyM === undefined ? place : fill(say.case.accuracy, { place, m: Math.round(desk.accuracyM) })}
          </figcaption>
        </figure>
      </div>
      {strip.length > 0 && (
        <div className="dk-strip">
          {strip.map((shown) => (
            <Figure key={shown.words} shown={shown} sizes="120px" />
          ))}
        </div>
      )}
    </section>
  )
}

/** What the first reporter wrote, right below what he photographed; all others who said the same below the times. */
function Said({ caseView, desk, keys, token }: Pick<CaseProps, 'caseView' | 'desk' | 'keys' | 'token'>) {
  const [first, ...others] = desk.reports
  if (!first) return null
  return (
    <section className="dk-said" aria-labelledby="said-h">
      <h2 className="vh" id="said-h">
        {say.case.said}
      </h2>
      <Report no={caseView.no} report={first} n={others.length > 0 ? 1 : undefined} key1={keys} token={token} />
    </section>
  )
}

function About({ caseView, desk, token }: Pick<CaseProps, 'caseView' | 'desk' | 'token'>) {
  const responsibility = responsibilityWords(caseView)
  return (
    <section aria-labelledby="about-h">
      {desk.reports.slice(1).map((report, i) => (
        <Report key={report.id} no={caseView.no} report={report} n={i + 2} key1={false} token={token} />
      ))}
      <h2 className="dk-h2" id="about-h">
        {say.case.about}
      </h2>
      <dl className="dl">
        <dt>{say.case.why}</dt>
        <dd>
          {caseView.routing.byHand
            ? say.case.byHand
            : fill(say.case.rule, { rule: caseView.routing.rule, n: caseView.routing.version })}
          <ul className="why">
            {caseView.routing.because.map((fact) => (
              <li key={becauseWords(fact)}>{becauseWords(fact)}</li>
            ))}
          </ul>
        </dd>
        {desk.person && (
          <>
            <dt>{say.case.person}</dt>
            <dd>
              {caseView.office.short} {desk.person.name}
            </dd>
          </>
        )}
        <dt>{say.case.supervising}</dt>
        <dd>{desk.supervising.short}</dd>
        {responsibility.length > 0 && (
          <>
            <dt>{say.case.whose}</dt>
            <dd>
              <ul className="why">
                {responsibility.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>{say.case.consent}</dt>
        <dd>
          {say.case[desk.publication.state]}
          {caseView.public && (
            <>
              {say.queue.sep}
              <a href={`/cases/${caseView.no}`}>{say.case.publicPage}</a>
            </>
          )}
        </dd>
        {desk.joinedInto && (
          <>
            <dt>{say.case.joinedInto}</dt>
            <dd>
              <a href={`/office/cases/${desk.joinedInto}`}>{desk.joinedInto}</a>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

const isCovered = (phone: string): boolean => phone.endsWith('*')

/** Name and number are opened for a reason, which the reporter reads. */
function OpenContact({ no, report, token }: { no: string; report: DeskReport; token: string }) {
  const at = `contact-${report.id}`
  return (
    <details className="call">
      <summary>{say.case.showPhone}</summary>
      <form className="dk-form" method="post" action={`/office/cases/${no}/contact`}>
        <FormToken token={token} />
        <Hidden name="report" value={report.id} />
        <p className="hint">{say.contact.told}</p>
        <Select
          name="reason"
          id={`${at}-reason`}
          label={say.contact.why}
          options={contactReasons.map((value) => ({ value, words: say.contact.reason[value] }))}
        />
        <TextField
          name="words"
          id={`${at}-words`}
          label={say.contact.words}
          hint={say.contact.wordsHint}
          maxLength={longest('openContact', '/words')}
        />
        <Button kind="outline">{say.contact.open}</Button>
      </form>
    </details>
  )
}

interface ReportProps {
  no: string
  report: DeskReport
  n: number | undefined
  key1: boolean
  token: string
}
function Report({ no, report, n, key1, token }: ReportProps) {
  const { contact } = report
  return (
    <div className="said">
      {n !== undefined && <h3>{fill(say.case.saidOf, { n })}</h3>}
      <div className="dk-say">
        {report.text ? (
          <Lines text={report.text} />
        ) : (
          <p className="hint">{report.erased ? caseWords.erased : say.case.saidNothing}</p>
        )}
      </div>
      <dl className="dl">
        <dt>{say.case.reporter}</dt>
        <dd>
          {/* Who left a name is not called anonymous. */}
          <bdi>{contact?.name ?? caseWords.who[report.reporter]}</bdi>
          {say.queue.sep}
          {caseWords.channel[report.channel]}
          {say.queue.sep}
          <time className="nobr" dateTime={report.at}>
            {monthDayTime(report.at)}
          </time>
        </dd>
        <dt>
          {say.case.contact}
          {contact && key1 && <kbd aria-hidden="true">C</kbd>}
        </dt>
        <dd>
          {contact && isCovered(contact.phone) ? (
            <OpenContact no={no} report={report} token={token} />
          ) : contact ? (
            <details className="call" open>
              <summary>{say.case.showPhone}</summary>
              <Phone number={contact.phone} />
            </details>
          ) : (
            <span className="hint">{say.case.noContact}</span>
          )}
        </dd>
        {!report.consentPublic && (
          <>
            <dt>{say.case.consent}</dt>
            <dd>{say.case.consentNo}</dd>
          </>
        )}
        {report.rating && (
          <>
            <dt>{say.case.rating}</dt>
            <dd>
              {fill(say.case.rated, {
                solved: caseWords.solved[report.rating.solved],
                satisfied: caseWords.satisfied[report.rating.satisfied]
              })}
              {report.rating.text && <Lines text={report.rating.text} />}
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}

function Nearby({ desk, where }: { desk: DeskView; where: Where }) {
  return (
    <section aria-labelledby="near-h">
      <h2 className="dk-h2" id="near-h">
        {say.case.nearby}
      </h2>
      {desk.nearby.length === 0 ? (
        <p className="hint">{say.case.nearbyNone}</p>
      ) : (
        <ul className="same">
          {desk.nearby.map((other) => (
            <li key={other.no}>
              <Chip status={other.status} />
              <a href={caseHref(other.no, { ...where })}>
                <Title of={other} />
              </a>
              <time dateTime={other.at}>{monthDay(other.at)}</time>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
