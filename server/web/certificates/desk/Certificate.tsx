/** One certificate with all that its issuer has to look at and decide. */
import { revocationCauses, type CertificateView } from '#shared/certificates.ts'
import { monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, Strip, TextArea } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Fingerprint, period, Services } from '../public/Parts.tsx'
import { fill, say, span } from '../public/words.ts'
import { certificatesHome as home } from './CertificateList.tsx'
import { longest } from '../../parts/limits.ts'

export const titleOf = (certificate: CertificateView): string =>
  fill(say.desk.of, { name: certificate.identity?.name ?? say.erased })

interface OneProps {
  certificate: CertificateView
  token: string
  done?: boolean
  refused?: string
  typed?: { verb: string; words: string } | undefined
}

export function Certificate({ certificate, token, done, refused, typed }: OneProps) {
  const { desk } = say
  return (
    <main className="dk-page dk-wide" id="case">
      <p>
        <a className="more" href={home}>
          <Icon name="left" />
          {desk.back}
        </a>
      </p>
      <h1>
        {titleOf(certificate)} <small className="dk-state">{say.status[certificate.status]}</small>
      </h1>
      {done && (
        <p className="strip" role="status">
          <Icon name="tick" />
          <span>{desk.done}</span>
        </p>
      )}
      {refused && (
        <ErrorBox title={desk.act}>
          <p>{refused}</p>
        </ErrorBox>
      )}
      {certificate.lowered && (
        <Strip icon="warn">
          {fill(desk.lookLine, {
            minutes: span(certificate.lowered.minutes),
            at: monthDayTime(certificate.lowered.at)
          })}
        </Strip>
      )}
      {certificate.ledger !== undefined &&
        !certificate.lowered &&
        (certificate.status === 'requested' || certificate.status === 'notice') && (
          <Strip icon="warn">
            {fill(desk.ledgerDiffers, { ledger: span(certificate.ledger), minutes: span(certificate.minutes) })}
          </Strip>
        )}
      <Facts certificate={certificate} />
      <section>
        <h2 className="dk-h2">{desk.services}</h2>
        <Services items={certificate.services} caption={desk.services} />
      </section>
      <Act certificate={certificate} token={token} typed={typed} />
      <section>
        <h2 className="dk-h2">{desk.log}</h2>
        <ol className="dk-log">
          {[...certificate.log].reverse().map((e) => (
            <li key={e.n}>
              <time dateTime={e.at}>{monthDayTime(e.at)}</time> {e.by || say.holder} {say.verb[e.verb]}
              {e.words && <q dir="auto">{e.words}</q>}
            </li>
          ))}
        </ol>
      </section>
    </main>
  )
}

function Facts({ certificate }: { certificate: CertificateView }) {
  const { desk, paper, page } = say
  const { identity, notice, issued } = certificate
  const rows = [
    [paper.name, identity?.name ?? desk.noIdentity],
    [
      paper.document,
      identity &&
        (identity.document ? `${say.idKind[identity.document.kind]} ${identity.document.number}` : desk.noDocument)
    ],
    [paper.volunteerNo, identity?.volunteerNo],
    [desk.purpose, certificate.purpose],
    [paper.issuer, certificate.office.name],
    [paper.period, period(certificate.from, certificate.to)],
    [paper.hours, `${span(certificate.minutes)}`],
    [page.number, certificate.number],
    [
      desk.notice,
      notice &&
        fill(desk.noticeLine, { from: monthDayTime(notice.from), until: monthDayTime(notice.until), by: notice.by })
    ],
    [
      desk.issued,
      issued &&
        fill(desk.issuedLine, {
          at: yearMonthDay(issued.at),
          responsible: issued.responsible,
          handler: issued.handler
        })
    ],
    [say.status.revoked, certificate.revoked && `${say.cause[certificate.revoked.cause]} ${certificate.revoked.words}`],
    [page.facts.fingerprint, certificate.fingerprint && <Fingerprint of={certificate.fingerprint} />]
  ] as const
  return (
    <dl className="dl me">
      {rows.flatMap(([label, value]) =>
        value ? [<dt key={`${label}-t`}>{label}</dt>, <dd key={`${label}-d`}>{value}</dd>] : []
      )}
    </dl>
  )
}

function Act({ certificate, token, typed }: Pick<OneProps, 'certificate' | 'token' | 'typed'>) {
  const { desk } = say
  const plain = certificate.may.filter((verb) => verb === 'approve' || verb === 'renew' || verb === 'issue')
  const waits =
    certificate.status === 'notice' &&
    certificate.notice &&
    !certificate.may.includes('issue') &&
    !certificate.may.includes('renew')
  const worded = (verb: 'refuse' | 'revoke') => (typed?.verb === verb ? typed.words : undefined)
  const form = { method: 'post', action: `${home}/${certificate.id}`, encType: 'multipart/form-data' } as const
  const hidden = (
    <>
      <FormToken token={token} />
      <Hidden name="version" value={String(certificate.version)} />
    </>
  )
  return (
    <section className="dk-decide">
      <h2 className="dk-h2">{desk.act}</h2>
      {waits && certificate.notice && <p>{fill(desk.waiting, { date: monthDayTime(certificate.notice.until) })}</p>}
      {certificate.may.length === 0 && !waits && <p>{desk.nothing}</p>}
      {plain.length > 0 && (
        <form {...form} className="dk-row">
          {hidden}
          {plain.map((verb) => (
            <Button key={verb} kind="primary" name="verb" value={verb}>
              {say.verb[verb]}
            </Button>
          ))}
        </form>
      )}
      {certificate.pdf && (
        <p className="dk-row">
          <a className="btn btn-o" href={certificate.pdf}>
            <Icon name="print" />
            {desk.pdf}
          </a>
          <a className="btn btn-t" href={`/certificates/${certificate.number ?? ''}`}>
            {desk.page}
          </a>
        </p>
      )}
      {certificate.may.includes('refuse') && (
        <details open={typed?.verb === 'refuse'}>
          <summary>{say.verb.refuse}</summary>
          <form {...form} className="dk-fold">
            {hidden}
            <TextArea
              name="words"
              label={desk.refuseWords}
              hint={desk.refuseHint}
              value={worded('refuse')}
              maxLength={longest('moveCertificate', '/words', { verb: 'refuse' })}
            />
            <Button name="verb" value="refuse">
              {say.verb.refuse}
            </Button>
          </form>
        </details>
      )}
      {certificate.may.includes('revoke') && (
        <details open={typed?.verb === 'revoke' || certificate.lowered !== undefined}>
          <summary>{say.verb.revoke}</summary>
          <form {...form} className="dk-fold">
            {hidden}
            <Select
              name="cause"
              label={desk.revokeCause}
              hint={desk.revokeCauseHint}
              options={revocationCauses.map((value) => ({ value, words: say.cause[value] }))}
            />
            <TextArea
              name="words"
              id="revoke-words"
              label={desk.revokeWords}
              hint={desk.revokeHint}
              value={worded('revoke')}
              maxLength={longest('moveCertificate', '/words', { verb: 'revoke' })}
            />
            <p className="hint">{desk.sure}</p>
            <Button name="verb" value="revoke">
              {say.verb.revoke}
            </Button>
          </form>
        </details>
      )}
    </section>
  )
}
