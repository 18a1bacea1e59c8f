/** What was said of an office, read by the office itself and by the centre; never by whom it was said. */
import type { ApiAnswer } from '#shared/api.ts'
import { ratingsShownFrom } from '#shared/oversight.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { Button, Select } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Lines } from '../../parts/Quote.tsx'
import { fill } from '../../frame/words.ts'
import { monthWords, RatingTable } from '../desk/parts.tsx'

interface HeardProps {
  words: ApiAnswer<'ratingWords'>
  ratings: ApiAnswer<'officeRatings'> | undefined
  /** To choose from; none for who reads of his own office alone. */
  offices: readonly { id: string; name: string }[]
  office: string
  after: string
  judges: boolean
}

const href = (asked: Record<string, string>): string => {
  const said = Object.entries(asked).filter(([, value]) => value !== '')
  const query = new URLSearchParams(said).toString()
  return `/office/ratings/words${query && `?${query}`}`
}

export function Heard({ words, ratings, offices, office, after, judges }: HeardProps) {
  const { heard } = say
  return (
    <main className="dk-page" id="case">
      <h1>
        {heard.title} {ratings && <small className="dk-state">{ratings.office.short}</small>}
      </h1>
      <p className="dk-lead">{fill(heard.lead, { n: ratingsShownFrom })}</p>
      {judges && (
        <p>
          <a href="/office/ratings">{heard.toMine}</a>
        </p>
      )}
      {offices.length > 0 && (
        <form className="sv-pick" action="/office/ratings/words" method="get">
          <Select
            name="office"
            label={heard.office}
            value={office}
            options={[
              { value: '', words: heard.all },
              ...offices.map((office) => ({ value: office.id, words: office.name }))
            ]}
          />
          <Button>{heard.pick}</Button>
        </form>
      )}
      {ratings && (
        <section>
          <h2 className="dk-h2">{heard.numbers}</h2>
          <RatingTable months={ratings.months} />
        </section>
      )}
      <section>
        <h2 className="dk-h2">{heard.words}</h2>
        {words.items.length === 0 ? (
          <p className="dk-none">{heard.none}</p>
        ) : (
          <ol className="sv-heard" aria-label={heard.caption}>
            {words.items.map((row, i) => (
              <li key={i}>
                <p className="sv-of">
                  {monthWords(row.month)}
                  {!ratings && <a href={href({ office: row.office.id })}>{row.office.short}</a>}
                </p>
                <blockquote>
                  <Lines text={row.words} />
                </blockquote>
              </li>
            ))}
          </ol>
        )}
        {(after || words.older) && (
          <p className="dk-row">
            {after && (
              <a className="more" href={href({ office })}>
                <Icon name="left" />
                {heard.start}
              </a>
            )}
            {words.older && (
              <a className="more" href={href({ office, after: words.older })}>
                {heard.more}
                <Icon name="right" />
              </a>
            )}
          </p>
        )}
      </section>
    </main>
  )
}
