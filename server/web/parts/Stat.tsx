import type { ReactNode } from 'react'
import { fill, isSample, percent, sampleAtLeast, say } from '../frame/words.ts'
import { Dash } from './Dash.tsx'

interface StatProps {
  label: string
  value: string
  unit: string
  /** The denominator, in words. */
  of: string
  link?: { href: string; words: string } | undefined
}

/** A number with its unit, its denominator in words and a link to what it counts. No arrows, no colour for good or bad. */
export function Stat({ label, value, unit, of, link }: StatProps) {
  return (
    <div className="stat">
      <dt>{label}</dt>
      <dd>
        <span className="stat-v">
          {value === say.home.none ? <Dash /> : value}
          <small>{unit}</small>
        </span>
        <span className="stat-d">{of}</span>
        {link && <a href={link.href}>{link.words}</a>}
      </dd>
    </div>
  )
}

export const Stats = ({ children }: { children: ReactNode }) => <dl className="stats">{children}</dl>

interface ShareProps {
  label: string
  n: number
  of: number
  /** The denominator, in words. */
  words: string
  /** Why so few are no share. */
  few: string
  link?: StatProps['link']
}
/** A share with its denominator; nothing of nothing is a dash, and so is a share of too few. */
export const ShareStat = ({ label, n, of, words, few, link }: ShareProps) => (
  <Stat
    label={label}
    value={isSample(of) ? percent(n, of) : say.home.none}
    unit={isSample(of) ? '%' : ''}
    of={of > 0 && !isSample(of) ? `${words}${say.list.and}${fill(few, { least: sampleAtLeast })}` : words}
    link={link}
  />
)
