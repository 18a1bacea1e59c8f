/** One certificate with all that its issuer has to look at and decide. */
import { revocationCauses, type CertificateView } from '#shared/certificates.ts'
import { monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, Strip, TextArea } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Fingerprint, period, Services } from '../public/Parts.tsx'
import { fill, say, span } from '../public/words.ts'
import { certificatesHome as home } from './CertificateList.tsx'
import { longest } from '../../parts/limits.ts'

export const titleOf = (it: CertificateView): string => fill(say.desk.of, { name: it.identity?.name ?? say.erased })

interface OneProps {
  it: CertificateView
  token: string
  done?: boolean
  refused?: string
  typed?: { verb: string; words: string } | undefined
}

export function Certificate({ it, token, done, refused, typed }: OneProps) {
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
        {titleOf(it)} <small className="dk-state">{say.status[it.status]}</small>
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
      {it.lowered && (
        <Strip icon="warn">
          {fill(desk.lookLine, { minutes: span(it.lowered.minutes), at: monthDayTime(it.lowered.at) })}
        </Strip>
      )}
      {it.ledger !== undefined && !it.lowered && (it.status === 'requested' || it.status === 'notice') && (
        <Strip icon="warn">{fill(desk.ledgerDiffers, { ledger: span(it.ledger), minutes: span(it.minutes) })}</Strip>
      )}
      <Facts it={it} />
      <section>
        <h2 className="dk-h2">{desk.services}</h2>
        <Services items={it.services} caption={desk.services} />
      </section>
      <Act it={it} token={token} typed={typed} />
      <section>
        <h2 className="dk-h2">{desk.log}</h2>
        <ol className="dk-log">
          {[...it.log].reverse().map((e) => (
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

function Facts({ it }: { it: CertificateView }) {
  const { desk, paper, page } = say
  const { identity, notice, issued } = it
  const rows = [
    [paper.name, identity?.name ?? desk.noIdentity],
    [
      paper.document,
      identity &&
        (identity.document ? `${say.idKind[identity.document.kind]} ${identity.document.number}` : desk.noDocument)
    ],
    [paper.volunteerNo, identity?.volunteerNo],
    [desk.purpose, it.purpose],
    [paper.issuer, it.office.name],
    [paper.period, period(it.from, it.to)],
    [paper.hours, `${span(it.minutes)}`],
    [page.number, it.number],
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
    [say.status.revoked, it.revoked && `${say.cause[it.revoked.cause]} ${it.revoked.words}`],
    [page.facts.fingerprint, it.fingerprint && <Fingerprint of={it.fingerprint} />]
  ] as const
  return (
    <dl className="dl me">
      {rows.flatMap(([label, value]) =>
        value ? [<dt key={`${label}-t`}>{label}</dt>, <dd key={`${label}-d`}>{value}</dd>] : []
      )}
    </dl>
  )
}

function Act({ it, token, typed }: Pick<OneProps, 'it' | 'token' | 'typed'>) {
  const { desk } = say
  const plain = it.may.filter((verb) => verb === 'approve' || verb === 'renew' || verb === 'issue')
  const waits = it.status === 'notice' && it.notice && !it.may.includes('issue') && !it.may.includes('renew')
  const worded = (verb: 'refuse' | 'revoke') => (typed?.verb === verb ? typed.words : undefined)
  const form = { method: 'post', action: `${home}/${it.id}`, encType: 'multipart/form-data' } as const
  const hidden = (
    <>
      <FormToken token={token} />
      <Hidden name="version" value={String(it.version)} />
    </>
  )
  return (
    <section className="dk-decide">
      <h2 className="dk-h2">{desk.act}</h2>
      {waits && it.notice && <p>{fill(desk.waiting, { date: monthDayTime(it.notice.until) })}</p>}
      {it.may.length === 0 && !waits && <p>{desk.nothing}</p>}
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
      {it.pdf && (
        <p className="dk-row">
          <a className="btn btn-o" href={it.pdf}>
            <Icon name="print" />
            {desk.pdf}
          </a>
          <a className="btn btn-t" href={`/certificates/${it.number ?? ''}`}>
            {desk.page}
          </a>
        </p>
      )}
      {it.may.includes('refuse') && (
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
      {it.may.includes('revoke') && (
        <details open={typed?.verb === 'revoke' || it.lowered !== undefined}>
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
