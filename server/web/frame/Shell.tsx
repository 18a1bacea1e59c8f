/** What stands around every page of the desk: who works here, the way to its pages, the search. */
import type { ReactNode } from 'react'
import type { OfficeRef, OfficeView } from '#shared/city.ts'
import { clockTime, local, monthDay } from '#shared/time-format.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { Icon, Mark } from '../parts/Icon.tsx'
import { home } from './back.ts'
import { approvalsHome, deskPlaces, firstPlace } from './nav.ts'
import { Document, PrintedFrom } from './Page.tsx'
import type { Site } from './site.ts'
import { approvals } from '#shared/locales/approvals.ts'
import { notices } from '#shared/locales/notices.ts'
import { fill, say, whenWords } from './desk-words.ts'
import { longest } from '../parts/limits.ts'

export interface DeskSite {
  site: Site
  viewer: Staff
  office: OfficeRef
  offices: readonly OfficeView[]
  /** Proves that a POST comes from a form of this sign-in. */
  token: string
  now: Date
  /** Whether he works with the keys of the keyboard. */
  keys: boolean
  /** Notices he has not read, counted to a hundred. */
  unread: number
  /** What others asked for and he may agree to, counted to a hundred. */
  waiting: number
}

/** Parts of the shell that a page fills; most fill none. */
export interface ShellSlots {
  /** `queue` and `case` are two views of a phone; `page` has no queue. */
  view?: 'queue' | 'case' | 'page'
  /** Islands of this page besides the desk's own. */
  scripts?: readonly string[]
  /** The page is drawn with the public's parts, a form of theirs for one. */
  publicParts?: boolean
  /** Seconds after which a browser without scripts looks again. */
  refresh?: number
  /** What was just done. */
  toast?: string
  /** What was not done, and stays in sight. */
  warning?: string
  /** Beside the way to the pages: what waits. */
  top?: ReactNode
  /** What is being searched for. */
  q?: string
  /** Below the page. */
  foot?: ReactNode
}

interface ShellProps extends ShellSlots {
  desk: DeskSite
  title: string
  children: ReactNode
}

export function Shell({
  desk,
  title,
  view = 'page',
  scripts = [],
  publicParts = false,
  refresh,
  toast,
  warning,
  top,
  q,
  foot,
  children
}: ShellProps) {
  return (
    <Document
      site={desk.site}
      title={fill(say.title, { page: title, office: desk.office.short })}
      css={publicParts ? ['portal.css', 'desk.css'] : 'desk.css'}
      scripts={['desk.js', ...scripts]}
      {...(refresh && { refresh })}
      bodyClass={`desk desk-${view}`}
      hidden
    >
      <a className="skip" href={view === 'queue' ? '#queue' : '#case'}>
        {say.skip}
      </a>
      {view !== 'page' && (
        <a className="skip" href="#act">
          {say.skipAct}
        </a>
      )}
      <Top desk={desk} view={view} q={q}>
        {top}
      </Top>
      <PrintedFrom site={desk.site} />
      {children}
      {foot}
      {warning && (
        <p className="toast toast-s" role="alert">
          <Icon name="warn" />
          {warning}
        </p>
      )}
      {toast && (
        <p className="toast" role="status">
          <Icon name="tick" />
          {toast}
        </p>
      )}
    </Document>
  )
}

/** As many ways as fit beside the search; more of them get a line of their own. */
const placesOfALine = 8
const placesOf = (viewer: Staff) =>
  deskPlaces().filter(
    (place) => place.roles.some((role) => viewer.roles.includes(role)) || (place.heads && viewer.head)
  )

function Places({ desk, view }: { desk: DeskSite; view: ShellSlots['view'] }) {
  const { viewer, site } = desk
  const places = placesOf(viewer)
  // One lies below another: where he is, is the longest that fits.
  const [here] = places
    .map(({ href }) => href)
    .filter((href) => site.here.startsWith(href))
    .sort((a, b) => b.length - a.length)
  return (
    <nav className="dk-nav" aria-label={say.top.nav}>
      {firstPlace(viewer) === undefined && (
        <a href={home} {...(view !== 'page' && { 'aria-current': 'page' as const })}>
          {say.top.todo}
        </a>
      )}
      {places.map(({ href, name }) => (
        <a key={href} href={href} {...(href === here && { 'aria-current': 'page' as const })}>
          {name}
          {href === approvalsHome && desk.waiting > 0 && (
            <b className="dk-n">
              {desk.waiting}
              <span className="vh">{approvals.forYou}</span>
            </b>
          )}
        </a>
      ))}
      <a href="/">{say.top.publicSite}</a>
    </nav>
  )
}

function Find({ keys, q }: { keys: boolean; q: string | undefined }) {
  return (
    <form className="dk-find" role="search" action={home} method="get">
      <label className="vh" htmlFor="find">
        {say.top.find}
      </label>
      <Icon name="search" />
      <input
        id="find"
        name="q"
        type="search"
        maxLength={longest('queue', '/q')}
        placeholder={say.top.findHint}
        defaultValue={q}
        autoComplete="off"
      />
      <input type="hidden" name="tab" value="all" />
      {keys && <kbd aria-hidden="true">/</kbd>}
      <button className="vh">{say.top.findGo}</button>
    </form>
  )
}

interface TopProps {
  desk: DeskSite
  view: ShellSlots['view']
  q: string | undefined
  children: ReactNode
}
function Top({ desk, view, q, children }: TopProps) {
  const { viewer, office, now, keys, unread } = desk
  const parts = local(now)
  return (
    <header className={placesOf(viewer).length > placesOfALine ? 'dk-top dk-top-2' : 'dk-top'}>
      <a className="brand brand-s" href={home}>
        <Mark />
        <b>{say.product}</b>
      </a>
      <span className="dk-org">{office.short}</span>
      <Places desk={desk} view={view} />
      {children}
      {firstPlace(viewer) === undefined && <Find keys={keys} q={q} />}
      <time className="dk-now" dateTime={now.toISOString()}>
        {fill(say.top.now, {
          date: monthDay(now),
          weekday: whenWords.weekday[parts.weekday] ?? '',
          time: clockTime(now)
        })}
      </time>
      <a
        className="dk-bell"
        href="/office/notices"
        aria-label={unread > 0 ? fill(notices.page.head, { n: unread }) : notices.page.title}
      >
        <Icon name="bell" />
        {unread > 0 && <b aria-hidden="true">{unread > 99 ? '99+' : unread}</b>}
      </a>
      <a className="dk-user" href="/office/me" aria-label={fill(say.top.me, { name: viewer.name })}>
        <Icon name="person" />
        <span>{viewer.name}</span>
      </a>
    </header>
  )
}
