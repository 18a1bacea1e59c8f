/** A word that is read while files are loaded is read before anybody could ask for a language: it would stay in the first. */
import { expect, test } from 'vitest'
import { defaultLocale, makeLocale } from '#shared/locales/locale.ts'

test('no word is kept from the moment a file was loaded', async () => {
  const readers = new Set<string>()
  makeLocale(defaultLocale, (word) => {
    const [line = ''] = (new Error('read').stack ?? '')
      .split('\n')
      .filter((text) => /\/(server|shared|config)\//.test(text) && !/\/tests\/|locales\/locale.ts/.test(text))
    readers.add(line.replace(/^.*\/(?=(server|shared|config)\/)/, '').replace(/:\d+\)?$/, ''))
    return word
  })
  await import('#server/start.ts')
  await import('#config/demo-city/seed/index.ts')
  expect([...readers]).toEqual([])
}, 120_000)
