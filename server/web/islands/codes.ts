/** Turns the code over every half minute from those signed ahead; needs no network, and asks for more when they run out. */
import { qrSvg } from '#server/kernel/qr.ts'

interface Codes {
  periodMs: number
  /** The server's clock when the page was made, milliseconds since the epoch. */
  at: number
  slot: number
  codes: string[]
  left: string
  over: string
  early: string
}

const skewMs = 5_000
const againMs = 60_000

const image = document.querySelector<HTMLImageElement>('#code')
const left = document.querySelector('#code-left')

function run(picture: HTMLImageElement): void {
  const {
    periodMs,
    at,
    slot: first,
    codes,
    left: words,
    over,
    early
  } = JSON.parse(picture.dataset['codes'] ?? '{}') as Codes
  // A tablet whose clock is wrong shows the codes of the server's time; what lies within the way here is no fault.
  const ahead = Date.now() - at
  const skew = Math.abs(ahead) > skewMs ? ahead : 0
  let shown = -1
  const tick = () => {
    const now = Date.now() - skew
    const slot = Math.floor(now / periodMs)
    const code = codes[slot - first]
    if (code === undefined) {
      if (left) left.textContent = slot < first ? early : over
      // After the last code of a shift there is none: a page left on the table asks once a minute and no oftener.
      if (navigator.onLine && slot - first >= codes.length && performance.now() > againMs) location.reload()
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
