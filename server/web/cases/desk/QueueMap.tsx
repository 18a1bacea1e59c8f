/** A tab of the queue as a map: what lies on one way is done on one way. The list beside it says the same in words. */
import type { CaseRow, QueueTab } from '#shared/cases.ts'
import { Chip } from '../../parts/Chip.tsx'
import { MapLegend, MapSvg } from '../../parts/MapSvg.tsx'
import { Title } from '../../parts/Title.tsx'
import type { DeskGiven } from '../../frame/desk.tsx'
import { fill, say } from '../../frame/desk-words.ts'
import { around, type Box } from '../../map/mercator.ts'
import { inOrder, rowTime } from './groups.ts'
import { caseHref } from './links.ts'
import { tabsShown } from './Queue.tsx'

interface QueueMapProps extends DeskGiven {
  tab: QueueTab
  counts: Readonly<Record<string, number>>
  items: readonly CaseRow[]
  /** There are more than fit one page of the queue. */
  more: boolean
  city: Box
}

type Placed = CaseRow & { place: NonNullable<CaseRow['place']> }
const kmAround = 0.6

/** Every place with a street's width around it; the city where there is none. */
function boxOf(rows: readonly Placed[], city: Box): Box {
  if (rows.length === 0) return city
  const boxes = rows.map(({ place }) => around(place, kmAround, 1))
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3]))
  ]
}

export function QueueMap({ desk, base, tab, counts, items, more, city }: QueueMapProps) {
  const placed = inOrder(tab, items, desk.now).filter((row): row is Placed => row.place !== undefined)
  const pins = placed.map((row) => ({
    no: row.no,
    title: row.title,
    place: row.place,
    status: row.status,
    light: row.clock.light,
    href: caseHref(row.no, { tab })
  }))
  return (
    <main className="dk-page dk-mapped" id="case">
      <h1>{say.map.title}</h1>
      <nav className="tabs" aria-label={say.queue.tabs}>
        {tabsShown(counts).map((queueTab) => (
          <a
            key={queueTab}
            href={`/office/map?tab=${queueTab}`}
            {...(queueTab === tab && { 'aria-current': 'page' as const })}
          >
            {say.tab[queueTab]}
          </a>
        ))}
      </nav>
      {placed.length === 0 ? (
        <p className="hint">{say.map.none}</p>
      ) : (
        <>
          <figure className="mapbox">
            <div className="map-in">
              <MapSvg
                base={base}
                box={boxOf(placed, city)}
                pins={pins}
                label={fill(say.map.label, { tab: say.tab[tab], n: placed.length })}
                sizes={[
                  { width: 358, height: 358, shows: 'phone' },
                  { width: 900, height: 520, shows: 'wide' }
                ]}
              />
            </div>
            <figcaption>
              <MapLegend pins />
            </figcaption>
          </figure>
          {more && <p className="hint">{say.map.more}</p>}
          <ol className="same">
            {placed.map((row) => (
              <li key={row.no}>
                <Chip status={row.status} />
                <a href={caseHref(row.no, { tab })}>
                  <Title of={row} />
                </a>
                <b>{rowTime(row, desk.now)}</b>
              </li>
            ))}
          </ol>
        </>
      )}
    </main>
  )
}
