/**
 * PDF by Typst, compiled to WebAssembly: right Chinese line breaking and tables. Engine and fonts weigh 55 MB, so they
 * are loaded when first needed, in a thread of their own that goes when nobody has asked for a while. A template is a
 * `.typ` file of the room that needs it; it imports `/paper.typ` and reads `data` from there. Data goes in as JSON and
 * is never read as source, so nothing that a person wrote can change the page.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { lightColour, type Colour } from '#shared/design-tokens.ts'
import { refuse } from '#shared/errors.ts'
import { fill } from '#shared/locales/index.ts'
import { marks } from '#shared/locales/marks.ts'
import { named, needOf, rareFont, spelled } from './glyphs.ts'

const idleMs = 60_000
/** A page takes milliseconds; a thread that hangs is thrown away. */
const patienceMs = 20_000
const waitingAtMost = 100

interface Waiting {
  done(pdf: Buffer): void
  failed(error: Error): void
}
interface Typesetter {
  worker: Worker
  waiting: Map<number, Waiting>
  idle?: NodeJS.Timeout
}

/** With the second font, and without: it weighs as much again, and few pages ask for it. */
const typesetters = new Map<boolean, Typesetter>()
let count = 0
const sources = new Map<string, Promise<string>>()

/** Colours as templates call them. A page is printed, so they are the light ones. */
const palette = Object.entries({
  ink: 'ink',
  ink2: 'ink-2',
  ink3: 'ink-3',
  hair: 'line-2',
  brand: 'brand',
  seal: 'seal',
  silk: 'silk',
  'light-green': 'light-green',
  'light-yellow': 'light-yellow',
  'light-red': 'light-red',
  late: 'error'
} as const satisfies Record<string, Colour>)
  .map(([name, colour]) => `#let ${name} = rgb("${lightColour(colour)}")\n`)
  .join('')

const sourceOf = (file: URL): Promise<string> => {
  const known = sources.get(file.href) ?? readFile(file, 'utf8')
  sources.set(file.href, known)
  return known
}

function hire(rare: boolean): Typesetter {
  const worker = new Worker(new URL('./typesetter.mjs', import.meta.url), {
    workerData: { rare: rare ? fileURLToPath(rareFont) : '' }
  })
  const typesetter: Typesetter = { worker, waiting: new Map() }
  const leave = (error: Error): void => {
    if (typesetters.get(rare) === typesetter) typesetters.delete(rare)
    clearTimeout(typesetter.idle)
    for (const one of typesetter.waiting.values()) one.failed(error)
    typesetter.waiting.clear()
  }
  worker.on('message', ({ id, pdf, error }: { id: number; pdf?: Uint8Array; error?: string }) => {
    const one = typesetter.waiting.get(id)
    typesetter.waiting.delete(id)
    if (pdf) one?.done(Buffer.from(pdf))
    else one?.failed(new Error(error))
    if (typesetter.waiting.size === 0) rest(typesetter)
  })
  worker.on('error', leave)
  worker.on('exit', () => leave(new Error('the typesetter ended')))
  // Nobody waits for a thread that waits for work.
  worker.unref()
  typesetters.set(rare, typesetter)
  return typesetter
}

function rest(typesetter: Typesetter): void {
  typesetter.worker.unref()
  clearTimeout(typesetter.idle)
  typesetter.idle = setTimeout(() => void typesetter.worker.terminate(), idleMs)
  typesetter.idle.unref()
}

/**
 * Sets `template` (a `.typ` file) with `data` and returns the PDF. The same template and data give the same pages.
 * A character that no font has is set by its number. Refuses `unavailable` when too many wait; throws when the template is wrong, which is a mistake of ours.
 */
export async function renderPdf(template: URL, data: object): Promise<Buffer> {
  const [source, paper] = await Promise.all([sourceOf(template), sourceOf(new URL('./paper.typ', import.meta.url))])
  const { rare, missing } = await needOf(JSON.stringify(data))
  const drawn = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && missing.length > 0
      ? [...value].map((char) => (missing.includes(char) ? spelled(char) : char)).join('')
      : value
  const typesetter = typesetters.get(rare) ?? hire(rare)
  if (typesetter.waiting.size >= waitingAtMost) refuse('unavailable', { retryAfterS: 2 })
  clearTimeout(typesetter.idle)
  typesetter.worker.ref()
  const id = ++count
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => void typesetter.worker.terminate(), patienceMs)
    const settle =
      <T>(then: (value: T) => void) =>
      (value: T) => {
        clearTimeout(timer)
        then(value)
      }
    typesetter.waiting.set(id, { done: settle(resolve), failed: settle(reject) })
    const name = `/${template.pathname.split('/').at(-1) ?? 'main.typ'}`
    typesetter.worker.postMessage({ id, name, source, paper: palette + paper, data: JSON.stringify(data, drawn) })
  })
}

/** Lets the thread go at once; a test or a stopping server does not wait for it to be tired. */
export const closePdf = async (): Promise<void> => {
  await Promise.all([...typesetters.values()].map((typesetter) => typesetter.worker.terminate()))
}

/** Refuses what would be set by its number instead of its shape, and says which characters those are. */
export async function mustBeDrawn(texts: readonly string[], sentence: string): Promise<void> {
  const { missing } = await needOf(texts.join('\n'))
  if (missing.length > 0)
    refuse('unprintable', { words: fill(sentence, { list: missing.map(named).join(marks.list) }) })
}
