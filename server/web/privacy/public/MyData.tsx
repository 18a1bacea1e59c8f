/** What is kept of who has shown number and code of his report: to take along, and to have erased. */
import { ownData } from '#shared/locales/own-data.ts'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'
import { Button, ButtonLink, Choice, ErrorBox, FormToken, Hidden, Strip } from '../../parts/Form.tsx'
import { myDataHref } from '../links.ts'

const w = ownData.page

export interface MyDataShown {
  /** Why nothing was done. */
  wrong?: string
  /** Erasing was asked for, and is asked again. */
  asking?: true
  gone?: { no: string }
}
export interface MyDataProps extends MyDataShown {
  site: Site
  token: string
  no: string
}

function Gone({ site, no }: { site: Site; no: string }) {
  return (
    <Page site={site} title={w.doneTitle} hidden>
      <h1 className="notice page-h">{w.doneTitle}</h1>
      <Strip icon="tick">{fill(w.done, { no })}</Strip>
      <p>
        <ButtonLink href="/">{w.home}</ButtonLink>
      </p>
    </Page>
  )
}

function Erase({ token, wrong, asking }: Pick<MyDataProps, 'token' | 'wrong' | 'asking'>) {
  return (
    <section className="ask" aria-labelledby="erase">
      <h2 id="erase">{w.eraseTitle}</h2>
      <p>{w.goes}</p>
      <p>{w.stays}</p>
      <p>{w.backups}</p>
      <details className="more-d" open={asking}>
        <summary>{w.open}</summary>
        <form className="form" method="post" action={myDataHref}>
          <FormToken token={token} />
          <Hidden name="act" value="erase" />
          <Choice name="know" shape="list" label={w.sure} error={wrong} options={[{ value: '1', words: w.check }]} />
          <div>
            <Button kind="primary" busy={w.busy}>
              {w.erase}
            </Button>
          </div>
        </form>
      </details>
    </section>
  )
}

export function MyData({ site, token, no, wrong, asking, gone }: MyDataProps) {
  if (gone) return <Gone site={site} no={gone.no} />
  return (
    <Page site={site} title={`${w.title} ${no}`} scripts={['report.js']} hidden>
      <Crumbs
        path={[
          { href: '/', words: say.nav.home },
          { href: '/track/report', words: no }
        ]}
      />
      <h1 className="notice page-h">{w.title}</h1>
      {wrong && <ErrorBox title={wrong}>{null}</ErrorBox>}
      <div className="own-lead">
        <p>{fill(w.lead, { no })}</p>
        <p className="hint">{w.phone}</p>
      </div>
      <section className="ask" aria-labelledby="copy">
        <h2 id="copy">{w.copyTitle}</h2>
        <p>{w.copyText}</p>
        <form className="form" method="post" action={myDataHref}>
          <FormToken token={token} />
          <Hidden name="act" value="copy" />
          <div>
            <Button>{w.copy}</Button>
          </div>
        </form>
      </section>
      <section className="ask" aria-labelledby="public">
        <h2 id="public">{w.publicTitle}</h2>
        <p>{w.publicText}</p>
        <p>
          <ButtonLink href="/track/report#public">{w.publicLink}</ButtonLink>
        </p>
      </section>
      <Erase token={token} {...(wrong !== undefined && { wrong })} {...(asking && { asking })} />
    </Page>
  )
}
