/** What the register of premises shows in public and on the desk. */
import { premises as say } from '#shared/locales/premises.ts'
import { Icon } from '../../parts/Icon.tsx'
import { fill } from '../../frame/words.ts'

/** ★★★ with the number in words: a shape alone says nothing to who cannot see it. */
export function Stars({ n }: { n: number }) {
  return (
    <span className="stars">
      {Array.from({ length: n }, (_, i) => (
        <Icon key={i} name="star" />
      ))}
      {fill(say.stars, { n })}
    </span>
  )
}
export const monthWords = (month: string): string => {
  const [year = '', m = ''] = month.split('-')
  return fill(say.month, { year, month: Number(m) })
}
