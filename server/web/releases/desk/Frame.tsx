/** What stands around every page of the administrator: the parts at the left, the draft above, then the page. */
import type { ReactNode } from 'react'
import { setUp } from '#shared/locales/set-up.ts'
import type { DraftView } from '#shared/releases.ts'
import { ErrorBox, FormToken, Hidden } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { adminHome, pageHref, pageOf, pages, type AdminPageName } from './links.ts'
import { fill, listed, say } from './words.ts'

/** What was just done; said once, above the page. */
type Done = keyof typeof say.done
export const asDone = (asked: string): Done | undefined => (asked in say.done ? (asked as Done) : undefined)

interface FrameProps {
  here: AdminPageName
  draft: DraftView
  done?: { what: Done; version: string } | undefined
  refused?: string | undefined
  children: ReactNode
}

export function Frame({ here, draft, done, refused, children }: FrameProps) {
  return (
    <div className="adm">
      <nav className="adm-nav" aria-label={say.nav}>
        <b>{say.name}</b>
        <ul>
          {pages.map((page) => (
            <li key={page}>
              <a href={pageHref(page)} {...(page === here && { 'aria-current': 'page' as const })}>
                {say.pages[page]}
                {draft.parts.some((part) => part.changed && pageOf[part.part] === page) && (
                  <i className="adm-dot" aria-hidden="true" />
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className="adm-m" id="case" tabIndex={-1}>
        {draft.preparing && here !== 'set-up' && (
          <p className="adm-bar adm-bar-on">
            <Icon name="info" />
            <span>{setUp.bar.words}</span>
            <a href={pageHref('set-up')}>{setUp.bar.go}</a>
          </p>
        )}
        <DraftBar draft={draft} here={here} />
        {done && (
          <p className="adm-ok" role="status">
            <Icon name="tick" />
            {fill(say.done[done.what], { version: done.version })}
          </p>
        )}
        {refused && <ErrorBox title={refused}>{null}</ErrorBox>}
        {children}
      </main>
    </div>
  )
}

/** Said on every page, so that nobody takes the draft for what is in force. */
function DraftBar({ draft, here }: { draft: DraftView; here: AdminPageName }) {
  const changed = draft.parts.filter((part) => part.changed).map((part) => say.parts[part.part])
  if (!draft.changed) return <p className="adm-bar">{fill(say.bar.same, { base: draft.base })}</p>
  return (
    <p className="adm-bar adm-bar-on">
      <Icon name="pencil" />
      <span>{fill(say.bar.changed, { base: draft.base, parts: listed(changed) })}</span>
      {here !== 'home' && <a href={`${adminHome}#changes`}>{say.bar.see}</a>}
    </p>
  )
}

export function Head({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  return (
    <header className="adm-h">
      <div>
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children && <div className="adm-h-a">{children}</div>}
    </header>
  )
}

export function Part({
  id,
  title,
  note,
  children
}: {
  id: string
  title: string
  note?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="adm-p" id={id} aria-labelledby={`${id}-h`}>
      <div className="adm-p-h">
        <h2 className="dk-h2" id={`${id}-h`}>
          {title}
        </h2>
        {note && <span className="hint">{note}</span>}
      </div>
      {children}
    </section>
  )
}

/** The one-off acts of a page: hidden token and revision, and what they are about. */
export function Post({
  id,
  action,
  token,
  revision,
  className,
  files,
  children
}: {
  id?: string
  action: string
  token: string
  revision?: number | undefined
  className?: string
  files?: boolean
  children: ReactNode
}) {
  return (
    <form
      id={id}
      method="post"
      action={action}
      className={className}
      noValidate
      {...(files && { encType: 'multipart/form-data' })}
    >
      <FormToken token={token} />
      {revision !== undefined && <Hidden name="revision" value={String(revision)} />}
      {children}
    </form>
  )
}

/** What cannot be taken back asks first; without script too. */
export function Ask({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details className="adm-ask">
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  )
}

/** A table that scrolls in itself where the screen is too narrow for it. */
export const Wide = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="adm-t" role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
)
