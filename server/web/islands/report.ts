/**
 * The report form, made easier: photos shown and made smaller before they are sent, the phone's own position, a place
 * picked on a map. Everything it fills in is a field the plain form has as well.
 */
import { drawOnWhite } from '#shared/draw-on-white.ts'
import { suggestions } from './parts/suggestions.ts'

const fill = (sentence: string | undefined, values: Record<string, string | number>): string =>
  (sentence ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

// ——— sending once

document.querySelectorAll('form').forEach((form) => {
  form.addEventListener('submit', (event) => {
    const button = event.submitter
    if (!(button instanceof HTMLButtonElement)) return
    const busy = button.dataset['busy']
    if (busy === undefined) return
    // The second press of an impatient finger; the key would catch it, but why send it.
    if (button.getAttribute('aria-busy') === 'true') return event.preventDefault()
    button.style.minWidth = `${button.offsetWidth}px`
    button.setAttribute('aria-busy', 'true')
    button.textContent = busy
    addEventListener('pageshow', () => location.reload(), { once: true })
  })
})

// ——— photos

/** Longest edge after shrinking: what the server keeps at most. */
const longest = 1600
const picker = document.querySelector<HTMLInputElement>('input[type="file"][data-most]')

/** A smaller JPEG of the same picture, upright; the file itself when it cannot be read here (HEIC) or is small already. */
async function shrink(file: File): Promise<File> {
  if (file.size < 400_000 || !('createImageBitmap' in window)) return file
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const pen = canvas.getContext('2d')
    if (!pen) return file
    drawOnWhite(pen, picture, canvas)
    picture.close()
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86))
    return blob && blob.size < file.size
      ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
      : file
  } catch {
    return file
  }
}

function photos(input: HTMLInputElement): void {
  const most = Number(input.dataset['most'] ?? 9)
  const list = document.createElement('ol')
  list.className = 'shots'
  input.after(list)
  let kept: File[] = []

  const hold = () => {
    const files = new DataTransfer()
    kept.forEach((file) => files.items.add(file))
    input.files = files.files
  }
  const draw = () => {
    list.replaceChildren(
      ...kept.map((file, i) => {
        const item = document.createElement('li')
        const picture = document.createElement('img')
        const url = URL.createObjectURL(file)
        picture.src = url
        picture.alt = ''
        picture.onload = () => URL.revokeObjectURL(url)
        picture.onerror = () => {
          const blank = document.createElement('div')
          blank.className = 'no-photo'
          picture.replaceWith(blank)
        }
        const number = document.createElement('span')
        number.textContent = String(i + 1)
        const remove = document.createElement('button')
        remove.type = 'button'
        remove.setAttribute('aria-label', fill(input.dataset['words'], { n: i + 1 }))
        remove.innerHTML =
          '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/></svg>'
        remove.addEventListener('click', () => {
          kept = kept.filter((picked) => picked !== file)
          hold()
          draw()
          input.focus()
        })
        item.append(picture, number, remove)
        return item
      })
    )
  }
  let working = Promise.resolve()
  input.addEventListener('change', () => {
    // Choosing again adds to what is there; a browser alone would forget the first choice.
    const chosen = [...(input.files ?? [])].filter(
      (file) => !kept.some((picked) => picked.name === file.name && picked.lastModified === file.lastModified)
    )
    input.setAttribute('aria-busy', 'true')
    working = working.then(async () => {
      for (const file of chosen.slice(0, most - kept.length)) kept = [...kept, await shrink(file)]
      hold()
      draw()
      input.removeAttribute('aria-busy')
    })
  })
}
if (picker && typeof DataTransfer === 'function') photos(picker)

// ——— place

interface PlaceWords extends Record<string, string> {
  zoomIn: string
  zoomOut: string
}

function place(box: HTMLElement): void {
  const words = JSON.parse(box.dataset['words'] ?? '{}') as PlaceWords
  const bounds = JSON.parse(box.dataset['place'] ?? '[]') as number[]
  const part = <E extends HTMLElement>(selector: string): E | null => box.querySelector<E>(selector)
  const [buttons, gps, pick, status, stage] = ['.place-b', '.place-gps', '.place-map', '.place-s', '.place-m'].map(
    (text) => part(text)
  )
  const area = part<HTMLSelectElement>('select[name="area"]')
  const [lng, lat, accuracy] = ['lng', 'lat', 'accuracyM'].map((name) =>
    part<HTMLInputElement>(`input[name="${name}"]`)
  )
  if (!buttons || !gps || !pick || !status || !stage || !area || !lng || !lat || !accuracy) return
  let show: ((at: { lng: number; lat: number }) => void) | undefined
  buttons.hidden = false

  const tell = (sentence: string) => {
    status.hidden = sentence === ''
    status.textContent = sentence
  }
  const forget = () => {
    lng.value = lat.value = accuracy.value = ''
    tell('')
  }
  async function take(at: { lng: number; lat: number }, metres: number | undefined): Promise<void> {
    const answer = await fetch(
      `/api/where?${new URLSearchParams({ lng: at.lng.toFixed(6), lat: at.lat.toFixed(6) }).toString()}`
    )
    if (!answer.ok) {
      forget()
      const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
      return tell((code === 'outside_city' ? words['outside'] : words['failed']) ?? '')
    }
    const found = (await answer.json()) as { area: { id: string; name: string } }
    lng!.value = at.lng.toFixed(6)
    lat!.value = at.lat.toFixed(6)
    accuracy!.value = metres === undefined ? '' : String(Math.round(metres))
    area!.value = found.area.id
    tell(
      fill(metres === undefined ? words['picked'] : words['found'], {
        area: found.area.name,
        m: Math.round(metres ?? 0)
      })
    )
    show?.(at)
  }
  // A street chosen by hand speaks for itself; a point left over from before would contradict it.
  area.addEventListener('change', forget)

  // A form that came back still has its point.
  if (lng.value && lat.value) tell(fill(words['picked'], { area: area.selectedOptions[0]?.text ?? '' }))

  gps.hidden = !('geolocation' in navigator)
  gps.addEventListener('click', () => {
    tell(words['locating'] ?? '')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        take({ lng: coords.longitude, lat: coords.latitude }, coords.accuracy).catch(() => tell(words['failed'] ?? ''))
      },
      (problem) => tell((problem.code === problem.PERMISSION_DENIED ? words['denied'] : words['failed']) ?? ''),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 }
    )
  })

  pick.addEventListener('click', () => {
    pick.hidden = true
    stage.hidden = false
    import('./parts/pick-map.ts')
      .then(({ pickMap }) =>
        pickMap(
          stage,
          bounds,
          words,
          lng.value && lat.value ? { lng: Number(lng.value), lat: Number(lat.value) } : undefined,
          (at) => take(at, undefined)
        )
      )
      .then((listener) => {
        show = listener
        if (status.hidden) tell(words['tap'] ?? '')
      })
      .catch(() => {
        pick.hidden = false
        stage.hidden = true
        tell(words['failed'] ?? '')
      })
  })
}
document.querySelectorAll<HTMLElement>('[data-place]').forEach(place)

document.querySelectorAll<HTMLElement>('[data-suggest]').forEach(suggestions)

// After a refusal the summary is what one must hear first.
document.getElementById('errors')?.focus()
