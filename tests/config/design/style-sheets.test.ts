/** The design tokens are stated once: what is made from them is up to date, and nobody writes one of their colours again. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { designFiles } from '#config/design/style-sheets.ts'
import { colours, phoneOnly, webOnly } from '#shared/design-tokens.ts'

const made = designFiles()
const read = (path: string): string => readFileSync(path, 'utf8')
const under = (folder: string, name: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path) && !path.includes('dist/'))
    .map((path) => join(folder, path))

describe('design tokens', () => {
  test.each(Object.keys(made))('%s is as the tokens make it; otherwise run npm run tokens', (path) => {
    expect(read(path)).toBe(made[path])
  })

  test('a colour of the tokens is written nowhere else', () => {
    // White and black mean paper and ink of every printer; they are no decision of this design.
    const known = new Set<string>(Object.values(colours).flat())
    known.delete('#ffffff')
    const files = [
      ...under('server', /\.(css|tsx?|typ|mjs)$/),
      ...under('miniprogram/src', /\.(scss|tsx?|html|json)$/),
      ...under('config/design', /\.ts$/)
    ].filter((path) => !(path in made))
    const again = files.flatMap((path) =>
      [...read(path).matchAll(/#[0-9a-f]{6}/gi)]
        .filter(([hex]) => known.has(hex.toLowerCase()))
        .map(([hex]) => `${path} ${hex}`)
    )
    expect(again).toEqual([])
  })

  test('the style sheets of the web and of the phone each know every token they name', () => {
    const unknown = (folder: string, name: RegExp, tokens: string): string[] => {
      const files = under(folder, name).map((path) => [path, read(path)] as const)
      // A property may also be set where it is drawn, by a style sheet or by a style of an element.
      const set = new Set([...files.map(([, text]) => text), tokens].join('\n').match(/--[\w-]+(?=['"]?\]?\s*:)/g))
      return files.flatMap(([path, text]) =>
        [...text.matchAll(/var\((--[\w-]+)\)/g)]
          .filter(([, used = '']) => !set.has(used))
          .map(([, used]) => `${path} ${used}`)
      )
    }
    expect(unknown('server/web', /\.(css|tsx)$/, made['server/web/style/tokens.css'] ?? '')).toEqual([])
    expect(unknown('miniprogram/src', /\.(scss|tsx)$/, made['miniprogram/src/styles/_tokens.scss'] ?? '')).toEqual([])
  })

  test('a token that is said to be of one side only is used there and not on the other', () => {
    const web = under('server/web', /\.(css|tsx?)$/)
      .map(read)
      .join('\n')
    const phone = under('miniprogram/src', /\.(scss|tsx?)$/)
      .map(read)
      .join('\n')
    expect([...webOnly].filter((name) => phone.includes(`var(--${name})`))).toEqual([])
    expect([...phoneOnly].filter((name) => web.includes(`var(--${name})`))).toEqual([])
  })
})
