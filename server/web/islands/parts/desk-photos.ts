import { all, fill, one } from './desk-page.ts'

/** Each file goes up on its own, so that one that fails spoils nothing; what is sent with the form is its number. */
export function takePhotos(box: HTMLElement): void {
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
