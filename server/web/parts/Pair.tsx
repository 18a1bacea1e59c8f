/** Before and after, framed by 「 and 」: what was seen is quoted, what was done stands beside it. */
import type { PhotoView } from '#shared/photos.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { say } from '../frame/words.ts'
import { Icon } from './Icon.tsx'
import { Photo } from './Photo.tsx'

export interface Shot {
  photo: PhotoView
  /** ISO moment. */
  at?: string | undefined
  alt: string
}

interface PairProps {
  before: Shot
  after?: Shot | undefined
  /** `wide` for a case page, `tall` for the home page. */
  shape?: 'wide' | 'tall'
  /** Photos open in full; the home page links its title instead. */
  linked?: boolean
  /** What stands under each half, where it is not an office's work. */
  words?: { before: string; after: string }
}

function Half({ shot, word, kind, linked }: { shot: Shot; word: string; kind: 'a' | 'b'; linked: boolean }) {
  const photo = <Photo photo={shot.photo} alt={shot.alt} sizes="(min-width: 1024px) 400px, 50vw" eager />
  return (
    <figure className={`ph ph-${kind}`}>
      {linked ? <a href={shot.photo.large}>{photo}</a> : photo}
      <figcaption>
        <b>{word}</b>
        {shot.at && <time dateTime={shot.at}>{monthDayTime(shot.at)}</time>}
      </figcaption>
    </figure>
  )
}

export function Pair({ before, after, shape = 'wide', linked = true, words = say.pair }: PairProps) {
  return (
    <div className={`pair pair-${after ? shape : 'one'}`} {...(after && { 'data-pair': say.pair.drag })}>
      <Half shot={before} word={after ? words.before : say.pair.reported} kind="a" linked={linked} />
      {after && (
        <>
          <Half shot={after} word={words.after} kind="b" linked={linked} />
          <span className="pair-mid" aria-hidden="true">
            <Icon name="right" />
          </span>
        </>
      )}
    </div>
  )
}
