/** What can be taken away, how, and what it says: for somebody who opens a table as for somebody who writes a program. */
import { caseColumnNames, caseColumns, type OpenDataView, type OpenFile } from '#shared/open-data.ts'
import { openData as say } from '#shared/locales/open-data.ts'
import { fill } from '#shared/locales/index.ts'
import { Crumbs, Page } from '../../frame/Page.tsx'
import type { Site } from '../../frame/site.ts'
import { say as portal } from '../../frame/words.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Section } from '../../parts/Section.tsx'
import { Table } from '../../parts/Table.tsx'

const toRecompute: readonly OpenFile[] = ['figures.jsonl', 'recompute.mjs']

/** The address as a reader of this very site has it. */
const here = (href: string): string => new URL(href).pathname

function Files({ files }: { files: OpenDataView['files'] }) {
  return (
    <ul className="proof-l">
      {files.map(({ name, href }) => (
        <li key={name}>
          <a href={here(href)} download={name}>
            <Icon name="download" />
            <code>{name}</code>
          </a>
          <small>{say.says[name]}</small>
        </li>
      ))}
    </ul>
  )
}

export function OpenData({ site, it }: { site: Site; it: OpenDataView }) {
  const of = (names: readonly OpenFile[]): OpenDataView['files'] => it.files.filter(({ name }) => names.includes(name))
  return (
    <Page site={site} title={fill(say.pageTitle, { city: site.city.name })} description={say.description}>
      <Crumbs path={[{ href: '/', words: portal.nav.home }]} />
      <h1 className="notice">{say.title}</h1>
      <p className="page-lead">{say.lead}</p>
      <Section className="sec-s" id="files" title={say.files}>
        <Files files={it.files.filter(({ name }) => !toRecompute.includes(name))} />
      </Section>
      <Section className="sec-s" id="use" title={say.use}>
        <ul className="proof-s">
          {say.useList.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Section>
      <Section className="sec-s" id="licence" title={say.licence}>
        <p className="page-lead">{say.licenceText}</p>
        <p className="page-lead">{say.privacy}</p>
        <p>
          <a href={it.licence.url} rel="license noreferrer">
            {say.licenceLink}
          </a>
        </p>
      </Section>
      <Section className="sec-s" id="recompute" title={say.recompute}>
        <p className="page-lead">{say.recomputeText}</p>
        <ul className="proof-l">
          <li>
            <a href="/api/stats?days=30" download="stats.json">
              <Icon name="download" />
              <code>stats.json</code>
            </a>
            <small>{say.stats}</small>
          </li>
        </ul>
        <Files files={of(toRecompute)} />
        <pre className="code">
          <code>node recompute.mjs figures.jsonl stats.json</code>
        </pre>
      </Section>
      <Section className="sec-s" id="columns" title={say.columns} note={say.columnsNote}>
        <Table className="plain" caption={say.columns} head={say.columnHeadings}>
          {caseColumnNames.map((name) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{say.type[caseColumns[name]]}</td>
              <td>{say.column[name]}</td>
            </tr>
          ))}
        </Table>
      </Section>
    </Page>
  )
}
