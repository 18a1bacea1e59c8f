/** A word is looked up when it is read, in the language of whoever asks. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaints } from '#shared/locales/complaints.ts'
import { errors } from '#shared/locales/errors.ts'
import { fill } from '#shared/locales/index.ts'
import { makeLocale } from '#shared/locales/locale.ts'
import { inLanguage } from '#server/kernel/locale.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  makeLocale('xx', (word) => `xx ${word}`)
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, { headers: { accept: 'text/html', ...headers } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const { refusal } = errors

describe('a catalogue', () => {
  test('answers in the language of whoever runs, also through what was taken out of it before', async () => {
    expect(refusal.full).not.toMatch(/^xx/)
    await inLanguage('xx', async () => {
      await Promise.resolve()
      expect(refusal.full).toMatch(/^xx /)
      expect(fill(complaints.field.max, { n: 5 })).toMatch(/^xx .*5/)
    })
    expect(refusal.full).not.toMatch(/^xx/)
  })

  test('answers in the first language whoever asks for one that nobody speaks', () => {
    expect(inLanguage('tlh', () => refusal.full)).toBe(refusal.full)
  })

  test('keeps its keys in order, and lists as lists', () => {
    expect(Object.keys(complaints)).toEqual(['unsearchable', 'elsewhere', 'field'])
    expect(
      Object.values(inLanguage('xx', () => ({ ...complaints.field }))).every((word) => word.startsWith('xx '))
    ).toBe(true)
  })
})

describe('a reader', () => {
  test('gets the language his browser asks for first and that we speak', async () => {
    for (const [asked, given] of [
      ['xx', 'xx'],
      ['tlh, xx;q=0.5, zh-CN;q=0.2', 'xx'],
      ['xx;q=0.1, zh;q=0.9', 'zh-CN'],
      ['xx;q=0', 'zh-CN'],
      ['*', 'zh-CN'],
      ['', 'zh-CN']
    ] as const) {
      const { headers, text } = await read('/nowhere', { 'accept-language': asked })
      expect([asked, headers.get('content-language')]).toEqual([asked, given])
      expect(text).toContain(`<html lang="${given}"`)
    }
  })

  test('chooses by an address once, which every later page remembers and no contract sees', async () => {
    const chosen = await read('/cases?lang=xx&status=closed')
    expect(chosen.status).toBe(200)
    expect(chosen.text).toContain('<html lang="xx"')
    expect(chosen.headers.get('set-cookie')).toMatch(/^lang=xx;.*samesite=lax/i)
    const later = await read('/cases', { cookie: 'lang=xx', 'accept-language': 'zh-CN' })
    expect(later.text).toContain('<html lang="xx"')
    expect((await read('/api/cases?lang=xx')).status).toBe(200)
  })

  test('is not given a language nobody speaks', async () => {
    const { headers } = await read('/cases?lang=tlh', { cookie: 'lang=tlh' })
    expect(headers.get('content-language')).toBe('zh-CN')
    expect(headers.get('set-cookie')).toBeNull()
  })

  test('never gets a page kept for a reader of another language', async () => {
    const [chinese, other] = [await read('/'), await read('/', { 'accept-language': 'xx' })]
    expect(chinese.text).not.toContain('xx ')
    expect(other.text).toContain('xx ')
    expect(other.headers.get('vary')).toMatch(/accept-language/i)
    expect((await read('/')).text).toBe(chinese.text)
  })

  test('is refused in his language, under the same code', async () => {
    const { text } = await read('/api/cases/2026-0101-00001', { accept: 'application/json', 'accept-language': 'xx' })
    expect(JSON.parse(text)).toMatchObject({ code: 'not_found', detail: `xx ${refusal.not_found}` })
  })
})
