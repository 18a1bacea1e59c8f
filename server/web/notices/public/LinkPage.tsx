/** Where links in mails lead: to confirm a mailbox, to stop mails. Opening does nothing; the button does. */
import type { ReactNode } from 'react'
import type { NoticeKind } from '#shared/notices.ts'
import { notices as words } from '#shared/locales/notices.ts'
import { Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'
import { Button, ButtonLink, FormToken } from '../../parts/Form.tsx'

interface LinkGiven {
  site: Site
  token: string
  href: string
}

const Sheet = ({ site, title, children }: { site: Site; title: string; children: ReactNode }) => (
  <Page site={site} title={title} hidden>
    <h1 className="notice page-h">{title}</h1>
    <div className="form">{children}</div>
  </Page>
)

export interface ConfirmShown {
  state: 'ask' | 'done' | 'failed'
}

export function Confirm({ site, token, href, state }: LinkGiven & ConfirmShown) {
  const told = words.confirm
  if (state === 'ask')
    return (
      <Sheet site={site} title={told.title}>
        <p>{told.ask}</p>
        <form method="post" action={href}>
          <FormToken token={token} />
          <Button kind="primary" busy={words.choices.busy}>
            {told.go}
          </Button>
        </form>
      </Sheet>
    )
  const [title, text] = state === 'done' ? [told.done, told.doneText] : [told.failed, told.failedText]
  return (
    <Sheet site={site} title={title}>
      <p>{text}</p>
      <p>
        <ButtonLink href="/track">{told.track}</ButtonLink>
      </p>
    </Sheet>
  )
}

export interface StopShown {
  done: boolean
  kind: NoticeKind | undefined
}

export function Stop({ site, token, href, done, kind }: LinkGiven & StopShown) {
  const told = words.stop
  if (done)
    return (
      <Sheet site={site} title={told.done}>
        <p>{told.doneText}</p>
        <p>
          <ButtonLink href="/">{say.nav.home}</ButtonLink>
        </p>
      </Sheet>
    )
  return (
    <Sheet site={site} title={told.title}>
      <p>{kind ? fill(told.ask, { kind: words.kind[kind] }) : told.askAll}</p>
      <form method="post" action={href} className="dlg-b">
        <FormToken token={token} />
        {kind && (
          <Button kind="primary" name="which" value="kind" busy={told.busy}>
            {told.go}
          </Button>
        )}
        <Button kind={kind ? 'outline' : 'primary'} name="which" value="all" busy={told.busy}>
          {told.all}
        </Button>
      </form>
    </Sheet>
  )
}
