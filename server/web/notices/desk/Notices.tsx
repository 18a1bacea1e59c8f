/** What a member of staff was told, newest first; what he has not read yet stands out. */
import type { ApiAnswer } from '#shared/api.ts'
import type { NoticeView } from '#shared/notices.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { digestRoles } from '#shared/digests.ts'
import { digests } from '#shared/locales/digests.ts'
import { notices as words } from '#shared/locales/notices.ts'
import type { DeskGiven } from '../../frame/desk.tsx'
import { fill } from '../../frame/desk-words.ts'
import { Button, FormToken, Hidden } from '../../parts/Form.tsx'
import { ListEnds } from '../../parts/Table.tsx'
import { choicesHref, digestHref, noticesHref, openHref } from '../links.ts'

const say = words.page

export interface NoticesProps {
  notices: ApiAnswer<'myNotices'>
  unread: number
  after: string | undefined
}

export const unreadWords = (n: number): string =>
  n === 0 ? say.noneUnread : n > 99 ? say.manyUnread : fill(say.unread, { n })

export function Notices({ notices: page, unread, after, desk, token }: NoticesProps & DeskGiven) {
  return (
    <main className="dk-page nt" id="case">
      <h1>{say.title}</h1>
      <div className="nt-h no-print">
        <p>{unreadWords(unread)}</p>
        {unread > 0 && (
          <form method="post" action={noticesHref()}>
            <FormToken token={token} />
            <Hidden name="upTo" value={desk.now.toISOString()} />
            <Button>{say.readAll}</Button>
          </form>
        )}
        <nav className="nt-go" aria-label={say.title}>
          {digestRoles.some((role) => desk.viewer.roles.includes(role)) && <a href={digestHref()}>{digests.title}</a>}
          <a href={choicesHref}>{words.choices.title}</a>
        </nav>
      </div>
      {page.items.length === 0 ? (
        <p className="dk-none">{say.noneStaff}</p>
      ) : (
        <ul className="nt-l">
          {page.items.map((notice) => (
            <Row key={notice.id} notice={notice} token={token} />
          ))}
        </ul>
      )}
      <ListEnds
        newest={after === undefined ? undefined : noticesHref()}
        older={page.older === undefined ? undefined : noticesHref(page.older)}
        words={{ newest: say.newest, older: say.older }}
      />
    </main>
  )
}

function Row({ notice, token }: { notice: NoticeView; token: string }) {
  return (
    <li className={notice.unread ? 'nt-new' : undefined}>
      <p className="nt-t">
        {notice.unread && <span className="nt-dot" role="img" aria-label={say.isNew} />}
        <a href={openHref(notice)}>{notice.title}</a>
      </p>
      <time dateTime={notice.at}>{monthDayTime(notice.at)}</time>
      <p className="nt-x">{notice.text}</p>
      {notice.unread && (
        <form method="post" action={noticesHref()} className="nt-r no-print">
          <FormToken token={token} />
          <button className="linkish" name="id" value={notice.id}>
            {say.read}
          </button>
        </form>
      )}
    </li>
  )
}
