/** What the portal and the desk both show of those who look on: judgements by month, a contact card. */
import { aspects, markMost, ratingsShownFrom, type ContactCard, type OfficeRating } from '#shared/oversight.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { Icon } from '../../parts/Icon.tsx'
import { fill } from '../../frame/words.ts'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { Phone } from '../../parts/Written.tsx'

export const monthWords = (month: string): string =>
  fill(say.month, { year: month.slice(0, 4), month: Number(month.slice(5)) })
/** Where the year goes without saying. */
export const shortMonth = (month: string): string => fill(say.monthOnly, { month: Number(month.slice(5)) })

/** Bars from zero; the number and out of how many judgements beside them. */
export function RatingTable({ months }: { months: readonly OfficeRating[] }) {
  if (months.length === 0) return <p className="hint">{fill(say.ratings.none, { n: ratingsShownFrom })}</p>
  return (
    <table className="plain rt">
      <caption className="vh">{say.ratings.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say.ratings.month}</th>
          {aspects.map((aspect) => (
            <th key={aspect} scope="col">
              {say.aspect[aspect]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month.month}>
            <th scope="row">
              {monthWords(month.month)}
              <small>{fill(say.ratings.copies, { n: month.n })}</small>
            </th>
            {aspects.map((aspect) => (
              <td key={aspect}>
                <b>{month[aspect].toFixed(1)}</b>
                <svg className="rt-bar" width="100%" height="6" aria-hidden="true" focusable="false">
                  <rect className="rt-all" width="100%" height="6" />
                  <rect className="rt-is" width={`${(month[aspect] / markMost) * 100}%`} height="6" />
                </svg>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const CallLink = ({ card }: { card: Pick<ContactCard, 'name' | 'phone'> }) => (
  <Phone number={card.phone} label={fill(say.contacts.call, { name: card.name, phone: phoneWords(card.phone) })} />
)

/** A liaison as everybody sees him; `still` in a preview, where nothing can be pressed. */
export function Contact({ card, still = false }: { card: ContactCard; still?: boolean }) {
  return (
    <article className="ct">
      <p className="ct-a">{card.area.name}</p>
      <h3>
        <bdi>{card.name}</bdi>
        {card.title && <small>{card.title}</small>}
      </h3>
      <p className="ct-p">{still ? phoneWords(card.phone) : <CallLink card={card} />}</p>
      <p className="ct-h">
        <span className="vh">{say.contacts.hours}</span>
        {card.hours}
      </p>
      <p className="ct-r no-print">
        {still ? (
          <span>{say.contacts.report}</span>
        ) : (
          <a href={card.report}>
            <Icon name="camera" />
            {say.contacts.report}
          </a>
        )}
      </p>
    </article>
  )
}
