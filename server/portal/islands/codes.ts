/** Turns the code over every half minute from those signed ahead; needs no network, and asks for more when they run out. */
import { qrSvg } from '#server/kernel/qr.ts'

interface Codes {
  periodMs: number
  slot: number
  codes: string[]
  left: string
  over: string
}

const image = document.querySelector<HTMLImageElement>('#code')
const left = document.querySelector('#code-left')

function run(picture: HTMLImageElement): void {
  const { periodMs, slot: first, codes, left: words, over } = JSON.parse(picture.dataset['codes'] ?? '{}') as Codes
  let shown = -1
  const tick = () => {
    const now = Date.now()
    const slot = Math.floor(now / periodMs)
    const code = codes[slot - first]
    if (code === undefined) {
      if (left) left.textContent = over
      if (navigator.onLine && slot - first >= codes.length) location.reload()
      return
    }
    if (slot !== shown) {
      picture.src = `data:image/svg+xml,${encodeURIComponent(qrSvg(code))}`
      shown = slot
    }
    const seconds = Math.ceil(((slot + 1) * periodMs - now) / 1000)
    if (left) left.textContent = words.replace('{n}', String(seconds))
  }
  tick()
  setInterval(tick, 1000)
}
if (image) run(image)
