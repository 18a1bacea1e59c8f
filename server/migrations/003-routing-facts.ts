/**
 * Why a case was sent where it was stood in the database as sentences: in cases, in the receipts of their reports, in the
 * rows of rehearsals. Each is read back into the fact that it was made from; what cannot be read stays as text, for staff.
 * The templates are those of the version that wrote them and change no more.
 */
import type { RoutingFact } from '#shared/routing.ts'
import type { Doc, Migration } from './work.ts'

/** Names of a street area and of the community grid in it; without names a place stays in one piece. */
export interface PlaceNames {
  area: string
  grid?: string
}
type Reader = (match: readonly string[], names: PlaceNames | undefined) => RoutingFact | undefined

const channels = { 微信小程序: 'mini', 网页版: 'web', 门户网站: 'portal', 热线: 'hotline', 巡查: 'patrol' } as const
const channelOf = (said: string) => Object.entries(channels).find(([words]) => words === said)?.[1]

const listed = (said: string | undefined): string[] => (said ? said.split('、') : [])

/** A grid that nobody can tell from its street area is told to nobody outside. */
function areaOf(place: string, names: PlaceNames | undefined): RoutingFact | undefined {
  if (!names) return { kind: 'area', area: place }
  if (place === names.area) return { kind: 'area', area: place }
  if (names.grid !== undefined && place === names.area + names.grid) return { kind: 'area', ...names }
  return undefined
}

function answersOf(said: string): RoutingFact | undefined {
  const answers = said
    .slice(0, -1)
    .split('」、')
    .map((one) => one.split('「'))
  const whole = answers.flatMap(([question, choice, ...rest]) =>
    question !== undefined && choice !== undefined && rest.length === 0 ? [{ question, choice }] : []
  )
  return whole.length === answers.length ? { kind: 'answers', answers: whole } : undefined
}

const readers: readonly [RegExp, Reader][] = [
  [/^事项：([^，]+)，(.+)$/su, ([category = '', because = '']) => ({ kind: 'rule', category, because })],
  [/^补充：(.+」)$/su, ([said = '']) => answersOf(said)],
  [/^回避：反映工作人员的事，不交给被反映的单位$/u, () => ({ kind: 'complaint' })],
  [/^权属：(.+)范围内，谁权属谁负责$/su, ([asset = '']) => ({ kind: 'asset', asset })],
  [
    /^时间：(工作日|休息日) (\d\d:\d\d)，按值班安排$/u,
    ([day, clock = '']) => ({ kind: 'hour', working: day === '工作日', clock })
  ],
  [
    /^来源：(.+)$/u,
    ([said = '']) => {
      const channel = channelOf(said)
      return channel && { kind: 'channel', channel }
    }
  ],
  [/^位置：在(.+)界内$/su, ([place = ''], names) => areaOf(place, names)],
  [
    /^交界处：离(.+)界线 (\d{1,5}) 米，不到 (\d{1,5}) 米，由位置所在一侧主办，(.+)协办$/su,
    ([area = '', metres, limit, offices]) => ({
      kind: 'border',
      area,
      metres: Number(metres),
      limit: Number(limit),
      offices: listed(offices)
    })
  ],
  [/^结果：由派遣员改派给(.+)$/su, ([office = '']) => ({ kind: 'by_hand', office })],
  [
    /^结果：派给([^，]+)(?:，(.+)协办)?$/su,
    ([office = '', assisting]) => ({ kind: 'result', office, assisting: listed(assisting) })
  ]
]

/** One sentence, read back. */
export function readFact(sentence: string, names?: PlaceNames): RoutingFact {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(sentence)
    const fact = match && read(match.slice(1), names)
    if (fact) return fact
  }
  return { kind: 'text', text: sentence }
}

type Because = readonly (string | RoutingFact)[]
const readAll = (because: Because, names?: PlaceNames): RoutingFact[] =>
  because.map((fact) => (typeof fact === 'string' ? readFact(fact, names) : fact))

interface OldCase extends Doc {
  area: string
  grid?: string
  routing: { because: Because }
  reports?: { receipt?: { because: Because } }[]
}

export const routingFacts: Migration = {
  number: 3,
  name: 'routing-facts',
  async run(work) {
    const sentences = { $type: 'string' }
    const found = { $or: [{ 'routing.because': sentences }, { 'reports.receipt.because': sentences }] }
    await work.each('cases', found, async (doc) => {
      const { area, grid, routing, reports = [] } = doc as OldCase
      const { called } = await work.city()
      const gridName = grid === undefined ? undefined : called.area(grid)
      const names = { area: called.area(area) ?? '', ...(gridName !== undefined && { grid: gridName }) }
      return {
        $set: {
          'routing.because': readAll(routing.because, names),
          // A receipt is read by its reporter alone, who knows where he was.
          reports: reports.map(({ receipt, ...report }) => ({
            ...report,
            ...(receipt && { receipt: { ...receipt, because: readAll(receipt.because) } })
          }))
        }
      }
    })
    await work.each('rehearsalcases', { because: sentences }, (doc) => ({
      $set: { because: readAll(doc['because'] as Because) }
    }))
  }
}
