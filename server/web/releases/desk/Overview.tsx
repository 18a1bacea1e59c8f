/** What is in force, what is planned, what the draft changes and whether it may be published. */
import type { DraftView, PartChange, ReleaseView, Verdict } from '#shared/releases.ts'
import { Button, Choice, Field, FileField, TextArea } from '../../parts/Form.tsx'
import type { Posted } from '../../frame/fields.ts'
import { one } from '../../frame/fields.ts'
import { Ask, Head, Part, Post } from './Frame.tsx'
import { History, Releases, type HistoryProps } from './History.tsx'
import { adminHome, partHref, query } from './links.ts'
import { Findings, VerdictHead } from './Verdict.tsx'
import { changeWords, fill, say, sinceWords } from './words.ts'
import { longest } from '../../parts/limits.ts'

export interface OverviewProps extends HistoryProps {
  token: string
  draft: DraftView
  releases: readonly ReleaseView[]
  moreReleases: boolean
  changes: { release: number; changes: readonly PartChange[]; more: boolean }
  verdict: Verdict
  typed: Posted
  wrong: Readonly<Record<string, string>>
}

export function Overview(props: OverviewProps) {
  const { token, draft, releases, changes, verdict, typed, wrong } = props
  const inForce = releases.find((release) => release.state === 'in_force')
  const planned = releases.filter((release) => release.state === 'planned')
  return (
    <>
      <Head title={say.home.title} lead={say.home.lead} />
      <div className="adm-two">
        <Part id="force" title={say.home.inForce}>
          {inForce && <ReleaseFacts release={inForce} />}
        </Part>
        <Part id="planned" title={say.home.planned}>
          {planned.length === 0 && <p className="hint">{say.home.noPlanned}</p>}
          {planned.map((release, i) => (
            <div key={release.version} className="adm-plan">
              <ReleaseFacts release={release} />
              {i === 0 && (
                <Ask summary={say.home.revoke}>
                  <p>{say.home.revokeAsk}</p>
                  <Post action={`${adminHome}releases/${release.version}/revoke`} token={token} className="adm-f">
                    <Field name="note" id="revoke-note" label={say.home.revokeNote} error={wrong['revoke']}>
                      {(ids) => (
                        <input
                          {...ids}
                          name="note"
                          maxLength={longest('revokeRelease', '/note')}
                          defaultValue={one(typed, 'revokeNote')}
                        />
                      )}
                    </Field>
                    <div>
                      <Button>{say.home.revoke}</Button>
                    </div>
                  </Post>
                </Ask>
              )}
            </div>
          ))}
        </Part>
      </div>
      <div className="adm-two">
        <Part id="changes" title={say.home.draft} note={fill(say.home.draftNote, { release: changes.release })}>
          <Changes {...changes} />
          {draft.changed && (
            <Ask summary={say.home.discard}>
              <p>{say.home.discardAsk}</p>
              <Post action={`${adminHome}discard`} token={token} revision={draft.revision}>
                <Button>{say.home.discardGo}</Button>
              </Post>
            </Ask>
          )}
        </Part>
        <Part id="verdict" title={say.home.verdict}>
          <VerdictHead verdict={verdict} />
          <Findings findings={verdict.findings} />
        </Part>
      </div>
      {draft.changed && <Publish {...props} />}
      <Files token={token} draft={draft} inForce={inForce} wrong={wrong} />
      <Releases releases={releases} more={props.moreReleases} />
      <History edits={props.edits} part={props.part} older={props.older} />
    </>
  )
}

function ReleaseFacts({ release }: { release: ReleaseView }) {
  return (
    <dl className="dl adm-rel">
      <dt className="vh">{say.home.state}</dt>
      <dd className="adm-v">{fill(say.home.version, { version: release.version })}</dd>
      <dt>{say.home.since}</dt>
      <dd>{sinceWords(release.from)}</dd>
      <dt>{say.home.by}</dt>
      <dd>{release.by.name}</dd>
      <dt>{say.home.note}</dt>
      <dd>{release.note || say.home.firstNote}</dd>
      <dt>{say.home.checksum}</dt>
      <dd>
        <code title={release.checksum}>{release.checksum.slice(0, 16)}</code>
        <p className="hint">{say.home.checksumHint}</p>
      </dd>
    </dl>
  )
}

const shownAtOnce = 12

export function Changes({ changes, more }: { changes: readonly PartChange[]; more: boolean }) {
  if (changes.length === 0) return <p className="hint">{say.home.noChanges}</p>
  const lines = (of: readonly PartChange[]) => (
    <ul className="chg">
      {of.map((partChange, i) => (
        <li key={i} className={`chg-${partChange.kind}`}>
          {partChange.kind === 'removed' ? (
            changeWords(partChange)
          ) : (
            <a href={partHref(partChange.part, partChange.entry)}>{changeWords(partChange)}</a>
          )}
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {lines(changes.slice(0, shownAtOnce))}
      {changes.length > shownAtOnce && (
        <details className="adm-more">
          <summary>{fill(say.verdict.all, { n: changes.length - shownAtOnce })}</summary>
          {lines(changes.slice(shownAtOnce))}
        </details>
      )}
      {more && <p className="hint">{fill(say.home.more, { n: changes.length })}</p>}
    </>
  )
}

function Publish({ token, draft, typed, wrong }: OverviewProps) {
  return (
    <Part id="publish" title={say.home.publish}>
      <Post action={`${adminHome}publish`} token={token} revision={draft.revision} className="adm-f adm-pub">
        <TextArea
          name="note"
          label={say.home.publishNote}
          hint={say.home.publishNoteHint}
          error={wrong['note']}
          value={one(typed, 'note')}
          maxLength={longest('publishDraft', '/note')}
          rows={2}
        />
        <Choice
          name="when"
          label={say.home.when}
          value={one(typed, 'when') || 'now'}
          options={[
            { value: 'now', words: say.home.now },
            { value: 'later', words: say.home.later }
          ]}
        />
        <Field name="from" label={say.home.from} hint={say.home.fromHint} error={wrong['from']} className="adm-later">
          {(ids) => <input {...ids} name="from" type="datetime-local" defaultValue={one(typed, 'from')} />}
        </Field>
        <div>
          <Button kind="primary">{say.home.goAny}</Button>
          <p className="hint">{say.home.goHint}</p>
        </div>
      </Post>
    </Part>
  )
}

function Files({
  token,
  draft,
  inForce,
  wrong
}: {
  token: string
  draft: DraftView
  inForce: ReleaseView | undefined
  wrong: Readonly<Record<string, string>>
}) {
  return (
    <Part id="files" title={say.home.files}>
      <p className="adm-lead">{say.home.filesLead}</p>
      <p className="adm-row">
        <a className="btn btn-o" href={`${adminHome}export`}>
          {say.home.exportDraft}
        </a>
        {inForce && (
          <a className="btn btn-o" href={`${adminHome}export${query({ release: inForce.version })}`}>
            {fill(say.home.exportRelease, { version: inForce.version })}
          </a>
        )}
      </p>
      <Post action={`${adminHome}import`} token={token} revision={draft.revision} className="adm-f adm-file" files>
        <FileField
          name="file"
          label={say.home.importFile}
          hint={say.home.importHint}
          error={wrong['file']}
          accept=".json,application/json"
        />
        <div>
          <Button>{say.home.importGo}</Button>
        </div>
      </Post>
    </Part>
  )
}
