/** Name and password. What is wrong is said at the field it is wrong in. */
import { Button, ErrorBox, FormToken, Hidden, TextField } from '../parts/Form.tsx'
import { Mark } from '../parts/Icon.tsx'
import { Document, Switches } from './Page.tsx'
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
  /** Words that were being sent when the session ended. */
  kept?: string | undefined
}

export function SignIn({ site, token, back, name, wrong = {}, why, kept }: SignInProps) {
  return (
    <Document
      site={site}
      title={say.signIn.title}
      css="desk.css"
      scripts={['desk.js']}
      bodyClass="desk desk-door"
      hidden
    >
      <header className="door-top">
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
          <h1>{say.signIn.title}</h1>
          <p className="door-l">{say.signIn.intro}</p>
          {why && !wrong.form && (
            <p className="strip" role="status">
              {say.signIn[why]}
            </p>
          )}
          {wrong.form && (
            <ErrorBox title={say.signIn.failed}>
              <p>{wrong.form}</p>
            </ErrorBox>
          )}
          {kept && (
            <label className="fld">
              <span className="lab">{say.signIn.kept}</span>
              <textarea readOnly rows={4} defaultValue={kept} />
            </label>
          )}
          <form method="post" action="/office/sign-in" className="door-f">
            <FormToken token={token} />
            <Hidden name="back" value={back} />
            <TextField
              name="name"
              label={say.signIn.name}
              value={name}
              error={wrong.name}
              autoComplete="username"
              maxLength={longest('signInStaff', '/name')}
              spellCheck={false}
            />
            <TextField
              name="password"
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
        </div>
      </main>
    </Document>
  )
}
