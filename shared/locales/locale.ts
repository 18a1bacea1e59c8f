/**
 * Which language a word is looked up in. Every catalogue resolves a word at the moment it is read, in the reader's
 * language, so that a page, a refusal or a document needs no argument for it. A second language is a second folder beside
 * `zh-CN` of the same shape: docs/recipes/new-language.md.
 */
export const locales = ['zh-CN'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'zh-CN'

/** The shape every language of a catalogue has: the same keys, any sentence. */
export type Words<T> = T extends string | undefined
  ? T extends string
    ? string
    : T
  : { readonly [K in keyof T]: Words<T[K]> }

let askLocale: () => string = () => defaultLocale
/** Who knows the reader: on the server the request that runs, on the phone its own setting. */
export const readLocaleFrom = (ask: () => string): void => {
  askLocale = ask
}
/** The language words are read in now. */
export const currentLocale = (): string => askLocale()

const madeLocales = new Map<string, (word: string) => string>()
/** A language that is made from the first one word by word; the tests make one, to see what was never looked up. */
export const makeLocale = (name: string, translate: (word: string) => string): void => {
  madeLocales.set(name, translate)
}

/** Every language a reader may ask for. */
export const knownLocales = (): readonly string[] => [...locales, ...madeLocales.keys()]

/** A word, a list of words, or nothing where nothing is to be said. */
type Leaf = string | readonly Leaf[] | undefined
interface Node {
  readonly [key: string]: Leaf | Node
}
const isLeaf = (value: Leaf | Node): value is Leaf => typeof value !== 'object' || Array.isArray(value)
const translated = (leaf: Leaf, translate: (word: string) => string): Leaf =>
  typeof leaf === 'string' ? translate(leaf) : leaf?.map((word) => translated(word, translate))

function read(leaves: Readonly<Record<Locale, Leaf>>): Leaf {
  const locale = askLocale()
  const translate = madeLocales.get(locale)
  return translate ? translated(leaves[defaultLocale], translate) : (leaves[locale as Locale] ?? leaves[defaultLocale])
}

/** A mirror of the catalogue whose every leaf is a getter; a list of words is a leaf, languages may differ in its length. */
function mirror(nodes: Readonly<Record<Locale, Node>>): Node {
  const lookup = {}
  for (const [key, value] of Object.entries(nodes[defaultLocale])) {
    const below = Object.fromEntries(locales.map((locale) => [locale, nodes[locale][key]]))
    Object.defineProperty(
      lookup,
      key,
      isLeaf(value)
        ? { enumerable: true, get: () => read(below as Record<Locale, Leaf>) }
        : { enumerable: true, value: mirror(below as Record<Locale, Node>) }
    )
  }
  return lookup
}

/** One catalogue in every language, read in the reader's. */
export const inLocale = <T extends object>(catalogues: { 'zh-CN': T } & Readonly<Record<Locale, Words<T>>>): Words<T> =>
  mirror(catalogues as unknown as Record<Locale, Node>) as Words<T>
