/** Name and password. What is wrong is said at the field it is wrong in. */
import type { ReactNode } from 'react'
import { Button, ErrorBox, Hidden, TextField } from '../parts/Form.tsx'
import { Mark } from '../parts/Icon.tsx'
import { Document, Switches } from './Page.tsx'
import type { Posted } from './fields.ts'
import type { Site } from './site.ts'
import { fill, say } from './desk-words.ts'
import { longest } from '../parts/limits.ts'

export interface SignInProps {
  site: Site
  token: string
  back: string
  name?: string
  wrong?: { name?: string; password?: string; form?: string }
  /** Why one is here, where it is not by one's own will. */
  why?: 'over' | 'out' | undefined
  /** A form that was being sent when the session ended: where it goes, and all that was in it. */
  kept?: { action: string; fields: Posted } | undefined
}

/** One's own fields on a page that carries somebody else's form. */
export const ownField = (name: string): string => `sign-in.${name}`

interface DoorProps {
  site: Site
  title: string
  lead: string
  children: ReactNode
}

/** What stands around every page before one is in. */
export const Door = ({ site, title, lead, children }: DoorProps) => (
  <Document site={site} title={title} css="desk.css" scripts={['desk.js']} bodyClass="desk desk-door" hidden>
    <header className="door-top no-print">
      <a className="brand" href="/">
        <Mark />
        <span className="brand-t">
          <b>{say.product}</b>
          <small>{site.city.name}</small>
        </span>
      </a>
      <Switches site={site} />
    </header>
    <main className="door">
      <div className="door-in">
        <h1>{title}</h1>
        <p className="door-l">{lead}</p>
        {children}
      </div>
    </main>
  </Document>
)

/** Where a form of the door goes: to its own page, or to the page of a form that it carries along. */
export const doorForm = (kept: SignInProps['kept']) =>
  kept
    ? ({ method: 'post', action: kept.action, encType: 'multipart/form-data' } as const)
    : ({ method: 'post', action: '/office/sign-in' } as const)

/** All that was in a form that was being sent when the session ended. */
export const KeptFields = ({ kept }: Pick<SignInProps, 'kept'>) => (
  <>
    {Object.entries(kept?.fields ?? {}).map(([field, values]) =>
      values.map((value, i) => <Hidden key={`${field} ${i}`} name={field} value={value} />)
    )}
  </>
)

export const KeptNote = ({ kept }: Pick<SignInProps, 'kept'>) =>
  kept ? (
    <p className="strip" role="status">
      {say.signIn.kept}
    </p>
  ) : null

export function SignIn({ site, token, back, name, wrong = {}, why, kept }: SignInProps) {
  const named = kept ? ownField : (field: string) => field
  return (
    <Door site={site} title={say.signIn.title} lead={say.signIn.intro}>
      {why && !kept && !wrong.form && (
        <p className="strip" role="status">
          {say.signIn[why]}
        </p>
      )}
      {wrong.form && (
        <ErrorBox title={say.signIn.failed}>
          <p>{wrong.form}</p>
        </ErrorBox>
      )}
      <KeptNote kept={kept} />
      <form className="door-f" {...doorForm(kept)}>
        <Hidden name={named('_token')} value={token} />
        <Hidden name={named('back')} value={back} />
        <KeptFields kept={kept} />
        <TextField
          name={named('name')}
          id="name"
          label={say.signIn.name}
          value={name}
          error={wrong.name}
          autoComplete="username"
          maxLength={longest('signInStaff', '/name')}
          spellCheck={false}
        />
        <TextField
          name={named('password')}
          id="password"
          label={say.signIn.password}
          type="password"
          error={wrong.password}
          autoComplete="current-password"
          maxLength={longest('signInStaff', '/password')}
        />
        <Button kind="primary" wide busy={say.signIn.busy}>
          {say.signIn.submit}
        </Button>
      </form>
      <p className="hint">{fill(say.signIn.help, { hotline: site.city.hotline })}</p>
      <p className="hint">
        <a href="/">{say.signIn.publicSite}</a>
      </p>
    </Door>
  )
}
