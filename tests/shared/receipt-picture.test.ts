/** The picture of a receipt: everything is on it, nothing is cut, and its code is read as it was meant. */
import { expect, test } from 'vitest'
import { decodeQR } from 'qr/decode.js'
import { drawReceipt, receiptPictureWidth, type ReceiptPicture } from '#shared/receipt-picture.ts'
import { qrModules } from '#server/kernel/qr.ts'

/** A canvas of pixels, with letters as wide as they are high. */
function canvas() {
  const written: { text: string; right: number; bottom: number }[] = []
  let data = new Uint8ClampedArray()
  const pen = {
    fillStyle: '#000000',
    font: '',
    textBaseline: '',
    fillRect(x: number, y: number, wide: number, high: number) {
      if (data.length === 0) data = new Uint8ClampedArray(surface.width * surface.height * 4).fill(255)
      const colour = [1, 3, 5].map((at) => parseInt(pen.fillStyle.slice(at, at + 2), 16))
      for (let j = y; j < y + high; j++)
        for (let i = x; i < x + wide; i++) data.set(colour, (j * surface.width + i) * 4)
    },
    size: () => Number(/(\d+)px/.exec(pen.font)?.[1]),
    measureText: (text: string) => ({ width: [...text].length * pen.size() }),
    fillText(text: string, x: number, y: number) {
      written.push({ text, right: x + pen.measureText(text).width, bottom: y + pen.size() })
    }
  }
  const surface = { width: 300, height: 150, getContext: () => pen }
  return { surface, written, image: () => ({ width: surface.width, height: surface.height, data }) }
}

const address = 'https://suishoupai.example.gov.cn/track?no=2026-1124-00371'
const rows = [
  { label: '编号', words: '2026-1124-00371', large: true },
  { label: '查询码', words: '7K3M9-PQ2XD', large: true },
  { label: '承办单位', words: '河滨街道综合行政执法中队' },
  { label: '承诺回复', words: '11月26日 10:20 前，2 个工作日，只算上班时间（暂按）' },
  { label: '收到时间', words: '2026年11月24日 10:20' }
]
const picture = (more: Partial<ReceiptPicture> = {}): ReceiptPicture => ({
  head: '云汀市随手拍',
  title: '回执',
  rows,
  note: '扫码，填上查询码，看办到哪一步。',
  code: qrModules(address),
  ...more
})

test('the code on the picture is read as the address it was made of', () => {
  const { surface, image } = canvas()
  drawReceipt(surface, picture())
  expect(decodeQR(image(), { effort: Infinity, timeLimit: Infinity })).toBe(address)
})

test('every word is on the picture and inside its edges, however long the office is called', () => {
  for (const office of ['水利局', '云汀市河滨街道综合行政执法中队（滨江新区市容环境联合巡查办公室第二分队）']) {
    const { surface, written } = canvas()
    const long = rows.map((row) => (row.label === '承办单位' ? { ...row, words: office } : row))
    drawReceipt(surface, picture({ rows: long }))
    const text = written.map((item) => item.text).join('')
    for (const { label, words } of long) expect(text).toContain(label + words)
    expect(Math.max(...written.map((item) => item.right))).toBeLessThanOrEqual(receiptPictureWidth - 60)
    expect(surface.width).toBe(receiptPictureWidth)
    expect(Math.max(...written.map((item) => item.bottom))).toBeLessThanOrEqual(surface.height - 60)
  }
})
