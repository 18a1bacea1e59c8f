/** What is masked in words is read by nobody whom they do not concern, and found by no search; what was said stays as it was said. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import type { MaskSpan, Span, TextRuling, TextToRule } from '#shared/masking.ts'
import { advance, Cases, findCase, type CaseDoc } from '#server/cases/index.ts'
import { recomputedChanges, verifyChain } from '#server/cases/index.ts'
import { migrations } from '#server/migrations/index.ts'
import { town } from '#tests/support/city.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let shen: Visitor
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  shen = visitor(server.url)
  await shen.signIn('shen', password)
})
afterAll(() => server.stop())

const said = '面包车苏M·12345天天堵坡道，车窗电话138 0000 0371没人接，😀'
const title = '面包车堵住坡道'

const textsOf = async (no: string, of = title): Promise<TextToRule[]> =>
  (await (await walk.staff('shen')).post<{ texts: TextToRule[] }>(`/api/cases/${no}/masks`, { title: of })).body.texts
const spanOf = ({ start, end, kind }: MaskSpan): MaskSpan => ({ start, end, kind })
const asFound = async (no: string, names: readonly string[], of = title): Promise<TextRuling[]> =>
  (await textsOf(no, of))
    .filter((text) => names.includes(text.of))
    .map((text) => ({ of: text.of, hash: text.hash, masks: text.hits.map(spanOf), freed: [] }))
const publish = (no: string, texts: object, more: object = {}) =>
  walk.move('shen', no, { verb: 'publish', title, words: [1], photos: [], ...{ texts }, ...more } as never)

/** All that anybody may read of a case without being anybody. */
async function everywhere(no: string): Promise<string> {
  const paths = [`/api/cases/${no}`, '/api/cases?limit=50', `/cases/${no}`, '/cases', `/api/cases/${no}/ledger`]
  const map = '/api/map?west=119.8&south=31.8&east=120.4&north=32.4&zoom=15'
  const pages = await Promise.all([...paths, map].map((path) => walk.guest.get(path)))
  // A sum may have any figures in it.
  return pages.map(({ text }) => text.replace(/[0-9a-f]{24,}/g, '')).join('\n')
}
const foundBy = async (words: string): Promise<string[]> =>
  (await walk.guest.get<{ items: { no: string }[] }>(`/api/cases?q=${encodeURIComponent(words)}`)).body.items.map(
    (row) => row.no
  )
const anything = /苏M|12345天|138 0000|13900000372|王建国|502室/

describe('what is masked', () => {
  let filed: Submitted
  beforeAll(async () => {
    filed = await walk.accepted({ text: said, address: '文庙巷 3幢2单元502室' })
    await walk.move('zhou', filed.no, {
      verb: 'reply',
      outcome: 'solved',
      words: '已联系车主王建国（13900000372）挪车，坡道通了。',
      photos: [await walk.photo()]
    })
    const reply = (await findCase(filed.no))?.ledger.find(({ verb }) => verb === 'reply')?.n ?? 0
    const texts = await asFound(filed.no, ['place', '1', String(reply)])
    expect((await publish(filed.no, texts, { words: [1, reply] })).status).toBe(200)
  })

  test('is read by no stranger: on the page, in lists, in the ledger, on the map', async () => {
    const { body } = await walk.guest.get<CaseView>(`/api/cases/${filed.no}`)
    expect(body.text).toBe('面包车【车牌】天天堵坡道，车窗电话【电话】没人接，😀')
    expect(body.address).toBe('文庙巷 【门牌】')
    expect(body.timeline.find(({ verb }) => verb === 'reply')?.text).toBe(
      '已联系车主【姓名】（【电话】）挪车，坡道通了。'
    )
    expect(await everywhere(filed.no)).not.toMatch(anything)
  })

  test('is found by no search, and what stands beside it is', async () => {
    for (const words of ['苏M', '12345', '13800000371', '0371', '王建国', '502'])
      expect(await foundBy(words)).not.toContain(filed.no)
    for (const words of ['天天堵坡道', '没人接']) expect(await foundBy(words)).toContain(filed.no)
    // Nor by the word that stands in its place; it is kept neither there nor in the pairs that find it fast.
    const { searchText = '', search = [] } = (await findCase(filed.no)) ?? {}
    expect(searchText.split(' ')).not.toContain('门牌')
    expect(search.filter((pair) => ['门牌', '苏m', '12', '王建', '建国', '50'].includes(pair))).toEqual([])
  })

  test('stays as it was said, for who said it and for who works on it, and the chain holds', async () => {
    const own = await filed.reporter.get<{ text: string; case: CaseView }>(`/api/reports/${filed.report}`)
    expect([own.body.text, own.body.case.text]).toEqual([said, said])
    expect(own.body.case.timeline.find(({ verb }) => verb === 'reply')?.text).toContain('王建国')
    expect((await (await walk.staff('zhou')).get<CaseView>(`/api/cases/${filed.no}`)).body.text).toBe(said)
    const stored = await findCase(filed.no)
    expect(stored && verifyChain(stored.ledger, stored.words)).toBeUndefined()
    // What somebody could guess a number by is not told: neither it nor the key of its commitment.
    const ledger = (await walk.guest.get<{ said: { n: number; told: object }[] }>(`/api/cases/${filed.no}/ledger`)).body
    expect(ledger.said.flatMap((one) => Object.keys(one.told))).not.toContain('text')
  })

  test('is proposed again as it was ruled, and taken out only by a ruling', async () => {
    const again = (await textsOf(filed.no)).find(({ of }) => of === '1')
    expect(again?.ruled?.masks).toHaveLength(2)
    expect((await publish(filed.no, [])).body).toMatchObject({ code: 'unruled_words' })
    const { hash = '', hits = [] } = again ?? {}
    const [plate, phone] = hits.map(spanOf)
    const place = await asFound(filed.no, ['place'])
    const freed = [...place, { of: '1', hash, masks: [phone], freed: [{ start: plate?.start, end: plate?.end }] }]
    expect((await publish(filed.no, freed)).status).toBe(200)
    expect((await walk.guest.get<CaseView>(`/api/cases/${filed.no}`)).body.text).toContain('苏M·12345天天')
    expect(await foundBy('12345')).toContain(filed.no)
    expect(await foundBy('0371')).not.toContain(filed.no)
    expect((await publish(filed.no, await asFound(filed.no, ['place', '1']))).status).toBe(200)
    expect(await foundBy('12345')).not.toContain(filed.no)
  })

  test('is as masked after he took his yes back and gave it anew, and gone when it is erased', async () => {
    const to = (consentPublic: boolean) =>
      filed.reporter.post(`/api/reports/${filed.report}/consent`, { consentPublic })
    expect((await to(false)).status).toBe(200)
    expect(await everywhere(filed.no)).not.toMatch(/堵坡道/)
    expect((await to(true)).status).toBe(200)
    expect(await everywhere(filed.no)).not.toMatch(/堵坡道，/)
    expect((await publish(filed.no, await asFound(filed.no, ['place', '1']))).status).toBe(200)
    expect(await everywhere(filed.no)).not.toMatch(anything)
    const texts = await asFound(filed.no, ['place', '1'])
    expect((await walk.move('shen', filed.no, { verb: 'erase', entry: 1, words: '本人申请删除' })).status).toBe(200)
    expect(await everywhere(filed.no)).not.toMatch(/天天堵坡道/)
    const stored = await findCase(filed.no)
    expect(stored && verifyChain(stored.ledger, stored.words)).toBeUndefined()
    expect((await publish(filed.no, texts)).body).toMatchObject({ code: 'invalid' })
  })
})

describe('a ruling is refused', () => {
  let no = ''
  let hash = ''
  beforeAll(async () => {
    ;({ no } = await walk.accepted({ text: said }))
    hash = (await textsOf(no)).find(({ of }) => of === '1')?.hash ?? ''
  })
  const all = { start: 0, end: said.length - 2 }
  const mask = (...spans: Span[]) => spans.map((span) => ({ ...span, kind: 'other' }))

  test.each([
    ['that overlaps', () => ({ masks: mask(all, { start: 3, end: 9 }), freed: [] }), 'invalid'],
    ['that masks what it frees', () => ({ masks: mask(all), freed: [{ start: 3, end: 9 }] }), 'invalid'],
    ['of nothing', () => ({ masks: mask(all, { start: said.length, end: said.length }), freed: [] }), 'invalid'],
    ['that lies outside', () => ({ masks: mask({ start: 0, end: said.length + 1 }), freed: [] }), 'invalid'],
    ['that splits a character', () => ({ masks: mask({ start: 0, end: said.length - 1 }), freed: [] }), 'invalid'],
    [
      'of other words than were looked at',
      () => ({ masks: mask(all), freed: [], hash: 'f'.repeat(64) }),
      'words_changed'
    ],
    ['of an entry that says nothing', () => ({ of: '2', masks: mask(all), freed: [] }), 'invalid'],
    ['of an entry that is not shown', () => ({ of: '7', masks: mask(all), freed: [] }), 'invalid'],
    ['with half of a number left', () => ({ masks: mask({ start: 3, end: 8 }), freed: [] }), 'unruled_words'],
    ['that says nothing of what was found', undefined, 'unruled_words']
  ])('%s', async (_, made, code) => {
    const texts = made ? [{ of: '1', hash, ...made() }] : []
    expect((await publish(no, texts)).body).toMatchObject({ code })
    expect((await findCase(no))?.publication.state).toBe('pending')
  })

  test('that speaks of one text twice', async () => {
    const one = { of: '1', hash, masks: mask(all), freed: [] }
    expect((await publish(no, [one, one])).body).toMatchObject({ code: 'invalid' })
  })

  test('with a title that says a number, unless that is masked: nothing is kept beneath it', async () => {
    const numbered = '面包车苏M12345堵路'
    const texts = await asFound(no, ['1'])
    expect((await publish(no, texts, { title: numbered })).body).toMatchObject({ code: 'unruled_words' })
    const both = await asFound(no, ['title', '1'], numbered)
    expect((await publish(no, both, { title: numbered })).status).toBe(200)
    expect((await walk.guest.get<CaseView>(`/api/cases/${no}`)).body.title).toBe('面包车【车牌】堵路')
    expect(JSON.stringify((await findCase(no))?.words)).not.toContain('苏M12345')
  })
})

describe('a ruling from before there were masks', () => {
  test('shows nothing that the rules find, from the migration on and after every step', async () => {
    const { no } = await walk.accepted({ text: said, address: '文庙巷 3幢2单元502室' })
    const before = (await findCase(no)) as CaseDoc
    const ruled = advance(
      before,
      {
        actor: { kind: 'staff', id: 'shen', office: 'centre', role: 'moderator' },
        verb: 'publish',
        at: new Date().toISOString(),
        said: { title: '面包车苏M12345' },
        facts: { words: [1], photos: [], precision: 'exact' }
      },
      server.city
    )
    // As the version before kept it.
    const { masks: _, unruled: __, ...publication } = ruled.publication
    await Cases.collection.replaceOne(
      { _id: before._id },
      {
        ...ruled,
        title: '面包车苏M12345',
        publication,
        publicPlace: ruled.place
      }
    )
    const stored = (await findCase(no)) as CaseDoc
    const { $set } = recomputedChanges(stored, server.city)
    await Cases.collection.updateOne({ _id: before._id }, { $set })
    const migrated = await findCase(no)
    expect([migrated?.title, migrated?.publicPlace.address]).toEqual(['面包车【车牌】', '文庙巷 【门牌】'])
    expect(migrated?.searchText).not.toMatch(/苏m|12345|138|0371|502|车牌 |门牌/)
    for (const words of ['苏M', '12345', '0371', '502']) expect(await foundBy(words)).not.toContain(no)
    await walk.move('zhou', no, { verb: 'note', words: '记一笔' })
    expect(await everywhere(no)).not.toMatch(/苏M|138 0000|502室/)
    const { body } = await walk.guest.get<CaseView>(`/api/cases/${no}`)
    expect([body.title, body.text, body.address]).toEqual([
      '面包车【车牌】',
      '面包车【车牌】天天堵坡道，车窗电话【电话】没人接，😀',
      '文庙巷 【门牌】'
    ])
    expect(migrations.some(({ name }) => name === 'masks')).toBe(true)
  })
})

describe('at the desk, without a script', () => {
  const formOf = (html: string): string => /<form class="dk-f"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  /** What a browser would send of the form as it stands. */
  function fieldsOf(html: string): Record<string, string[]> {
    const fields: Record<string, string[]> = {}
    for (const [tag] of formOf(html).matchAll(/<input[^>]*>/g)) {
      const [, name = ''] = / name="([^"]*)"/.exec(tag) ?? []
      const [, value = ''] = / value="([^"]*)"/.exec(tag) ?? []
      if (!tag.includes('type="checkbox"') || tag.includes('checked')) fields[name] = [...(fields[name] ?? []), value]
    }
    return fields
  }

  test('each hit is named and ticked, one is freed, words are masked by hand, and that is what is published', async () => {
    const { no, photo } = await walk.accepted({ text: said })
    const to = `/office/cases/${no}?tab=publish`
    const { html } = await shen.go(`${to}&act=publish`)
    expect(html.match(/<mark class="wm"/g)).toHaveLength(2)
    expect(formOf(html)).toContain('找出 2 处可能要遮的')
    expect(formOf(html)).toMatch(/1 车牌<\/b><span dir="auto">苏M·12345/)
    expect(formOf(html)).toMatch(/97\.6% 的电话、94\.9% 的证件号、91\.5% 的车牌/)
    expect(html).toMatch(/2026-11-30 用 4000 段编的话测过/)
    const fields: Record<string, string | string[]> = { ...fieldsOf(html), title, shown: ['1'], looked: [photo] }
    const [plate = '', phone = ''] = fieldsOf(html)['mask'] ?? []

    const redrawn = await shen.send(to, { ...fields, mask: [phone], maskWords: ['天天'], redraw: ['1'] })
    expect(redrawn.status).toBe(200)
    expect(redrawn.html.match(/<mark class="wm"/g)).toHaveLength(2)
    expect(redrawn.html).toContain('<mark class="wm wm-free"')
    const [, frame = ''] = /<iframe id="preview"[^>]*src="([^"]*)"/.exec(redrawn.html) ?? []
    const preview = await shen.go(frame.replaceAll('&amp;', '&'))
    expect(preview.html).toMatch(/面包车苏M·12345【已隐去】堵坡道，车窗电话【电话】没人接/)

    const after: Record<string, string | string[]> = { ...fieldsOf(redrawn.html), title, shown: ['1'], looked: [photo] }
    expect(after['hit']).toContain(plate)
    expect(after['mask']).not.toContain(plate)
    expect((await shen.send(to, after)).status).toBe(303)
    expect((await walk.guest.get<CaseView>(`/api/cases/${no}`)).body.text).toBe(
      '面包车苏M·12345【已隐去】堵坡道，车窗电话【电话】没人接，😀'
    )
  })

  test('what has not been looked at is shown before it goes out: a hit in a new title, words that are nowhere', async () => {
    const { no, photo } = await walk.accepted({ text: '货架摆到盲道上' })
    const to = `/office/cases/${no}?tab=publish`
    const fields = {
      ...fieldsOf((await shen.go(`${to}&act=publish`)).html),
      title: ['打13800000371找人'],
      shown: ['1'],
      looked: [photo]
    }
    const back = await shen.send(to, fields)
    expect(back.status).toBe(422)
    expect(back.html).toContain('又标出 1 处，已经先遮上。')
    expect(back.html).toContain('href="#masks"')
    const nowhere = await shen.send(to, { ...fields, title: ['货架占道'], maskWords: ['没有的字'] })
    expect([nowhere.status, nowhere.html.includes('公开的文字里没有找到这几个字。')]).toEqual([422, true])
    // The preview says so as well, and what was typed is still there.
    const redrawn = await shen.send(to, { ...fields, title: ['货架占道'], maskWords: ['没有的字'], redraw: ['1'] })
    expect(formOf(redrawn.html)).toMatch(/name="maskWords"[^>]*value="没有的字"/)
    expect(formOf(redrawn.html)).toContain('公开的文字里没有找到这几个字。')
    expect((await findCase(no))?.publication.state).toBe('pending')
  })
})

test('the town has a kind of matter whose place is told to the metre', () => {
  expect(town.categories.some(({ publicPlace }) => publicPlace === 'exact' || publicPlace === '50m')).toBe(true)
})
