/** The large view of a photo, and the moderator's preview. */
import { all, fill, one } from './desk-page.ts'

export function enlarge(): { open: () => void } | undefined {
  const dialog = one<HTMLDialogElement>('#big')
  const links = all<HTMLAnchorElement>('a[data-photo], .dk-pair .ph a')
  if (!dialog || links.length === 0) return undefined
  const image = document.createElement('img')
  dialog.append(image)
  const said = one('p', dialog)
  let now = 0
  const show = (n: number) => {
    now = (n + links.length) % links.length
    const link = links[now]
    if (!link) return
    image.src = link.href
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
        if (typeof value === 'string' && ['title', 'shown', 'photos'].includes(name)) query.append(name, value)
      }
      frame.src = `${new URL(form.action).pathname}/preview?${query.toString()}`
    }, 300)
  })
}
