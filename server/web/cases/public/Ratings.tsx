/** What its reporters answered after the close: each one's answers, or the sums where there are many. */
import { satisfiedAnswers, solvedAnswers, type CaseView } from '#shared/cases.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Lines } from '../../parts/Quote.tsx'
import { Side } from '../../parts/Section.tsx'
import { caseWords, fill, say } from '../../frame/words.ts'

const eachAtMost = 3

/** All three answers in sight, the given one ticked: what was not chosen says something too. */
export function Answer({
  question,
  options,
  chosen
}: {
  question: string
  options: readonly { value: string; words: string }[]
  chosen: string
}) {
  return (
    <div>
      <p className="hint">{question}</p>
      <p className="rate">
        {options.map((option) =>
          option.value === chosen ? (
            <b key={option.value}>
              <Icon name="tick" />
              {option.words}
            </b>
          ) : (
            <span key={option.value} aria-hidden="true">
              {option.words}
            </span>
          )
        )}
      </p>
    </div>
  )
}

export const solvedOptions = () => solvedAnswers.map((value) => ({ value, words: caseWords.solved[value] }))
export const satisfiedOptions = () => satisfiedAnswers.map((value) => ({ value, words: caseWords.satisfied[value] }))

/** One answer; which close it is about is said where there was more than one. */
export function OneRating({ rating, rounds = false }: { rating: CaseView['ratings'][number]; rounds?: boolean }) {
  return (
    <div className="rated">
      <Answer question={say.rating.solved} options={solvedOptions()} chosen={rating.solved} />
      <Answer question={say.rating.satisfied} options={satisfiedOptions()} chosen={rating.satisfied} />
      {rating.text && (
        <blockquote className="say">
          <Lines text={rating.text} />
        </blockquote>
      )}
      <p className="hint">
        {fill(say.rating.at, { at: monthDayTime(rating.at) })}
        {(rounds || rating.round > 1 || rating.earlier) &&
          fill(rating.earlier ? say.rating.earlier : say.rating.round, { n: rating.round })}
      </p>
    </div>
  )
}

function Sums({ ratings }: { ratings: CaseView['ratings'] }) {
  const tally = (
    options: readonly { value: string; words: string }[],
    pick: (rating: CaseView['ratings'][number]) => string
  ) =>
    options
      .map((option) =>
        fill(say.rating.tally, { words: option.words, n: ratings.filter((r) => pick(r) === option.value).length })
      )
      .join(say.timeline.between)
  return (
    <>
      <p>{fill(say.rating.many, { n: ratings.length })}</p>
      <p>{tally(solvedOptions(), (r) => r.solved)}</p>
      <p>{tally(satisfiedOptions(), (r) => r.satisfied)}</p>
    </>
  )
}

export function Ratings({ caseView }: { caseView: CaseView }) {
  if (caseView.ratings.length === 0) {
    return caseView.status === 'closed' ? (
      <Side title={say.rating.title}>
        <p>{caseView.rateBy ? fill(say.rating.noneYet, { day: monthDay(caseView.rateBy) }) : say.rating.none}</p>
      </Side>
    ) : null
  }
  return (
    <Side title={say.rating.title}>
      {caseView.ratings.length > eachAtMost ? (
        <Sums ratings={caseView.ratings.filter((rating) => !rating.earlier)} />
      ) : (
        caseView.ratings.map((rating) => <OneRating key={rating.at} rating={rating} />)
      )}
    </Side>
  )
}
