/** The moderator's approval: a tick for each text and each photo, beside a true picture of the page they will make. */
import { Fragment } from 'react'
import type { CaseView } from '#shared/cases.ts'
import type { PhotoView } from '#shared/photos.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { maskWords } from '#shared/locales/masking.ts'
import type { MaskKind } from '#shared/masking.ts'
import { actorWords } from '#shared/locales/case-words.ts'
import { FieldError, Hidden, Strip, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Photo } from '../../parts/Photo.tsx'
import type { FormProps } from './fields.tsx'
import { previewHref } from './links.ts'
import { markFields, markValue, piecesOf, sumValue, type MarkedText } from './masks.ts'
import { one, type Posted } from './moves.ts'
import {
  allowed,
  candidates,
  consents,
  notLookedAt,
  suggested,
  toLookAt,
  type Candidate,
  type Ticked
} from './ticks.ts'
import { caseWords, fill, say } from '../../frame/desk-words.ts'
import { longest } from '../../parts/limits.ts'

/** What a form holds now: what was typed where it came back, else what is suggested. */
export function tickedOf(caseView: CaseView, typed: Posted): Ticked {
  if (typed['version'] === undefined) return suggested(caseView)
  return allowed(caseView, {
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

export function PublishFields({ caseView, typed, masks, wrong }: FormProps) {
  const ticked = tickedOf(caseView, typed)
  const open = candidates(caseView)
  const looked = typed['looked'] ?? []
  const unseen = notLookedAt(caseView, looked)
  const all = toLookAt(caseView)
  const textsNamed = (...names: string[]): MarkedText[] => masks?.texts.filter(({ of }) => names.includes(of)) ?? []
  if (!consents(caseView)) {
    return (
      <>
        <Hidden name="title" value={ticked.title} />
        <Strip>{say.publish.noConsent}</Strip>
      </>
    )
  }
  return (
    <>
      {/* Enter in the title presses the first button of the form: it redraws and opens no photo. */}
      <button className="vh" name="redraw" value="1" tabIndex={-1} aria-hidden="true" />
      <TextField
        name="title"
        label={say.field.title}
        hint={say.field.titleHint}
        error={wrong['title']}
        value={ticked.title}
        maxLength={longest('moveCase', '/title', { verb: 'publish' })}
        autoComplete="off"
      />
      {masks && <FoundNote masks={masks} />}
      {wrong['texts'] && <FieldError id="texts-error" words={wrong['texts']} />}
      {textsNamed('title', 'place').map(
        (text) =>
          // The title can be written anew.
          (text.of === 'place' || text.marks.length > 0) && (
            <fieldset className="rule" key={text.of}>
              <legend>{text.of === 'place' ? say.publish.place : say.publish.heading}</legend>
              <Marked text={text} />
            </fieldset>
          )
      )}
      {open.length === 0 && <p className="hint">{say.publish.nothing}</p>}
      {all.length > 0 && (
        <p className="looks" role="status" data-looks={say.publish.looked} data-of={all.length}>
          <Icon name="eye" />
          <span>{fill(say.publish.looked, { n: all.length - unseen.length, of: all.length })}</span>
        </p>
      )}
      {wrong['looked'] && <FieldError id="looked-error" words={wrong['looked']} />}
      {open.map((candidate) => (
        <Ruling
          key={candidate.entry.n}
          candidate={candidate}
          ticked={ticked}
          unseen={unseen}
          opened={typed['look']?.[0]}
          category={caseView.category.name}
          texts={textsNamed(String(candidate.entry.n), `${candidate.entry.n}.ask`)}
        />
      ))}
      {masks && (
        <TextField
          name="maskWords"
          label={say.publish.maskWords}
          hint={say.publish.maskWordsHint}
          error={masks.nowhere ? say.problem.maskWords : undefined}
          value={masks.nowhere}
          maxLength={longest('moveCase', '/title', { verb: 'publish' })}
          autoComplete="off"
          optional
        />
      )}
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

interface RulingProps {
  candidate: Candidate
  ticked: Ticked
  /** Photos of the whole form that nobody has opened; the first of them is what the list of problems leads to. */
  unseen: readonly string[]
  /** The photo that was just opened where no script opens it. */
  opened: string | undefined
  category: string
  /** What it says, with what is marked in it. */
  texts: readonly MarkedText[]
}

function Ruling({ candidate, ticked, unseen, opened, category, texts }: RulingProps) {
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
          <span>{say.publish.showWords}</span>
        </label>
      )}
      {texts.map((text) => (
        <Marked key={text.of} text={text} />
      ))}
      {entry.photos.length > 0 && (
        <div className="ticks">
          {entry.photos.map((photo, i) => (
            <div key={photo.id} className={opened === photo.id ? 'tickp tickp-big' : 'tickp'}>
              <Look
                photo={photo}
                i={i + 1}
                alt={fill(say.publish.photoOf, { verb: caseWords.verb[entry.verb], category, i: i + 1 })}
                looked={!unseen.includes(photo.id)}
                big={opened === photo.id}
                first={unseen[0] === photo.id}
                fresh={fresh}
              />
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

/** How many were found, and how far that can be trusted. */
function FoundNote({ masks: { texts, measured } }: { masks: NonNullable<FormProps['masks']> }) {
  const n = texts.flatMap(({ marks }) => marks).length
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
  return (
    <div className="mx-note" id="masks" tabIndex={-1}>
      <p className="looks">
        <Icon name="eye" />
        <span>{n > 0 ? fill(say.publish.found, { n }) : say.publish.foundNone}</span>
      </p>
      <p className="hint">
        {fill(say.publish.measured, {
          phone: percent(measured.unmet.phone),
          id: percent(measured.unmet.id),
          plate: percent(measured.unmet.plate)
        })}
      </p>
      <details className="checks">
        <summary>{say.publish.measuredHow}</summary>
        <p className="hint">
          {fill(say.publish.measuredAll, {
            on: measured.on,
            texts: measured.texts,
            recall: percent(measured.recall),
            numbers: percent(measured.numbers.recall),
            precision: percent(measured.precision)
          })}
        </p>
      </details>
    </div>
  )
}

/** A text with its marks, and a tick for each; a script lets one mark more by selecting it. */
function Marked({ text }: { text: MarkedText }) {
  const named = (n: number, kind: MaskKind): string => fill(say.publish.mark, { n, kind: maskWords[kind] })
  return (
    <div className="mx" data-of={text.of} data-kind={maskWords.other} data-named={say.publish.mark}>
      <p className="mx-t" dir="auto">
        {piecesOf(text).map(({ words, n, masked }, i) =>
          n === undefined ? (
            <Fragment key={i}>{words}</Fragment>
          ) : (
            <mark key={i} className={masked ? 'wm' : 'wm wm-free'} data-n={n}>
              {words}
            </mark>
          )
        )}
      </p>
      <button type="button" className="linky mx-add" aria-disabled="true" hidden>
        {say.publish.maskChosen}
      </button>
      <Hidden name="of" value={sumValue(text)} />
      <ol className="mx-l">
        {text.marks.map((mark, i) => (
          <li key={markValue(text.of, mark)}>
            <Hidden name="hit" value={markValue(text.of, mark)} />
            <label>
              <input type="checkbox" name="mask" value={markValue(text.of, mark)} defaultChecked={mark.masked} />
              <b>{named(i + 1, mark.kind)}</b>
              <span dir="auto">{text.text.slice(mark.start, mark.end)}</span>
              {!mark.sure && mark.kind !== 'other' && <small>{say.publish.unsure}</small>}
            </label>
          </li>
        ))}
      </ol>
    </div>
  )
}

interface LookProps {
  photo: PhotoView
  i: number
  alt: string
  looked: boolean
  big: boolean
  first: boolean
  fresh: boolean
}

/** A photo that has to be opened: a script shows it large and notes it; without one the form comes back with it large. */
function Look({ photo, i, alt, looked, big, first, fresh }: LookProps) {
  const words = fill(say.publish.showPhoto, { i })
  const picture = <Photo photo={photo} alt={alt} sizes={big ? '640px' : '140px'} />
  if (looked)
    return (
      <>
        <a href={photo.large} data-photo={words} {...(big && { id: 'looked' })}>
          {picture}
        </a>
        {fresh && <Hidden name="looked" value={photo.id} />}
      </>
    )
  return (
    <button
      className="look"
      name="look"
      value={photo.id}
      formNoValidate
      data-photo={words}
      data-large={photo.large}
      {...(first && { id: 'looked' })}
    >
      {picture}
      <span className="look-s" data-seen={say.publish.seen}>
        {say.publish.open}
      </span>
    </button>
  )
}

/** The public page itself, in a frame: the same page, the same style sheet, with these words and photos. */
export function Preview({ caseView, typed, masks }: Pick<FormProps, 'caseView' | 'typed' | 'masks'>) {
  const marks = markFields(masks?.texts ?? [])
  return (
    <section className="dk-preview" aria-labelledby="preview-h">
      <h2 className="dk-h2" id="preview-h">
        {say.publish.preview}
        <small>{say.publish.previewHint}</small>
      </h2>
      <iframe
        id="preview"
        title={say.publish.preview}
        src={previewHref(caseView.no, tickedOf(caseView, typed), marks)}
      />
    </section>
  )
}
