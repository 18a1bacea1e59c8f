/** What was written and not yet sent, kept in this browser for a week. */
import { all, clock, fill, one, type Writable } from './desk-page.ts'

interface Draft {
  at: number
  values: Record<string, string>
}
export const prefix = 'desk:'
const draftDays = 7

/** Storage may be full or forbidden; a draft is a comfort, never a condition. */
export function store(key: string, draft: Draft | undefined): void {
  try {
    if (draft) localStorage.setItem(prefix + key, JSON.stringify(draft))
    else localStorage.removeItem(prefix + key)
  } catch {
    return
  }
}
function stored(key: string): Draft | undefined {
  try {
    return JSON.parse(localStorage.getItem(prefix + key) ?? 'null') as Draft | undefined
  } catch {
    return undefined
  }
}
export const draftKeys = (): string[] => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}
export function forgetOld(): void {
  for (const key of draftKeys()) {
    const draft = stored(key.slice(prefix.length))
    if (!draft || draft.at < Date.now() - draftDays * 86_400_000) store(key.slice(prefix.length), undefined)
  }
}

const writable = 'textarea:not([readonly]), input[type="text"], input[type="date"], input:not([type])'

export function keepDrafts(form: HTMLFormElement): void {
  const key = form.dataset['draft']
  if (!key || form.dataset['form'] === 'publish') return
  const fields = all<Writable>(writable, form)
  const radios = all<HTMLInputElement>('input[type="radio"]', form)
  const note = one('.draft', form)
  const saved = one('#saved')
  const draft = stored(key)
  if (
    draft &&
    fields.every((field) => field.value === field.defaultValue) &&
    fields.some((f) => !f.value && draft.values[f.name])
  ) {
    for (const field of fields) if (!field.value) field.value = draft.values[field.name] ?? ''
    for (const radio of radios) radio.checked = draft.values[radio.name] === radio.value
    if (note) {
      note.hidden = false
      const said = one('span', note)
      if (said) said.textContent = fill(note.dataset['words'], { time: clock(draft.at) })
    }
  }
  note?.querySelector('button')?.addEventListener('click', () => {
    store(key, undefined)
    for (const field of fields) field.value = ''
    note.hidden = true
    for (const field of fields) field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  let timer = 0
  form.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches(`${writable}, input[type="radio"]`)) return
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      const said = [...fields.filter((f) => f.value), ...radios.filter((r) => r.checked)]
      const values = Object.fromEntries(said.map((f) => [f.name, f.value]))
      const at = Date.now()
      store(key, Object.keys(values).length > 0 ? { at, values } : undefined)
      if (saved) {
        const words = one('[data-words]', saved)
        if (words) words.textContent = fill(words.dataset['words'], { time: clock(at) })
        saved.hidden = false
      }
    }, 400)
  })
}
