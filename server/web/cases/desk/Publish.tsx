/** The moderator's approval: a tick for each text and each photo, beside a true picture of the page they will make. */
import type { CaseView } from '#shared/cases.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { actorWords } from '#shared/locales/case-words.ts'
import { Hidden, Strip, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Photo } from '../../parts/Photo.tsx'
import type { FormProps } from './fields.tsx'
import { previewHref } from './links.ts'
import { one, type Posted } from './moves.ts'
import { allowed, candidates, consents, suggested, type Candidate, type Ticked } from './ticks.ts'
import { caseWords, fill, say } from '../../frame/desk-words.ts'

/** What a form holds now: what was typed where it came back, else what is suggested. */
export function tickedOf(it: CaseView, typed: Posted): Ticked {
  if (typed['version'] === undefined) return suggested(it)
  return allowed(it, {
    title: one(typed, 'title'),
    shown: (typed['shown'] ?? []).map(Number),
    photos: typed['photos'] ?? []
  })
}

/** What a reporter sent, whether it opened the case or was joined to it. */
const isReport = ({ verb }: Candidate['entry']): boolean => verb === 'receive' || verb === 'join'

const whoSaid = ({ entry }: Candidate): string =>
  [
    isReport(entry) ? say.publish.reporter : caseWords.verb[entry.verb],
    monthDayTime(entry.at),
    isReport(entry) ? '' : [entry.who.office, entry.who.name ?? actorWords(entry.who)].filter(Boolean).join(' ')
  ]
    .filter(Boolean)
    .join(say.queue.sep)

export function PublishFields({ it, typed, wrong }: FormProps) {
  const ticked = tickedOf(it, typed)
  const open = candidates(it)
  if (!consents(it)) {
    return (
      <>
        <Hidden name="title" value={ticked.title} />
        <Strip>{say.publish.noConsent}</Strip>
      </>
    )
  }
  return (
    <>
      <TextField
        name="title"
        label={say.field.title}
        hint={say.field.titleHint}
        error={wrong['title']}
        value={ticked.title}
        maxLength={40}
        autoComplete="off"
      />
      {open.length === 0 && <p className="hint">{say.publish.nothing}</p>}
      {open.map((candidate) => (
        <Ruling key={candidate.entry.n} candidate={candidate} ticked={ticked} category={it.category.name} />
      ))}
      {open.length > 0 && (
        <details className="checks">
          <summary>{say.publish.checks}</summary>
          <ul>
            {say.publish.check.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </details>
      )}
      <button className="btn btn-o" name="redraw" value="1" id="redraw">
        <Icon name="eye" />
        {say.publish.redraw}
      </button>
    </>
  )
}

function Ruling({ candidate, ticked, category }: { candidate: Candidate; ticked: Ticked; category: string }) {
  const { entry, fresh } = candidate
  return (
    <fieldset className="rule">
      <legend>
        {whoSaid(candidate)}
        {fresh && <span className="q-new">{say.publish.fresh}</span>}
      </legend>
      {entry.text !== undefined && (
        <label className="tick">
          <input type="checkbox" name="shown" value={entry.n} defaultChecked={ticked.shown.includes(entry.n)} />
          <span>{entry.text}</span>
        </label>
      )}
      {entry.photos.length > 0 && (
        <div className="ticks">
          {entry.photos.map((photo, i) => (
            <div key={photo.id} className="tickp">
              <a href={photo.large} data-photo={fill(say.publish.showPhoto, { i: i + 1 })}>
                <Photo
                  photo={photo}
                  alt={fill(say.publish.photoOf, { verb: caseWords.verb[entry.verb], category, i: i + 1 })}
                  sizes="140px"
                />
              </a>
              <label>
                <input
                  type="checkbox"
                  name="photos"
                  value={photo.id}
                  defaultChecked={ticked.photos.includes(photo.id)}
                />
                {fill(say.publish.showPhoto, { i: i + 1 })}
              </label>
            </div>
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** The public page itself, in a frame: the same page, the same style sheet, with these words and photos. */
export function Preview({ it, typed }: { it: CaseView; typed: Posted }) {
  return (
    <section className="dk-preview" aria-labelledby="preview-h">
      <h2 className="dk-h2" id="preview-h">
        {say.publish.preview}
        <small>{say.publish.previewHint}</small>
      </h2>
      <iframe id="preview" title={say.publish.preview} src={previewHref(it.no, tickedOf(it, typed))} />
    </section>
  )
}
