/** What a row finds, the line that shows progress, the table and the JSON at the end. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'

export interface Finding {
  /** Name of the benchmark, `B2`. */
  id: string
  what: string
  goal: string
  measured: string
  ok: boolean
  /** What the figure is made of; of a miss, the reason as far as it is known. */
  why: string
  values: Record<string, number>
}

export interface Progress {
  /** What happens now; drawn in place on a terminal. */
  note(text: string): void
}

const live = process.stdout.isTTY && !process.env.CI
const paint = (code: number) => (text: string) => (live && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text)
const ink = { good: paint(32), bad: paint(31), dim: paint(2), bold: paint(1) }
const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`.padStart(5)

/** Runs one group of rows and says how it went. Without a terminal a note is written at most every ten seconds. */
export async function step<T>(ids: string, work: (at: Progress) => Promise<T>): Promise<T> {
  const begun = performance.now()
  let text = ''
  let spoke = begun
  const draw = (): void => {
    const now = performance.now()
    if (live) process.stdout.write(`\r\x1b[2K  ${ids.padEnd(18)}${text}  ${ink.dim(seconds(now - begun))}`)
    else if (now - spoke > 10_000) {
      spoke = now
      process.stdout.write(`  ${ids.padEnd(18)}${text}  ${seconds(now - begun)}\n`)
    }
  }
  const timer = setInterval(draw, live ? 200 : 1000)
  const end = (mark: string): void => {
    clearInterval(timer)
    process.stdout.write(
      `${live ? '\r\x1b[2K' : ''}${mark} ${ids.padEnd(18)}${ink.dim(seconds(performance.now() - begun))}\n`
    )
  }
  try {
    const result = await work({
      note(said) {
        text = said
        if (live) draw()
      }
    })
    end(ink.good('✓'))
    return result
  } catch (error) {
    end(ink.bad('!'))
    throw error
  }
}

const wrap = (text: string, width: number): string[] => {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

export function table(findings: readonly Finding[]): void {
  const head = { id: '#', what: 'benchmark', goal: 'goal', measured: 'measured', mark: '', why: 'why' }
  const rows = findings.map((f) => ({ ...f, mark: f.ok ? '✓' : '✗' }))
  const widest = (key: 'id' | 'what' | 'goal' | 'measured'): number =>
    Math.max(head[key].length, ...rows.map((r) => r[key].length))
  const widths = { id: widest('id'), what: widest('what'), goal: widest('goal'), measured: widest('measured') }
  const before = widths.id + widths.what + widths.goal + widths.measured + 1 + 5 * 2 + 2
  const room = Math.max(40, (live ? process.stdout.columns : 170) - before)
  const print = (row: typeof head, paintMark: (text: string) => string, paintRow = (text: string) => text): void => {
    const [first = '', ...more] = wrap(row.why, room)
    const cells = (['id', 'what', 'goal', 'measured'] as const).map((key) => row[key].padEnd(widths[key])).join('  ')
    process.stdout.write(`  ${paintRow(cells)}  ${paintMark(row.mark.padEnd(1))}  ${ink.dim(first)}\n`)
    for (const line of more) process.stdout.write(`${' '.repeat(before)}${ink.dim(line)}\n`)
  }
  process.stdout.write('\n')
  print(head, ink.dim, ink.dim)
  for (const row of rows) print(row, row.ok ? ink.good : ink.bad)
  const missed = rows.filter((r) => !r.ok).length
  process.stdout.write(`\n  ${rows.length - missed} of ${rows.length} figures reach their goal.\n\n`)
}

export function writeJson(path: string, findings: readonly Finding[], more: Record<string, unknown>): void {
  mkdirSync(dirname(path), { recursive: true })
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? '',
    node: process.version,
    platform: process.platform
  }
  writeFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), machine, ...more, findings }, null, 2)}\n`)
}

export const x = (ratio: number): string => `${ratio.toFixed(2)}x`
export const us = (micros: number): string => `${micros < 100 ? micros.toFixed(1) : micros.toFixed(0)} us`
export const ms = (millis: number): string => `${millis < 10 ? millis.toFixed(1) : millis.toFixed(0)} ms`
export const mb = (bytes: number): string => `${(bytes / 1048576).toFixed(0)} MB`
