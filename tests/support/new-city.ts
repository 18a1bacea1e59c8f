/**
 * What a city has in its drawers on its first day: the outlines of its 17 streets with the properties of the register, a
 * table of 40 offices, a table of its people. All of it made up.
 */
import { formOf } from './page-form.ts'
import type { Page, Visitor } from './visitor.ts'

const names = '青石 白塔 东门 西津 南埠 北桥 柳岸 荷塘 枫林 石井 云台 双桥 新河 老城 望海 平原 长堤'.split(' ')
export const streets = names.map((name, i) => ({ name: `${name}街道`, code: `33990100${10 + i}` }))

const [west, south, size] = [121, 29, 0.02]
const round = (degrees: number): number => Number(degrees.toFixed(6))

/** Rows of six cells; the last cell is as wide as two, and has the corner of its neighbours above in its edge. */
function ring(i: number): [number, number][] {
  const [row, column] = [Math.floor(i / 6), i % 6]
  const wide = i === streets.length - 1
  const [w, s] = [west + column * size, south + row * size]
  const [e, n] = [w + size * (wide ? 2 : 1), s + size]
  const corners: [number, number][] = [
    [w, s],
    ...(wide ? [[w + size, s] as [number, number]] : []),
    [e, s],
    [e, n],
    [w, n],
    [w, s]
  ]
  return corners.map(([lng, lat]) => [round(lng), round(lat)])
}

/** As the land register exports it: nothing is called as we call it. */
export const registerFile = {
  type: 'FeatureCollection',
  features: streets.map(({ name, code }, i) => ({
    type: 'Feature',
    properties: { OBJECTID: i + 1, XZQMC: name, XZQDM: code },
    geometry: { type: 'Polygon', coordinates: [ring(i)] }
  }))
}

/** The same, spoilt: a street moved over its neighbour, or left out. */
export const spoilt = (how: 'overlap' | 'hole'): typeof registerFile => ({
  ...registerFile,
  features: registerFile.features.flatMap((feature, i) => {
    if (i !== 7) return [feature]
    if (how === 'hole') return []
    const moved = ring(i).map(([lng, lat]): [number, number] => [round(lng + 0.004), lat])
    return [{ ...feature, geometry: { type: 'Polygon', coordinates: [moved] } }]
  })
})

/** A point well inside a street. */
export const placeIn = (i: number): { lng: number; lat: number } => {
  const [[w, s]] = ring(i) as [[number, number]]
  return { lng: round(w + 0.009), lat: round(s + 0.011) }
}

const bureaus =
  '住建局 公安局 交警支队 水利局 生态环境局 市场监管局 卫健委 园林处 环卫处 市政处 城管支队 供水公司 供电公司 燃气公司 通信公司 公交公司 地铁公司 路灯所 排水所 教育局 民政局'.split(
    ' '
  )
const row = (cells: readonly string[], by: string): string => cells.join(by)

/** 17 offices of streets, 21 of the city, one that inspects; the centre, the fortieth, is named in the first step. */
export const officeRows = [
  ['名称', '简称', '类型', '所在街道', '电话', '地址', '职责'],
  ...streets.map(({ name }, i) => [
    `${name}综合执法中队`,
    `${name.slice(0, 2)}中队`,
    '街道单位',
    name,
    `0579-00101${10 + i}`,
    `${name.slice(0, 2)}路 ${i + 1} 号`,
    '占道经营；违法搭建；噪声油烟'
  ]),
  ...bureaus.map((name, i) => [
    `临川市${name}`,
    name,
    '职能部门',
    '',
    `0579-00102${10 + i}`,
    `人民路 ${i + 8} 号`,
    `${name}的事`
  ]),
  ['临川市纪检监督组', '纪检监督组', '监督', '', '0579-0010300', '人民路 1 号', '']
]

const given = 'wei fang na min jing li qiang lei jun yang'.split(' ')
/** Somebody for every office, and those of the centre. */
export const peopleRows = [
  ['姓名', '登录名', '单位', '岗位', '职务', '电话', '邮箱', 'B 岗'],
  ...officeRows
    .slice(1)
    .map(([, short = ''], i) => [
      `经办${i + 1}`,
      `${given[i % 10] ?? ''}-${i + 1}`,
      short,
      short === '纪检监督组' ? '经办人、核查员' : '经办人',
      '科员',
      '',
      `person${i + 1}@linchuan.example`,
      ''
    ]),
  ['唐悦', 'tangyue', '随手拍中心', '派遣员、审核员', '值班长', '', 'tang@linchuan.example', ''],
  ['何静', 'hejing', '随手拍中心', '经办人、核查员', '核查', '', 'he@linchuan.example', '唐悦'],
  ['关山', 'guanshan', '随手拍中心', '管理员', '系统管理', '', 'guan@linchuan.example', '']
]

export const tableOf = (rows: readonly (readonly string[])[], by = '\t'): string =>
  rows.map((cells) => row(cells, by)).join('\n')

/** All of it brought in by an administrator at the pages of the set-up, every category to the office of its street, published. */
export async function bringCity(admin: Visitor): Promise<void> {
  const home = '/office/admin/set-up'
  const sure = ({ status, html }: Page, wanted: number): string => {
    if (status !== wanted) throw new Error(`${status}: ${html.replace(/<[^>]+>/g, ' ').slice(0, 500)}`)
    return html
  }
  const send = async (step: string, change: Record<string, string | string[] | Blob>, wanted = 303) => {
    const action = `${home}/${step}`
    const { html } = await admin.go(action)
    return sure(await admin.send(action, { ...formOf(html, action), ...change }), wanted)
  }
  await send('name', {
    city: '临川市',
    short: '临川',
    province: '浙江',
    adcode: '339901',
    hotline: '12345',
    centre: '临川市随手拍中心',
    centrePhone: '0579-0010000',
    centreAddress: '人民路 1 号'
  })
  const upload = '/office/admin/areas/geojson'
  const file = new File([JSON.stringify(registerFile)], 'areas.geojson', { type: 'application/json' })
  let { html } = await admin.go(`${home}/areas`)
  html = sure(await admin.send(upload, { ...formOf(html, upload), file }), 200)
  html = sure(await admin.send(`${upload}/fields`, formOf(html, `${upload}/fields`)), 200)
  sure(await admin.send(`${upload}/take`, formOf(html, `${upload}/take`)), 303)
  for (const [part, rows] of [
    ['offices', officeRows],
    ['people', peopleRows]
  ] as const) {
    const looked = await send(part, { text: tableOf(rows), do: 'check' }, 200)
    sure(await admin.send(`${home}/${part}`, { ...formOf(looked, `${home}/${part}`), do: 'take' }), 303)
  }
  await send('rules', { do: 'street' })
  await send('calendar', { squads: '07:00-22:00' })
  await send('publish', { note: '首次发布' })
}
