import type { ReactNode } from 'react'

/** What a resident said, between corner quotes. */
export function Quote({ children, source }: { children: ReactNode; source?: ReactNode }) {
  return (
    <blockquote className="quote">
      <div className="quote-t">{children}</div>
      {source && <footer>{source}</footer>}
    </blockquote>
  )
}

/** Running text as it was typed: its own line breaks, nothing else. */
export function Lines({ text, className }: { text: string; className?: string }) {
  return (
    <>
      {text.split(/\n+/).map((line, i) => (
        <p key={i} dir="auto" {...(className && { className })}>
          {line}
        </p>
      ))}
    </>
  )
}
