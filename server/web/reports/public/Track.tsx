/** Coming back with a number and a code. */
import { Button, ErrorBox, FormToken, Hidden, Strip, TextField } from '../../parts/Form.tsx'
import { Page } from '../../frame/Page.tsx'
import { Side } from '../../parts/Section.tsx'
import type { Posted } from '../../frame/fields.ts'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'

/** Number and code on a page that carries a form of one's own report along. */
export const doorField = (name: string): string => `door.${name}`
export const isDoor = (name: string): boolean => name.startsWith(doorField(''))

export interface TrackProps {
  site: Site
  token: string
  no?: string | undefined
  refused?: string | undefined
  /** Number of the report whose session is still good. */
  open?: string | undefined
  /** A form that was being sent when the key had run out: where it goes, and all that was in it. */
  kept?: { action: string; fields: Posted } | undefined
}

export function Track({ site, token, no, refused, open, kept }: TrackProps) {
  const named = kept ? doorField : (name: string) => name
  return (
    <Page site={site} title={fill(say.track.title, { city: site.city.name })} scripts={['report.js']}>
      <h1 className="notice page-h">{say.nav.track}</h1>
      <div className="case-g form-g">
        <div className="form">
          {open && (
            <Strip icon="clock">
              {fill(say.track.open, { no: open })}
              <a href="/track/report">{say.track.goOn}</a>
            </Strip>
          )}
          {refused && (
            <ErrorBox title={refused}>
              <p>{say.track.refusedHint}</p>
            </ErrorBox>
          )}
          {kept && <Strip icon="info">{say.track.kept}</Strip>}
          <form className="form form-n" action={kept?.action ?? '/track'} method="post">
            <FormToken token={token} />
            {Object.entries(kept?.fields ?? {}).map(([field, values]) =>
              values.map((value, i) => <Hidden key={`${field} ${i}`} name={field} value={value} />)
            )}
            <TextField
              name={named('no')}
              id="no"
              label={say.receipt.no}
              value={no}
              hint={say.track.noHint}
              autoComplete="off"
              inputMode="text"
              spellCheck={false}
            />
            <TextField
              name={named('code')}
              id="code"
              label={say.receipt.code}
              hint={say.track.codeHint}
              autoComplete="off"
              spellCheck={false}
            />
            <div>
              <Button kind="primary" busy={say.track.busy}>
                {say.track.submit}
              </Button>
            </div>
          </form>
        </div>
        <aside className="case-s" aria-label={say.track.aside}>
          <Side title={say.track.lostTitle}>
            <p>{say.track.lost}</p>
            <p>
              <a href="/cases">{say.track.search}</a>
            </p>
          </Side>
          <Side title={say.track.miniTitle}>
            <p>{say.track.mini}</p>
          </Side>
        </aside>
      </div>
    </Page>
  )
}
