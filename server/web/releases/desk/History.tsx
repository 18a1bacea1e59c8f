/** Every release there was, and who changed what in between. */
import type { PartName } from '#shared/parts.ts'
import type { EditView, ReleaseView } from '#shared/releases.ts'
import { Button, Select } from '../../parts/Form.tsx'
import { Part, Wide } from './Frame.tsx'
import { adminHome, query } from './links.ts'
import { editWords, fill, momentWords, say, sinceWords } from './words.ts'

export function Releases({ releases, more }: { releases: readonly ReleaseView[]; more: boolean }) {
  const last = releases.at(-1)
  return (
    <Part id="releases" title={say.home.releases}>
      <Wide label={say.home.releases}>
        <table className="plain adm-tab">
          <thead>
            <tr>
              <th scope="col">{say.home.versions}</th>
              <th scope="col">{say.home.state}</th>
              <th scope="col">{say.home.since}</th>
              <th scope="col">{say.home.by}</th>
              <th scope="col">{say.home.note}</th>
              <th scope="col">{say.home.checksum}</th>
              <th scope="col">
                <span className="vh">{say.home.download}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {releases.map((it) => (
              <tr key={it.version}>
                <th scope="row" className="nobr">
                  {fill(say.home.version, { version: it.version })}
                </th>
                <td>
                  <span className={`st st-${it.state}`}>{say.home.states[it.state]}</span>
                </td>
                <td className="nobr">{sinceWords(it.from)}</td>
                <td className="nobr">{it.by.name}</td>
                <td className="adm-note">
                  {it.note || say.home.firstNote}
                  {it.revoked && <p className="hint">{fill(say.home.revokedNote, { note: it.revoked.note })}</p>}
                </td>
                <td>
                  <code title={it.checksum}>{it.checksum.slice(0, 12)}</code>
                </td>
                <td>
                  <a
                    href={`${adminHome}export${query({ release: it.version })}`}
                    aria-label={fill(say.home.downloadOf, { version: it.version })}
                  >
                    {say.home.download}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more && last && <a href={`${query({ before: last.version })}#releases`}>{say.home.olderReleases}</a>}
    </Part>
  )
}

export interface HistoryProps {
  edits: readonly EditView[]
  part: PartName | undefined
  older: string | undefined
}

export function History({ edits, part, older }: HistoryProps) {
  return (
    <Part id="edits" title={say.home.edits}>
      <form className="adm-find" method="get" action={`${adminHome}#edits`}>
        <PartSelect value={part} />
        <Button>{say.lists.findGo}</Button>
      </form>
      {edits.length === 0 && <p className="hint">{say.none}</p>}
      <ol className="edits">
        {edits.map((it) => (
          <li key={it.id}>
            <p>
              <time dateTime={it.at}>{momentWords(it.at)}</time>
              <span>{it.by.name}</span>
              <b>{editWords(it)}</b>
              {it.note && <span>{it.note}</span>}
            </p>
            {(it.was ?? it.is) !== undefined && it.entry !== undefined && (
              <details className="adm-more">
                <summary>{say.home.details}</summary>
                <dl className="wasis">
                  {it.was !== undefined && (
                    <>
                      <dt>{say.home.was}</dt>
                      <dd>
                        <code>{it.was}</code>
                      </dd>
                    </>
                  )}
                  {it.is !== undefined && (
                    <>
                      <dt>{say.home.is}</dt>
                      <dd>
                        <code>{it.is}</code>
                      </dd>
                    </>
                  )}
                </dl>
              </details>
            )}
          </li>
        ))}
      </ol>
      {older && <a href={`${query({ part, after: older })}#edits`}>{say.home.older}</a>}
    </Part>
  )
}

/** For the filter of the history. */
const PartSelect = ({ value }: { value: string | undefined }) => (
  <Select
    name="part"
    label={say.home.editsOf}
    value={value ?? ''}
    options={[
      { value: '', words: say.home.all },
      ...Object.entries(say.parts).map(([part, words]) => ({ value: part, words }))
    ]}
  />
)
