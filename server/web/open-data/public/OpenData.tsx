/** What can be taken away, how, and what it says: for somebody who opens a table as for somebody who writes a program. */
import { Fragment } from 'react'
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

/** May break where its words do. */
function Name({ of }: { of: string }) {
  return (
    <code>
      {of.split('_').map((word, i) => (
        <Fragment key={i}>
          {i > 0 && (
            <>
              _<wbr />
            </>
          )}
          {word}
        </Fragment>
      ))}
    </code>
  )
}

interface FileRow {
  name: string
  href: string
  says: string
}
function Files({ files }: { files: readonly FileRow[] }) {
  return (
    <Table className="plain open-files" caption={say.files} head={say.fileHeadings}>
      {files.map(({ name, href, says }) => (
        <tr key={name}>
          <th scope="row">
            <a href={href} download={name}>
              <Icon name="download" />
              <code>{name}</code>
            </a>
          </th>
          <td>{says}</td>
        </tr>
      ))}
    </Table>
  )
}

export function OpenData({ site, openData }: { site: Site; openData: OpenDataView }) {
  const rows = (isWanted: (name: OpenFile) => boolean): FileRow[] =>
    openData.files
      .filter(({ name }) => isWanted(name))
      .map(({ name, href }) => ({ name, href: here(href), says: say.says[name] }))
  return (
    <Page site={site} title={fill(say.pageTitle, { city: site.city.name })} description={say.description}>
      <Crumbs path={[{ href: '/', words: portal.nav.home }]} />
      <h1 className="notice">{say.title}</h1>
      <p className="page-lead">{say.lead}</p>
      <Section className="sec-s" id="files" title={say.files}>
        <Files files={rows((name) => !toRecompute.includes(name))} />
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
          <a href={openData.licence.url} rel="license noreferrer">
            {say.licenceLink}
          </a>
        </p>
      </Section>
      <Section className="sec-s" id="recompute" title={say.recompute}>
        <p className="page-lead">{say.recomputeText}</p>
        <Files
          files={[
            { name: 'stats.json', href: '/api/stats?days=30', says: say.stats },
            ...rows((name) => toRecompute.includes(name))
          ]}
        />
        <p className="open-run">
          <code>node recompute.mjs figures.jsonl stats.json</code>
        </p>
      </Section>
      <Section className="sec-s" id="columns" title={say.columns} note={say.columnsNote}>
        <Table className="plain open-files" caption={say.columns} head={say.columnHeadingsShort}>
          {caseColumnNames.map((name) => (
            <tr key={name}>
              <th scope="row">
                <Name of={name} />
                <small>{say.type[caseColumns[name]]}</small>
              </th>
              <td>{say.column[name]}</td>
            </tr>
          ))}
        </Table>
      </Section>
    </Page>
  )
}
