/**
 * Reporting with nothing but a browser: photos, category, place, words. Where scripts run, an island adds previews, a
 * smaller upload, the phone's own position and a map; without them every step is still there.
 */
import type { CategoryView } from '#shared/city.ts'
import { photosAtMost } from '#shared/photos.ts'
import { limitRange } from '#shared/time-format.ts'
import { descriptionAtMost, phoneAtMost } from '#shared/reports.ts'
import { answersWords } from '#shared/locales/city-words.ts'
import { supervision } from '#shared/locales/oversight.ts'
import {
  Button,
  Choice,
  ErrorSummary,
  Field,
  FormToken,
  Hidden,
  Select,
  Strip,
  TextArea,
  TextField
} from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Page } from '../../frame/Page.tsx'
import { SectionHead } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { fill, say } from '../../frame/words.ts'
import { longest } from '../../parts/limits.ts'
import { Similar, type SimilarCase } from './Similar.tsx'

/** What the form holds, as text. Photos already taken in are kept by their id while the rest is mended. */
export interface Typed {
  category?: string | undefined
  area?: string | undefined
  address?: string | undefined
  lng?: string | undefined
  lat?: string | undefined
  accuracyM?: string | undefined
  text?: string | undefined
  name?: string | undefined
  phone?: string | undefined
  consent?: string | undefined
  photos: readonly KeptPhoto[]
}
export interface KeptPhoto {
  id: string
  width: number
  height: number
}
export type FieldName = 'photos' | 'category' | 'area' | 'address' | 'text' | 'name' | 'phone' | 'consent'

export interface ReportFormProps {
  site: Site
  tiles: readonly { id: string; name: string }[]
  categories: readonly CategoryView[]
  areas: readonly { id: string; name: string }[]
  typed: Typed
  errors: Partial<Record<FieldName, string>>
  /** What no single field is to blame for. */
  refused?: string | undefined
  /** Number of the earlier case, when it is reported again. */
  again?: string | undefined
  token: string
  /** Idempotency key: the same form sent twice is one report. */
  submitKey: string
  /** What the words look like, where no category was chosen; never chosen for anybody. */
  suggested?: readonly { code: string; name: string }[]
  /** The city's box, for the map. */
  box: readonly number[]
  /** Staff on patrol: who, and where the form goes. Their names are not asked for, and what they report is meant for everybody. */
  patrol?: { by: string; action: string }
  /** What others have reported nearby; shown once, before it is sent. */
  similar?: readonly SimilarCase[] | undefined
}

const patrolWords = supervision.patrol
const fieldOrder: readonly FieldName[] = ['photos', 'category', 'area', 'address', 'text', 'name', 'phone', 'consent']

/** Photos that were taken in already; whoever does not want one unticks it. */
export const KeptPhotos = ({ photos }: { photos: readonly KeptPhoto[] }) =>
  photos.length > 0 && (
    <fieldset className="fld">
      <legend className="lab">{fill(say.report.kept, { n: photos.length })}</legend>
      <ul className="kept">
        {photos.map((photo, i) => (
          <li key={photo.id}>
            <label className="pick">
              <input type="checkbox" name="photo" value={`${photo.id} ${photo.width} ${photo.height}`} defaultChecked />
              <span className="pick-t">
                <b>{fill(say.report.keptOne, { n: i + 1, width: photo.width, height: photo.height })}</b>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )

function Photos({ typed, error }: { typed: Typed; error?: string | undefined }) {
  return (
    <>
      <KeptPhotos photos={typed.photos} />
      <Field
        name="photos"
        label={typed.photos.length > 0 ? say.report.morePhotos : say.report.photos}
        hint={fill(say.report.photosHint, { n: photosAtMost })}
        error={error}
        className="photos"
      >
        {(ids) => (
          <input
            {...ids}
            name="photos"
            type="file"
            accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
            multiple
            data-words={say.report.remove}
            data-most={photosAtMost}
          />
        )}
      </Field>
    </>
  )
}

function Place({ typed, errors, areas, box }: Pick<ReportFormProps, 'typed' | 'errors' | 'areas' | 'box'>) {
  return (
    <div className="place" data-place={JSON.stringify(box)} data-words={JSON.stringify(say.report.island)}>
      <div className="place-b" hidden>
        <Button type="button" icon="pin" className="place-gps">
          {say.report.gps}
        </Button>
        <Button type="button" icon="map" className="place-map">
          {say.report.pick}
        </Button>
      </div>
      <p className="strip place-s" role="status" hidden />
      <div className="place-m" hidden />
      <Select
        name="area"
        label={say.report.area}
        value={typed.area ?? ''}
        error={errors.area}
        options={[
          { value: '', words: say.report.choose },
          ...areas.map((area) => ({ value: area.id, words: area.name }))
        ]}
      />
      <TextField
        name="address"
        label={say.report.address}
        value={typed.address}
        error={errors.address}
        hint={say.report.addressHint}
        maxLength={longest('submit', '/address')}
        autoComplete="off"
      />
      <Hidden name="lng" id="lng" value={typed.lng ?? ''} />
      <Hidden name="lat" id="lat" value={typed.lat ?? ''} />
      <Hidden name="accuracyM" id="accuracyM" value={typed.accuracyM ?? ''} />
    </div>
  )
}

type KindProps = Pick<ReportFormProps, 'tiles' | 'categories' | 'typed' | 'errors' | 'suggested'>
function Kind({ tiles, categories, typed, errors, suggested = [] }: KindProps) {
  return (
    <section aria-labelledby="f2">
      <SectionHead id="f2" title={say.report.s2} />
      <Select
        name="category"
        label={say.report.category}
        value={typed.category ?? ''}
        error={errors.category}
        hint={say.report.categoryHint}
        options={[
          { value: '', words: say.report.choose },
          ...tiles.map((tile) => ({
            group: tile.name,
            options: categories
              .filter((category) => category.tile === tile.id)
              .map((category) => ({
                value: category.code,
                words: fill(say.report.option, {
                  name: category.plainName,
                  limit: limitRange(category.limit),
                  answers: answersWords(category)
                })
              }))
          }))
        ]}
      />
      {suggested.length > 0 && (
        <Choice
          name="suggested"
          label={say.report.suggested}
          hint={say.report.suggestedHint}
          options={suggested.map((chosen) => ({ value: chosen.code, words: chosen.name }))}
        />
      )}
    </section>
  )
}

/** Who reports, and whether the words may be shown. */
function Reporter({ typed, errors }: Pick<ReportFormProps, 'typed' | 'errors'>) {
  return (
    <section aria-labelledby="f5">
      <SectionHead id="f5" title={say.report.s5} note={say.report.s5Note} />
      <div className="two-f">
        <TextField
          name="name"
          label={say.report.name}
          value={typed.name}
          error={errors.name}
          maxLength={longest('submit', '/contact/name')}
          autoComplete="name"
          optional
        />
        <TextField
          name="phone"
          label={say.report.phone}
          type="tel"
          inputMode="tel"
          value={typed.phone}
          error={errors.phone}
          maxLength={phoneAtMost}
          autoComplete="tel"
          hint={say.report.phoneHint}
          optional
        />
      </div>
      <Choice
        name="consent"
        label={say.report.consent}
        value={typed.consent}
        error={errors.consent}
        shape="list"
        options={[
          { value: 'yes', words: say.report.yes, hint: say.report.yesHint },
          { value: 'no', words: say.report.no, hint: say.report.noHint }
        ]}
      />
    </section>
  )
}

function Aside({ site }: Pick<ReportFormProps, 'site'>) {
  return (
    <aside className="case-s" aria-label={say.report.aside}>
      <section className="side">
        <h2>{say.report.howTitle}</h2>
        <ol className="steps">
          {say.report.how.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <section className="side">
        <h2>{say.report.urgentTitle}</h2>
        <p>{fill(say.report.urgent, { hotline: site.city.hotline })}</p>
        <p className="hint">
          <Icon name="info" className="inline" />
          {say.report.privacy}
        </p>
      </section>
    </aside>
  )
}

/** The form itself, for a page of the portal and for one of the desk. */
export function ReportFields({
  site,
  tiles,
  categories,
  areas,
  typed,
  errors,
  refused,
  again,
  token,
  submitKey,
  suggested,
  box,
  patrol,
  similar = []
}: ReportFormProps) {
  const wrong = fieldOrder.flatMap((name) => {
    const words = errors[name]
    return words ? [{ href: `#${name}`, words: fill(say.report.wrong, { field: say.report.fields[name], words }) }] : []
  })
  const all = [...(refused ? [{ href: '#form', words: refused }] : []), ...wrong]
  return (
    <>
      <h1 className="notice page-h">{patrol ? patrolWords.title : say.nav.report}</h1>
      {all.length > 0 && <ErrorSummary title={say.report.mend} errors={all} />}
      {patrol && <Strip icon="person">{fill(patrolWords.by, { name: patrol.by })}</Strip>}
      {again && <Strip icon="again">{fill(say.report.again, { no: again })}</Strip>}
      {similar.length > 0 && <Similar cases={similar} token={token} form="form" />}
      <div className="case-g form-g">
        <form
          className="form"
          id="form"
          action={patrol?.action ?? '/report'}
          method="post"
          encType="multipart/form-data"
          noValidate
        >
          <FormToken token={token} />
          <Hidden name="key" value={submitKey} />
          {similar.length > 0 && <Hidden name="distinct" value="yes" />}
          {again && <Hidden name="again" value={again} />}
          <section aria-labelledby="f1">
            <SectionHead id="f1" title={say.report.s1} note={say.report.s1Note} />
            <Photos typed={typed} error={errors.photos} />
          </section>
          <Kind tiles={tiles} categories={categories} typed={typed} errors={errors} {...(suggested && { suggested })} />
          <section aria-labelledby="f3">
            <SectionHead id="f3" title={say.report.s3} />
            <Place typed={typed} errors={errors} areas={areas} box={box} />
          </section>
          <section aria-labelledby="f4">
            <SectionHead id="f4" title={say.report.s4} />
            <TextArea
              name="text"
              label={say.report.text}
              hint={fill(say.report.textHint, { n: descriptionAtMost })}
              value={typed.text}
              error={errors.text}
              rows={4}
              optional
            />
            <div className="sugg" data-suggest={JSON.stringify(say.report.suggest)} role="status" hidden />
          </section>
          {patrol ? <Hidden name="consent" value="yes" /> : <Reporter typed={typed} errors={errors} />}
          <div className="submit">
            <Strip icon="clock">{say.report.deadline}</Strip>
            <Button kind="primary" wide busy={say.report.busy}>
              {patrol ? patrolWords.submit : say.report.submit}
            </Button>
          </div>
        </form>
        <Aside site={site} />
      </div>
    </>
  )
}

export const ReportForm = (props: ReportFormProps) => (
  <Page site={props.site} title={fill(say.report.title, { city: props.site.city.name })} scripts={['report.js']}>
    <ReportFields {...props} />
  </Page>
)
