import type { DivIcon, DivIconOptions } from 'leaflet'

/** How parts of an icon are styled, by what finds them in it. */
export type Styles = Readonly<Record<string, Partial<CSSStyleDeclaration>>>

/** An icon whose parts get their places as styles of the element: a page lets in no style that is written into HTML. */
export function styledIcon(L: typeof import('leaflet'), options: DivIconOptions, styles: Styles): DivIcon {
  const icon = L.divIcon(options)
  const create = icon.createIcon.bind(icon)
  icon.createIcon = (old) => {
    const made = create(old)
    for (const [found, style] of Object.entries(styles)) {
      const part = made.querySelector<HTMLElement>(found)
      if (part) Object.assign(part.style, style)
    }
    return made
  }
  return icon
}
