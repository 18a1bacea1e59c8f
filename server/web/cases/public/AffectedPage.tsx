/** 我也遇到了: said of a public case with one press, and taken back in the browser in which it was said. */
import type { CaseView } from '#shared/cases.ts'
import { Button, ErrorBox, FormToken, Hidden, Strip } from '../../parts/Form.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'
import { affectedHref } from './affected.ts'
import { CaseHead } from './CasePage.tsx'

export const affectedActs = ['say', 'take_back'] as const
export type AffectedAct = (typeof affectedActs)[number]

interface AffectedPageProps {
  site: Site
  caseView: CaseView
  token: string
  /** Nothing can be added to what is over. */
  open: boolean
  done?: AffectedAct | undefined
  refused?: string | undefined
}

function Press({ no, token, act, kind }: { no: string; token: string; act: AffectedAct; kind: 'primary' | 'outline' }) {
  return (
    <form action={affectedHref(no)} method="post">
      <FormToken token={token} />
      <Hidden name="act" value={act} />
      <Button kind={kind} busy={say.report.busy}>
        {act === 'say' ? say.affected.say : say.affected.takeBack}
      </Button>
    </form>
  )
}

export function AffectedPage({ site, caseView, token, open, done, refused }: AffectedPageProps) {
  const { no } = caseView
  return (
    <Page site={site} title={fill(say.affected.title, { no, city: site.city.name })} scripts={['report.js']} hidden>
      <Crumbs
        path={[
          { href: '/cases', words: say.nav.cases },
          { href: `/cases/${no}`, words: no }
        ]}
      />
      <CaseHead caseView={caseView} />
      {done && <Strip icon="tick">{done === 'say' ? say.affected.said : say.affected.takenBack}</Strip>}
      {refused && (
        <ErrorBox title={say.affected.failed}>
          <p>{refused}</p>
        </ErrorBox>
      )}
      <div className="form form-n">
        {!open && done === undefined && <p>{say.affected.over}</p>}
        {open && done !== 'say' && <p>{say.affected.lead}</p>}
        {open && done !== 'say' && <Press no={no} token={token} act="say" kind="primary" />}
        {done !== 'take_back' && <Press no={no} token={token} act="take_back" kind="outline" />}
        <p>
          <a href={`/cases/${no}`}>{say.affected.back}</a>
        </p>
      </div>
    </Page>
  )
}
