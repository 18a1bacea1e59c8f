/**
 * What the desk does faster with a script: keys, drafts that survive, photos that arrive while one writes, a large view,
 * a question before what cannot be undone. Without it every page works by links and forms. It carries no words: they
 * come with the page.
 */
const all = <E extends HTMLElement>(selector: string, root: ParentNode = document): E[] => [
  ...root.querySelectorAll<E>(selector)
]
const one = <E extends HTMLElement>(selector: string, root: ParentNode = document): E | null =>
  root.querySelector<E>(selector)
const fill = (sentence: string | undefined, values: Record<string, string | number>): string =>
  (sentence ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
const clock = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)

// ——— drafts

interface Draft {
  at: number
  values: Record<string, string>
}
const prefix = 'desk:'
const draftDays = 7

/** Storage may be full or forbidden; a draft is a comfort, never a condition. */
function store(key: string, draft: Draft | undefined): void {
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
const draftKeys = (): string[] => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}
function forgetOld(): void {
  for (const key of draftKeys()) {
    const draft = stored(key.slice(prefix.length))
    if (!draft || draft.at < Date.now() - draftDays * 86_400_000) store(key.slice(prefix.length), undefined)
  }
}

type Writable = HTMLInputElement | HTMLTextAreaElement
const writable = 'textarea:not([readonly]), input[type="text"], input[type="date"], input:not([type])'

function keepDrafts(form: HTMLFormElement): void {
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

// ——— photos

/** Each file goes up on its own, so that one that fails spoils nothing; what is sent with the form is its number. */
function takePhotos(box: HTMLElement): void {
  const input = one<HTMLInputElement>('input[type="file"]', box)
  const add = one('.slot-add', box)
  const form = box.closest('form')
  if (!input || !add || !form) return
  const { photos: url = '', most = '9', busy, failed, drop } = box.dataset
  const token = one<HTMLInputElement>('[name="_token"]', form)?.value ?? ''
  const slots = document.createElement('div')
  slots.className = 'slots'
  add.before(slots)
  slots.append(add)
  const taken = () =>
    all('.slot:not(.slot-add)', slots).length + all<HTMLInputElement>('.kept input:checked', box).length
  const settle = () => {
    const more = one('[data-more]', add)
    if (more && taken() > 0) more.textContent = more.dataset['more'] ?? ''
    add.hidden = taken() >= Number(most)
  }

  const take = (file: File) => {
    const slot = document.createElement('div')
    slot.className = 'slot'
    const image = document.createElement('img')
    image.alt = file.name
    image.src = URL.createObjectURL(file)
    image.addEventListener('error', () => image.remove())
    const bar = document.createElement('progress')
    bar.max = 100
    const said = document.createElement('button')
    said.type = 'button'
    said.className = 'slot-s'
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'slot-x'
    close.textContent = '×'
    close.setAttribute('aria-label', fill(drop, { n: taken() + 1 }))
    slot.append(image, bar, said, close)
    add.before(slot)
    settle()

    let request: XMLHttpRequest | undefined
    const send = () => {
      slot.classList.remove('slot-bad')
      slot.dataset['state'] = 'busy'
      bar.hidden = false
      said.hidden = false
      said.textContent = fill(busy, { percent: 0 })
      const body = new FormData()
      body.append('_token', token)
      body.append('photo', file, file.name)
      request = new XMLHttpRequest()
      request.open('POST', url)
      request.responseType = 'json'
      request.upload.addEventListener('progress', (event) => {
        const percent = Math.min(99, Math.round((event.loaded / event.total) * 100))
        bar.value = percent
        said.textContent = fill(busy, { percent })
      })
      request.addEventListener('loadend', () => {
        const answer = request?.response as { id?: string; detail?: string } | null | undefined
        bar.hidden = true
        if (answer?.id) {
          slot.dataset['state'] = 'ready'
          said.hidden = true
          const hidden = document.createElement('input')
          hidden.type = 'hidden'
          hidden.name = 'photos'
          hidden.value = answer.id
          slot.append(hidden)
        } else if (slot.isConnected) {
          slot.dataset['state'] = 'bad'
          slot.classList.add('slot-bad')
          said.textContent = answer?.detail ?? failed ?? ''
        }
      })
      request.send(body)
    }
    said.addEventListener('click', () => {
      if (slot.dataset['state'] === 'bad') send()
    })
    close.addEventListener('click', () => {
      request?.abort()
      URL.revokeObjectURL(image.src)
      slot.remove()
      settle()
      input.focus()
    })
    send()
  }

  input.addEventListener('change', () => {
    const room = Number(most) - taken()
    for (const file of [...(input.files ?? [])].slice(0, Math.max(0, room))) take(file)
    // The form sends numbers, not the files once more.
    input.value = ''
  })
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

// ——— the moderator's preview

function drawPreview(form: HTMLFormElement): void {
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

// ——— the large view

function enlarge(): { open: () => void } | undefined {
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

// ——— keys

const press = (selector: string): boolean => {
  const it = one(selector)
  it?.click()
  return it !== null
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

function listen(big: { open: () => void } | undefined): void {
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
  const big = enlarge()
  if (one('.dk-keys')?.dataset['keys'] === 'on') listen(big)
  one('.q-on')?.scrollIntoView({ block: 'nearest' })
  one('#errors')?.focus()
  // A page that comes back from the browser's memory may be sent again.
  addEventListener('pageshow', () => {
    for (const form of all<HTMLFormElement>('form')) delete form.dataset['sent']
  })
}

arrive()

export {}
