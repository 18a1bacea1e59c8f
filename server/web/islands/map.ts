/**
 * Makes the server's map move. The drawing stays until the moving one is ready; on the home page that begins by itself
 * once it is in sight, elsewhere by its button, so that a list page costs next to nothing.
 */
for (const box of document.querySelectorAll<HTMLElement>('[data-map]')) {
  const words = JSON.parse(box.dataset['words'] ?? '{}') as Record<string, string>
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn btn-o map-go'
  button.textContent = words['move'] ?? ''

  let begun = false
  const begin = () => {
    if (begun) return
    begun = true
    button.setAttribute('aria-busy', 'true')
    import('./parts/moving-map.ts')
      .then(({ movingMap }) => movingMap(box, words))
      .then(() => button.remove())
      .catch(() => {
        begun = false
        button.removeAttribute('aria-busy')
        button.textContent = words['failed'] ?? ''
      })
  }
  button.addEventListener('click', begin)
  // Below the drawing: on a phone it would cover half a district.
  ;(box.parentElement?.querySelector('figcaption') ?? box).append(button)

  if (box.dataset['auto'] !== undefined && 'IntersectionObserver' in window) {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      watch.disconnect()
      begin()
    })
    watch.observe(box)
  }
}
