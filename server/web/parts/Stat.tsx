import type { ReactNode } from 'react'

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
          {value}
          <small>{unit}</small>
        </span>
        <span className="stat-d">{of}</span>
        {link && <a href={link.href}>{link.words}</a>}
      </dd>
    </div>
  )
}

export const Stats = ({ children }: { children: ReactNode }) => <dl className="stats">{children}</dl>
