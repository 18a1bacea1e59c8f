/** The same table as rows: one a category, in the order of the page. */
import { areaClasses } from '#shared/limits.ts'
import type { StandardsView } from '#shared/standards.ts'
import { answersWords } from '#shared/locales/city-words.ts'
import { standards as say } from '#shared/locales/standards.ts'
import { csv } from '#server/kernel/csv.ts'
import { cityWords, limitsWords } from '../../frame/words.ts'

export function standardsCsv({ rows, tiles }: StandardsView): string {
  const { columns } = say
  const head = [
    columns.tile,
    columns.code,
    columns.name,
    columns.gb,
    columns.urgency,
    columns.filing,
    ...areaClasses.map((areaClass) => cityWords.areaClass[areaClass]),
    columns.unit,
    columns.closing,
    columns.answers,
    columns.basis
  ]
  const names = new Map(tiles.map((tile) => [tile.id, tile.name]))
  return csv([
    head,
    ...rows.map((row) => [
      names.get(row.tile) ?? row.tile,
      row.code,
      row.name,
      row.gb,
      cityWords.urgency[row.urgency],
      row.filing,
      ...row.limit.n,
      limitsWords.unit[row.limit.unit],
      row.closing,
      answersWords(row),
      row.basis ?? ''
    ])
  ])
}
