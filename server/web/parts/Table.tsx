/** Tables: one way to write a head, a list with nothing in it, and the way to the next rows. */
import type { ReactNode } from 'react'
import { urgencies, type Urgency } from '#shared/city.ts'
import { stages, type Stage } from '#shared/deadlines.ts'
import { cityWords, limitsWords } from '../frame/words.ts'
import { ButtonLink } from './Form.tsx'
import { Icon } from './Icon.tsx'

interface TableProps {
  className?: string
  /** For who cannot see where it stands. */
  caption?: string | undefined
  head: readonly ReactNode[]
  children: ReactNode
}

export function Table({ className, caption, head, children }: TableProps) {
  return (
    <table className={className}>
      {caption !== undefined && <caption className="vh">{caption}</caption>}
      <thead>
        <tr>
          {head.map((words, i) => (
            <th key={i} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

interface DeskTableProps extends TableProps {
  /** Said instead of a table without rows. */
  empty: string
  rows: number
}
/** A list of the desk: scrolls in itself, and on a phone every row is a card; a cell says its `data-label` there. */
export const DeskTable = ({ empty, rows, className, ...table }: DeskTableProps) =>
  rows === 0 ? (
    <p className="dk-none">{empty}</p>
  ) : (
    <div className="scroll-x">
      <Table className={['dk-table dk-stack', className].filter(Boolean).join(' ')} {...table} />
    </div>
  )

/** On to the rows after these. */
export const MoreLink = ({ href, words }: { href: string; words: string }) => (
  <a className="more" href={href}>
    {words}
    <Icon name="right" />
  </a>
)

interface ListEndsProps {
  /** Addresses; a missing one is a list's end. */
  newest?: string | undefined
  older?: string | undefined
  words: { newest: string; older: string }
}
/** Back to the newest rows, and on to the older ones. */
export const ListEnds = ({ newest, older, words }: ListEndsProps) =>
  newest === undefined && older === undefined ? null : (
    <p className="dlg-b">
      {newest !== undefined && <ButtonLink href={newest}>{words.newest}</ButtonLink>}
      {older !== undefined && <ButtonLink href={older}>{words.older}</ButtonLink>}
    </p>
  )

interface StageTableProps {
  className: string
  caption?: string
  /** Head of the column of stages. */
  corner: string
  means: Readonly<Record<Stage, string>>
  children: (stage: Stage, urgency: Urgency, column: number) => ReactNode
}
/** Stages down, urgencies across: the table that is published, and the one that is edited. */
export function StageTable({ className, caption, corner, means, children }: StageTableProps) {
  return (
    <Table
      className={className}
      caption={caption}
      head={[corner, ...urgencies.map((urgency) => cityWords.urgency[urgency])]}
    >
      {stages.map((stage) => (
        <tr key={stage}>
          <th scope="row">
            {limitsWords.stage[stage]}
            <small className="std-s">{means[stage]}</small>
          </th>
          {urgencies.map((urgency, column) => children(stage, urgency, column))}
        </tr>
      ))}
    </Table>
  )
}
