import { Text, View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { complaints } from '#shared/locales/complaints.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { isSearchable } from '#shared/typed.ts'
import { call } from '../api'
import { areas, categories } from '../city'
import { openPage } from '../navigation'
import { useLoaded, usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { CaseListRow } from '../parts/case-list-row'
import { Search } from '../parts/search'
import { Empty, Offline, WhenLoaded } from '../parts/states'
import { Tap } from '../parts/tap'
import { usePages } from '../use-pages'
import { Older } from '../parts/older'
import { CaseMap } from './case-map'
import { anyFilter, noFilters, queryOf, stateChoices, type Filters } from './filters'
import { asRole } from '../aria-role'
import './cases.scss'

const say = mini.cases

function Filter({ filters, onChange }: { filters: Filters; onChange: (part: Partial<Filters>) => void }) {
  const streets = useLoaded(areas, 'areas')
  const kinds = useLoaded(categories, 'categories')
  const any = (name: string) => ({ value: '', name })
  return (
    <View className="flt">
      <Search id="search" label={say.search} value={filters.q} onGo={(q) => onChange({ q })} />
      <View className="flt-s">
        <Choice
          id="filter-area"
          label={say.filters.area}
          quiet
          value={filters.area}
          onChoose={(area) => onChange({ area })}
          options={[
            any(say.all.area),
            ...(streets.value?.items ?? []).map((area) => ({ value: area.id, name: area.name }))
          ]}
        />
        <Choice
          id="filter-tile"
          label={say.filters.tile}
          quiet
          value={filters.tile}
          onChoose={(tile) => onChange({ tile })}
          options={[
            any(say.all.tile),
            ...(kinds.value?.tiles ?? []).map((tile) => ({ value: tile.id, name: tile.name }))
          ]}
        />
        <Choice
          id="filter-days"
          label={say.filters.days}
          quiet
          value={filters.days}
          onChoose={(days) => onChange({ days: days as Filters['days'] })}
          options={[any(say.all.days), ...Object.entries(say.days).map(([value, name]) => ({ value, name }))]}
        />
      </View>
      <View className="quick">
        {stateChoices.map((state) => (
          <Tap
            key={state}
            id={`state-${state || 'all'}`}
            className="pill"
            on={filters.state === state}
            onTap={() => onChange({ state })}
          >
            {(state === 'overdue' || state === 'today') && (
              <View className={`lt ${state === 'overdue' ? 'lt-red' : 'lt-yellow'}`} />
            )}
            <Text>{say.states[state || 'all']}</Text>
          </Tap>
        ))}
      </View>
    </View>
  )
}

const nothingFor = ({ q }: Filters): string =>
  q !== '' && !isSearchable(q) ? fill(complaints.unsearchable, { q }) : say.none

/** Published cases, newest first; further pages join on at the end. */
function List({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const key = JSON.stringify(filters)
  const page = (after?: string) =>
    call('listCases', { query: { ...queryOf(filters), limit: 20, ...(after && { after }) } })
  const first = usePageData(() => page(), key)
  const pages = usePages(first.value, (after) => page(after))
  useReachBottom(() => void pages.readOlder())

  return (
    <WhenLoaded of={first} rows={5}>
      {() =>
        pages.items.length === 0 && !pages.hasOlder ? (
          <Empty words={nothingFor(filters)}>
            {anyFilter(filters) && <Button onTap={onClear}>{say.clear}</Button>}
          </Empty>
        ) : (
          <View>
            {pages.items.map((found) => (
              <CaseListRow key={found.no} of={found} onTap={() => openPage('case', { no: found.no })} />
            ))}
            <Older of={pages} end={say.end} />
          </View>
        )
      }
    </WhenLoaded>
  )
}

export default function Cases() {
  const [filters, setFilters] = useState<Filters>(noFilters)
  const [view, setView] = useState<'list' | 'map'>('list')
  return (
    <Page title={mini.titles.cases} tab="cases">
      <Offline />
      <Filter filters={filters} onChange={(part) => setFilters((now) => ({ ...now, ...part }))} />
      <View className="views" {...asRole('tablist')}>
        {(['list', 'map'] as const).map((name) => (
          <Tap
            key={name}
            id={`view-${name}`}
            className="view-t"
            role="tab"
            on={view === name}
            onTap={() => setView(name)}
          >
            <Icon name={name} />
            <Text>{say[name]}</Text>
          </Tap>
        ))}
      </View>
      {view === 'list' ? (
        <List filters={filters} onClear={() => setFilters(noFilters)} />
      ) : (
        <CaseMap filters={filters} />
      )}
    </Page>
  )
}
