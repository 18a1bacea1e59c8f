/**
 * What the desk does faster with a script: keys, drafts that survive, photos that arrive while one writes, a large view,
 * a question before what cannot be undone. Without it every page works by links and forms. It carries no words: they
 * come with the page.
 */
import { draftKeys, forgetOld, keepDrafts, prefix, store } from './parts/desk-drafts.ts'
import { offerInserts } from './parts/desk-inserts.ts'
import { listen } from './parts/desk-keys.ts'
import { all, fill, one, type Writable } from './parts/desk-page.ts'
import { takePhotos } from './parts/desk-photos.ts'
import { offerMasks } from './parts/desk-masks.ts'
import { drawPreview, enlarge } from './parts/desk-view.ts'
import { offerPrinting } from './parts/print.ts'

offerPrinting()

// ——— words and their limits

/** Counted as the contract counts: in characters as a person sees them, trimmed. */
function countWords(box: HTMLElement): void {
  const field = one<HTMLTextAreaElement>('textarea', box)
  const counter = one('[data-count]', box)
  if (!field || !counter) return
  const { min = '0', max = '0', few, many } = box.dataset
  const show = () => {
    const n = [...field.value.normalize('NFC').trim()].length
    if (n === 0) return
    counter.textContent = fill(n > Number(max) || Number(min) <= 1 ? many : few, { n, min, max })
    box.classList.toggle('over', n > Number(max))
  }
  field.addEventListener('input', show)
  show()
}

// ——— sending

/** Everything a person has to write is written: only then is it worth asking once more. */
const filled = (form: HTMLFormElement): boolean =>
  all<Writable | HTMLSelectElement>('textarea, select, input[type="text"], input:not([type])', form).every((field) => {
    const min = Number(field.closest<HTMLElement>('.wordy')?.dataset['min'] ?? 1)
    return [...field.value.trim()].length >= min
  })

function sendOnce(form: HTMLFormElement): void {
  const asked = one<HTMLDialogElement>('#asked', form)
  asked?.querySelector('.dlg-stop')?.addEventListener('click', () => asked.close())
  form.addEventListener('submit', (event) => {
    const by = event.submitter
    const waiting = one('.slot[data-state="busy"]', form)
    if (form.dataset['sent'] || waiting) {
      event.preventDefault()
      if (waiting) {
        const said = one('.slot-s', waiting)
        if (said) said.textContent = form.dataset['waiting'] ?? ''
      }
      return
    }
    if (asked && !asked.open && filled(form)) {
      event.preventDefault()
      asked.showModal()
      return
    }
    form.dataset['sent'] = 'yes'
    const words = by?.dataset['busy']
    if (by && words) {
      by.style.minWidth = `${by.offsetWidth}px`
      by.setAttribute('aria-busy', 'true')
      by.textContent = words
    }
  })
}

// ——— on arrival

function arrive(): void {
  forgetOld()
  const done = one('.toast')?.dataset['done']
  if (done) {
    const [verb = '', no = ''] = done.split(':')
    store(`${no}:${verb === 'fail' ? 'verify' : verb}`, undefined)
    const here = new URL(location.href)
    here.searchParams.delete('done')
    here.searchParams.delete('of')
    history.replaceState(history.state, '', here)
  }
  one('form[action="/office/sign-out"]')?.addEventListener('submit', () => {
    for (const key of draftKeys()) store(key.slice(prefix.length), undefined)
  })
  for (const form of all<HTMLFormElement>('form[method="post"]')) {
    keepDrafts(form)
    sendOnce(form)
    drawPreview(form)
  }
  all('.wordy').forEach(countWords)
  all('.photos').forEach(takePhotos)
  all('[data-inserts]').forEach(offerInserts)
  all('.mx').forEach(offerMasks)
  const big = enlarge()
  if (one('.dk-keys')?.dataset['keys'] === 'on') listen(big)
  one('.dk-nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  one('.q-on')?.scrollIntoView({ block: 'nearest' })
  one('#errors')?.focus()
  // A page that comes back from the browser's memory may be sent again.
  addEventListener('pageshow', () => {
    for (const form of all<HTMLFormElement>('form')) delete form.dataset['sent']
  })
}

arrive()
