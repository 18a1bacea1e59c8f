/** The parts of the draft that forms choose from and lists name things by. */
import type { Call } from '#server/kernel/serve.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { Choices } from './fields.ts'
import { areasIn, readPart } from './draft.ts'

export async function readChoices(call: Call, viewer: Staff): Promise<Choices> {
  const [offices, people, categories, tiles, areas] = await Promise.all([
    readPart(call, viewer, 'offices'),
    readPart(call, viewer, 'people'),
    readPart(call, viewer, 'categories'),
    readPart(call, viewer, 'tiles'),
    readPart(call, viewer, 'areas')
  ])
  return {
    offices: offices.value,
    people: people.value,
    categories: categories.value,
    tiles: tiles.value,
    areas: areasIn(areas).map(({ properties: { id, name, level, parent } }) => ({
      id,
      name,
      level,
      ...(parent && { parent })
    }))
  }
}
