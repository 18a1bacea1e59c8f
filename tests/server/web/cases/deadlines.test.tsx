/** What people read of deadlines: the published standards, the order on paper, the desk's clocks, and the public list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderToStaticMarkup } from 'react-dom/server'
import type { CaseView } from '#shared/cases.ts'
import type { ExposedCase } from '#shared/exposure.ts'
import type { StandardsView } from '#shared/standards.ts'
import { limitWords } from '#shared/time-format.ts'
import { answersWords } from '#shared/locales/city-words.ts'
import { city as cityWords } from '#shared/locales/city.ts'
import { escalateDue, findCase } from '#server/cases/index.ts'
import { closePdf } from '#server/kernel/pdf/index.ts'
import { TimePane } from '#server/web/cases/desk/TimePane.tsx'
import { town } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { readPdf } from '#tests/support/pdf.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
const monday = '2026-11-16T02:00:00Z'
beforeAll(async () => {
  server = await startTestServer({
    now: monday,
    env: { ROLE: 'web' },
    city: {
      ...town,
      areas: {
        ...town.areas,
        features: town.areas.features.map((feature) => ({
          ...feature,
          properties: { ...feature.properties, ...(feature.properties.id === 'wenchang' && { areaClass: 'second' }) }
        }))
      },
      categories: town.categories.map((category) =>
        category.code === 'garbage'
          ? { ...category, urgency: 'urgent', limit: { n: [4, 6, 8], unit: 'work_hour', basis: '暴露垃圾 4 工作时' } }
          : category
      )
    }
  })
  walk = journey(server)
})
afterAll(async () => {
  await closePdf()
  await server.stop()
})

const seatedAs = async (name: string): Promise<Visitor> => {
  const who = visitor(server.url)
  expect((await who.signIn(name, password)).status).toBe(303)
  return who
}
/** As a browser asks for a file. */
const fetched = async (who: Visitor | undefined, path: string) => {
  const cookie = [...(who?.jar ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  const got = await fetch(server.url + path, { redirect: 'manual', headers: { ...(cookie && { cookie }) } })
  return { status: got.status, headers: got.headers, bytes: Buffer.from(await got.arrayBuffer()) }
}
const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
/** The worker climbs what is due by that moment, each step a second late. */
const climbed = async (no: string, at: string): Promise<void> => {
  const until = Date.parse(at)
  for (let turn = 0; turn < 20; turn++) {
    const next = (await findCase(no))?.escalation.next
    if (!next || next.at > until) return server.context.moved({ no })
    await escalateDue(no, { at: new Date(Math.min(next.at + 1_000, until)), city: server.city })
  }
}
const numberOf = async (no: string, verb: string): Promise<number> => {
  const seen = (await (await walk.staff('li')).get<CaseView>(`/api/cases/${no}`)).body
  return seen.timeline.find((e) => e.verb === verb)?.n ?? 0
}

describe('办事规范一览表', () => {
  test('says of every category when it is taken up, when it is done, and how long it takes where', async () => {
    const { status, html } = await visitor(server.url).go('/standards')
    expect(status).toBe(200)
    const said = (await walk.guest.get<StandardsView>('/api/standards')).body
    expect(said.rows.map((row) => row.code).sort()).toEqual(town.categories.map((category) => category.code).sort())
    for (const row of said.rows) {
      const own = words(new RegExp(`<tr id="${row.code}">.*?</tr>`, 's').exec(html)?.[0] ?? '')
      for (const text of [row.name, cityWords.urgency[row.urgency], row.filing, row.closing, answersWords(row)])
        expect(own).toContain(text)
      for (const n of new Set(row.limit.n)) expect(own).toContain(String(n))
    }
    // The same everywhere is said once, in full; what the area scales stands in its column.
    expect(words(/<tr id="shopfront">.*?<\/tr>/s.exec(html)?.[0] ?? '')).toContain(
      limitWords({ n: 3, unit: 'work_day' })
    )
    expect(words(/<tr id="garbage">.*?<\/tr>/s.exec(html)?.[0] ?? '')).toMatch(
      /4 工作时 6 工作时 8 工作时 .*参照：暴露垃圾/
    )
  })

  test('warns of the year that nobody has announced, and vouches for this one', async () => {
    const { html } = await visitor(server.url).go('/standards')
    expect(words(html)).toContain('2026 年的已经公布')
    expect(words(/<p class="std-unsure">.*?<\/p>/s.exec(html)?.[0] ?? '')).toContain('2027 年的还没有公布')
  })

  test('is a table to take away, with the same numbers, and nothing that a spreadsheet would run', async () => {
    const { status, headers, bytes } = await fetched(undefined, '/standards.csv')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toBe(
      "attachment; filename*=UTF-8''小镇市办事规范一览表.csv"
    )
    const text = bytes.toString('utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    const lines = text
      .slice(1)
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))
    const said = (await walk.guest.get<StandardsView>('/api/standards')).body
    expect(lines).toHaveLength(said.rows.length + 1)
    expect(new Set(lines.map((line) => line.length)).size).toBe(1)
    const column = (name: string): number => lines[0]?.indexOf(name) ?? -1
    const garbage = lines.find((line) => line[column('类别代码')] === 'garbage')
    expect(['一类', '二类', '三类', '单位', '类型'].map((name) => garbage?.[column(name)])).toEqual([
      '4',
      '6',
      '8',
      '工作时',
      '急办'
    ])
    expect(text).not.toMatch(/(^|,)[=+@-]/m)
  })
})

describe('督办单', () => {
  let no = ''
  let n = 0
  beforeAll(async () => {
    no = (await walk.accepted({ address: '文庙巷 7 号', text: '货架摆到盲道上，推车过不去' })).no
    await climbed(no, '2026-11-19T02:00:01Z')
    n = await numberOf(no, 'supervise')
  })

  test('is a page with its number, the office, what is owed and until when, in the words of the case', async () => {
    const { status, headers, bytes } = await fetched(await seatedAs('zhou'), `/office/cases/${no}/orders/${n}.pdf`)
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/pdf',
      'private, no-store'
    ])
    const { title, pages } = readPdf(bytes)
    expect(pages).toHaveLength(1)
    const said = (title + pages.join('')).replace(/\s/g, '')
    for (const text of [
      '督办单',
      `督办〔2026〕${no.slice(5)}-1号`,
      '河滨中队：',
      '承诺3个工作日内回复，2026年11月19日10:00到期',
      '请在此时之前回复2026年11月20日15:30',
      '店外经营（限办）',
      '货架摆到盲道上，推车过不去',
      '周明远',
      '立案条件',
      '结案条件',
      '第1页，共1页'
    ])
      expect(said).toContain(text)
  })

  test('stays what it was when it was issued, whatever has come since', async () => {
    const path = `/office/cases/${no}/orders/${n}.pdf`
    const before = readPdf((await fetched(await seatedAs('li'), path)).bytes).pages
    await climbed(no, '2026-11-24T02:00:01Z')
    expect(readPdf((await fetched(await seatedAs('li'), path)).bytes).pages).toEqual(before)
  })

  test.each(['zhou', 'wu', 'zhao', 'li', 'shen', 'guan'])('is read by %s, who reads the case', async (name) => {
    expect((await fetched(await seatedAs(name), `/office/cases/${no}/orders/${n}.pdf`)).status).toBe(200)
  })
  test.each(['qian', 'chen', 'xu', 'bai'])('does not exist for %s, who does not', async (name) => {
    expect((await fetched(await seatedAs(name), `/office/cases/${no}/orders/${n}.pdf`)).status).toBe(404)
  })
  test('is for nobody who has not signed in', async () => {
    const { status, bytes } = await fetched(undefined, `/office/cases/${no}/orders/${n}.pdf`)
    expect([status, bytes.includes('%PDF')]).toEqual([401, false])
  })
  test.each([
    ['an entry that is no order', () => `${no}/orders/1`, 404],
    ['an entry that was never written', () => `${no}/orders/999`, 404],
    ['a case that is not there', () => `2026-1116-99999/orders/${n}`, 404],
    ['no number at all', () => `${no}/orders/seven`, 404]
  ])('is not made of %s', async (_, path, status) => {
    expect((await fetched(await seatedAs('li'), `/office/cases/${path()}.pdf`)).status).toBe(status)
  })

  test('names a moment to answer by that is still to come, also where a house was closed and climbs late', async () => {
    const late = (await walk.accepted()).no
    // A month later it is reminded, and a few hours on it is entered and ordered.
    await escalateDue(late, { at: new Date('2026-12-18T02:00:00Z'), city: server.city })
    expect(await numberOf(late, 'supervise')).toBe(0)
    await escalateDue(late, { at: new Date('2026-12-18T07:00:00Z'), city: server.city })
    const at = await numberOf(late, 'supervise')
    const { bytes } = await fetched(await seatedAs('li'), `/office/cases/${late}/orders/${at}.pdf`)
    const said = readPdf(bytes).pages.join('').replace(/\s/g, '')
    // Six hours of duty are left to it: three on Friday, three on Monday.
    expect(said).toContain('2026年12月18日15:00发出')
    expect(said).toContain('12月21日11:30')
    expect(said).toContain('请在此时之前回复')
  })
})

describe('whoever opens a case on the desk', () => {
  const pane = (html: string): string => /<section class="dk-time".*?<\/section>/s.exec(html)?.[0] ?? ''

  test('sees each stage in its office hands, the steps that were climbed, and the one that comes next', async () => {
    const { no } = await walk.accepted()
    await climbed(no, '2026-11-19T02:00:01Z')
    server.setNow('2026-11-19T06:30:00Z')
    const html = pane((await (await seatedAs('zhou')).go(`/office/cases/${no}`)).html)
    server.setNow(monday)
    expect(
      [...html.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)].map(([, stage, who]) => [stage, who])
    ).toEqual([
      ['派遣', '市随手拍中心'],
      ['受理', '河滨中队'],
      ['处置', '河滨中队']
    ])
    const steps = [...html.matchAll(/<li class="esc-step esc-step-(\w+)">(.*?)<\/li>/gs)].map(([, kind, text]) => [
      kind,
      words(text ?? '').trim()
    ])
    expect(steps.map(([kind]) => kind)).toEqual(['urge', 'overdue', 'supervise', 'next'])
    expect(steps[1]?.[1]).toBe('超期记账，第 1 次 11月19日 10:00')
    expect(steps[3]?.[1]).toBe('接下来超期记账 11月20日 15:30')
    const links = [...html.matchAll(/href="([^"]+\.pdf)"/g)].map(([, href]) => href)
    expect(links).toEqual([`/office/cases/${no}/orders/${await numberOf(no, 'supervise')}.pdf`])
    // Three hours of duty after the deadline: handling is red, signing was in time.
    expect(words(html)).toMatch(/处置 河滨中队 .*超 3 小时/)
    expect(html.match(/light light-red/g)).toHaveLength(1)
  })

  test('sees no ladder where nothing has been climbed and nothing is to come', async () => {
    const { no } = await walk.closed()
    const seen = (await (await walk.staff('li')).get<CaseView>(`/api/cases/${no}`)).body
    if (!seen.desk) throw new Error('the desk does not see it')
    const html = renderToStaticMarkup(<TimePane caseView={seen} desk={seen.desk} />)
    expect(html).not.toContain('class="esc-steps"')
    expect(words(html)).toContain('核查 市随手拍中心')
  })

  test('asks for more time, another approves, and both stand in the pane of the dispatcher', async () => {
    const { no } = await walk.accepted()
    await walk.move('zhou', no, { verb: 'request_extend', n: 2, words: '要等材料运到，路上两天。' })
    const li = await seatedAs('li')
    expect(words((await li.go(`/office/cases/${no}`)).html)).toContain('要等材料运到，路上两天。')
    await walk.move('li', no, { verb: 'extend', n: 2, words: '材料没到，同意延期。' })
    const html = (await li.go(`/office/cases/${no}`)).html
    expect(words(pane(html))).toContain('时限 5 个工作日')
    expect(words(html)).toContain('含延期 2 个工作日')
  })
})

describe('通报曝光', () => {
  const listed = async (): Promise<ExposedCase[]> =>
    (await walk.guest.get<{ items: ExposedCase[] }>('/api/exposed')).body.items
  const find = async (no: string) => (await listed()).find((exposed) => exposed.row.no === no)
  const article = async (no: string): Promise<string> =>
    words(
      new RegExp(`<article class="exp" id="${no}">.*?</article>`, 's').exec(
        (await visitor(server.url).go('/exposed')).html
      )?.[0] ?? ''
    )

  test('shows the dates and what the office says, and takes a case down when it is over', async () => {
    const { no } = await walk.accepted({ text: '货架摆到盲道上' })
    await climbed(no, '2026-11-19T02:00:01Z')
    await climbed(no, '2026-11-20T07:30:01Z')
    server.setNow('2026-11-24T02:00:02Z')
    await walk.publish(no)
    // Two entries are not three.
    expect(await find(no)).toBeUndefined()
    await climbed(no, '2026-11-24T02:00:02Z')
    const exposed = await find(no)
    expect(exposed?.steps.map((e) => [e.verb, e.count])).toEqual([
      ['overdue', 1],
      ['supervise', 1],
      ['overdue', 2],
      ['escalate', 1],
      ['overdue', 3],
      ['expose', 3]
    ])
    expect(exposed?.office.id).toBe('hebin-squad')
    expect(exposed?.reply).toBeUndefined()
    expect(await article(no)).toMatch(
      /承诺到期 11月19日 10:00 .*超期记账，第 3 次 11月24日 10:00 通报曝光 .*河滨中队到现在没有回复。/
    )

    const photos = [await walk.photo()]
    await walk.move('zhou', no, { verb: 'reply', outcome: 'solved', words: '货架搬走了，人手不够，拖久了。', photos })
    expect(await article(no)).toContain('已回复，原话还没有公开')
    expect(await article(no)).not.toContain('人手不够')
    await walk.publish(no)
    expect(await article(no)).toContain('货架搬走了，人手不够，拖久了。')
    // No person is named where an office is exposed.
    expect(await article(no)).not.toContain('周')

    await walk.move('zhao', no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
    expect(await find(no)).toBeUndefined()
    expect((await walk.guest.get<CaseView>(`/api/cases/${no}`)).body.exposedAt).toBe(exposed?.exposedAt)
    server.setNow(monday)
  })

  test('shows nothing that no moderator has approved', async () => {
    const { no } = await walk.accepted()
    await climbed(no, '2026-12-18T02:00:00Z')
    expect((await (await walk.staff('li')).get<CaseView>(`/api/cases/${no}`)).body.exposedAt).toBeDefined()
    expect(await find(no)).toBeUndefined()
  })

  test('turns its pages by cursors, every case once, the latest exposure first', async () => {
    const made: string[] = []
    for (let i = 0; i < 3; i++) {
      const { no } = await walk.accepted()
      await walk.publish(no)
      await climbed(no, '2026-11-20T08:00:00Z')
      // The last step is climbed late, each on a day of its own.
      await escalateDue(no, { at: new Date(`2026-12-${18 + i}T02:00:00Z`), city: server.city })
      // As the worker does after every step.
      server.context.moved({ no })
      made.push(no)
    }
    const page = async (query: string) =>
      (await walk.guest.get<{ items: ExposedCase[]; newer?: string; older?: string }>(`/api/exposed?limit=1${query}`))
        .body
    const first = await page('')
    const second = await page(`&after=${first.older}`)
    const third = await page(`&after=${second.older}`)
    expect([first, second, third].map((item) => item.items.map(({ row }) => row.no))).toEqual(
      [...made].reverse().map((no) => [no])
    )
    expect([first.newer, third.older]).toEqual([undefined, undefined])
    const back = await page(`&before=${third.newer}`)
    expect(back.items.map(({ row }) => row.no)).toEqual(second.items.map(({ row }) => row.no))
  })

  test('says its own rule, and says so where nobody is exposed', async () => {
    const html = words((await visitor(server.url).go('/exposed')).html)
    for (const text of ['超期记满 3 次', '怎样列入', '怎样撤下', '不写经办人是谁', '12345'])
      expect(html).toContain(text)
  })
})
