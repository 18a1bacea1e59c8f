/** Counts a case's record again in the reader's own browser, from the public answers alone. */
import type { OpenLedger } from '#shared/ledger.ts'
import { allRoots, rootsIn, verify, type FaultCode, type Found, type KeptRoot } from './parts/verify.mjs'

interface Words {
  running: string
  fits: string
  faulty: string
  failed: string
  badFile: string
  noCrypto: string
  found: Record<
    | 'entries'
    | 'linked'
    | 'said'
    | 'rooted'
    | 'after'
    | 'notRooted'
    | 'roots'
    | 'signed'
    | 'unchecked'
    | 'notedEntry'
    | 'notedDay'
    | 'saved',
    string
  >
  fault: Record<FaultCode, string>
  where: { entry: string; day: string }
}

const fill = (sentence: string, values: Record<string, string | number | undefined>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

const get = async (path: string): Promise<unknown> => {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}

function linesOf(finding: Found, { found: w }: Words, saved: number): string[] {
  return [
    fill(w.entries, { n: finding.entries, open: finding.open, sealed: finding.sealed }),
    finding.linked > 0 && fill(w.linked, { n: finding.linked }),
    finding.said > 0 && fill(w.said, { n: finding.said }),
    finding.rooted > 0 ? fill(w.rooted, { n: finding.rooted, day: finding.day }) : w.notRooted,
    finding.rooted > 0 && finding.rooted < finding.entries && w.after,
    (finding.roots ?? 0) > 1 && fill(w.roots, { n: finding.roots }),
    (finding.signed ?? 0) > 0 && fill(w.signed, { n: finding.signed }),
    (finding.unchecked ?? 0) > 0 && fill(w.unchecked, { n: finding.unchecked }),
    finding.notedEntry !== undefined && fill(w.notedEntry, { n: finding.notedEntry }),
    finding.notedDay !== undefined && fill(w.notedDay, { day: finding.notedDay }),
    saved > 0 && fill(w.saved, { n: saved })
  ].filter((line) => typeof line === 'string')
}

const faultLine = ({ code, n, day }: Found['faults'][number], { fault, where }: Words): string =>
  [n !== undefined && fill(where.entry, { n }), day !== undefined && fill(where.day, { day }), fault[code]]
    .filter((part) => typeof part === 'string')
    .join(' ')

function show(box: Element, kind: 'valid' | 'unknown' | 'running', title: string, lines: readonly string[]): void {
  const list = document.createElement('ul')
  for (const line of lines) list.append(Object.assign(document.createElement('li'), { textContent: line }))
  const head = Object.assign(document.createElement('p'), { textContent: title, className: 'proof-v' })
  const frame = Object.assign(document.createElement('div'), { className: `proof-r proof-${kind}` })
  frame.append(head, ...(lines.length > 0 ? [list] : []))
  box.replaceChildren(frame)
}

async function run(room: HTMLElement): Promise<void> {
  const box = room.querySelector('[data-result]') ?? room
  const words = JSON.parse(room.dataset['words'] ?? '{}') as Words
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return show(box, 'unknown', words.noCrypto, [])
  show(box, 'running', words.running, [])
  const no = room.dataset['verify'] ?? ''
  const noted = room.dataset['noted'] ?? ''
  const [ledger, roots] = await Promise.all([get(`/api/cases/${no}/ledger`) as Promise<OpenLedger>, allRoots(get)])
  const judge = async (saved: KeptRoot[]): Promise<void> => {
    const finding = await verify({ ledger, roots, noted, saved, whole: true })
    const { faults } = finding
    if (faults.length === 0) show(box, 'valid', words.fits, linesOf(finding, words, saved.length))
    else {
      const all = faults.map((fault) => faultLine(fault, words))
      show(box, 'unknown', fill(words.faulty, { n: faults.length }), all)
    }
  }
  await judge([])
  const field = room.querySelector<HTMLElement>('[data-saved]')
  const file = field?.querySelector('input')
  if (field) field.hidden = false
  file?.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (!chosen) return
    const judged = chosen.text().then((text) => {
      const saved = rootsIn(text)
      return saved.length > 0 ? judge(saved) : show(box, 'unknown', words.badFile, [])
    })
    judged.catch(() => show(box, 'unknown', words.badFile, []))
  })
}

for (const room of document.querySelectorAll<HTMLElement>('[data-verify]')) {
  run(room).catch(() => {
    const words = JSON.parse(room.dataset['words'] ?? '{}') as Words
    show(room.querySelector('[data-result]') ?? room, 'unknown', words.failed, [])
  })
}
