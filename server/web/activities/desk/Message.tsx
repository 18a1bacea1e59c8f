/** A message to those who take part: written, looked at, then sent; and the page that settles an activity. */
import { photosAtMost } from '#shared/photos.ts'
import {
  Button,
  ButtonLink,
  Choice,
  ErrorBox,
  Field,
  FormToken,
  Hidden,
  Select,
  TextArea,
  TextField
} from '../../parts/Form.tsx'
import { one, type Posted } from '../../frame/fields.ts'
import type { OnDesk } from './One.tsx'
import { activityWords, fill, say, timeWords } from './words.ts'
import { longest } from '../../parts/limits.ts'

interface MessageProps {
  activity: OnDesk
  token: string
  typed: Posted
  keyOf: string
  wrong?: string | undefined
  preview?: { people: number; words: string } | undefined
}

export const audiences = ['in', 'waiting', 'all'] as const

export function MessagePage({ activity, token, typed, keyOf, wrong, preview }: MessageProps) {
  const href = `/office/activities/${activity.no}`
  const kept = (name: string) => <Hidden name={name} value={one(typed, name)} />
  return (
    <main className="dk-page" id="case">
      <h1>{say.message.title}</h1>
      {/* What repeats has one name and many days. */}
      <p>
        <b>{activity.title}</b>
        <br />
        {timeWords(activity)}
      </p>
      {preview && (
        <section className="oa-preview" aria-live="polite">
          <h2 className="dk-h2">{fill(say.message.shown, { n: preview.people })}</h2>
          <blockquote dir="auto">{preview.words}</blockquote>
          {preview.people === 0 ? (
            <p className="hint">{say.message.nobody}</p>
          ) : (
            <form method="post" action={`${href}/message`}>
              <FormToken token={token} />
              {['to', 'shift', 'words'].map((name) => (
                <span key={name}>{kept(name)}</span>
              ))}
              <Hidden name="key" value={keyOf} />
              <Hidden name="send" value="yes" />
              <Button kind="primary">{say.message.send}</Button>
            </form>
          )}
        </section>
      )}
      {wrong && <ErrorBox title={wrong}>{null}</ErrorBox>}
      <form method="post" action={`${href}/message`} className="oa-inline">
        <FormToken token={token} />
        <Choice
          name="to"
          label={say.message.to}
          value={one(typed, 'to') || 'in'}
          options={audiences.map((value) => ({ value, words: say.message.choices[value] }))}
        />
        {activity.shifts.length > 1 && (
          <Select
            name="shift"
            label={say.message.shift}
            value={one(typed, 'shift')}
            options={[
              { value: '', words: say.message.anyShift },
              ...activity.shifts.map((s) => ({ value: s.id, words: timeWords(s) }))
            ]}
          />
        )}
        <TextArea
          name="words"
          label={say.message.words}
          rows={4}
          value={one(typed, 'words')}
          maxLength={longest('tellParticipants', '/words')}
        />
        <p className="dlg-b">
          <Button kind={preview ? 'outline' : 'primary'}>{say.message.preview}</Button>
          <ButtonLink href={href}>{say.form.back}</ButtonLink>
        </p>
      </form>
    </main>
  )
}

interface SettleProps {
  activity: OnDesk
  token: string
  typed: Posted
  wrong?: Readonly<Record<string, string>> | undefined
}

export const figuresAtMost = 3

export function SettlePage({ activity, token, typed, wrong = {} }: SettleProps) {
  const href = `/office/activities/${activity.no}`
  return (
    <main className="dk-page" id="case">
      <h1>{say.settle.title}</h1>
      <p>{activity.title}</p>
      <p className="hint">{say.settle.intro}</p>
      {wrong['form'] && (
        <ErrorBox title={wrong['form']}>
          <ul>
            {activity.shifts.map((s) =>
              activity.desk.shifts.find((d) => d.id === s.id)?.settled ? null : (
                <li key={s.id}>
                  <a href={`${href}/shifts/${s.id}`}>{timeWords(s)}</a>
                </li>
              )
            )}
          </ul>
        </ErrorBox>
      )}
      <form method="post" action={`${href}/settle`} encType="multipart/form-data" className="oa-inline" noValidate>
        <FormToken token={token} />
        <Hidden name="version" value={String(activity.desk.version)} />
        <TextArea
          name="words"
          label={say.settle.words}
          rows={5}
          value={one(typed, 'words')}
          error={wrong['words']}
          maxLength={longest('moveActivity', '/words', { verb: 'settle' })}
        />
        {Array.from({ length: figuresAtMost }, (_, i) => (
          <div className="oa-2" key={i}>
            <TextField
              name={`f${i}.name`}
              label={fill(say.settle.figureName, { n: i + 1 })}
              value={one(typed, `f${i}.name`)}
              error={wrong[`f${i}.name`]}
              maxLength={longest('moveActivity', '/figures/0/name', { verb: 'settle' })}
              optional
            />
            <TextField
              name={`f${i}.value`}
              label={say.settle.figureValue}
              value={one(typed, `f${i}.value`)}
              error={wrong[`f${i}.value`]}
              maxLength={longest('moveActivity', '/figures/0/value', { verb: 'settle' })}
              optional
            />
          </div>
        ))}
        {(['before', 'after'] as const).map((name) => (
          <div key={name}>
            <Field name={`${name}Photos`} label={say.settle[name]} error={wrong[name]} optional>
              {(ids) => (
                <input
                  {...ids}
                  name={`${name}Photo`}
                  type="file"
                  multiple
                  accept="image/jpeg,image/png,image/webp,image/heic,image/heif"
                />
              )}
            </Field>
            {(typed[name] ?? []).length > 0 && (
              <p className="oa-checks" aria-label={say.settle.kept}>
                {(typed[name] ?? []).slice(0, photosAtMost).map((id, i) => (
                  <label key={id}>
                    <input type="checkbox" name={name} value={id} defaultChecked />
                    {fill(say.settle.keptOne, { n: i + 1 })}
                  </label>
                ))}
              </p>
            )}
          </div>
        ))}
        <p className="dlg-b">
          <Button kind="primary">{activityWords.verb.settle}</Button>
          <ButtonLink href={href}>{say.form.back}</ButtonLink>
        </p>
      </form>
    </main>
  )
}
