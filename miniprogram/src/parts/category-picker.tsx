import { Text, View } from '@tarojs/components'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRole } from '../aria-role'
import type { Categories, Category } from '../city'
import { Icon, tileIcon } from './icon'
import { Tap } from './tap'

/** Eight tiles, then the kinds of one of them as pills. A tile with one kind chooses it at once. */
export function CategoryPicker({
  of,
  chosen,
  tile,
  onTile,
  onChoose
}: {
  of: Categories
  chosen: Category | undefined
  tile: string | undefined
  onTile: (tile: string) => void
  onChoose: (code: string) => void
}) {
  const open = tile ?? chosen?.tile
  const kinds = of.categories.filter((category) => category.tile === open)
  const name = of.tiles.find((tile) => tile.id === open)?.name ?? ''
  const pick = (id: string) => {
    onTile(id)
    const inside = of.categories.filter((category) => category.tile === id)
    if (inside.length === 1 && inside[0]) onChoose(inside[0].code)
  }
  return (
    <View>
      <View className="cats" {...asRole('group')} aria-label={mini.category.title}>
        {of.tiles.map((tile) => (
          <Tap key={tile.id} id={`tile-${tile.id}`} className="cat" on={tile.id === open} onTap={() => pick(tile.id)}>
            <Icon name={tileIcon(tile.icon)} />
            <Text>{tile.name}</Text>
          </Tap>
        ))}
      </View>
      {kinds.length > 0 && (
        <View className="subs" {...asRole('group')} aria-label={fill(mini.category.which, { tile: name })}>
          {kinds.map((category) => (
            <Tap
              key={category.code}
              id={`category-${category.code}`}
              className="pill"
              on={category.code === chosen?.code}
              onTap={() => onChoose(category.code)}
            >
              {category.code === chosen?.code && <Icon name="tick" />}
              <Text>{category.plainName}</Text>
            </Tap>
          ))}
        </View>
      )}
    </View>
  )
}
