/** Coming back with a number and a code. */
import { Button, ErrorBox, FormToken, Strip, TextField } from '../../parts/Form.tsx'
import { Page } from '../../frame/Page.tsx'
import { Side } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'

interface TrackProps {
  site: Site
  token: string
  no?: string | undefined
  refused?: string | undefined
  /** Number of the report whose session is still good. */
  open?: string | undefined
}

export function Track({ site, token, no, refused, open }: TrackProps) {
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
          <form className="form form-n" action="/track" method="post">
            <FormToken token={token} />
            <TextField
              name="no"
              label={say.receipt.no}
              value={no}
              hint={say.track.noHint}
              autoComplete="off"
              inputMode="text"
              spellCheck={false}
            />
            <TextField
              name="code"
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
