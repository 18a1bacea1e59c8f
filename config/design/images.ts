// Draws the few pictures WeChat insists on: icons of the native tab bar in both themes, and markers of its map. Run it
// after changing an icon or a colour: `npm run images`. Paths come from the one place icons are drawn.
import { mkdir, readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { darkColour, lightColour } from '../../shared/design-tokens.ts'

const here = new URL('../../miniprogram/src/', import.meta.url)
const scss = await readFile(new URL('styles/_icons.scss', here), 'utf8')
const ring = (cx = 0, cy = 0, r = 0) => `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const pathOf = (name: string): string => {
  const drawn = new RegExp(`'${name}': '(.*)'`).exec(scss)?.[1]
  if (!drawn) throw new Error(`no icon ${name}`)
  return drawn.replace(/#\{ring\(([^)]*)\)\}/g, (_, numbers: string) => ring(...numbers.split(',').map(Number)))
}

const tabs = { home: 'home', cases: 'list', activities: 'heart', mine: 'person' }
const inks = {
  '': lightColour('ink-2'),
  '-on': lightColour('brand'),
  '-dark': darkColour('ink-2'),
  '-on-dark': darkColour('brand')
}
const brand = lightColour('brand')
const pins = {
  done: `<circle cx="12" cy="12" r="9" fill="${brand}"/><path d="M8 12.2l2.8 2.8L16 8.8" fill="none" stroke="#fff" stroke-width="2"/>`,
  green: `<circle cx="12" cy="12" r="7.5" fill="${lightColour('light-green')}"/>`,
  yellow: `<path d="M12 3 22 20.5H2z" fill="${lightColour('light-yellow')}"/>`,
  red: `<path d="M4.5 4.5h15v15h-15z" fill="${lightColour('light-red')}"/>`,
  off: `<circle cx="12" cy="12" r="6.5" fill="${lightColour('control')}"/>`,
  area: `<circle cx="12" cy="12" r="10" fill="#fff" stroke="${brand}" stroke-width="2.4"/>`
}

const out = new URL('images/', here)
await mkdir(out, { recursive: true })
const draw = (name: string, side: number, inside: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${side}" height="${side}">${inside}</svg>`
    )
  )
    .png({ palette: true, colours: 16, effort: 10, compressionLevel: 9 })
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
