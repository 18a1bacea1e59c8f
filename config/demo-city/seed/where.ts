/** Which kinds of place a matter of the demo city happens at, and how a place is named in a short title. */
import type { Category, NamedPlace } from '#config/city/types.ts'

type Kind = NamedPlace['kind']

const byTile: Record<string, readonly Kind[]> = {
  stall: ['shop', 'market', 'school', 'hospital', 'road'],
  garbage: ['residential', 'market', 'shop', 'road', 'park'],
  parking: ['road', 'shop', 'residential', 'school', 'hospital'],
  river: ['river'],
  construction: ['site'],
  noise: ['residential', 'shop'],
  roads: ['road', 'school', 'hospital'],
  other: ['residential', 'park', 'road']
}
/** Where a tile says too little: no market sprawls in a park, and no neighbour sings at a bridge. */
const byCategory: Record<string, readonly Kind[]> = {
  'shichang-waiyi': ['market'],
  'dianwai-jingying': ['shop'],
  'dajian-laji': ['residential'],
  'daolu-buji': ['road', 'school', 'market'],
  gongce: ['park', 'market', 'river'],
  fenshao: ['residential', 'park'],
  'lvdai-tingche': ['road', 'residential', 'park'],
  'xiaofang-tongdao': ['residential', 'market', 'hospital'],
  'gongxiang-danche': ['road', 'school', 'hospital', 'market'],
  'jiangshi-che': ['residential', 'road'],
  'zhatu-che': ['road', 'site'],
  weijian: ['residential', 'shop'],
  'lutian-shaokao': ['shop', 'road'],
  'shangye-zaosheng': ['shop', 'market'],
  'linli-zaosheng': ['residential'],
  shumu: ['road', 'park', 'residential'],
  lvdi: ['park', 'residential'],
  quanzhi: ['residential', 'park'],
  'shipin-weisheng': ['market', 'school', 'shop'],
  'gonggong-weisheng': ['residential', 'market'],
  'duiwu-zuofeng': ['road'],
  qita: ['road', 'school', 'hospital']
}

export const habitatOf = ({ code, tile }: Pick<Category, 'code' | 'tile'>): readonly Kind[] =>
  byCategory[code] ?? byTile[tile] ?? []

const titleAtMost = 20
/** What may fall away at the end of a place's name before its middle does. */
const ends = /(对面|门前|门口|正门|后门|东墙外|西侧)$/

/**
 * The title with the longest name of the place that has room: whole, without its last word, by its road or its area. What
 * happens at somebody's home is named without a number, and without its street where the public sees no more than the area.
 */
export function titled(
  template: string,
  place: Pick<NamedPlace, 'name' | 'road' | 'kind'>,
  area: string,
  hidden: boolean
): string {
  const bare = place.name.replace(/ \d+ (幢|号)$/, '')
  const names = hidden
    ? [area]
    : place.kind === 'residential'
      ? [bare, place.road, area]
      : [place.name, place.name.replace(ends, ''), place.road, area]
  const fits = names.map((name) => template.replace('{at}', name)).find((title) => [...title].length <= titleAtMost)
  return fits ?? template.replace('{at}', '')
}
