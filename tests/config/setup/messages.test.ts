/** The launchers speak two languages, each of them whole, and say nothing that is not in the catalogue. */
import { describe, expect, test } from 'vitest'
import { roles } from '#shared/members.ts'
import { launcherFile } from '#tests/support/launcher.ts'
import { placeOf, readSources, ts, walk } from '#tests/support/source.ts'

type Said = string | ((...given: string[]) => string) | { [name: string]: Said }
interface Messages {
  catalogue: { zh: { [name: string]: Said }; en: { [name: string]: Said } }
  languageOf(env: Record<string, string>, system?: string): 'zh' | 'en'
}
const { catalogue, languageOf } = await launcherFile<Messages>('messages.mjs')

/** Every message by its path, and what it takes. */
const shapeOf = (said: Said, path = ''): string[] => {
  if (typeof said === 'string') return [path]
  if (typeof said === 'function') return [`${path}(${said.length})`]
  return Object.entries(said).flatMap(([name, part]) => shapeOf(part, `${path}.${name}`))
}
/** Every message in words, given its own place's number for whatever it is told. */
const wordsOf = (said: Said): string[] => {
  if (typeof said === 'string') return [said]
  if (typeof said === 'function') return [said(...Array.from({ length: said.length }, (_, i) => String(i)))]
  return Object.values(said).flatMap(wordsOf)
}
const chinese = /[\u3400-\u9fff]/
const launchers = readSources(['config/setup']).filter(({ path }) => !path.endsWith('/messages.mjs'))

describe('the catalogue of the launchers', () => {
  test('has every message in both languages, with the same things to tell', () => {
    expect(shapeOf(catalogue.en)).toEqual(shapeOf(catalogue.zh))
  })

  test('has no Chinese among the English, but for what a role is called', () => {
    const titles = Object.values((catalogue.en['start'] as { roles: Record<string, { title: string }> }).roles)
    const others = wordsOf(catalogue.en).filter((said) => !titles.some(({ title }) => title === said))
    expect(others.filter((said) => chinese.test(said))).toEqual([])
    expect(wordsOf(catalogue.en).filter((said) => said.includes('undefined'))).toEqual([])
  })

  test('knows every role of an account', () => {
    for (const language of [catalogue.zh, catalogue.en])
      expect(Object.keys((language['start'] as { roles: object }).roles)).toEqual(roles)
  })

  test('holds nothing that nobody says', () => {
    const all = launchers.map(({ tree }) => tree.text).join('\n')
    const messages = Object.entries(catalogue.en).flatMap(([part, said]) =>
      typeof said === 'object' ? Object.keys(said) : [part]
    )
    expect(messages.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([])
  })
})

describe('the language of the launchers', () => {
  test.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh' }, 'zh'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: '' }, 'en']
  ])('of %j is %s', (env, language) => {
    expect(languageOf(env as Record<string, string>, 'en-US')).toBe(language)
  })

  test('is the one of the system where no variable says it', () => {
    expect([languageOf({}, 'zh-CN'), languageOf({}, 'fr-FR'), languageOf({})]).toEqual(['zh', 'en', 'en'])
  })
})

test('no launcher says a sentence that is not in the catalogue', () => {
  // Three words with nothing but spaces between them, or a letter of Chinese; commands and flags are neither.
  const sentence = /[a-z]+,? [a-z]+,? [a-z]+/i
  const found = launchers.flatMap((source) => {
    const said: string[] = []
    walk(source.tree, (node) => {
      const literal = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
      if (literal && (chinese.test(node.text) || sentence.test(node.text)))
        said.push(`${placeOf(source, node)} ${node.text}`)
    })
    return said
  })
  expect(found).toEqual([])
})
