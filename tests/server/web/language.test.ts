/**
 * Language is a door: the portal and the desk are read in a made-up language by a town whose names are no words. What is
 * Chinese then was never looked up, or is stored as a sentence; what stands outside the brackets was never a word.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { api } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { Refused, refusals, type Refusal } from '#shared/errors.ts'
import { defaultLocale } from '#shared/locales/locale.ts'
import { problemOf } from '#server/kernel/answer.ts'
import { inLanguage } from '#server/kernel/locale.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { closePdf } from '#server/kernel/pdf/index.ts'
import { readPdf } from '#tests/support/pdf.ts'
import { chinese, neverLookedUp, plainTown, pseudo, speakWithoutChinese } from '#tests/support/plain.ts'
import { watchScans } from '#tests/support/scans.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { wholeLife, type WholeLife } from '#tests/support/whole-life.ts'
import { watchOrder, type Order } from '#tests/support/shown-first.ts'
import { visitor, type Page, type Visitor } from '#tests/support/visitor.ts'

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

let server: TestServer
let life: WholeLife
let order: Order
let stopTranslating: () => void
beforeAll(async () => {
  stopTranslating = speakWithoutChinese()
  server = await startTestServer({ city: plainTown, now: '2026-11-02T02:00:00.000Z' })
  const watched = watchOrder()
  life = await wholeLife(server)
  order = watched.stop()
})
afterAll(async () => {
  stopTranslating()
  await closePdf()
  await server.stop()
})

test('whatever was done in that life, its answer was made before anything was written of it', () => {
  // Who comes in for the first time is known from then on; the first who asks for the draft begins it.
  for (const name of ['signInWechat', 'putDraftEntry']) order.wroteFirst.delete(name)
  expect(Object.fromEntries(order.wroteFirst)).toEqual({})
  expect(order.shown.size).toBeGreaterThan(35)
})

// ——— what may stand outside the brackets

/** Names of the town that are no words: ids, telephone numbers, hours. */
const idsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, of]) => [key, ...idsOf(of)])
      : []
const ids = new Set(idsOf(plainTown))
const data: readonly RegExp[] = [
  /^[A-Z]{1,3}-[\w.-]+$/, // numbers of rules and duties
  /^[a-z0-9]+(-[a-z0-9]+)*$/, // slugs
  /^(GET|POST|DELETE) \/api/,
  /^(Esc|Enter|Ctrl|Tab)$/, // keys
  /^([\w-]*\?|&)[\w-]+=\S*$/ // the query of an address that is printed
]
/** Printed at the head of a page. */
const address = /^https?:\/\/[\x21-\x7e ]+$/
const isData = (text: string): boolean =>
  address.test(text.trim()) ||
  text
    .split(/[\s,;:()·/|→]+/)
    .every(
      (part) => part === '' || !/\p{L}{2,}/u.test(part) || ids.has(part) || data.some((regExp) => regExp.test(part))
    )

// ——— the crawl

/** Pages that are the same but for whom they are about. */
const partsOf = (path: string): { page: string; asked: string[] } => {
  const { pathname, searchParams } = new URL(path, 'http://x')
  const asked = [...searchParams].map(([name, value]) => (/^\d|^$/.test(value) ? name : `${name}=${value}`)).sort()
  return { page: pathname.replace(/\/[^/]*\d[^/]*/g, '/:n'), asked }
}
const kindOf = (path: string): string => {
  const { page, asked } = partsOf(path)
  return page + (asked.length > 0 ? `?${asked.join('&')}` : '')
}
/** What a page shows that another may show too: each thing that is asked of it, and which things are asked together. */
const traitsOf = (path: string): string[] => {
  const { page, asked } = partsOf(path)
  const names = asked.map((text) => text.split('=')[0])
  return [`${page}?${names.join('&')}`, ...asked.map((text) => `${page}?${text}`)]
}
const leadsOn = /<a\s[^>]*href="(\/[^"#]*)/g
const decoded = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'")
/** Written in English for those who program; files and pictures are read elsewhere. */
const notPages =
  /^\/(docs\/api|openapi|m\/|assets|photos|prefs|calendar|api\/)|\.(ics|csv|xlsx|pdf|jsonl?|svg|geojson)(\?|$)|sign-out|^\/office\/admin\/export/

interface Crawled {
  pages: number
  wrong: Record<string, string[]>
  forms: Map<string, { page: string; html: string }>
}

async function crawl(who: Visitor, from: readonly string[], within: RegExp, atMost: number): Promise<Crawled> {
  const seen = new Map<string, number>()
  const shown = new Set<string>()
  const queue = [...from]
  const wrong: Crawled['wrong'] = {}
  const forms: Crawled['forms'] = new Map()
  let pages = 0
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const kind = kindOf(path)
    const often = seen.get(kind) ?? 0
    if (often >= (/(cases|no=)/.test(kind) ? atMost : 1)) continue
    seen.set(kind, often + 1)
    // Filters are many together; each choice is looked at once, and each set of them.
    const traits = traitsOf(path)
    if (often === 0 && traits.length > 2 && traits.every((trait) => shown.has(trait))) continue
    for (const trait of traits) shown.add(trait)
    const page = await who.go(path)
    if (page.status >= 300 && page.status < 400) {
      if (page.location.startsWith('/') && within.test(page.location)) queue.push(page.location)
      continue
    }
    pages++
    const found = neverLookedUp(page.html, isData)
    if (page.status >= 500) found.push(`answered ${page.status}`)
    if (found.length > 0) wrong[path] = found.slice(0, 8)
    for (const [, href = ''] of page.html.matchAll(leadsOn)) {
      const to = decoded(href)
      if (within.test(to) && !notPages.test(to)) queue.push(to)
    }
    for (const [html] of page.html.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
      const action = decoded(/action="([^"]+)"/.exec(html)?.[1] ?? path)
      const verb = /name="verb" value="([^"]*)"/.exec(html)?.[1] ?? ''
      if (/method="post"/i.test(html) && !/sign-out|leave$/.test(action))
        forms.set(`${kindOf(action)} ${verb}`, { page: path, html: `${html}` })
    }
  }
  return { pages, wrong, forms }
}

/** Sends each form with nothing filled in: what is wrong with it is said beside its fields. */
async function sendEmpty(who: Visitor, forms: Crawled['forms']): Promise<Record<string, string[]>> {
  const wrong: Record<string, string[]> = {}
  for (const [kind, { page, html }] of forms) {
    const action = decoded(/action="([^"]+)"/.exec(html)?.[1] ?? page)
    const hidden = [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, decoded(value)] as const
    )
    const multipart = html.includes('multipart/form-data')
    const sent: Page = await who.send(action, {
      ...Object.fromEntries(hidden),
      ...(multipart && { nothing: new Blob([]) })
    })
    if (sent.status >= 300 && sent.status < 400) continue
    const found = neverLookedUp(sent.html, isData)
    if (sent.status >= 500) found.push(`answered ${sent.status}`)
    if (found.length > 0) wrong[`POST ${kind}`] = found.slice(0, 8)
  }
  return wrong
}

const pdfText = (pdf: Buffer): string => {
  const { title, pages } = readPdf(pdf)
  return [title, ...pages].join('\n')
}

const reader = (): Visitor => {
  const who = visitor(server.url)
  who.jar.set('lang', pseudo)
  return who
}

// ——— storage and the wire, before anybody reads in another language

/** Where in a document a text is Chinese. */
function chineseIn(value: unknown, at: string): string[] {
  if (typeof value === 'string') return chinese.test(value) ? [`${at} ${value.slice(0, 40)}`] : []
  if (Array.isArray(value)) return value.flatMap((of) => chineseIn(of, `${at}[]`))
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, of]) => [
    ...(chinese.test(key) ? [`${at}.${key}`] : []),
    ...chineseIn(of, `${at}.${key}`)
  ])
}

test('after a whole life no collection holds a sentence of ours', async () => {
  const found = new Set<string>()
  const collections = await mongoose.connection.db?.listCollections({}, { nameOnly: true }).toArray()
  for (const { name } of collections ?? []) {
    if (name === 'suggest_builds') continue
    for (const doc of await mongoose.connection.collection(name).find({}).toArray())
      for (const text of chineseIn(doc, name)) found.add(text)
  }
  expect([...found]).toEqual([])
})

describe('read in another language', () => {
  let scans: () => Promise<string[]>
  beforeAll(async () => {
    scans = await watchScans()
  })
  test('the portal says nothing that was not looked up', async () => {
    const who = reader()
    const from = [
      '/',
      ...life.cases.map((no) => `/cases/${no}`),
      `/certificates/${life.certificate.number}?code=${life.certificate.code}`,
      '/exposed',
      '/nowhere'
    ]
    const { pages, wrong, forms } = await crawl(who, from, /^\/(?!office)/, 12)
    expect(wrong).toEqual({})
    expect(await sendEmpty(who, forms)).toEqual({})
    expect(pages).toBeGreaterThan(30)
  })

  test('nor do the pages of who comes back with a receipt', async () => {
    const who = reader()
    const door = await who.go('/track')
    await who.send('/track', { _token: who.tokenIn(door.html), no: life.rated.no, code: life.rated.code })
    const { wrong, forms } = await crawl(who, ['/track/report'], /^\/track/, 2)
    expect(wrong).toEqual({})
    expect(await sendEmpty(who, forms)).toEqual({})
  })

  for (const [name, ...more] of [
    ['zhou'],
    ['zhao'],
    ['li'],
    ['shen'],
    ['xu'],
    ['bai'],
    ['lian'],
    ['chen'],
    ['guan', '/office/admin']
  ] as const)
    test(`the desk of ${name} says nothing that was not looked up`, async () => {
      const who = reader()
      await who.signIn(name, password)
      const from = [
        '/office/',
        ...more,
        ...life.cases.map((no) => `/office/cases/${no}`),
        `/office/cases/${life.exposed}/orders/5`
      ]
      const { pages, wrong, forms } = await crawl(who, from, /^\/office/, 8)
      expect(wrong).toEqual({})
      expect(await sendEmpty(who, forms)).toEqual({})
      expect(pages).toBeGreaterThan(3)
    })

  test('and for none of these pages a whole collection is read', async () => {
    expect(await scans()).toEqual([])
  })

  test('every refusal is said in it, on the wire and as a page', () => {
    for (const code of Object.keys(refusals) as Refusal[]) {
      const { detail } = inLanguage(pseudo, () => problemOf(new Refused(code)))
      expect(detail).toMatch(/^⟦[^\p{sc=Han}]+⟧$/u)
    }
  })

  test('so are files for a calendar, a spreadsheet and a printer', async () => {
    const own = life.certificate.pdf
    for (const path of [
      '/activities.ics',
      `/activities/${life.activity}.ics`,
      '/standards.csv',
      '/open-data/columns.csv',
      own
    ]) {
      const response = await fetch(server.url + path, { headers: { 'accept-language': pseudo } })
      expect([path, response.status]).toEqual([path, 200])
      const name = decodeURIComponent(response.headers.get('content-disposition') ?? '')
      const text = path === own ? pdfText(Buffer.from(await response.arrayBuffer())) : await response.text()
      expect([path, chinese.exec(text + name)?.input.slice(0, 80)]).toEqual([path, undefined])
    }
  })
})

test('an answer to a program holds codes: sentences only where somebody asked for one', async () => {
  const guests = Object.values(api as Record<string, Endpoint>).filter(
    ({ method, path, who }) => method === 'GET' && !path.includes(':') && who.includes('guest')
  )
  const found: string[] = []
  for (const { path } of guests) {
    const response = await fetch(server.url + path, { headers: { 'accept-language': defaultLocale } })
    if (response.ok) found.push(...chineseIn(await response.json(), path))
  }
  for (const no of life.cases) {
    const response = await fetch(`${server.url}/api/cases/${no}`)
    if (response.ok) found.push(...chineseIn(await response.json(), '/api/cases/:no'))
  }
  // A case that nobody named is called by its place and its category, joined in the language of whoever asked.
  const sentences = found.filter((text) => !/\.title /.test(text))
  expect([...new Set(sentences)]).toEqual([])
})
