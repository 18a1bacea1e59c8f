/**
 * What people type, read by the code that a phone gets: the build writes classes of characters out for engines that do not know
 * them, and what it writes must do the same.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { transformSync } from '@babel/core'
import * as typed from '#shared/typed.ts'

const root = join(__dirname, '../..')
const filename = join(root, 'shared/typed.ts')
function asBuilt(): typeof typed {
  const { code } =
    transformSync(readFileSync(filename, 'utf8'), {
      filename,
      configFile: join(root, 'babel.config.cjs'),
      plugins: ['@babel/plugin-transform-modules-commonjs'],
      caller: { name: 'test', supportsStaticESM: true }
    }) ?? {}
  const run = runInThisContext(`(function (require, exports) {${code ?? ''}\n})`) as (
    require: NodeJS.Require,
    exports: object
  ) => void
  const exports = {}
  run(createRequire(filename), exports)
  return exports as typeof typed
}
const built = asBuilt()

describe('as it is built for the phone', () => {
  test.each([
    '井\udc00盖👮\ud83d 👨‍👩‍👧',
    'a\u000b\u2028b\u0000\u200b\u202e',
    '葛\u{e0100} ❤️‍🔥 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '\u200b\u3164',
    '（０５１９）8666–1234 转 802',
    '２０２６－１１２２－００３７１',
    '𠮷𬎆'
  ])('%j is read alike', (text) => {
    for (const name of [
      'plainText',
      'plainLine',
      'plainFigures',
      'plainField',
      'plainPhone',
      'plainClock',
      'plainDay'
    ] as const)
      expect([name, built[name](text)]).toEqual([name, typed[name](text)])
    expect(built.grouped(4, 4)(text)).toBe(typed.grouped(4, 4)(text))
    expect(built.isSearchable(text)).toBe(typed.isSearchable(text))
  })
})
