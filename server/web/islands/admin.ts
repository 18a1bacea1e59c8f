/** Of the administrator's desk: a press on a map puts the coordinates into the form, and the form is sent. */
const degrees = Math.PI / 180
const northing = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * degrees) / 2)) / degrees
const latitude = (y: number): number => (2 * Math.atan(Math.exp(y * degrees)) - Math.PI / 2) / degrees

for (const stage of document.querySelectorAll<HTMLElement>('[data-pick]')) {
  const [west = 0, south = 0, east = 0, north = 0] = JSON.parse(stage.dataset['pick'] ?? '[]') as number[]
  const form = stage.closest('form')
  stage.addEventListener('click', (event) => {
    const box = stage.querySelector('svg')?.getBoundingClientRect()
    if (!box || !form) return
    const across = (event.clientX - box.left) / box.width
    const down = (event.clientY - box.top) / box.height
    const [top, bottom] = [northing(north), northing(south)]
    const put = (name: string, value: number): void => {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = value.toFixed(6)
    }
    put('lng', west + (east - west) * across)
    put('lat', latitude(top - (top - bottom) * down))
    form.submit()
  })
}

// On a narrow screen the parts run out of it: the one that is open is brought into sight.
const current = document.querySelector('.adm-nav [aria-current]')
const parts = current?.closest('ul')
if (current && parts) {
  const [link, list] = [current.getBoundingClientRect(), parts.getBoundingClientRect()]
  parts.scrollLeft += link.left + link.width / 2 - (list.left + list.width / 2)
}

document.querySelector('.sheets-p')?.addEventListener('click', () => window.print())
