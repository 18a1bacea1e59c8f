/** What the register of premises shows in public and on the desk. */
import { starsAtMost } from '#shared/premises.ts'
import { premises as say } from '#shared/locales/premises.ts'
import { Icon } from '../../parts/Icon.tsx'
import { fill } from '../../frame/words.ts'

/** Filled stars of all that there are, with the number in words: a shape alone says nothing to who cannot see it. */
export function Stars({ n }: { n: number }) {
  return (
    <span className="stars">
      {Array.from({ length: starsAtMost }, (_, i) => (
        <Icon key={i} name={i < n ? 'starFull' : 'star'} />
      ))}
      {fill(say.stars, { n })}
    </span>
  )
}
export const monthWords = (month: string): string => {
  const [year = '', m = ''] = month.split('-')
  return fill(say.month, { year, month: Number(m) })
}
