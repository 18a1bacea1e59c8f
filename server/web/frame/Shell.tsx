/** What stands around every page of the desk: who works here, the way to search, the keys, the toast. */
import type { ReactNode } from 'react'
import type { MoveVerb } from '#shared/cases.ts'
import type { OfficeRef } from '#shared/city.ts'
import type { Role } from '#shared/members.ts'
import { clockTime, local, monthDay } from '#shared/time-format.ts'
import { deskActivities as activityWords } from '#shared/locales/desk-activities.ts'
import { supervision } from '#shared/locales/oversight.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { Icon, Mark } from '../parts/Icon.tsx'
import { Document } from './Page.tsx'
import type { Site } from './site.ts'
import { adminHome } from '../releases/desk/links.ts'
import { home } from './back.ts'
import type { Mine } from '../cases/desk/groups.ts'
import { caseHref, queueHref, type Where } from '../cases/desk/links.ts'
import { fill, say, whenWords } from './desk-words.ts'

export interface DeskSite {
  site: Site
  viewer: Staff
  office: OfficeRef
  /** Proves that a POST comes from a form of this sign-in. */
  token: string
  now: Date
  keys: boolean
  mine?: Mine | undefined
  where: Where
  toast?: { verb: MoveVerb; no: string } | undefined
}

interface ShellProps {
  desk: DeskSite
  title: string
  /** `queue` and `case` are two views of a phone; `page` has no queue. */
  view: 'queue' | 'case' | 'page'
  /** Islands of this page besides the desk's own. */
  scripts?: readonly string[]
  /** Seconds after which a browser without scripts looks again. */
  refresh?: number
  /** What was just done, said by a page with no case. */
  toast?: string
  children: ReactNode
}

export function Shell({ desk, title, view, scripts = [], refresh, toast, children }: ShellProps) {
  return (
    <Document
      site={desk.site}
      title={fill(say.title, { page: title, office: desk.office.short })}
      css="desk.css"
      scripts={['desk.js', ...scripts]}
      {...(refresh && { refresh })}
      bodyClass={`desk desk-${view}`}
      hidden
    >
      <a className="skip" href={view === 'queue' ? '#queue' : '#case'}>
        {say.skip}
      </a>
      <Top desk={desk} view={view} />
      {children}
      {view !== 'page' && <Keys desk={desk} />}
      {desk.toast && <Toast desk={desk} />}
      {toast && (
        <p className="toast" role="status">
          <Icon name="tick" />
          {toast}
        </p>
      )}
    </Document>
  )
}

/** The rooms of the desk besides the queue, and whom each has something for. */
const rooms = (): readonly { href: string; name: string; roles: readonly Role[] }[] => [
  { href: '/office/activities', name: activityWords.nav, roles: ['organiser', 'moderator', 'admin'] },
  { href: '/office/certificates', name: say.top.certificates, roles: ['organiser', 'moderator', 'admin'] },
  { href: '/office/assessment', name: say.top.assessment, roles: ['organiser', 'moderator', 'admin'] },
  { href: '/office/units', name: say.top.units, roles: ['officer', 'organiser', 'moderator', 'admin'] },
  {
    href: '/office/ratings',
    name: supervision.room.nav,
    roles: ['supervisor', 'officer', 'verifier', 'dispatcher', 'organiser', 'moderator', 'admin']
  },
  { href: '/office/card', name: supervision.card.nav, roles: ['liaison'] },
  {
    href: '/office/patrol',
    name: supervision.patrol.nav,
    roles: ['supervisor', 'liaison', 'officer', 'verifier', 'dispatcher']
  },
  { href: adminHome, name: say.top.admin, roles: ['admin'] }
]

/** Whose work is cases; to everybody else the queue is empty. */
const caseRoles: readonly Role[] = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin']
/** The first room of who has no cases to work on. */
export const roomInstead = ({ roles }: Pick<Staff, 'roles'>): string | undefined =>
  roles.some((role) => caseRoles.includes(role))
    ? undefined
    : rooms().find((it) => it.roles.some((role) => roles.includes(role)))?.href

function Top({ desk, view }: { desk: DeskSite; view: ShellProps['view'] }) {
  const { viewer, office, now, where } = desk
  const parts = local(now)
  const works = roomInstead(viewer) === undefined
  return (
    <header className="dk-top">
      <a className="brand brand-s" href={home}>
        <Mark />
        <b>{say.product}</b>
      </a>
      <span className="dk-org">{office.short}</span>
      <nav className="dk-nav" aria-label={say.top.nav}>
        {works && (
          <a href={queueHref({})} {...(view !== 'page' && { 'aria-current': 'page' as const })}>
            {say.top.todo}
          </a>
        )}
        {rooms()
          .filter((it) => it.roles.some((role) => viewer.roles.includes(role)))
          .map(({ href, name }) => (
            <a key={href} href={href} {...(desk.site.here.startsWith(href) && { 'aria-current': 'page' as const })}>
              {name}
            </a>
          ))}
        <a href="/">{say.top.publicSite}</a>
      </nav>
      {desk.mine && <MineLine mine={desk.mine} />}
      {works && (
        <form className="dk-find" role="search" action={home} method="get">
          <label className="vh" htmlFor="find">
            {say.top.find}
          </label>
          <Icon name="search" />
          <input
            id="find"
            name="q"
            type="search"
            maxLength={60}
            placeholder={say.top.findHint}
            defaultValue={where.q}
            autoComplete="off"
          />
          <input type="hidden" name="tab" value="all" />
          {desk.keys && <kbd aria-hidden="true">/</kbd>}
          <button className="vh">{say.top.findGo}</button>
        </form>
      )}
      <time className="dk-now" dateTime={now.toISOString()}>
        {fill(say.top.now, {
          date: monthDay(now),
          weekday: whenWords.weekday[parts.weekday] ?? '',
          time: clockTime(now)
        })}
      </time>
      <a className="dk-user" href="/office/me" aria-label={fill(say.top.me, { name: viewer.name })}>
        <Icon name="person" />
        <span>{viewer.name}</span>
      </a>
    </header>
  )
}

const atLeast = (n: number, more: boolean): string | number => (more ? fill(say.mine.atLeast, { n }) : n)

/** 超期 1 件，今天到期 4 件: each with its way there. */
function MineLine({ mine }: { mine: Mine }) {
  const todo = queueHref({ tab: 'todo' })
  return (
    <p className="dk-mine" aria-label={say.mine.label}>
      {mine.overdue > 0 && (
        <a className="mine-red" href={`${todo}#g-overdue`}>
          {fill(say.mine.overdue, { n: atLeast(mine.overdue, mine.more) })}
        </a>
      )}
      {mine.today > 0 && (
        <a className="mine-yellow" href={`${todo}#g-today`}>
          {fill(say.mine.today, { n: atLeast(mine.today, mine.more) })}
        </a>
      )}
      {mine.overdue + mine.today === 0 && <span>{say.mine.none}</span>}
      {mine.accept > 0 && <a href={queueHref({ tab: 'accept' })}>{fill(say.mine.accept, { n: mine.accept })}</a>}
    </p>
  )
}

const footKeys = (): readonly { keys: readonly string[]; words: string }[] => [
  { keys: ['J', 'K'], words: say.keys.jk },
  { keys: ['Enter'], words: say.keys.enter },
  { keys: ['P'], words: say.keys.p },
  { keys: ['C'], words: say.keys.c },
  { keys: ['/'], words: say.keys.slash },
  { keys: ['?'], words: say.keys.question }
]

function Keys({ desk }: { desk: DeskSite }) {
  return (
    <footer className="dk-keys" data-keys={desk.keys ? 'on' : 'off'}>
      {desk.keys ? (
        footKeys().map(({ keys, words }) => (
          <span key={words}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            {words}
          </span>
        ))
      ) : (
        <span>{say.keys.offNote}</span>
      )}
      <output className="dk-ok" id="saved" hidden>
        <Icon name="tick" />
        <span data-words={say.act.draftSaved} />
      </output>
      {desk.keys && (
        <dialog className="dlg" id="keys" aria-labelledby="keys-t">
          <h2 id="keys-t">{say.keys.all}</h2>
          <dl className="keylist">
            {Object.entries(say.keys.list).map(([key, words]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((k) => (
                    <kbd key={k}>{k}</kbd>
                  ))}
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">{say.keys.inFields}</p>
          <form method="dialog" className="dlg-b">
            <button className="btn btn-p">{say.keys.close}</button>
            <a className="btn btn-o" href="/office/me#keys">
              {say.keys.off}
            </a>
          </form>
        </dialog>
      )}
    </footer>
  )
}

function Toast({ desk: { toast, where } }: { desk: DeskSite }) {
  return (
    toast && (
      <p className="toast" role="status" data-done={`${toast.verb}:${toast.no}`}>
        <Icon name="tick" />
        {fill(say.done[toast.verb], { no: toast.no })}
        <a href={caseHref(toast.no, where)}>{say.done.see}</a>
      </p>
    )
  )
}
