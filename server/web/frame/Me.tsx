/** Who am I here, what may I see, how do I read, and the way out. */
import { signIn } from '#shared/locales/sign-in.ts'
import { Button, FormToken } from '../parts/Form.tsx'
import { firstPlace } from './nav.ts'
import { Switches } from './Page.tsx'
import type { DeskSite } from './Shell.tsx'
import { caseWords, say } from './desk-words.ts'

const seesAll = ['dispatcher', 'moderator', 'admin'] as const

export function Me({ desk }: { desk: DeskSite }) {
  const { viewer, token, keys } = desk
  const office = desk.offices.find((office) => office.id === viewer.office)
  const everything = seesAll.some((role) => viewer.roles.includes(role))
  return (
    <main className="dk-page" id="case">
      <h1>{say.me.title}</h1>
      <dl className="dl me">
        <dt>{say.me.name}</dt>
        <dd>{viewer.name}</dd>
        <dt>{say.me.office}</dt>
        <dd>{office?.name ?? desk.office.name}</dd>
        <dt>{say.me.roles}</dt>
        <dd>{viewer.roles.map((role) => caseWords.role[role]).join(say.me.and)}</dd>
        <dt>{say.me.can}</dt>
        <dd>{everything ? say.me.canAll : firstPlace(viewer) ? say.me.canNone : say.me.canOwn}</dd>
      </dl>
      {viewer.roles.includes('admin') && (
        <p>
          <a href="/office/admin/">{say.top.admin}</a>
          {say.me.and}
          <a href="/office/admin/suggest">{say.top.suggest}</a>
          {say.me.and}
          <a href="/office/admin/sign-ins">{signIn.log.title}</a>
        </p>
      )}
      <p>
        <a href="/office/me/account">{signIn.account.title}</a>
      </p>
      <section>
        <h2 className="dk-h2">{say.me.look}</h2>
        <Switches site={desk.site} />
      </section>
      <section id="keys">
        <h2 className="dk-h2">{say.me.keys}</h2>
        <form method="post" action="/office/keys" className="me-f">
          <FormToken token={token} />
          <p>{keys ? say.me.keysOn : say.me.keysOff}</p>
          <Button name="keys" value={keys ? 'off' : 'on'}>
            {keys ? say.keys.off : say.keys.on}
          </Button>
        </form>
      </section>
      <p>
        <a href="/office/me/password">{say.me.password}</a>
      </p>
      <section>
        <h2 className="dk-h2">{say.me.out}</h2>
        <form method="post" action="/office/sign-out" className="me-f">
          <FormToken token={token} />
          <p>{say.me.outHint}</p>
          <Button>{say.me.out}</Button>
        </form>
      </section>
    </main>
  )
}
