/** An address asks for something that no filter knows: nothing is listed, and what was not understood is said. */
import { fill, say } from '../frame/words.ts'
import { Empty } from './Form.tsx'

export interface Misread {
  /** The filter as people call it. */
  filter: string
  value: string
  /** The address without it. */
  without: string
}

export function NotUnderstood({ misread, all }: { misread: readonly Misread[]; all: string }) {
  const one = ({ filter, value }: Misread): string => fill(say.misread.one, { filter, value })
  return (
    <Empty title={say.misread.title}>
      <ul className="drops">
        {misread.map((misread) => (
          <li key={misread.filter}>
            <span>{one(misread)}</span>{' '}
            <a href={misread.without}>{fill(say.misread.drop, { filter: misread.filter })}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={all}>{say.misread.all}</a>
      </p>
    </Empty>
  )
}
