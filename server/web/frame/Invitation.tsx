/** The page that a link opens: who it is for, and a password of one's own. */
import type { ReactNode } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import { clockTime, monthDay } from '#shared/time-format.ts'
import { Document, Switches } from './Page.tsx'
import type { Site } from './site.ts'
import { Button, ButtonLink, ErrorBox, FormToken } from '../parts/Form.tsx'
import { Mark } from '../parts/Icon.tsx'
import { longest } from '../parts/limits.ts'
import { caseWords, say as deskSay } from './desk-words.ts'
import { PasswordFields, type PasswordWrong } from './PasswordFields.tsx'
import { fill } from '#shared/locales/index.ts'
import { staff as say } from '#shared/locales/staff.ts'

const signIn = '/office/sign-in'

function Door({ site, title, children }: { site: Site; title: string; children: ReactNode }) {
  return (
    <Document site={site} title={title} css="desk.css" scripts={['desk.js']} bodyClass="desk desk-door" hidden>
      <header className="door-top">
        <a className="brand" href="/">
          <Mark />
          <span className="brand-t">
            <b>{deskSay.product}</b>
            <small>{site.city.name}</small>
          </span>
        </a>
        <Switches site={site} />
      </header>
      <main className="door">
        <div className="door-in">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </Document>
  )
}

interface InvitationProps {
  site: Site
  token: string
  invited: ApiAnswer<'readInvitation'>
  wrong?: PasswordWrong | undefined
}

export function Invitation({ site, token, invited, wrong = {} }: InvitationProps) {
  const { login, name, office, roles, until, reset } = invited
  const end = new Date(until)
  return (
    <Door site={site} title={reset ? say.accept.again : say.accept.title}>
      <p className="door-l">{say.accept.lead}</p>
      <dl className="dl me">
        <dt>{say.accept.name}</dt>
        <dd>{name}</dd>
        <dt>{say.accept.login}</dt>
        <dd>
          <b>{login}</b>
        </dd>
        {office !== '' && (
          <>
            <dt>{say.accept.office}</dt>
            <dd>{office}</dd>
          </>
        )}
        <dt>{say.accept.roles}</dt>
        <dd>{roles.map((role) => caseWords.role[role]).join(deskSay.me.and) || say.people.noRoles}</dd>
        <dt>{say.accept.until}</dt>
        <dd>{fill(say.accept.untilTime, { date: monthDay(end), time: clockTime(end) })}</dd>
      </dl>
      {wrong.form && (
        <ErrorBox title={say.accept.failed}>
          <p>{wrong.form}</p>
        </ErrorBox>
      )}
      <form method="post" action="/office/invitation" className="door-f">
        <FormToken token={token} />
        <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
        <PasswordFields wrong={wrong} most={longest('acceptInvitation', '/password')} />
        <Button kind="primary" wide busy={say.accept.busy}>
          {say.accept.submit}
        </Button>
      </form>
    </Door>
  )
}

export const InvitationDone = ({ site }: { site: Site }) => (
  <Door site={site} title={say.accept.done}>
    <p className="door-l">{say.accept.doneWords}</p>
    <ButtonLink href={signIn} kind="primary" wide>
      {say.accept.toSignIn}
    </ButtonLink>
  </Door>
)

/** What is wrong with the link, and whom to ask. */
export const InvitationOver = ({ site, words }: { site: Site; words: string }) => (
  <Door site={site} title={say.accept.over}>
    <ErrorBox title={say.accept.over}>
      <p>{words}</p>
    </ErrorBox>
    <p className="hint">{fill(deskSay.signIn.help, { hotline: site.city.hotline })}</p>
    <p className="hint">
      <a href={signIn}>{say.accept.toSignIn}</a>
    </p>
  </Door>
)
