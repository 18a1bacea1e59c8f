/** The controls the desk's forms share: words with their limits, photos, answers side by side. */
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView, DeskView } from '#shared/cases.ts'
import type { CategoryView, OfficeRef, OfficeView } from '#shared/city.ts'
import { photosAtMost } from '#shared/photos.ts'
import type { DeskForm } from '#shared/verbs.ts'
import { Field, FieldError, TextArea, type Option } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import type { MarkedText } from './masks.ts'
import { one, wordLimits, type Posted } from './moves.ts'
import { fill, say } from '../../frame/desk-words.ts'

/** The city as the forms choose from it. */
export interface Choices {
  offices: readonly OfficeView[]
  tiles: readonly { id: string; name: string }[]
  categories: readonly CategoryView[]
  /** Whom the rules name now, category by category; empty on a form that sends nothing anywhere. */
  proposed: Readonly<Record<string, OfficeRef>>
}

/** The texts of a publication with their marks, and how well the rules find things. */
export interface Masks {
  texts: readonly MarkedText[]
  /** What was to be masked besides, where it stands in no text. */
  nowhere: string
  measured: ApiAnswer<'proposeMasks'>['measured']
}

export interface FormProps {
  form: DeskForm
  caseView: CaseView
  desk: DeskView
  choices: Choices
  typed: Posted
  /** What is masked in the texts of a publication; on its form alone. */
  masks: Masks | undefined
  wrong: Readonly<Record<string, string>>
  now: Date
  keys: boolean
  by: 'office' | undefined
}

export const chosen = (value: string): string | undefined => (value === '' ? undefined : value)

/** The words of a form, with their limits said before they are broken; an island counts along. */
export function Words({ form, typed, wrong, rows = 5, label }: FormProps & { rows?: number; label?: string }) {
  const spoken: Readonly<Record<string, string>> = say.form[form]
  const limits = wordLimits(form)
  if (!limits) return null
  const range = limits.min > 1 ? fill(say.act.limits, limits) : fill(say.act.limitMax, { max: limits.max })
  return (
    <div
      className="wordy"
      data-min={limits.min}
      data-max={limits.max}
      data-few={say.act.counter}
      data-many={say.act.counterMax}
    >
      <TextArea
        name="words"
        label={label ?? spoken['words'] ?? ''}
        rows={rows}
        value={one(typed, 'words')}
        error={wrong['words']}
        hint={
          <>
            <span data-count="">{range}</span>
            {say.queue.stop}
            {spoken['wordsHint']}
          </>
        }
      />
    </div>
  )
}

/** A plain file field that an island turns into slots with progress; what has already arrived stays, ticked. */
export function PhotoPicker({ typed, wrong, label, hint }: FormProps & { label: string; hint: string }) {
  const kept = typed['photos'] ?? []
  return (
    <div
      className="photos"
      data-photos="/office/photos"
      data-most={photosAtMost}
      data-busy={say.act.photoBusy}
      data-failed={say.act.photoFailed}
      data-drop={say.act.photoDrop}
    >
      <Field name="photo" id="photo" label={label} hint={`${hint}${say.act.photosHint}`} error={wrong['photos']}>
        {(ids) => (
          <label className="slot slot-add">
            <Icon name="plus" />
            <span data-more={say.act.photosMore}>{say.act.photosPick}</span>
            <input
              {...ids}
              name="photo"
              type="file"
              multiple
              accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
            />
          </label>
        )}
      </Field>
      {kept.length > 0 && (
        <ul className="kept" aria-label={say.act.photosKept}>
          {kept.map((id, i) => (
            <li key={id}>
              <label>
                <input type="checkbox" name="photos" value={id} defaultChecked />
                {fill(say.act.photoKept, { n: i + 1 })}
              </label>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface SegmentsProps {
  name: string
  label: string
  options: readonly Option[]
  value: string | undefined
  error: string | undefined
  keys: boolean
}

/** Two or three answers side by side, with the key that chooses each. */
export function Segments({ name, label, options, value, error, keys }: SegmentsProps) {
  return (
    <fieldset
      className={error ? 'fld segs fld-err' : 'fld segs'}
      {...(error && { 'aria-describedby': `${name}-error` })}
    >
      <legend className="vh">{label}</legend>
      {error && <FieldError id={`${name}-error`} words={error} />}
      <div className="opts">
        {options.map((option, i) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              {...(keys && { 'data-key': i + 1 })}
            />
            <span>
              {option.words}
              {keys && <kbd aria-hidden="true">{i + 1}</kbd>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
