import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Suggestion } from '#shared/suggestions.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRole } from '../aria-role'
import { call } from '../api'
import type { Category } from '../city'
import { Icon } from '../parts/icon'
import { Tap } from '../parts/tap'
import type { Spot } from '../place/datum'

const say = mini.category
/** A pause in the writing, and how much has to be there before it is worth asking. */
const PAUSE_MS = 350
const FEWEST = 4

/** What the words look like, while no category is chosen. Help that does not come is no trouble. */
function useSuggestions(text: string, wanted: boolean, place: Spot | undefined): readonly Suggestion[] {
  const [found, setFound] = useState<{ text: string; items: readonly Suggestion[] }>()
  const said = text.trim()
  const worth = wanted && [...said].length >= FEWEST
  const lng = place?.lng
  const lat = place?.lat
  useEffect(() => {
    if (!worth) return
    let gone = false
    const timer = setTimeout(() => {
      const at = lng !== undefined && lat !== undefined && { place: { lng, lat } }
      call('suggest', { body: { text: said, ...at } }).then(
        ({ items }) => !gone && setFound({ text: said, items }),
        () => undefined
      )
    }, PAUSE_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [worth, said, lng, lat])
  // While one goes on writing, the last answer stays; other words wait for their own.
  return worth && found && said.startsWith(found.text.slice(0, FEWEST)) ? found.items : []
}

/** One to three pills below the words: one tap chooses, nothing is chosen by itself. */
export function Suggestions({
  text,
  place,
  chosen,
  onChoose
}: {
  text: string
  place: Spot | undefined
  chosen: Category | undefined
  onChoose: (code: string, tile: string) => void
}) {
  const [tapped, setTapped] = useState<string>()
  const items = useSuggestions(text, !chosen, place)
  if (chosen) {
    return chosen.code === tapped ? (
      <View className="likely" {...asRole('status')}>
        <Icon name="tick" />
        <Text>{fill(say.chosen, { name: chosen.name })}</Text>
      </View>
    ) : null
  }
  if (items.length === 0) return null
  return (
    <View className="subs" id="suggestions" {...asRole('group')} aria-label={say.likely}>
      {items.map(({ category }) => (
        <Tap
          key={category.code}
          id={`suggested-${category.code}`}
          className="pill"
          onTap={() => {
            setTapped(category.code)
            onChoose(category.code, category.tile)
          }}
        >
          <Text>{fill(say.like, { name: category.name })}</Text>
        </Tap>
      ))}
    </View>
  )
}
