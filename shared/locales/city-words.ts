/** Sentences about what the city is made of. */
import type { CategoryView } from '../city.ts'
import { routing } from './routing.ts'

/** Who answers for a category: an office by its name, or whoever has the street or the ground. */
export const answersWords = ({ answers }: Pick<CategoryView, 'answers'>): string =>
  answers.by === 'street' ? routing.streetSquad : answers.by === 'asset' ? routing.assetOwner : (answers.name ?? '')
