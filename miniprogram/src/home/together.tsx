import { View } from '@tarojs/components'
import { findTogether } from '#shared/together.ts'
import { mini } from '#shared/locales/mini.ts'
import { miniTogether as say } from '#shared/locales/mini-together.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Tap } from '../parts/tap'
import { listing, TogetherRow } from '../together/rows'
import { useLoaded } from '../use-loaded'

const atMost = 2
const read = () => findTogether(async (query) => (await ask(listing, { query })).items, Date.now(), atMost)

/** What one can do with others at the weekend; without a network, or with nothing planned, only the way to all of it. */
export function TogetherCells() {
  const { value } = useLoaded(read, 'together')
  const rows = value?.rows ?? []
  return (
    <View className="cells">
      {value && rows.length > 0 && <Heading>{value.weekend ? say.weekend : say.soon}</Heading>}
      {rows.map((row) => (
        <TogetherRow key={row.no} of={row} />
      ))}
      <Tap id="activities" className="todo" onTap={() => openPage('activities')}>
        <Icon name="people" />
        <View className="todo-b">
          <View className="b">{rows.length > 0 ? say.every : mini.home.activities}</View>
          {rows.length === 0 && <View className="todo-t">{mini.home.activitiesHint}</View>}
        </View>
        <Icon name="right" />
      </Tap>
    </View>
  )
}
