/** The marks in a text of the moderator's form: drawn as they are ticked, and one more for what is selected. */
import { all, fill, one } from './desk-page.ts'

interface Span {
  start: number
  end: number
}
const spanOf = (value: string): Span => {
  const [, start = '', end = ''] = value.split(':')
  return { start: Number(start), end: Number(end) }
}

/** Where a place on the page lies in the text of a paragraph, in code units. */
function offsetIn(paragraph: HTMLElement, node: Node, offset: number): number | undefined {
  if (!paragraph.contains(node)) return undefined
  const before = document.createRange()
  before.selectNodeContents(paragraph)
  before.setEnd(node, offset)
  return before.toString().length
}

/** What is selected in a paragraph; never half of a character. */
function chosenIn(paragraph: HTMLElement, text: string): Span | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const [from, to] = [
    offsetIn(paragraph, range.startContainer, range.startOffset),
    offsetIn(paragraph, range.endContainer, range.endOffset)
  ]
  if (from === undefined || to === undefined || from >= to) return undefined
  const isHalf = (at: number): boolean =>
    /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '')
  return { start: isHalf(from) ? from - 1 : from, end: isHalf(to) ? to + 1 : to }
}

export function offerMasks(box: HTMLElement): void {
  const paragraph = one('.mx-t', box)
  const listed = one('.mx-l', box)
  const add = one<HTMLButtonElement>('.mx-add', box)
  if (!paragraph || !listed || !add) return
  const text = paragraph.textContent ?? ''
  const ticks = () => all<HTMLInputElement>('input[name="mask"]', listed)

  const draw = (): void => {
    const marks = ticks()
      .map((tick, i) => ({ ...spanOf(tick.value), n: i + 1, masked: tick.checked }))
      .sort((a, b) => a.start - b.start || b.end - a.end)
    const pieces: (string | HTMLElement)[] = []
    let at = 0
    for (const { start, end, n, masked } of marks) {
      const from = Math.max(at, start)
      if (from >= end) continue
      const mark = document.createElement('mark')
      mark.className = masked ? 'wm' : 'wm wm-free'
      mark.dataset['n'] = String(n)
      mark.textContent = text.slice(from, end)
      pieces.push(text.slice(at, from), mark)
      at = end
    }
    paragraph.replaceChildren(...pieces, text.slice(at))
  }

  const addMark = ({ start, end }: Span): void => {
    const value = `${box.dataset['of'] ?? ''}:${start}:${end}:other`
    const known = ticks().find((tick) => tick.value === value)
    if (known) known.checked = true
    else {
      const row = document.createElement('li')
      const label = document.createElement('label')
      const tick = document.createElement('input')
      Object.assign(tick, { type: 'checkbox', name: 'mask', value, checked: true })
      const hit = document.createElement('input')
      Object.assign(hit, { type: 'hidden', name: 'hit', value })
      const name = document.createElement('b')
      name.textContent = fill(box.dataset['named'], { n: ticks().length + 1, kind: box.dataset['kind'] ?? '' })
      const words = document.createElement('span')
      words.textContent = text.slice(start, end)
      label.append(tick, name, words)
      row.append(hit, label)
      listed.append(row)
    }
    draw()
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }

  listed.addEventListener('change', draw)
  add.hidden = false
  let chosen: Span | undefined
  document.addEventListener('selectionchange', () => {
    // A press on the button ends the selection in some browsers, and must not end what was chosen.
    if (add.matches(':active, :focus')) return
    chosen = chosenIn(paragraph, text)
    add.setAttribute('aria-disabled', String(!chosen))
  })
  add.addEventListener('mousedown', (event) => event.preventDefault())
  add.addEventListener('click', () => {
    if (!chosen) return
    addMark(chosen)
    chosen = undefined
    add.setAttribute('aria-disabled', 'true')
    getSelection()?.removeAllRanges()
  })
}
