/** Judging one office: three marks with a word for each, words if one likes, and beside them what is known of it. */
import type { ApiAnswer } from '#shared/api.ts'
import { aspects, markMost, ratingsShownFrom, ratingWordsAtMost, type Aspect } from '#shared/oversight.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { Button, Choice, ErrorSummary, FormToken, Strip, TextArea } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { fill } from '../../frame/words.ts'
import { monthWords } from './parts.tsx'
import { factsOf, marksWords, type Figures } from './ToJudge.tsx'

export type Typed = Partial<Record<Aspect | 'words', string>>

interface JudgeProps {
  rating: ApiAnswer<'myRatings'>['items'][number]
  month: string
  before: string
  figures: Figures | undefined
  token: string
  typed?: Typed
  wrong?: Record<string, string>
}

const options = () =>
  Array.from({ length: markMost }, (_, i) => ({
    value: String(i + 1),
    words: fill(say.mark, { n: i + 1, words: say.marks[i] ?? '' })
  }))

export function Judge({ rating, month, before, figures, token, typed, wrong = {} }: JudgeProps) {
  const { room } = say
  const { office, now, last } = rating
  const said: Typed = typed ?? {
    ...(now && Object.fromEntries(aspects.map((aspect) => [aspect, String(now[aspect])]))),
    ...(now?.words && { words: now.words })
  }
  const errors = Object.entries(wrong).map(([name, words]) => ({ href: `#${name}`, words }))
  return (
    <main className="dk-page" id="case">
      <p>
        <a className="more" href="/office/ratings">
          <Icon name="left" />
          {room.back}
        </a>
      </p>
      <h1>
        {fill(room.formTitle, { office: office.short })} <small className="dk-state">{monthWords(month)}</small>
      </h1>
      {errors.length > 0 && <ErrorSummary title={room.mend} errors={errors} />}
      <section className="sv-facts">
        <h2 className="dk-h2">{room.facts}</h2>
        <ul>
          {factsOf(figures).map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <p className="hint">
          {room.factsNote}
          <a href={`/offices/${office.id}`}>{room.seePublic}</a>
        </p>
        {last && (
          <p>
            {fill(room.lastTitle, { month: monthWords(before) })}
            {marksWords(last)}
            {last.words && <q className="sv-q">{last.words}</q>}
          </p>
        )}
      </section>
      <form method="post" action={`/office/ratings/of/${office.id}`} encType="multipart/form-data" className="sv-form">
        <FormToken token={token} />
        {aspects.map((aspect) => (
          <Choice
            key={aspect}
            name={aspect}
            label={say.aspect[aspect]}
            hint={say.asks[aspect]}
            error={wrong[aspect]}
            value={said[aspect]}
            options={options()}
            className="sv-marks"
          />
        ))}
        <TextArea
          name="words"
          label={room.words}
          hint={fill(room.wordsHint, { n: ratingWordsAtMost })}
          error={wrong['words']}
          value={said.words}
          rows={5}
          maxLength={ratingWordsAtMost}
          optional
        />
        <Strip>{fill(room.heardBy, { n: ratingsShownFrom })}</Strip>
        <Button kind="primary">{room.save}</Button>
      </form>
    </main>
  )
}
