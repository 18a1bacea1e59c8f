/** What several pages of activities draw: a status, seats, before and after. */
import type { ActivityRow, ActivityStatus, ResultsView } from '#shared/activities.ts'
import { Icon, type IconName } from '../../parts/Icon.tsx'
import { Pair } from '../../parts/Pair.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { activityWords, fill, hoursOf, say } from './words.ts'

const look = {
  draft: ['pencil', 'refused'],
  review: ['eye', 'replied'],
  open: ['people', 'dispatched'],
  running: ['half', 'handling'],
  settled: ['tickDisc', 'closed'],
  archived: ['tray', 'refused'],
  cancelled: ['slashed', 'returned']
} as const satisfies Record<ActivityStatus, readonly [IconName, string]>

export function ActivityChip({ status }: { status: ActivityStatus }) {
  const [icon, tone] = look[status]
  return (
    <span className={`chip chip-${tone}`}>
      <Icon name={icon} />
      {activityWords.status[status]}
    </span>
  )
}

const squaresAtMost = 80

/** A square a seat, the taken ones filled; many seats are a bar. The words beside it say the same. */
export function Seats({ capacity, free }: { capacity: number; free: number }) {
  const taken = Math.max(0, capacity - free)
  const label = fill(say.seatsLabel, { capacity, taken })
  if (capacity > squaresAtMost || capacity === 0) {
    return (
      <svg className="seatbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={label}>
        <rect className="seat-o" width="100" height="8" />
        <rect className="seat-f" width={capacity === 0 ? 0 : (taken / capacity) * 100} height="8" />
      </svg>
    )
  }
  return (
    <span className="seats" role="img" aria-label={label}>
      {Array.from({ length: capacity }, (_, i) => (
        <i key={i} {...(i < taken && { className: 'on' })} />
      ))}
    </span>
  )
}

export const ResultLine = ({ results }: { results: ResultsView }) => (
  <p className="act-res">
    {fill(say.resultsLine, {
      came: results.came,
      signedUp: results.signedUp,
      hours: hoursOf(results.minutes)
    })}
  </p>
)

/** Before and after in one frame where there is a pair; what is over stands below. */
export function Shots({ results, title }: { results: ResultsView; title: string }) {
  const [before, ...moreBefore] = results.before
  const [after, ...moreAfter] = results.after
  const lone = before ?? after
  const rest = [...(before && after ? [...moreBefore, ...moreAfter] : [...moreBefore, ...moreAfter])]
  if (!lone) return null
  return (
    <>
      {before && after ? (
        <Pair
          words={{ before: say.before, after: say.after }}
          before={{ photo: before, alt: fill(say.beforeAlt, { title }) }}
          after={{ photo: after, alt: fill(say.afterAlt, { title }) }}
        />
      ) : (
        <figure className="act-ph brackets">
          <Photo
            photo={lone}
            alt={fill(before ? say.beforeAlt : say.afterAlt, { title })}
            sizes="(min-width: 1024px) 760px, 100vw"
          />
        </figure>
      )}
      {rest.length > 0 && (
        <ul className="act-more">
          {rest.map((photo) => (
            <li key={photo.id}>
              <a href={photo.large}>
                <Photo photo={photo} alt={fill(say.coverAlt, { title })} sizes="160px" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

export function Figures({ results }: { results: ResultsView }) {
  return results.figures.length === 0 ? null : (
    <dl className="act-fig">
      {results.figures.map((figure) => (
        <div key={figure.name}>
          <dt>{figure.name}</dt>
          <dd>{figure.value}</dd>
        </div>
      ))}
    </dl>
  )
}

export const isPast = ({ status }: Pick<ActivityRow, 'status'>): boolean =>
  status === 'settled' || status === 'archived' || status === 'cancelled'
