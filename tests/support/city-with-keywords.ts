/** The town of the tests, with a few words of its own about each category, so that suggestions have something to go by. */
import type { City } from '#config/city/types.ts'
import { town } from './city.ts'

const own: Record<string, string[]> = {
  shopfront: ['货架', '摆到门外', '出店', '占人行道', '桌椅'],
  garbage: ['垃圾', '臭味', '没人清', '垃圾堆', '苍蝇'],
  sewage: ['污水', '排水口', '河水发黑', '黑水'],
  'home-noise': ['邻居', '楼上', '半夜', '吵闹', '装修'],
  conduct: ['态度', '推诿', '骂人'],
  generic: ['咨询', '建议']
}

export const cityWithKeywords: City = {
  ...town,
  categories: town.categories.map((category) => ({ ...category, keywords: own[category.code] ?? [], filing: '' }))
}
