/** The list: a GET form whose state is the address bar, rows, a map of the same cases beside them. */
import { listStates, sinceChoices, statuses, type CaseRow as Row, type Light } from '#shared/cases.ts'
import type { BaseMap } from '../../map/base.ts'
import type { Box } from '../../map/mercator.ts'
import { Empty, Select, TextField, type Option } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { LightMark } from '../../parts/Light.tsx'
import { MapLegend, MapSvg, type MapArea, type MapPin } from '../../parts/MapSvg.tsx'
import { Page } from '../../frame/Page.tsx'
import { NotUnderstood, type Misread } from '../../parts/NotUnderstood.tsx'
import { Pager } from '../../parts/Pager.tsx'
import { SectionHead } from '../../parts/Section.tsx'
import type { Site } from '../../frame/site.ts'
import { caseWords, countedFigure, fill, say } from '../../frame/words.ts'
import { CaseRow } from './CaseRow.tsx'
import { casesHref, described, type Choices, type Filters } from './filters.ts'
import { longest } from '../../parts/limits.ts'

export interface CaseListProps {
  site: Site
  filters: Filters
  choices: Choices
  /** What the address asks for and nobody understands. */
  misread: readonly Misread[]
  rows: readonly Row[]
  /** How many there are under these filters: that are public and, where a figure says so, altogether. */
  count: { published?: number | undefined; all?: number | undefined }
  newer?: string | undefined
  older?: string | undefined
  base: BaseMap
  box: Box
  areas: readonly MapArea[]
  pins: readonly MapPin[]
}

function FilterBar({ filters, choices, misread }: Pick<CaseListProps, 'filters' | 'choices' | 'misread'>) {
  const q = filters.q ?? misread.find(({ filter }) => filter === say.list.names.q)?.value
  const any = (words: string, options: readonly Option[]): Option[] => [{ value: '', words }, ...options]
  return (
    <form className="filters" action="/cases" aria-label={say.list.filter}>
      <TextField
        className="fi-q"
        name="q"
        label={say.list.q}
        type="search"
        placeholder={say.list.qHint}
        value={q}
        maxLength={longest('listCases', '/q')}
        autoComplete="off"
      />
      <button className="btn btn-p">{say.list.apply}</button>
      <Select
        className="fi"
        name="area"
        label={say.list.area}
        value={filters.area ?? ''}
        options={any(
          say.list.anyArea,
          choices.areas.map((area) => ({ value: area.id, words: area.name }))
        )}
      />
      <Select
        className="fi"
        name="tile"
        label={say.list.tile}
        value={filters.tile ?? ''}
        options={any(
          say.list.anyTile,
          choices.tiles.map((tile) => ({ value: tile.id, words: tile.name }))
        )}
      />
      <Select
        className="fi"
        name="status"
        label={say.list.status}
        value={filters.status ?? ''}
        options={any(
          say.list.anyStatus,
          statuses.map((status) => ({ value: status, words: caseWords.status[status] }))
        )}
      />
      <Select
        className="fi"
        name="days"
        label={say.list.since}
        value={filters.days ?? ''}
        options={any(
          say.list.anyDays,
          sinceChoices.map((days) => ({ value: days, words: say.list.days[days] }))
        )}
      />
      {filters.state && <input type="hidden" name="state" value={filters.state} />}
      {filters.office && <input type="hidden" name="office" value={filters.office} />}
    </form>
  )
}

const pillLight: Partial<Record<(typeof listStates)[number], Light>> = { overdue: 'red', today: 'yellow' }

function Pills({ filters }: { filters: Filters }) {
  const { state, ...rest } = filters
  return (
    <ul className="quick" aria-label={say.list.quick}>
      <li>
        <a href={casesHref(rest)} {...(!state && { 'aria-current': 'true' as const })}>
          {say.list.all}
        </a>
      </li>
      {listStates.map((tab) => {
        const light = pillLight[tab]
        return (
          <li key={tab}>
            <a href={casesHref({ ...rest, state: tab })} {...(state === tab && { 'aria-current': 'true' as const })}>
              {light && <LightMark light={light} />}
              {say.list.states[tab]}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function NothingFound({ filters, choices }: Pick<CaseListProps, 'filters' | 'choices'>) {
  const said = described(filters, choices)
  return (
    <Empty title={said.length > 0 ? say.list.none : say.list.noneYet}>
      {said.length > 0 ? (
        <>
          <p>{say.list.noneTry}</p>
          <ul className="drops">
            {said.map((filter) => (
              <li key={filter.words}>
                <a href={filter.without}>{fill(say.list.drop, { what: filter.words })}</a>
              </li>
            ))}
          </ul>
          <p>
            <a href="/cases">{say.list.clear}</a>
          </p>
        </>
      ) : (
        <p>
          <a href="/report">{say.list.first}</a>
        </p>
      )}
    </Empty>
  )
}

/** Above the rows, so that who comes from a figure finds it again. */
function Counted({ count: { published, all = published } }: Pick<CaseListProps, 'count'>) {
  if (all === 0 || all === undefined) return null
  const words = published === all ? say.list.count : published === 0 ? say.list.countNone : say.list.countOf
  return <p className="found">{fill(words, { n: countedFigure(published ?? 0), all: countedFigure(all) })}</p>
}

type FoundProps = Pick<CaseListProps, 'filters' | 'choices' | 'misread' | 'rows' | 'count' | 'newer' | 'older'>
/** The rows, or why there are none. */
function Found({ filters, choices, misread, rows, count, newer, older }: FoundProps) {
  if (misread.length > 0) return <NotUnderstood misread={misread} all="/cases" />
  // Words that are hard to find are looked for in so many cases a page, and a page may have found none.
  const between = rows.length === 0 && (older !== undefined || newer !== undefined)
  if (rows.length === 0 && !between)
    return (
      <>
        <Counted count={count} />
        <NothingFound filters={filters} choices={choices} />
      </>
    )
  const icons = new Map(choices.tiles.map((tile) => [tile.id, tile.icon]))
  return (
    <>
      <Counted count={count} />
      {between ? (
        <p className="found">{older === undefined ? say.list.noneOlder : say.list.noneSoFar}</p>
      ) : (
        <ol className="rows">
          {rows.map((row) => (
            <CaseRow key={row.no} row={row} icon={icons.get(row.category.tile)} />
          ))}
        </ol>
      )}
      {(newer !== undefined || older !== undefined) && (
        <Pager
          newer={newer && casesHref({ ...filters, before: newer })}
          older={older && casesHref({ ...filters, after: older })}
          range={fill(say.list.range, { n: rows.length })}
        />
      )}
    </>
  )
}

export function CaseList({
  site,
  filters,
  choices,
  misread,
  rows,
  count,
  newer,
  older,
  base,
  box,
  areas,
  pins
}: CaseListProps) {
  const said = described(filters, choices)
  const scale = site.prefs.mode === 'elder' ? 1.3 : 1
  return (
    <Page
      site={site}
      title={fill(say.list.title, { city: site.city.name })}
      scripts={misread.length > 0 ? [] : ['map.js']}
      hidden={newer !== undefined || filters.q !== undefined || misread.length > 0}
    >
      <h1 className="notice page-h">{say.nav.cases}</h1>
      <FilterBar filters={filters} choices={choices} misread={misread} />
      <Pills filters={filters} />
      <div className="list-g">
        <section aria-labelledby="results">
          <SectionHead
            id="results"
            title={said.length > 0 ? said.map((filter) => filter.words).join(say.list.and) : say.list.published}
            note={
              <>
                {filters.q ? say.list.orderFound : say.list.order}
                <a className="to-map" href="#map">
                  <Icon name="map" />
                  {say.map.see}
                </a>
              </>
            }
          />
          <Found {...{ filters, choices, misread, rows, count, newer, older }} />
        </section>
        <aside className="list-map" id="map" aria-label={say.map.aside}>
          <figure className="mapbox">
            <div
              className="map-in"
              data-map=""
              data-box={JSON.stringify(box)}
              data-words={JSON.stringify(say.map.island)}
            >
              <MapSvg
                base={base}
                box={box}
                areas={areas}
                pins={pins}
                scale={scale}
                label={say.map.filtered}
                sizes={[
                  { width: 358, height: 358, shows: 'phone' },
                  { width: 480, height: 480, shows: 'wide' }
                ]}
              />
            </div>
            <figcaption>
              <MapLegend pins={pins.length > 0} />
            </figcaption>
          </figure>
          <p className="hint">{say.map.privacy}</p>
        </aside>
      </div>
    </Page>
  )
}
