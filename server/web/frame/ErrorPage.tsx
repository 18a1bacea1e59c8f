/** What failed, what to do, whom to call. */
import type { Refusal } from '#shared/errors.ts'
import { ErrorBox } from '../parts/Form.tsx'
import { Document } from './Page.tsx'
import type { Site } from './site.ts'
import { home } from './back.ts'
import { errorWords, fill, say } from './desk-words.ts'

export function ErrorPage({ site, code, words }: { site: Site; code: Refusal; words?: string | undefined }) {
  return (
    <Document site={site} title={say.error.title} css="desk.css" bodyClass="desk desk-door" hidden>
      <main className="door">
        <div className="door-in">
          <h1>{say.error.title}</h1>
          <ErrorBox title={words ?? errorWords.refusal[code]}>
            <p>{fill(say.error.call, { hotline: site.city.hotline })}</p>
            <p className="dlg-b">
              <a className="btn btn-p" href={home}>
                {say.error.back}
              </a>
            </p>
          </ErrorBox>
        </div>
      </main>
    </Document>
  )
}
