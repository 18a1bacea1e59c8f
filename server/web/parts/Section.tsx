import type { ReactNode } from 'react'

interface SectionProps {
  id: string
  title: ReactNode
  note?: ReactNode
  children: ReactNode
  className?: string
}

/** 文武线: thick then thin, the double rule of a printed notice, opens a public section. */
export function Section({ id, title, note, children, className }: SectionProps) {
  return (
    <section aria-labelledby={id} {...(className && { className })}>
      <SectionHead id={id} title={title} note={note} />
      {children}
    </section>
  )
}

export function SectionHead({ id, title, note }: { id?: string; title: ReactNode; note?: ReactNode }) {
  return (
    <div className="ww">
      <h2 {...(id && { id })}>{title}</h2>
      {note && <p>{note}</p>}
    </div>
  )
}

/** A side note: one thick rule. */
export function Side({ title, children, className }: { title?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={className ? `side ${className}` : 'side'}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  )
}
