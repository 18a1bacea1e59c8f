/** What happened, newest first, with what comes next as a dashed node on top. */
import { Fragment } from 'react'
import type { Status, TimelineEntry } from '#shared/cases.ts'
import { monthDay, monthDayTime } from '#shared/time-format.ts'
import { verbTable } from '#shared/verbs.ts'
import { actorLine, stepTitle } from '#shared/locales/case-words.ts'
import { caseWords, fill, say } from '../frame/words.ts'
import { statusIcon } from './Chip.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Photo } from './Photo.tsx'
import { Lines } from './Quote.tsx'
import { Filled } from './Written.tsx'

const iconOf = ({ verb, to }: TimelineEntry): IconName => {
  const { icon } = verbTable[verb]
  return icon !== 'status' ? icon : to ? statusIcon[to] : 'dots'
}

/** 9f3c 71ab 04d2: enough of a fingerprint to compare by eye. */
export const shortHash = (hash: string, groups = 3): string => (hash.match(/.{1,4}/g) ?? []).slice(0, groups).join(' ')

function Entry({ entry, prints }: { entry: TimelineEntry; prints: boolean }) {
  const facts = [
    entry.outcome && caseWords.outcome[entry.outcome],
    entry.onSite === undefined ? undefined : entry.onSite ? say.timeline.onSite : say.timeline.byPhoto,
    entry.until && fill(say.timeline.until, { day: monthDay(`${entry.until}T04:00:00Z`) }),
    entry.way && caseWords.way[entry.way],
    entry.duty && <Filled sentence={say.timeline.duty} values={{ duty: entry.duty }} />,
    entry.ask && <Filled sentence={say.timeline.ask} values={{ who: entry.ask }} />,
    entry.contact && <Filled sentence={say.timeline.contact} values={{ contact: entry.contact }} />,
    entry.paper && <Filled sentence={say.timeline.paper} values={{ paper: entry.paper }} />
  ].filter((fact) => fact !== undefined && fact !== '')
  return (
    <li className={`tl-i${entry.verb === 'verify' ? ' tl-done' : ''}`} id={`n${entry.n}`}>
      <span className="tl-n">
        <Icon name={iconOf(entry)} />
      </span>
      <div className="tl-b">
        <h3>{stepTitle(entry)}</h3>
        <p className="tl-m">
          <time dateTime={entry.at}>{monthDayTime(entry.at)}</time>
          <span>{actorLine(entry)}</span>
        </p>
        {facts.length > 0 && (
          <p className="tl-f">
            {facts.map((fact, i) => (
              <Fragment key={i}>
                {i > 0 && say.timeline.between}
                {fact}
              </Fragment>
            ))}
          </p>
        )}
        {entry.erased ? (
          <p className="tl-t tl-gone">{caseWords.erased}</p>
        ) : (
          entry.text && <Lines text={entry.text} className="tl-t" />
        )}
        {entry.photos.length > 0 && (
          <ul className="tl-p">
            {entry.photos.map((photo, i) => (
              <li key={photo.id}>
                <a href={photo.large}>
                  <Photo
                    photo={photo}
                    alt={fill(say.timeline.photo, { what: stepTitle(entry), n: i + 1 })}
                    sizes="96px"
                  />
                </a>
              </li>
            ))}
          </ul>
        )}
        {prints && (
          <p className="tl-l">
            {fill(say.timeline.ledger, { n: entry.n })}
            <code>{shortHash(entry.hash)}</code>
          </p>
        )}
      </div>
    </li>
  )
}

interface TimelineProps {
  entries: readonly TimelineEntry[]
  /** The status now: what comes next is said from it. Left out, nothing is said. */
  status?: Status | undefined
  /** Show ledger number and fingerprint of each entry. */
  prints?: boolean
}

export function Timeline({ entries, status, prints = false }: TimelineProps) {
  const newestFirst = [...entries].sort((a, b) => b.n - a.n)
  const next = status && say.timeline.next[status]
  return (
    <ol className="tl">
      {next && (
        <li className="tl-i tl-wait">
          <span className="tl-n">
            <Icon name="clock" />
          </span>
          <div className="tl-b">
            <h3>{next.title}</h3>
            <p className="tl-t">{next.text}</p>
          </div>
        </li>
      )}
      {newestFirst.map((entry) => (
        <Entry key={entry.n} entry={entry} prints={prints} />
      ))}
    </ol>
  )
}
