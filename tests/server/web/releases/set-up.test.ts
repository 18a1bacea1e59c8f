/** The guided set-up of a city and what people bring to it that is not as it should be: nothing breaks, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blankCity, loadCity } from '#config/city/index.ts'
import { hashPassword, keepStaff } from '#server/members/index.ts'
import { officeRows, peopleRows, registerFile, spoilt, tableOf } from '#tests/support/new-city.ts'
import { formOf, type Fields } from '#tests/support/page-form.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Page, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let ann: Visitor
let ben: Visitor
beforeAll(async () => {
  server = await startTestServer({
    city: blankCity(await loadCity()),
    async seed() {
      const hashed = await hashPassword(password)
      const staff = { office: 'none', title: '', password: hashed }
      await keepStaff([
        { _id: 'ann', name: '安宁', roles: ['admin'], ...staff },
        { _id: 'ben', name: '本固', roles: ['admin'], ...staff },
        { _id: 'officer', name: '经办', roles: ['officer'], ...staff }
      ])
    }
  })
  ;[ann, ben] = [visitor(server.url), visitor(server.url)]
  await ann.signIn('ann', password)
  await ben.signIn('ben', password)
})
afterAll(() => server.stop())

const at = (step: string) => `/office/admin/set-up/${step}`
const formAt = async (who: Visitor, step: string): Promise<Fields> => formOf((await who.go(at(step))).html, at(step))
const textOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const says = (page: Page, words: string): void => {
  const text = textOf(page.html)
  expect(text.includes(words) ? words : `${words}: not in ${text.slice(0, 500)}`).toBe(words)
}
const look = async (part: 'offices' | 'people', text: string): Promise<Page> =>
  ann.send(at(part), { ...(await formAt(ann, part)), text, do: 'check' })
const upload = async (part: 'offices' | 'people', bytes: Uint8Array, name = 'table.csv'): Promise<Page> =>
  ann.send(at(part), {
    ...(await formAt(ann, part)),
    text: '',
    do: 'check',
    file: new File([bytes as never], name)
  })
async function bring(part: 'offices' | 'people', text: string, how = 'take'): Promise<Page> {
  const page = await look(part, text)
  return ann.send(at(part), { ...formOf(page.html, at(part)), do: how })
}
async function outlines(file: object): Promise<Page> {
  const to = (step: string) => `/office/admin/areas/geojson${step}`
  const { html } = await ann.go(at('areas'))
  const sent = new File([JSON.stringify(file)], 'areas.geojson', { type: 'application/json' })
  const mapping = await ann.send(to(''), { ...formOf(html, to('')), replace: 'yes', file: sent })
  const report = await ann.send(to('/fields'), formOf(mapping.html, to('/fields')))
  return ann.send(to('/take'), formOf(report.html, to('/take')))
}

test('only administrators see it or change anything by it', async () => {
  const officer = visitor(server.url)
  await officer.signIn('officer', password)
  for (const path of ['', '/name', '/areas', '/offices', '/people', '/categories', '/rules', '/calendar', '/try'])
    expect([path, (await officer.go(`/office/admin/set-up${path}`)).status]).toEqual([path, 403])
  expect((await visitor(server.url).go(at('name'))).location).toContain('/office/sign-in')
  const { html } = await officer.go('/office/me')
  for (const step of ['name', 'offices', 'people', 'categories', 'rules', 'calendar', 'publish'])
    expect((await officer.send(at(step), { _token: officer.tokenIn(html) })).status).toBe(403)
})

test('every step can be opened from the beginning, in any order', async () => {
  for (const step of 'print publish check try calendar rules categories people offices areas name'.split(' ')) {
    const page = await ann.go(at(step))
    expect([step, page.status]).toEqual([step, 200])
    expect(page.html).not.toMatch(/undefined|NaN|\[object Object\]/)
  }
  const rules = await ann.send(at('rules'), { ...(await formAt(ann, 'rules')), do: 'street' })
  expect(rules.status).toBe(422)
  says(rules, '还没有随手拍中心')
})

describe('outlines', () => {
  test('that lie over each other, or leave a hole, are taken into the draft and named', async () => {
    expect((await outlines(spoilt('overlap'))).status).toBe(303)
    const overlapping = await ann.go(at('areas'))
    says(overlapping, '重叠')
    expect((await outlines(spoilt('hole'))).status).toBe(303)
    const holed = await ann.go(at('check'))
    says(holed, '去第 2 步改街道边界')
    says(await ann.go(at('areas')), '检查有 1 处错误')
  })

  test('that are right say where the city lies', async () => {
    expect((await outlines(registerFile)).status).toBe(303)
    const page = await ann.go(at('areas'))
    expect(page.html).toContain('class="su-ok"')
    const { value } = await server.call(
      'readDraftPart',
      { params: { part: 'info' } },
      { kind: 'staff', id: 'ann', name: '安宁', office: 'none', roles: ['admin'], family: 'test' }
    )
    expect(value).toMatchObject({ bbox: [121, 29, 121.12, 29.06] })
  })
})

describe('a table of offices', () => {
  test.each([
    ['nothing', '', '请贴上表格'],
    ['only a head', '名称\t类型', '只有表头'],
    ['another head', '部门职能\t谁管\n住建局\t张三', '没有「名称」这一列'],
    ['a street that is not there', '名称,街道\n甲中队,乌有街道', '没有叫「乌有街道」的街道'],
    ['a kind that is not there', '名称,类型\n甲局,衙门', '不认识类型「衙门」'],
    ['an office of a street without its street', '名称,类型\n甲中队,街道单位', '要写是哪个街道的'],
    ['two of one street', '名称,街道\n甲中队,青石街道\n乙中队,青石', '在第 2 行已经有街道单位'],
    ['one twice', '名称,类型\n甲局,部门\n甲局,部门', '和第 2 行是同一个单位'],
    ['a checker that is not there', '名称,监督单位\n甲局,乌有局', '没有叫「乌有局」的单位'],
    ['a quote that never ends', '名称,类型\n"甲局,部门\n', '读']
  ])('with %s is not taken, and says so', async (_, text, words) => {
    const page = await look('offices', text)
    says(page, words)
    const { html } = await ann.go(at('offices'))
    expect(html).not.toContain('甲局')
  })

  const same = [
    ['名称', '类型', '地址'],
    ['市排水管理处', '职能部门', '解放路 3 号, 二楼']
  ]
  const quoted = '名称,类型,地址\r\n市排水管理处,职能部门,"解放路 3 号, 二楼"\r\n'
  const gbk = Uint8Array.from([
    0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x0d, 0x0a, 0xca, 0xd0, 0xc5, 0xc5, 0xcb, 0xae, 0xb4, 0xa6,
    0x2c, 0xb2, 0xbf, 0xc3, 0xc5, 0x0d, 0x0a
  ])
  test.each([
    ['a byte order mark', Buffer.from(`\uFEFF${quoted}`)],
    ['the encoding of Chinese Windows', gbk],
    ['sixteen bits a letter', Buffer.from(`\uFEFF${quoted}`, 'utf16le')],
    ['semicolons', Buffer.from('名称;类型;地址\n市排水管理处;部门;"解放路 3 号; 二楼"\n')],
    ['a word for spreadsheets above it', Buffer.from('sep=;\n名称;类型\n市排水处;部门\n')],
    ['tabs', Buffer.from(tableOf(same))],
    ['commas of a Chinese keyboard', Buffer.from('名称，类型\n市排水管理处，部门\n')]
  ])('is read with %s', async (_, bytes) => {
    const page = await upload('offices', bytes)
    says(page, '读到 1 行，都可以用')
    says(page, '市排水')
  })

  test('that is no whole workbook is told so', async () => {
    const page = await upload('offices', Buffer.from('PK\u0003\u0004workbook'), 'offices.xlsx')
    expect(page.status).toBe(422)
    says(page, '请另存为 .xlsx 再试')
  })

  test('that names the centre and brings who checks it says nothing of a code that nobody wrote', async () => {
    const city = { city: '临川', province: '浙江', adcode: '339901', centre: '临川市随手拍中心' }
    expect((await ann.send(at('name'), { ...(await formAt(ann, 'name')), ...city })).status).toBe(303)
    const rows = [
      ['名称', '类型', '监督单位'],
      ['临川市随手拍中心', '中心', ''],
      ['驻局纪检组', '监督', '']
    ]
    const page = await look('offices', tableOf(rows))
    says(page, '读到 2 行，都可以用')
    // Without who checks it, the centre waits for another table, and what is written is judged as before.
    says(await look('offices', tableOf(rows.slice(0, 2))), '读到 1 行，都可以用')
    says(await look('offices', '名称,监督单位\n临川市随手拍中心,乌有局'), '没有叫「乌有局」的单位')
    expect((await ann.go(at('check'))).html).not.toContain('「inspection」')
  })

  test('is taken without its bad rows where somebody says so, and only then', async () => {
    const text = tableOf([...officeRows, ['乌有中队', '', '街道单位', '乌有街道', '', '', '']])
    expect((await bring('offices', text)).status).toBe(422)
    const taken = await bring('offices', text, 'good')
    expect(taken.location).toBe(`${at('offices')}?taken=39`)
    // The same again changes nothing, and nobody stands there twice.
    says(await look('offices', tableOf(officeRows)), '和草稿里的一样')
  })
})

describe('a table of people', () => {
  const head = '姓名\t登录名\t单位\t岗位\t邮箱\tB 岗'
  test.each([
    [
      'one login twice',
      `${head}\n王一\twangyi\t住建局\t经办人\nn王二\twangyi\t住建局\t经办人`,
      '登录名 wangyi 和第 2 行重复'
    ],
    ['an office that is not there', `${head}\n王一\twangyi\t乌有局\t经办人`, '没有叫「乌有局」的单位'],
    ['a role that is not there', `${head}\n王一\twangyi\t住建局\t局长`, '不认识岗位「局长」'],
    ['a login that is none', `${head}\n王一\t王一\t住建局\t经办人`, '登录名只能用小写字母'],
    ['a bad address', `${head}\n王一\twangyi\t住建局\t经办人\twangyi#mail`, '不像邮箱地址'],
    [
      'a deputy elsewhere',
      `${head}\n王一\twangyi\t住建局\t经办人\t\t李二\n李二\tlier\t公安局\t经办人`,
      '不在同一个单位'
    ],
    ['no column of logins', '姓名\t单位\t岗位\n王一\t住建局\t经办人', '没有「登录名」这一列']
  ])('with %s is not taken, and says so', async (_, text, words) => {
    const page = await look('people', text)
    expect(page.status).toBe(422)
    says(page, words)
    // What was pasted is still there to be mended.
    expect([formOf(page.html, at('people'))['text']].flat()[0]).toContain('王一')
  })

  test('never gives somebody’s login to another', async () => {
    const city = { city: '临川', province: '浙江', adcode: '339901', centre: '临川市随手拍中心' }
    expect((await ann.send(at('name'), { ...(await formAt(ann, 'name')), ...city })).status).toBe(303)
    expect((await bring('people', tableOf(peopleRows))).status).toBe(303)
    says(await look('people', `${head}\n别人\ttangyue\t住建局\t经办人`), '登录名 tangyue 已经是唐悦的')
  })
})

test('a draft with findings is not published, and each finding leads to where it is mended', async () => {
  const page = await ann.go(at('publish'))
  says(page, '检查没有通过')
  expect(page.html).not.toMatch(/<form[^>]*set-up\/publish/)
  const { html } = await ann.go(at('name'))
  const forced = await ann.send(at('publish'), { _token: ann.tokenIn(html), revision: '999', note: '硬来' })
  expect(forced.status).toBe(409)
  expect(server.city.release).toBe(1)
})

describe('two administrators in one step', () => {
  test('the second sees what changed, and has lost nothing', async () => {
    const [hers, his] = [await formAt(ann, 'name'), await formAt(ben, 'name')]
    const city = { city: '临川市', province: '浙江', adcode: '339901', hotline: '12345' }
    expect((await ann.send(at('name'), { ...hers, ...city, centrePhone: '0579-1' })).status).toBe(303)
    const second = await ben.send(at('name'), { ...his, ...city, city: '临川新市', centreAddress: '人民路 9 号' })
    expect(second.status).toBe(409)
    says(second, '刚才有人也在这一步改了')
    says(second, '安宁')
    const form = formOf(second.html, at('name'))
    expect(form).toMatchObject({ city: ['临川新市'], centreAddress: ['人民路 9 号'] })
    // Sent once more over what he has now seen, it is saved.
    expect((await ben.send(at('name'), form)).status).toBe(303)
    expect(await formAt(ann, 'name')).toMatchObject({ city: ['临川新市'], centreAddress: ['人民路 9 号'] })
  })

  test('a table that was looked through before somebody else changed the part is held against it anew', async () => {
    const row = '名称\t类型\t电话\n临川市住建局\t职能部门\t0579-99999'
    const looked = await look('offices', row)
    const his = await ben.send(at('offices'), {
      ...(await formAt(ben, 'offices')),
      text: '名称\t类型\n市档案馆\t职能部门',
      do: 'check'
    })
    expect((await ben.send(at('offices'), { ...formOf(his.html, at('offices')), do: 'take' })).status).toBe(303)
    const late = await ann.send(at('offices'), { ...formOf(looked.html, at('offices')), do: 'take' })
    expect(late.status).toBe(409)
    says(late, '本固')
    const form = formOf(late.html, at('offices'))
    expect([form['text']].flat()[0]).toContain('0579-99999')
    expect((await ann.send(at('offices'), { ...form, do: 'take' })).status).toBe(303)
  })

  test('what is edited in another part meanwhile is nobody’s rival', async () => {
    const hers = await formAt(ann, 'calendar')
    const his = await formAt(ben, 'categories')
    expect((await ben.send(at('categories'), { ...his, 'n2.jinggai': '9' })).status).toBe(303)
    expect((await ann.send(at('calendar'), { ...hers, squads: '07:00-21:00' })).status).toBe(303)
  })
})

test('rules that somebody made by hand stay before the usual ones', async () => {
  expect((await ann.send(at('rules'), { ...(await formAt(ann, 'rules')), do: 'street' })).status).toBe(303)
  const viewer = { kind: 'staff', id: 'ann', name: '安宁', office: 'none', roles: ['admin'], family: 'test' } as const
  const rules = async () => {
    const { revision, value } = await server.call('readDraftPart', { params: { part: 'rules' } }, viewer)
    return { revision, value: value as { id: string; version: number }[] }
  }
  const before = await rules()
  const entry = {
    ...before.value.find(({ id }) => id === 'S-3'),
    id: 'R-7',
    title: '自己写的',
    categories: ['jinggai']
  }
  const body = {
    part: 'rules' as const,
    revision: before.revision,
    entry: entry as never,
    before: before.value[0]?.id ?? ''
  }
  await server.call('putDraftEntry', { body }, viewer)
  expect((await ann.send(at('rules'), await formAt(ann, 'rules'))).status).toBe(303)
  const after = (await rules()).value.map(({ id }) => id)
  expect(after[0]).toBe('R-7')
  expect(after.at(-1)).toBe('S-9')
  expect(after.filter((id) => id === 'S-3')).toHaveLength(1)
  says(await ann.go(at('rules')), '另有手工写的规则 1 条')
})

test('limits that are no limits come back beside what was typed', async () => {
  const form = await formAt(ann, 'categories')
  const page = await ann.send(at('categories'), { ...form, 'n0.jinggai': '9', 'n1.jinggai': '2', 'n0.ludeng': 'soon' })
  expect(page.status).toBe(422)
  says(page, '繁华的地方不能比偏的地方长')
  const marked = [...page.html.matchAll(/<input[^>]*aria-invalid="true"[^>]*>/g)].map(
    ([tag]) => /name="([^"]*)"/.exec(tag)?.[1]
  )
  expect([marked.sort(), page.html.includes('su-ok')]).toEqual([['n0.ludeng', 'n1.jinggai'], false])
  expect(formOf(page.html, at('categories'))).toMatchObject({ 'n0.jinggai': ['9'], 'n0.ludeng': ['soon'] })
})

test('hours that are no hours name the line', async () => {
  const form = await formAt(ann, 'calendar')
  const page = await ann.send(at('calendar'), { ...form, own: '公安局 08:00-12:00\n乌有局 08:00-12:00', slots: '9-5' })
  expect(page.status).toBe(422)
  says(page, '第 2 行：没有叫「乌有局」的单位')
  expect(formOf(page.html, at('calendar'))).toMatchObject({ slots: ['9-5'] })
})
