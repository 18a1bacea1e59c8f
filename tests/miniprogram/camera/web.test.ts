/** The web build's camera: what is made smaller in the browser is the picture that was chosen. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeSmall, openPhoto, takePhotos } from '../../../miniprogram/src/camera/index.h5'

/** What was drawn, in order, on every canvas. */
let drawn: unknown[][]
let sent: Blob[]
beforeEach(() => {
  drawn = []
  sent = []
  const pen = {
    fillStyle: '',
    fillRect: (...at: unknown[]) => drawn.push(['fill', pen.fillStyle, ...at]),
    drawImage: (_picture: unknown, ...at: unknown[]) => drawn.push(['picture', ...at])
  }
  Object.assign(globalThis, {
    createImageBitmap: () => Promise.resolve({ width: 800, height: 600, close: () => undefined })
  })
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => pen) as never)
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done, type) => {
    done(new Blob(['smaller'], { type: type ?? '' }))
  })
  URL.createObjectURL = (blob) => `blob:${sent.push(blob as Blob)}`
})
afterEach(() => void vi.restoreAllMocks())

/** Chooses a file in the input that the page opens. */
async function choose(file: File): Promise<void> {
  const names: string[] = []
  const taken = takePhotos(1, ['album'], ({ name }) => void names.push(name))
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')
  Object.defineProperty(input, 'files', { value: [file] })
  input?.dispatchEvent(new Event('change'))
  expect(await taken).toBe('taken')
  // Shown as it is until it is smaller.
  expect(await openPhoto(names[0] ?? '')).toBe('blob:1')
  expect(await makeSmall(names[0] ?? '')).toBe(names[0])
  expect(await openPhoto(names[0] ?? '')).toBe(`blob:${sent.length}`)
}

test('a transparent picture lies on white before it becomes a JPEG, which would be black', async () => {
  await choose(new File(['png'], 'logo.png', { type: 'image/png' }))
  expect(drawn).toEqual([
    ['fill', '#ffffff', 0, 0, 800, 600],
    ['picture', 0, 0, 800, 600]
  ])
  expect(sent.map((blob) => blob.type)).toEqual(['image/png', 'image/jpeg'])
})

test('a JPEG that is small enough goes up as it is', async () => {
  const file = new File(['jpeg'], 'a.jpg', { type: 'image/jpeg' })
  await choose(file)
  expect(drawn).toEqual([])
  expect(sent).toEqual([file])
})

test('where the browser draws nothing, the file goes up as it is', async () => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  const file = new File(['webp'], 'a.webp', { type: 'image/webp' })
  await choose(file)
  expect(sent).toEqual([file])
})
