/** A rehearsal as its page shows it: what moves, what it does to every office, where, and case by case. */
import { expect, test } from 'vitest'
import type { RehearsalRow, RehearsalView } from '#shared/rehearsals.ts'
import { baseMap } from '#server/web/map/base.ts'
import { Rehearsal } from '#server/web/rehearsals/desk/Rehearsal.tsx'
import { Rehearsals } from '#server/web/rehearsals/desk/Rehearsals.tsx'
import { render } from '#server/web/frame/render.ts'

const base = baseMap({ type: 'FeatureCollection', features: [] }, { type: 'FeatureCollection', features: [] })
const office = (id: string, name: string) => ({ id, name, short: name })
const [hebin, water] = [office('hebin-squad', '河滨中队'), office('water', '水利局')]
const rehearsal: RehearsalView = {
  id: '0123456789abcdef01234567',
  at: '2026-11-24T02:20:00.000Z',
  by: { id: 'guan', name: '管理' },
  from: '2026-10-01',
  to: '2026-10-31',
  against: 'draft',
  state: 'running',
  done: 1200,
  of: 2400,
  moved: 60,
  dueChanged: 7,
  byHand: 10,
  agrees: 4,
  load: [
    { office: hebin, before: 800, after: 740 },
    { office: water, before: 400, after: 460 }
  ],
  streams: [{ from: hebin, to: water, cases: 60 }],
  byArea: [{ area: { id: 'hebin', name: '河滨街道' }, place: { lng: 120.01, lat: 32.01 }, moved: 60 }]
}
const row: RehearsalRow = {
  no: '2026-1012-00001',
  at: '2026-10-12T02:00:00.000Z',
  category: { code: 'river', name: '水面漂浮物', tile: 'river' },
  area: { id: 'hebin', name: '河滨街道' },
  place: { lng: 120.01, lat: 32.01 },
  channel: 'mini',
  moved: true,
  from: hebin,
  to: water,
  ruleBefore: 'R-14.1',
  ruleAfter: 'R-17.1',
  because: [{ kind: 'area', area: '河滨街道' }],
  dueBefore: '2026-10-14T02:00:00.000Z',
  dueAfter: '2026-10-14T02:00:00.000Z'
}

const pageOf = (more: Partial<RehearsalView>, rows: readonly RehearsalRow[] = [row]) =>
  render(
    <Rehearsal
      rehearsal={{ ...rehearsal, ...more }}
      rows={rows}
      older={undefined}
      office=""
      dots={rows.map((one) => one.place)}
      base={base}
      box={[120, 32, 120.04, 32.04]}
    />
  )

test('while it runs it says how far it is and that it looks again', () => {
  const html = pageOf({})
  expect(html).toContain('<progress value="1200" max="2400"')
  expect(html).toContain('已派 1,200 件，共 2,400 件')
  expect(html).toContain('自己更新')
  expect(pageOf({ state: 'done', done: 2400 })).not.toContain('自己更新')
  expect(pageOf({ state: 'failed' })).toContain('演练中断了')
})

test('it shows what moves with its denominator, and the load of every office before and after', () => {
  const html = pageOf({})
  expect(html).toContain('占重派 1,200 件的 5.0%')
  expect(html).toMatch(/河滨中队<\/th><td class="num">800<\/td><td class="num">740<\/td><td class="num">−60</)
  expect(html).toMatch(/水利局<\/th><td class="num">400<\/td><td class="num">460<\/td><td class="num">\+60</)
  expect(html).toContain('河滨中队 → 水利局')
  expect(html).toContain('/csv')
  expect(html.match(/<circle cx=/g)).toHaveLength(2)
})

test('nothing moved is said, and not shown as an empty table', () => {
  const html = pageOf({ moved: 0, streams: [], dueChanged: 0, byArea: [] }, [])
  expect(html).toContain('没有案件换单位')
  expect(html).toContain('时限也没有变')
})

test('the list names its period and who began it; what was typed wrong stays', () => {
  const html = render(
    <Rehearsals
      items={[rehearsal]}
      releases={[2, 1]}
      token="t"
      typed={{ from: '2026-10-31', to: '2026-10-01' }}
      wrong={{ from: '开始不晚于结束' }}
    />
  )
  expect(html).toContain('2026-10-01 到 2026-10-31')
  expect(html).toContain('value="2026-10-31"')
  expect(html).toContain('开始不晚于结束')
  expect(html).toContain('<option value="2">第 2 版</option>')
})
