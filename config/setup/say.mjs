// What the launchers say to a person: steps with their time, progress, small tables and a failure that names its cure.
// On a terminal the running step is one line that is drawn again and again; elsewhere (CI, a pipe) only plain lines are written.
import { text as words } from './messages.mjs'

const out = process.stdout
const live = Boolean(out.isTTY) && !process.env.CI
const painted = live && !process.env.NO_COLOR
const paint = (code) => (text) => (painted ? `\x1b[${code}m${text}\x1b[0m` : text)
export const ink = { dim: paint(2), bold: paint(1), good: paint(32), bad: paint(31), place: paint(36) }

// A reader that left (a closed pipe) is no reason to fall over.
out.on('error', () => undefined)

const LABEL = 22
const QUIET_MS = 2000
const LONGEST_SILENCE_MS = 60_000

/** Something that went wrong and that the person at the keyboard can mend. `fix` is a list of things to try, `output` the last lines of what failed. */
export class Failure extends Error {
  constructor({ what, fix = [], output = [] }) {
    super(what)
    Object.assign(this, { what, fix, output })
  }
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0)
const pad = (text, width) => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** A long label still stands apart from what follows. */
const labelled = (text) => `${pad(text, LABEL - 2)}  `

function cut(text, width) {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const letter of text) {
    if (widthOf(kept + letter) > width - 1) break
    kept += letter
  }
  return kept + '…'
}

export function lasting(ms) {
  if (ms < 60_000) return words.say.seconds((ms / 1000).toFixed(1))
  const seconds = Math.round(ms / 1000)
  return words.say.minutes(Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0'))
}

/** Bytes as a person reads them. */
export const weighing = (bytes) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`

function bar(done, of) {
  const cells = 20
  const full = of > 0 ? Math.min(cells, Math.round((done / of) * cells)) : 0
  return '━'.repeat(full) + ink.dim('─'.repeat(cells - full))
}

let running = null
let hushed = false

function erase() {
  if (live && running) out.write('\r\x1b[2K')
}

function draw() {
  if (!live || !running) return
  const { label, note, amount, begun } = running
  const time = lasting(Date.now() - begun)
  const room = Math.max(8, (out.columns || 80) - widthOf(labelled(label)) - widthOf(time) - (amount ? 24 : 2) - 6)
  const text = cut(note, room)
  out.write(
    `\r\x1b[2K  ${ink.dim('…')} ${labelled(label)}${amount ? bar(amount[0], amount[1]) + '  ' : ''}${text}  ${ink.dim(time)}`
  )
}

export function line(text = '') {
  erase()
  out.write(text + '\n')
  draw()
}

/** From now on steps are silent: the launcher is going, and what it cut off has not failed. */
export function hush() {
  erase()
  running = null
  hushed = true
}

function finish(mark, label, text, ms) {
  if (hushed) return
  const time = lasting(ms)
  const columns = live ? Math.min(out.columns || 80, 96) : 88
  const room = Math.max(0, columns - widthOf(labelled(label)) - 6 - widthOf(time))
  line(`  ${mark} ${labelled(label)}${pad(cut(text, room), room)}${ink.dim(time)}`)
}

/**
 * Runs one step and says how it went. `work` receives a handle: note(text) and progress(done, of, text) for the moment,
 * aside(text) for a line that stays, end(text) for what the closing line says, bad(text) where it did not go well though it came to its end. Steps do not nest.
 */
export async function step(label, work) {
  const begun = Date.now()
  const mine = { label, note: '', amount: null, begun, ending: '', nextPlain: begun + QUIET_MS }
  if (!hushed) running = mine
  const plainly = () => {
    const now = Date.now()
    if (running !== mine || now < mine.nextPlain) return
    mine.nextPlain = now + Math.min(now - begun, LONGEST_SILENCE_MS)
    out.write(`  … ${labelled(label)}${words.say.since(mine.note || words.say.stillRunning, lasting(now - begun))}\n`)
  }
  const ticker = setInterval(() => (live ? draw() : plainly()), live ? 200 : 500)
  const stop = () => {
    clearInterval(ticker)
    erase()
    if (running === mine) running = null
  }
  const at = {
    note: (text) => Object.assign(mine, { note: text }),
    progress: (done, of, text) =>
      Object.assign(mine, { amount: [done, of], note: `${text ?? ''} ${done} / ${of}`.trimStart() }),
    aside: (text) => line(ink.dim(`      ${text}`)),
    end: (text) => Object.assign(mine, { ending: text }),
    bad: (text) => Object.assign(mine, { ending: text, bad: true })
  }
  try {
    const result = await work(at)
    stop()
    finish(mine.bad ? ink.bad('✗') : ink.good('✓'), label, mine.ending, Date.now() - begun)
    return result
  } catch (error) {
    stop()
    finish(ink.bad('✗'), label, words.say.failed, Date.now() - begun)
    throw error
  }
}

export function heading(name, text) {
  line()
  line(`  ${ink.bold(name)}  ${ink.dim(text)}`)
  line()
}

/** Rows of cells in columns as wide as their widest cell. `style` paints one column's padded text. */
export function table(rows, { head, style = {} } = {}) {
  const all = head ? [head, ...rows] : rows
  const widths = all.reduce((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, widthOf(cell))), [])
  all.forEach((row, number) => {
    const isHead = Boolean(head) && number === 0
    const cells = row.map((cell, i) => {
      const text = i === row.length - 1 ? cell : pad(cell, widths[i])
      return isHead ? ink.dim(text) : (style[i]?.(text) ?? text)
    })
    line(`    ${cells.join('    ')}`.trimEnd())
  })
}

/** A box that says what failed, how to mend it and, last, what the failing program said. */
export function failure({ what, fix = [], output = [] }) {
  const edge = ink.bad('│')
  const rows = (title, lines) =>
    lines.length ? [edge, `${edge} ${ink.bold(title)}`, ...lines.map((text) => `${edge}   ${text}`)] : []
  line()
  line(`  ${ink.bad('╭─')} ${ink.bold(words.say.failed)}`)
  const body = [
    ...what.split('\n').map((text) => `${edge} ${text}`),
    ...rows(
      words.say.whatToDo,
      fix.map((text, i) => (fix.length > 1 ? `${i + 1}. ${text}` : text))
    ),
    ...rows(words.say.lastOutput, output)
  ]
  for (const text of body) line(`  ${text}`)
  line(`  ${ink.bad('╰─')}`)
  line()
}
