import { Text, View } from '@tarojs/components'
import { limitRange, limitWords } from '#shared/time-format.ts'
import { answersWords } from '#shared/locales/city-words.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import type { Category } from '../city'
import type { PlaceFacts } from '../place/place-facts'

const say = mini.category.answers

/** The silk line: who handles it and how fast. Without a place it says what the category alone knows. */
export function DeadlineLine({ category, where }: { category: Category; where: PlaceFacts | undefined }) {
  return (
    <View className="silk" id="deadline">
      {say.before}
      <Text className="b">{where?.office?.short ?? answersWords(category)}</Text>
      {fill(say.after, { limit: where?.limit ? limitWords(where.limit) : limitRange(category.limit) })}
    </View>
  )
}
