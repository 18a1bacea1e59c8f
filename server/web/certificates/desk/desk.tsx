/** Certificates on the desk: the list by status, and one with all that its issuer has to look at and decide. */
import { certificateTabs, certificateVerbs, revocationCauses, type CertificateView } from '#shared/certificates.ts'
import type { ApiAnswer } from '#shared/api.ts'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { monthDay, monthDayTime, yearMonthDay } from '#shared/time-format.ts'
import type { DeskKit } from '../../frame/desk-kit.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, Strip, TextArea } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { errorWords } from '../../frame/words.ts'
import { Fingerprint, period, Services } from '../public/Parts.tsx'
import { fill, say, span } from '../public/words.ts'

const one = (value: unknown): string => (typeof value === 'string' ? value : '')
const home = '/office/certificates'

export function certificateDesk({ router, call, seated, posted, draw, see }: DeskKit): void {
  router.get(
    home,
    seated(async (ctx, viewer) => {
      const tab = certificateTabs.find((it) => it === ctx.query['tab'])
      const after = one(ctx.query['after'])
      const list = await call('deskCertificates', { query: { ...(tab && { tab }), ...(after && { after }) } }, viewer)
      await draw(ctx, viewer, say.desk.title, () => <List list={list} />)
    })
  )
  router.get(
    `${home}/:id`,
    seated(async (ctx, viewer) => {
      const it = await call('readCertificate', { params: { certificate: ctx.params['id'] } }, viewer)
      const done = ctx.query['done'] !== undefined
      await draw(ctx, viewer, titleOf(it), (token) => <One it={it} token={token} done={done} />)
    })
  )
  router.post(
    `${home}/:id`,
    posted(async (ctx, viewer, { fields }) => {
      const id = ctx.params['id'] ?? ''
      const first = (name: string): string => fields[name]?.[0] ?? ''
      const verb = certificateVerbs.find((it) => it === first('verb')) ?? refuse('unparseable')
      const said = {
        ...((verb === 'refuse' || verb === 'revoke') && { words: first('words') }),
        ...(verb === 'revoke' && { cause: first('cause') })
      }
      try {
        await call(
          'moveCertificate',
          { params: { certificate: id }, body: { verb, version: Number(first('version')), ...said } },
          viewer
        )
      } catch (error) {
        if (!(error instanceof Refused) || error.code === 'not_found') throw error
        const { code, more } = error
        const it = await call('readCertificate', { params: { certificate: id } }, viewer)
        const words = more.words ?? errorWords.refusal[code]
        await draw(
          ctx,
          viewer,
          titleOf(it),
          (token) => <One it={it} token={token} refused={words} typed={{ verb, words: first('words') }} />,
          refusals[code]
        )
        return
      }
      see(ctx, `${home}/${id}?done`)
    })
  )
}

const titleOf = (it: CertificateView): string => fill(say.desk.of, { name: it.identity?.name ?? say.erased })

function List({ list }: { list: ApiAnswer<'deskCertificates'> }) {
  const { desk } = say
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{desk.title}</h1>
      <p className="hint">{desk.lead}</p>
      <nav className="dk-tabs" aria-label={desk.tabs}>
        {certificateTabs.map((tab) => (
          <a key={tab} href={`${home}?tab=${tab}`} {...(tab === list.tab && { 'aria-current': 'page' as const })}>
            {say.tab[tab]}
          </a>
        ))}
      </nav>
      {list.items.length === 0 ? (
        <p className="dk-none">{desk.empty[list.tab]}</p>
      ) : (
        <div className="scroll-x">
          <table className="dk-table dk-stack">
            <caption className="vh">{say.tab[list.tab]}</caption>
            <thead>
              <tr>
                {Object.values(desk.head).map((words) => (
                  <th key={words} scope="col">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.items.map((it) => (
                <tr key={it.id}>
                  <th scope="row">
                    <a href={`${home}/${it.id}`}>{it.name}</a>
                    {it.number && <small>{it.number}</small>}
                  </th>
                  <td>{it.office.short}</td>
                  <td>{period(it.from, it.to)}</td>
                  <td className="nobr">{span(it.minutes)}</td>
                  <td className="nobr">
                    {it.until
                      ? fill(desk.until, { date: monthDay(it.until) })
                      : fill(desk.asked, { date: monthDay(it.at) })}
                  </td>
                  <td className="nobr">
                    {say.status[it.status]}
                    {it.lowered && (
                      <small className="dk-warn">
                        <Icon name="warn" />
                        {desk.lowered}
                      </small>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.older && (
        <a className="more" href={`${home}?${new URLSearchParams({ tab: list.tab, after: list.older }).toString()}`}>
          {desk.older}
          <Icon name="right" />
        </a>
      )}
    </main>
  )
}

interface OneProps {
  it: CertificateView
  token: string
  done?: boolean
  refused?: string
  typed?: { verb: string; words: string } | undefined
}

function One({ it, token, done, refused, typed }: OneProps) {
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
              {e.words && <q>{e.words}</q>}
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
              maxLength={300}
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
              maxLength={300}
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
