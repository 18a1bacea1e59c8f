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
            {releases.map((release) => (
              <tr key={release.version}>
                <th scope="row" className="nobr">
                  {fill(say.home.version, { version: release.version })}
                </th>
                <td>
                  <span className={`st st-${release.state}`}>{say.home.states[release.state]}</span>
                </td>
                <td className="nobr">{sinceWords(release.from)}</td>
                <td className="nobr">{release.by.name}</td>
                <td className="adm-note">
                  {release.note || say.home.firstNote}
                  {release.revoked && (
                    <p className="hint">{fill(say.home.revokedNote, { note: release.revoked.note })}</p>
                  )}
                </td>
                <td>
                  <code title={release.checksum}>{release.checksum.slice(0, 12)}</code>
                </td>
                <td>
                  <a
                    href={`${adminHome}export${query({ release: release.version })}`}
                    aria-label={fill(say.home.downloadOf, { version: release.version })}
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
        {edits.map((edit) => (
          <li key={edit.id}>
            <p>
              <time dateTime={edit.at}>{momentWords(edit.at)}</time>
              <span>{edit.by.name}</span>
              <b>{editWords(edit)}</b>
              {edit.note && <span>{edit.note}</span>}
            </p>
            {(edit.was ?? edit.is) !== undefined && edit.entry !== undefined && (
              <details className="adm-more">
                <summary>{say.home.details}</summary>
                <dl className="wasis">
                  {edit.was !== undefined && (
                    <>
                      <dt>{say.home.was}</dt>
                      <dd>
                        <code>{edit.was}</code>
                      </dd>
                    </>
                  )}
                  {edit.is !== undefined && (
                    <>
                      <dt>{say.home.is}</dt>
                      <dd>
                        <code>{edit.is}</code>
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
