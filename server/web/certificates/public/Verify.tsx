/** Does this paper hold? The answer first, in a sentence; then what its holder allows, to be compared with the paper. */
import type { VerificationView } from '#shared/certificates.ts'
import { yearMonthDay } from '#shared/time-format.ts'
import { ButtonLink, Strip } from '../../parts/Form.tsx'
import { Icon, type IconName } from '../../parts/Icon.tsx'
import { Crumbs, Page } from '../../frame/Page.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { say as portal } from '../../frame/words.ts'
import { CheckForm } from './CheckForm.tsx'
import { Fingerprint, period, Services } from './Parts.tsx'
import { fill, say, span } from './words.ts'

const icons = { valid: 'tickDisc', checking: 'warn', revoked: 'slashed', unknown: 'cross' } as const satisfies Record<
  VerificationView['verdict'],
  IconName
>

export function Verify({ site, it }: { site: Site; it: VerificationView }) {
  const { page } = say
  const facts = factsOf(it)
  const shown = facts.length > 0 || it.services
  return (
    <Page site={site} title={fill('{title} {no}', { title: page.title, no: it.number })} hidden>
      <Crumbs
        path={[
          { href: '/', words: portal.nav.home },
          { href: '/certificates', words: page.nav }
        ]}
      />
      <div className={`verdict verdict-${it.verdict}`}>
        <Icon name={icons[it.verdict]} />
        <div>
          <h1>{say.verdict[it.verdict]}</h1>
          <p>
            {fill(page.said[it.verdict], {
              no: it.number,
              date: it.revoked ? yearMonthDay(it.revoked.at) : '',
              cause: it.revoked ? say.cause[it.revoked.cause] : ''
            })}
          </p>
        </div>
      </div>
      {it.codeRight === false && it.verdict !== 'unknown' && <Strip icon="warn">{page.codeWrong}</Strip>}
      {shown && (
        <div className="verify">
          {it.codeRight && <p className="verify-l">{page.allowed}</p>}
          <dl className="verify-d">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {it.services && (
            <Section id="services" title={page.services} className="sec-s">
              <Services items={it.services} caption={page.services} />
            </Section>
          )}
          {it.codeRight && <p className="hint">{page.compare}</p>}
        </div>
      )}
      {!it.codeRight && it.verdict !== 'revoked' && (
        <section className="sec-s no-print" aria-label={page.check}>
          {shown && <p className="page-lead">{page.codeMissing}</p>}
          <CheckForm number={it.number} />
        </section>
      )}
      <p className="verify-b no-print">
        <ButtonLink href="/certificates" icon="again">
          {page.again}
        </ButtonLink>
      </p>
    </Page>
  )
}

function factsOf(it: VerificationView) {
  const { facts } = say.page
  const { paper } = it
  const all = [
    [facts.name, it.name],
    [facts.document, it.document && `${say.idKind[it.document.kind]} ${it.document.number}`],
    [facts.hours, it.minutes === undefined ? undefined : span(it.minutes)],
    [facts.period, paper && period(paper.from, paper.to)],
    [facts.office, paper?.office],
    [facts.date, paper && yearMonthDay(paper.at)],
    [facts.fingerprint, paper && <Fingerprint of={paper.fingerprint} />]
  ] as const
  return all.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]))
}
