/** What was told about one report to who has its code, and whether he also wants it by mail. */
import type { ApiAnswer } from '#shared/api.ts'
import type { NoticeChoices, NoticeView } from '#shared/notices.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { notices as words } from '#shared/locales/notices.ts'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'
import { Button, ErrorBox, FormToken, Hidden, Strip, TextField } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { Side } from '../../parts/Section.tsx'
import { ListEnds } from '../../parts/Table.tsx'
import { ChoiceTable } from '../ChoiceTable.tsx'
import { trackedHref } from '../links.ts'

const mail = words.mail

export interface MyNoticesProps {
  site: Site
  token: string
  no: string
  notices: ApiAnswer<'myNotices'>
  choices: NoticeChoices
  after?: string | undefined
  done?: 'given' | 'taken' | 'chosen' | undefined
  typed?: string | undefined
  wrong?: string | undefined
}

export const NoticeList = ({ items }: { items: readonly NoticeView[] }) => (
  <ul className="told">
    {items.map((notice) => (
      <li key={notice.id} className={notice.unread ? 'told-new' : undefined}>
        <b>{notice.title}</b>
        <time dateTime={notice.at}>{monthDayTime(notice.at)}</time>
        <p>{notice.text}</p>
      </li>
    ))}
  </ul>
)

const doneWords = { given: () => undefined, taken: () => mail.gone, chosen: () => words.choices.saved } as const

export function MyNotices({ site, token, no, notices: page, choices, after, done, typed, wrong }: MyNoticesProps) {
  const toast = done && doneWords[done]()
  return (
    <Page site={site} title={`${words.page.title} ${no}`} scripts={['report.js']} hidden>
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/track/report', words: no }
        ]}
      />
      <h1 className="notice page-h">{words.page.toldYou}</h1>
      {toast && <Strip icon="tick">{toast}</Strip>}
      <div className="case-g">
        <div className="case-m">
          {page.items.length === 0 ? <p>{words.page.noneReporter}</p> : <NoticeList items={page.items} />}
          <ListEnds
            newest={after === undefined ? undefined : trackedHref()}
            older={page.older === undefined ? undefined : trackedHref(page.older)}
            words={{ newest: words.page.newest, older: words.page.older }}
          />
        </div>
        <aside className="case-s" aria-label={mail.title}>
          <Side title={mail.title}>
            <Mailbox token={token} choices={choices} typed={typed} wrong={wrong} />
          </Side>
          {choices.email.state === 'confirmed' && (
            <Side title={words.choices.title}>
              <form className="form" method="post" action={trackedHref()}>
                <FormToken token={token} />
                <Hidden name="act" value="choose" />
                <ChoiceTable choices={choices} />
                <Button busy={words.choices.busy}>{words.choices.save}</Button>
              </form>
            </Side>
          )}
        </aside>
      </div>
    </Page>
  )
}

function Mailbox({ token, choices, typed, wrong }: Pick<MyNoticesProps, 'token' | 'choices' | 'typed' | 'wrong'>) {
  const { state, address = '' } = choices.email
  return (
    <>
      {wrong && state === 'confirmed' && <ErrorBox title={wrong}>{null}</ErrorBox>}
      <p>{state === 'asked' || state === 'confirmed' ? fill(mail[state], { address }) : mail.lead}</p>
      {state !== 'confirmed' && (
        <form className="form" method="post" action={trackedHref()}>
          <FormToken token={token} />
          <Hidden name="act" value="give" />
          <TextField
            name="email"
            id="email"
            label={mail.label}
            error={wrong}
            value={typed ?? (state === 'asked' ? address : undefined)}
            maxLength={longest('giveAddress', '/email')}
            autoComplete="email"
            spellCheck={false}
            optional
          />
          <div>
            <Button busy={mail.busy}>{mail.give}</Button>
          </div>
        </form>
      )}
      {state !== 'none' && (
        <form method="post" action={trackedHref()}>
          <FormToken token={token} />
          <Hidden name="act" value="take" />
          <Button kind="text">{mail.take}</Button>
        </form>
      )}
    </>
  )
}
