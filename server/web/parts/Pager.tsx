import { say } from '../frame/words.ts'
import { Icon } from './Icon.tsx'

interface PagerProps {
  /** Addresses; a missing one is a list end. */
  newer?: string | undefined
  older?: string | undefined
  /** The range in words. No page numbers, no totals to lie about. */
  range: string
}

export function Pager({ newer, older, range }: PagerProps) {
  const ends = [
    { key: 'newer', href: newer, words: say.pager.newer, rel: 'prev' },
    { key: 'older', href: older, words: say.pager.older, rel: 'next' }
  ] as const
  const [prev, next] = ends.map(({ key, href, words, rel }) => {
    const inside = (
      <>
        {key === 'newer' && <Icon name="left" />}
        {words}
        {key === 'older' && <Icon name="right" />}
      </>
    )
    return href ? (
      <a key={key} className="btn btn-o" href={href} rel={rel}>
        {inside}
      </a>
    ) : (
      <span key={key} className="btn btn-o" aria-disabled="true">
        {inside}
      </span>
    )
  })
  return (
    <nav className="keyset" aria-label={say.pager.label}>
      {prev}
      <p>{range}</p>
      {next}
    </nav>
  )
}
