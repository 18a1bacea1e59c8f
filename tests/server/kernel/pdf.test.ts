/** Pages set by Typst: the right words, nothing read as source, and one thread however many ask. */
import { afterAll, describe, expect, test } from 'vitest'
import { closePdf, renderPdf } from '#server/kernel/pdf/index.ts'
import { readPdf } from '#tests/support/pdf.ts'

const plain = new URL('./plain.typ', import.meta.url)
const page = (more: object = {}) => ({
  brand: '小镇市随手拍',
  number: '第 1 号',
  title: '一张纸',
  foot: '页脚',
  facts: [['地点', '滨江路 143 号']],
  lines: ['河滨街道的摊位收走了。'],
  ...more
})

afterAll(closePdf)

describe('whoever prints a page', () => {
  test('reads on it what he was told, Chinese and Latin both', async () => {
    const { title, pages } = readPdf(await renderPdf(plain, page()))
    expect(title).toBe('一张纸')
    expect(pages).toHaveLength(1)
    for (const words of [
      '小镇市随手拍',
      '第 1 号',
      '一张纸',
      '地点',
      '滨江路 143 号',
      '河滨街道的摊位收走了。',
      '页脚',
      '1/1'
    ])
      expect(pages[0]).toContain(words)
  })

  test('cannot make the page do anything by what he writes', async () => {
    const evil = '#panic("x") $1/0$ *b* #read("/paper.typ") <a> \\ "quoted" [] {} @ref // gone'
    const { pages } = readPdf(await renderPdf(plain, page({ lines: [evil] })))
    expect(pages[0]).toContain(evil)
  })

  test('gets as many pages as his words need, each numbered', async () => {
    const lines = Array.from({ length: 90 }, (_, i) => `第 ${i + 1} 行`)
    const { pages } = readPdf(await renderPdf(plain, page({ lines })))
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.at(-1)).toContain(`${pages.length}/${pages.length}`)
    expect(pages.join('')).toContain('第 90 行')
  })

  test('gets the same bytes for the same words', async () => {
    const [one, two] = await Promise.all([renderPdf(plain, page()), renderPdf(plain, page())])
    expect(one.equals(two)).toBe(true)
  })

  test('does not get the page of who asked at the same time', async () => {
    const pdfs = await Promise.all(
      Array.from({ length: 12 }, (_, i) => renderPdf(plain, page({ number: `第 ${i + 100} 号` })))
    )
    expect(pdfs.map((pdf, i) => readPdf(pdf).pages[0]?.includes(`第 ${i + 100} 号`))).toEqual(pdfs.map(() => true))
  })

  test('is told what is wrong with a template, and the next page is set as ever', async () => {
    const broken = new URL('./broken.typ', import.meta.url)
    await expect(renderPdf(broken, page())).rejects.toThrow(/ENOENT/)
    await expect(renderPdf(plain, {})).rejects.toThrow(/cannot be set.*brand/)
    expect(readPdf(await renderPdf(plain, page())).pages).toHaveLength(1)
  })

  test('gets his page after the thread was ended under him', async () => {
    const doomed = renderPdf(plain, page())
    await Promise.all([expect(doomed).rejects.toThrow('ended'), closePdf()])
    expect(readPdf(await renderPdf(plain, page())).pages).toHaveLength(1)
  })
})
