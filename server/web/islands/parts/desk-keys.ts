/** The desk by keyboard. */
import { all, one } from './desk-page.ts'

const press = (selector: string): boolean => {
  const element = one(selector)
  element?.click()
  return element !== null
}
const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select'))

/** In the list J and K walk; anywhere else they open the next case and the one before. */
function step(by: 1 | -1): boolean {
  const rows = all<HTMLAnchorElement>('.q')
  const at = rows.findIndex((row) => row === document.activeElement)
  if (at < 0) return press(by === 1 ? 'a[rel="next"]' : 'a[rel="prev"]')
  rows[at + by]?.focus()
  return true
}

export function listen(big: { open: () => void } | undefined): void {
  const keys: Record<string, () => boolean> = {
    j: () => step(1),
    k: () => step(-1),
    p: () => {
      big?.open()
      return big !== undefined
    },
    c() {
      const call = one<HTMLDetailsElement>('.call')
      if (!call) return false
      call.open = true
      one('a', call)?.focus()
      return true
    },
    '/': () => {
      one<HTMLInputElement>('#find')?.select()
      return true
    },
    '?': () => {
      one<HTMLDialogElement>('#keys')?.showModal()
      return true
    },
    enter: () => document.activeElement === document.body && press('[data-view="queue"] .q-on')
  }
  document.addEventListener('keydown', (event) => {
    const field = inField(event.target)
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const form =
        event.target instanceof Element
          ? (event.target.closest<HTMLFormElement>('.dk-f') ?? one<HTMLFormElement>('form.dk-f'))
          : null
      form?.requestSubmit(one<HTMLButtonElement>('.btn-p[data-busy]', form))
      event.preventDefault()
      return
    }
    if (event.key === 'Escape' && field && event.target instanceof HTMLElement) event.target.blur()
    if (field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || one('dialog[open]')) return
    const key = event.key.toLowerCase()
    const done = Object.hasOwn(keys, key)
      ? keys[key]?.()
      : /^[1-9a-z]$/.test(key) &&
        (press(`.dk-a a[data-key="${key.toUpperCase()}"]`) || press(`.dk-f input[data-key="${key}"]`))
    if (done) event.preventDefault()
  })
}
