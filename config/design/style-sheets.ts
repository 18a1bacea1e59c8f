/** The design tokens as the files that style sheets read: text made from `shared/design-tokens.ts` alone. */
import {
  colours,
  darkColour,
  elder,
  elderColours,
  faces,
  floatShadow,
  gutters,
  layout,
  lightColour,
  lineHeights,
  phoneOnly,
  scale,
  targets,
  typeSizes,
  webOnly,
  weights
} from '../../shared/design-tokens.ts'

type Line = readonly [name: string, value: string | number]
type Theme = 'light' | 'dark'

const note = 'Made from shared/design-tokens.ts by `npm run tokens`; change it there.'

const themeColours = (theme: Theme): Line[] =>
  Object.entries(colours)
    // What is the same in both themes is said once.
    .filter(([, [light, dark]]) => theme === 'light' || light !== dark)
    .map(([name, [light, dark]]) => [name, theme === 'light' ? light : dark])
const elderTheme = (theme: Theme): Line[] =>
  Object.entries(elderColours).map(([name, [light, dark]]) => [name, theme === 'light' ? light : dark])

/** 17 pixels, larger by the whole scale; the largest sizes take a share of it. */
const sizes = (): Line[] =>
  typeSizes.map(({ px, share }) => [
    `fs-${px}`,
    share === undefined ? `calc(${px}px * var(--scale))` : `calc(${px}px * (1 + (var(--scale) - 1) * ${share}))`
  ])

const block = (selector: string, lines: readonly string[], depth = 0): string => {
  const pad = '  '.repeat(depth)
  return [`${pad}${selector} {`, ...lines.map((line) => `${pad}  ${line}`), `${pad}}`].join('\n')
}
const properties = (lines: readonly Line[]): string[] => lines.map(([name, value]) => `--${name}: ${value};`)
const within = (names: ReadonlySet<string>, lines: readonly Line[]) => lines.filter(([name]) => !names.has(name))

/** The custom properties of the public pages and of the desk. */
export function webStyleSheet(): string {
  const lines = (values: readonly Line[]) => properties(within(phoneOnly, values))
  const dark = ['color-scheme: dark;', ...lines([...themeColours('dark'), ['shadow-float', floatShadow[1]]])]
  const elderLight = lines(elderTheme('light'))
  return [
    `/* ${note} */`,
    block(':root', [
      'color-scheme: light;',
      ...lines([
        ...themeColours('light'),
        ['shadow-float', floatShadow[0]],
        ...Object.entries({ ...faces, ...scale }),
        ...sizes(),
        ...Object.entries({ ...lineHeights, ...weights, ...targets, ...layout })
      ])
    ]),
    ...Object.entries(gutters).map(
      ([from, gutter]) => `@media (min-width: ${from}) {\n${block(':root', [`--gutter: ${gutter};`], 1)}\n}`
    ),
    `@media (prefers-color-scheme: dark) {\n${block(":root:not([data-theme='light'])", dark, 1)}\n}`,
    block(":root[data-theme='dark']", dark),
    block(":root[data-mode='elder']", lines(Object.entries(elder))),
    block(":root[data-mode='elder'][data-theme='light']", elderLight),
    `@media not all and (prefers-color-scheme: dark) {\n${block(":root[data-mode='elder']:not([data-theme='dark'])", elderLight, 1)}\n}`,
    `@media (prefers-contrast: more) {\n${block(':root', ['--ink-3: var(--ink-2);', '--line: var(--control);'], 1)}\n}`,
    `@media (prefers-reduced-motion: reduce) {\n${block(':root', ['--t-quick: 0ms;', '--t-move: 0ms;'], 1)}\n}`,
    ''
  ].join('\n')
}

/**
 * The same for the mini-program. WXSS knows no `:root`, and a value that is computed from `--scale` is computed where it
 * stands, so the sizes are set again where 大字版 changes the scale.
 */
export function phoneStyleSheet(): string {
  const lines = (values: readonly Line[]) => properties(within(webOnly, values))
  const page = 'page,\nbody'
  return [
    `// ${note}`,
    block(page, [
      ...lines([
        ...Object.entries({ ...scale, ...lineHeights, ...weights, ...targets, ...faces }),
        ...sizes(),
        ...themeColours('light'),
        ['photo-dim', 1],
        ['float', floatShadow[0]]
      ])
    ]),
    block('.elder', lines([...Object.entries(elder), ...elderTheme('light'), ...sizes()])),
    [
      '@media (prefers-color-scheme: dark) {',
      block(
        page.replace('\n', '\n  '),
        [...lines([...themeColours('dark'), ['photo-dim', 0.86], ['float', floatShadow[1]]]), 'color-scheme: dark;'],
        1
      ),
      block('.elder', lines(elderTheme('dark')), 1),
      '}'
    ].join('\n'),
    `@media (prefers-contrast: more) {\n${block(page.replace('\n', '\n  '), ['--ink-3: var(--ink-2);', '--line: var(--control);'], 1)}\n}`,
    ''
  ].join('\n')
}

/** What keeps its colour on paper, where a page of the night is printed too. */
export const printStyleSheet = (): string => {
  const kept = ['brand', 'on-brand', 'seal', 'light-green', 'light-yellow', 'light-red'] as const
  const lines = kept.map((name): Line => [name, lightColour(name)])
  return `/* ${note} */\n@media print {\n${block(":root,\n  :root[data-theme='dark']", properties(lines), 1)}\n}\n`
}

/** The bars WeChat draws itself: their colours and pictures, by theme. */
export function wechatTheme(): string {
  const tabs = ['home', 'cases', 'activities', 'mine'] as const
  const themed = (theme: Theme) => {
    const colour = theme === 'light' ? lightColour : darkColour
    const dark = theme === 'dark' ? '-dark' : ''
    return {
      bar: colour('surface'),
      barText: theme === 'light' ? 'black' : 'white',
      paper: colour('paper'),
      ink: colour('ink'),
      pull: theme === 'light' ? 'dark' : 'light',
      tabColor: colour('ink-2'),
      tabOn: colour('brand'),
      tabGround: colour('surface'),
      tabEdge: theme === 'light' ? 'black' : 'white',
      ...Object.fromEntries(
        tabs.flatMap((tab) => [
          [`tab_${tab}`, `images/tab-${tab}${dark}.png`],
          [`tab_${tab}_on`, `images/tab-${tab}-on${dark}.png`]
        ])
      )
    }
  }
  return `${JSON.stringify({ light: themed('light'), dark: themed('dark') }, undefined, 2)}\n`
}

/** What WeChat's map is given as text: three colours, so that the package carries no others. */
export const mapColours = (): string =>
  [
    `// ${note}`,
    ...(['ink', 'surface', 'brand'] as const).map((name) => `export const ${name} = '${lightColour(name)}'`),
    ''
  ].join('\n')

/** Every file that is made, by its path from the root. */
export const designFiles = (): Record<string, string> => ({
  'server/web/style/tokens.css': webStyleSheet(),
  'server/web/style/print-colours.css': printStyleSheet(),
  'miniprogram/src/styles/_tokens.scss': phoneStyleSheet(),
  'miniprogram/src/map-view/colours.ts': mapColours(),
  'miniprogram/src/theme.json': wechatTheme()
})
