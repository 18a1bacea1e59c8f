/** Characters that the usual font lacks: drawn by the second, or told by their number, and never a box. */
import { afterAll, expect, test } from 'vitest'
import { needOf } from '#server/kernel/pdf/glyphs.ts'
import { closePdf, renderPdf } from '#server/kernel/pdf/index.ts'
import { readPdf } from '#tests/support/pdf.ts'

const plain = new URL('./plain.typ', import.meta.url)
const page = (line: string) => ({
  brand: '小镇市随手拍',
  number: '第 1 号',
  title: '一张纸',
  foot: '页脚',
  facts: [['姓名', line]],
  lines: [line]
})
afterAll(closePdf)

// 𠮷 of Extension B, 𬎆 of E, and others of A, B, C, D, E, F, G and H; letters of names from elsewhere.
const names = ['𠮷', '𬎆', '䶮', '𤧛', '𫘧', '𫠜', '𬭎', '𬸚', '𰻞', '㛃']

test.each(names)('%s is drawn', async (char) => {
  expect((await needOf(`王${char}`)).missing).toEqual([])
  const { pages } = readPdf(await renderPdf(plain, page(`王${char}英`)))
  expect(pages[0]).toContain(`王${char}英`)
})

test('a page of usual characters does not ask for the second font', async () => {
  expect(await needOf('兹证明 张三丰 José Ünal 于 2026 年 · ①「」')).toEqual({ rare: false, missing: [] })
})

test('what no font has is told, once each, and set by its number', async () => {
  const need = await needOf('张\u{1F600}三\u{E123}\u{1F600}')
  expect(need).toEqual({ rare: false, missing: ['\u{1F600}', '\u{E123}'] })
  const { pages } = readPdf(await renderPdf(plain, page('张\u{1F600}三')))
  expect(pages[0]).toContain('张[U+1F600]三')
})

test('marks that are not drawn are not missed', async () => {
  expect((await needOf('葛\u{E0100}城\u200d\u{FE00}\n')).missing).toEqual([])
})
