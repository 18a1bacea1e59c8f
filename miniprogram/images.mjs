// Draws the few pictures WeChat insists on: icons of the native tab bar in both themes, and markers of its map. Run it
// after changing an icon: `node miniprogram/images.mjs`. Paths come from the one place icons are drawn.
import { mkdir, readFile } from 'node:fs/promises'
import sharp from 'sharp'

const here = new URL('./src/', import.meta.url)
const scss = await readFile(new URL('styles/_icons.scss', here), 'utf8')
const ring = (cx, cy, r) => `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const pathOf = (name) => {
  const drawn = new RegExp(`'${name}': '(.*)'`).exec(scss)?.[1]
  if (!drawn) throw new Error(`no icon ${name}`)
  return drawn.replace(/#\{ring\(([^)]*)\)\}/g, (_, numbers) => ring(...numbers.split(',').map(Number)))
}

const tabs = { home: 'home', cases: 'list', mine: 'person' }
const inks = { '': '#44514d', '-on': '#0b5752', '-dark': '#b9c3be', '-on-dark': '#7ccbbe' }
const pins = {
  done: '<circle cx="12" cy="12" r="9" fill="#0b5752"/><path d="M8 12.2l2.8 2.8L16 8.8" fill="none" stroke="#fff" stroke-width="2"/>',
  green: '<circle cx="12" cy="12" r="7.5" fill="#2a7d55"/>',
  yellow: '<path d="M12 3 22 20.5H2z" fill="#b97a00"/>',
  red: '<path d="M4.5 4.5h15v15h-15z" fill="#b3261e"/>',
  off: '<circle cx="12" cy="12" r="6.5" fill="#74807b"/>',
  area: '<circle cx="12" cy="12" r="10" fill="#fff" stroke="#0b5752" stroke-width="2.4"/>'
}

const out = new URL('images/', here)
await mkdir(out, { recursive: true })
const draw = (name, side, inside) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${side}" height="${side}">${inside}</svg>`
    )
  )
    .png({ palette: true, compressionLevel: 9 })
    .toFile(new URL(`${name}.png`, out).pathname)

for (const [tab, icon] of Object.entries(tabs)) {
  for (const [theme, ink] of Object.entries(inks)) {
    await draw(
      `tab-${tab}${theme}`,
      81,
      `<path d="${pathOf(icon)}" fill="none" stroke="${ink}" stroke-width="1.75" stroke-linecap="square"/>`
    )
  }
}
for (const [pin, shape] of Object.entries(pins))
  await draw(`pin-${pin}`, 78, `<g stroke="#fff" stroke-width="1.6">${shape}</g>`)
