/** Everybody checks a case for himself: his browser counts again, and all that it counts from is below and to be taken away. */
import type { DailyRoot, OpenLedger } from '#shared/ledger.ts'
import { verify as say } from '#shared/locales/verify.ts'
import { fill } from '#shared/locales/index.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { say as portal } from '../../frame/words.ts'
import { Button, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Section } from '../../parts/Section.tsx'
import { Table } from '../../parts/Table.tsx'

interface VerifyProps {
  site: Site
  no: string
  noted: string
  wrong?: string | undefined
  ledger?: OpenLedger | undefined
  roots: readonly DailyRoot[]
}

/** What the island says; whatever else it needs it fetches. */
const wordsOfIsland = () =>
  JSON.stringify({
    running: say.running,
    fits: say.fits,
    faulty: say.faulty,
    failed: say.failed,
    badFile: say.badFile,
    noCrypto: say.noCrypto,
    found: { ...say.found },
    fault: { ...say.fault },
    where: { ...say.where }
  })

function Asking({ no, noted, wrong }: Pick<VerifyProps, 'no' | 'noted' | 'wrong'>) {
  return (
    <form className="check" action="/verify" method="get">
      <TextField
        name="no"
        label={say.no}
        hint={say.noHint}
        value={no}
        error={wrong}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        name="noted"
        label={say.noted}
        hint={say.notedHint}
        value={noted}
        optional
        autoComplete="off"
        spellCheck={false}
      />
      <Button kind="primary">{say.go}</Button>
    </form>
  )
}

const isSealed = (entry: OpenLedger['entries'][number]): boolean => entry.verb === undefined

function Entries({ ledger }: { ledger: OpenLedger }) {
  return (
    <Section
      className="sec-s"
      id="entries"
      title={say.entries}
      note={fill(say.entriesNote, { no: ledger.no, n: ledger.entries.length })}
    >
      <Table className="plain prints" caption={say.entries} head={say.headings}>
        {ledger.entries.map((entry) => (
          <tr key={entry.n} id={`n${entry.n}`}>
            <th scope="row">
              {fill(say.entryN, { n: entry.n })}
              {isSealed(entry) && <small>{entry.form ? say.inner : say.old}</small>}
            </th>
            <td>
              <time dateTime={entry.at}>{monthDayTime(entry.at)}</time>
            </td>
            <td>
              <code>{entry.hash}</code>
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  )
}

function Files({ site, no }: { site: Site; no: string | undefined }) {
  return (
    <Section className="sec-s" id="files" title={say.files}>
      <p className="page-lead">{say.filesText}</p>
      <ul className="proof-l">
        {no && (
          <li>
            <a href={`/api/cases/${no}/ledger`} download={`${no}.json`}>
              <Icon name="download" />
              {say.ledgerJson}
            </a>
          </li>
        )}
        <li>
          <a href="/api/roots" download="roots.json">
            <Icon name="download" />
            {say.rootsJson}
          </a>
        </li>
        <li>
          <a href="/daily-roots.txt" download="daily-roots.txt">
            <Icon name="download" />
            {say.rootsFile}
          </a>
        </li>
        <li>
          <a href={site.assets.url('verify.mjs')} download="verify.mjs">
            <Icon name="download" />
            {say.script}
          </a>
        </li>
      </ul>
    </Section>
  )
}

function Roots({ roots }: Pick<VerifyProps, 'roots'>) {
  return (
    <Section className="sec-s" id="roots" title={say.roots}>
      <p className="page-lead">{say.rootsText}</p>
      {roots[0]?.signed?.[0] && (
        <>
          <p>{say.rootsSigned}</p>
          <p className="prints">
            <code>{roots[0].signed[0].key}</code>
          </p>
          <p className="page-lead">{say.rootsKeep}</p>
        </>
      )}
      {roots.length === 0 ? (
        <p className="strip">{say.rootsNone}</p>
      ) : (
        <Table className="plain prints" caption={say.roots} head={say.rootHeadings}>
          {roots.map((root) => (
            <tr key={root.day}>
              <th scope="row">
                <time dateTime={root.day}>{root.day}</time>
              </th>
              <td>{fill(say.cases, { n: root.cases })}</td>
              <td>
                <code>{root.root}</code>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  )
}

export function Verify({ site, no, noted, wrong, ledger, roots }: VerifyProps) {
  return (
    <Page
      site={site}
      title={fill(say.pageTitle, { city: site.city.name })}
      description={say.description}
      scripts={ledger ? ['verify.js'] : []}
    >
      <Crumbs
        path={[
          { href: '/', words: portal.nav.home },
          ...(ledger ? [{ href: `/cases/${ledger.no}`, words: ledger.no }] : [])
        ]}
      />
      <h1 className="notice">{say.title}</h1>
      <p className="page-lead">{say.lead}</p>
      <Asking no={no} noted={noted} wrong={wrong} />
      {ledger && (
        <>
          <noscript>
            <p className="strip">{say.noScript}</p>
          </noscript>
          <div data-verify={ledger.no} data-noted={noted} data-words={wordsOfIsland()}>
            <div role="status" data-result="" />
            <div className="fld" data-saved="" hidden>
              <label className="lab" htmlFor="saved">
                {say.saved}
              </label>
              <input id="saved" type="file" accept=".json,.txt,.eml" aria-describedby="saved-hint" />
              <p className="hint" id="saved-hint">
                {say.savedHint}
              </p>
            </div>
          </div>
          <Entries ledger={ledger} />
        </>
      )}
      <Files site={site} no={ledger?.no} />
      <Roots roots={roots} />
      <Section className="sec-s" id="limits" title={say.limits}>
        <ul className="proof-s">
          {say.limitsList.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
