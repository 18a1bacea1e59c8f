/** When the answer is no: what happened, what is kept, what to do, a number to call. In the same shell as everything. */
import type { Refusal } from '#shared/errors.ts'
import { ButtonLink, ErrorBox } from '../parts/Form.tsx'
import { Page } from './Page.tsx'
import type { Site } from './site.ts'
import { errorWords, fill, say } from './words.ts'

const titles: Partial<Record<Refusal, string>> = say.problem.titles

export function Problem({ site, code, words }: { site: Site; code: Refusal; words?: string | undefined }) {
  const title = titles[code] ?? say.problem.other
  return (
    <Page site={site} title={fill(say.problem.title, { title, city: site.city.name })} hidden>
      <h1 className="notice page-h">{title}</h1>
      <ErrorBox title={words ?? errorWords.refusal[code]}>
        <p>{fill(say.problem.call, { hotline: site.city.hotline })}</p>
        <p className="acts">
          <ButtonLink href="/" kind="primary">
            {say.problem.home}
          </ButtonLink>
          <ButtonLink href="/cases">{say.problem.cases}</ButtonLink>
        </p>
      </ErrorBox>
    </Page>
  )
}
