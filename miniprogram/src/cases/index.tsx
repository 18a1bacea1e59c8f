import { Text, View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, type CallRefused } from '../api'
import { areas, categories } from '../city'
import { openPage } from '../navigation'
import { useLoaded } from '../use-loaded'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { CaseListRow } from '../parts/case-list-row'
import { Search } from '../parts/search'
import { Empty, Offline, WhenLoaded, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { CaseMap } from './case-map'
import { anyFilter, noFilters, queryOf, stateChoices, type Filters } from './filters'
import { asRole } from '../aria-role'
import './cases.scss'

const say = mini.cases

type PageOf = ApiAnswer<'listCases'>

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

/** Published cases, newest first; further pages join on at the end. */
function List({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const key = JSON.stringify(filters)
  const first = useLoaded<PageOf>(() => call('listCases', { query: { ...queryOf(filters), limit: 20 } }), key)
  const [rest, setRest] = useState<{ of: PageOf; items: PageOf['items']; older?: string | undefined }>()
  const [trouble, setTrouble] = useState<CallRefused>()
  const [busy, setBusy] = useState(false)
  // Later pages belong to the first page they were asked after; another first page starts over.
  const own = rest && rest.of === first.value ? rest : undefined
  const older = own ? own.older : first.value?.older

  const more = async () => {
    const of = first.value
    if (!of || !older || busy) return
    setBusy(true)
    setTrouble(undefined)
    try {
      const next = await call('listCases', { query: { ...queryOf(filters), limit: 20, after: older } })
      setRest({ of, items: [...(own?.items ?? []), ...next.items], older: next.older })
    } catch (why) {
      setTrouble(asRefused(why))
    }
    setBusy(false)
  }
  useReachBottom(() => void more())
  usePullDownRefresh(() => void first.reload().finally(() => Taro.stopPullDownRefresh()))

  return (
    <WhenLoaded of={first} rows={5}>
      {(page) => {
        const items = [...page.items, ...(own?.items ?? [])]
        if (items.length === 0) {
          return <Empty words={say.none}>{anyFilter(filters) && <Button onTap={onClear}>{say.clear}</Button>}</Empty>
        }
        return (
          <View>
            {items.map((found) => (
              <CaseListRow key={found.no} of={found} onTap={() => openPage('case', { no: found.no })} />
            ))}
            {trouble && <Strip icon="info">{trouble.detail}</Strip>}
            <View className="older">
              {older ? (
                <Button id="older" busy={busy && mini.loading} onTap={() => void more()}>
                  {say.older}
                </Button>
              ) : (
                <View className="hint">{say.end}</View>
              )}
            </View>
          </View>
        )
      }}
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
