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

export function Verify({ site, verification }: { site: Site; verification: VerificationView }) {
  const { page } = say
  const facts = factsOf(verification)
  const shown = facts.length > 0 || verification.services
  return (
    <Page site={site} title={fill('{title} {no}', { title: page.title, no: verification.number })} hidden>
      <Crumbs
        path={[
          { href: '/', words: portal.nav.home },
          { href: '/certificates', words: page.nav }
        ]}
      />
      <div className={`verdict verdict-${verification.verdict}`}>
        <Icon name={icons[verification.verdict]} />
        <div>
          <h1>{say.verdict[verification.verdict]}</h1>
          <p>
            {fill(page.said[verification.verdict], {
              no: verification.number,
              date: verification.revoked ? yearMonthDay(verification.revoked.at) : '',
              cause: verification.revoked ? say.cause[verification.revoked.cause] : ''
            })}
          </p>
        </div>
      </div>
      {verification.codeRight === false && verification.verdict !== 'unknown' && (
        <Strip icon="warn">{page.codeWrong}</Strip>
      )}
      {shown && (
        <div className="verify">
          {verification.codeRight && <p className="verify-l">{page.allowed}</p>}
          <dl className="verify-d">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {verification.services && (
            <Section id="services" title={page.services} className="sec-s">
              <Services items={verification.services} caption={page.services} />
            </Section>
          )}
          {verification.codeRight && <p className="hint">{page.compare}</p>}
        </div>
      )}
      {!verification.codeRight && verification.verdict !== 'revoked' && (
        <section className="sec-s no-print" aria-label={page.check}>
          {shown && <p className="page-lead">{page.codeMissing}</p>}
          <CheckForm number={verification.number} />
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

function factsOf(verification: VerificationView) {
  const { facts } = say.page
  const { paper } = verification
  const all = [
    [facts.name, verification.name],
    [
      facts.document,
      verification.document && `${say.idKind[verification.document.kind]} ${verification.document.number}`
    ],
    [facts.hours, verification.minutes === undefined ? undefined : span(verification.minutes)],
    [facts.period, paper && period(paper.from, paper.to)],
    [facts.office, paper?.office],
    [facts.date, paper && yearMonthDay(paper.at)],
    [facts.fingerprint, paper && <Fingerprint of={paper.fingerprint} />]
  ] as const
  return all.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]))
}
