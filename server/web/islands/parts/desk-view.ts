/** The large view of a photo, and the moderator's preview. */
import { all, fill, one } from './desk-page.ts'

/** A photo that was opened counts as looked at; the form says so when it is sent. */
function look(button: HTMLButtonElement): void {
  const box = button.closest<HTMLElement>('.tickp')
  if (!box || box.dataset['looked']) return
  box.dataset['looked'] = 'yes'
  const hidden = document.createElement('input')
  hidden.type = 'hidden'
  hidden.name = 'looked'
  hidden.value = button.value
  box.append(hidden)
  const state = one('.look-s', button)
  if (state) state.textContent = state.dataset['seen'] ?? ''
  const counted = one('.looks')
  const said = counted && one('span', counted)
  const n = all('.looks ~ .rule input[name="looked"]').length
  if (said) said.textContent = fill(counted.dataset['looks'], { n, of: counted.dataset['of'] ?? '' })
}

export function enlarge(): { open: () => void } | undefined {
  const dialog = one<HTMLDialogElement>('#big')
  const links = all('a[data-photo], button[data-large], .dk-pair .ph a')
  if (!dialog || links.length === 0) return undefined
  const image = document.createElement('img')
  dialog.append(image)
  const said = one('p', dialog)
  let now = 0
  const show = (n: number) => {
    now = (n + links.length) % links.length
    const link = links[now]
    if (!link) return
    image.src = link instanceof HTMLAnchorElement ? link.href : (link.dataset['large'] ?? '')
    // Wherever on the page it was opened.
    for (const button of all<HTMLButtonElement>('button[data-large]'))
      if (new URL(button.dataset['large'] ?? '', location.href).href === image.src) look(button)
    image.alt = one<HTMLImageElement>('img', link)?.alt ?? ''
    if (said)
      said.textContent = fill(dialog.dataset['of'], { i: now + 1, n: links.length, what: link.dataset['photo'] ?? '' })
    if (!dialog.open) dialog.showModal()
  }
  for (const [n, link] of links.entries()) {
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      show(n)
    })
  }
  for (const button of all<HTMLButtonElement>('button[type="button"]', dialog)) {
    button.hidden = links.length === 1
    button.addEventListener('click', () => show(now + (button.value === 'next' ? 1 : -1)))
  }
  dialog.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step) show(now + step)
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target === image) dialog.close()
  })
  return { open: () => show(0) }
}

export function drawPreview(form: HTMLFormElement): void {
  const frame = one<HTMLIFrameElement>('#preview')
  const redraw = one('#redraw', form)
  if (!frame || form.dataset['form'] !== 'publish') return
  if (redraw) redraw.hidden = true
  let timer = 0
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      const query = new URLSearchParams()
      for (const [name, value] of new FormData(form)) {
        if (typeof value === 'string' && ['title', 'shown', 'photos', 'of', 'hit', 'mask'].includes(name))
          query.append(name, value)
      }
      frame.src = `${new URL(form.action).pathname}/preview?${query.toString()}`
    }, 300)
  })
}
