/** The one file that reads process.env. Everything that is missing or wrong is said by name, at once, at the start. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  isPublic,
  rules,
  settings,
  Wrong,
  type Place,
  type Setting,
  type Value,
  type Values,
  type Words
} from './settings.ts'

/** `npm run build` puts it there: this program is the one in its folder, beside everything that it reads. */
declare const BUILT: true | undefined
const built = typeof BUILT !== 'undefined' && BUILT

/** The settings as the program reads them, and where it stands. */
export interface Env extends Omit<Values, 'https' | 'secondFactor'> {
  https: boolean
  secondFactor: 'required' | 'offered'
  /** Strangers can come: what is only for trying has to be asked for in words. */
  isPublic: boolean
  /** Neither a city nor the demo was asked for: an empty database gets a city that has nothing yet. */
  blank: boolean
  webDir: string
  /** Styles and scripts that `npm run build` made; without them they are bundled at the start. */
  assetsDir?: string
}

export type Source = 'default' | 'environment' | 'file'
export interface Read {
  setting: Setting<Value>
  value: Value
  source: Source
  /** The value as it was given. */
  given?: string
  wrong?: Words
}

export interface Reading {
  rows: readonly Read[]
  /** In both languages, each with the name of its setting. */
  errors: readonly Words[]
  /** Names that look like settings and are none. */
  unknown: readonly { name: string; meant?: string }[]
  env: Env
}

export type Variables = Readonly<Record<string, string | undefined>>

/** A secret may stand in a file, whose path is given instead. */
const fileOf = ({ name, secret }: Setting<Value>): string | undefined => (secret ? `${name}_FILE` : undefined)

function textOf(setting: Setting<Value>, env: Variables): Pick<Read, 'source' | 'given'> {
  const given = env[setting.name] || undefined
  const fileName = fileOf(setting)
  const path = (fileName !== undefined && env[fileName]) || undefined
  if (path === undefined) return given === undefined ? { source: 'default' } : { source: 'environment', given }
  if (given !== undefined)
    throw new Wrong({ en: `is given twice, itself and by ${fileName}`, zh: `重复给出：它本身和 ${fileName}` })
  try {
    return { source: 'file', given: readFileSync(path, 'utf8').trim() }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new Wrong({ en: `cannot be read from ${path}: ${why}`, zh: `无法从 ${path} 读取：${why}` })
  }
}

function readOne(setting: Setting<Value>, env: Variables, place: Place): Read {
  let found: Pick<Read, 'source' | 'given'> = { source: 'default' }
  try {
    found = textOf(setting, env)
    if (!found.given && setting.required) throw new Wrong({ en: 'is missing', zh: '没有设置' })
    const value = found.given ? setting.parse(found.given, place) : setting.fallback(place)
    return { setting, value, ...found }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    return { setting, value: setting.fallback(place), ...found, wrong: error.words }
  }
}

/** How many letters have to be changed, added, left out or exchanged. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  const at = (i: number, j: number): number => (i === 0 ? j : (rows[i]?.[j] ?? 0))
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1)]
      if (exchanged) steps.push(at(i - 2, j - 2) + 1)
      ;(rows[i] ?? [])[j] = Math.min(...steps)
    }
  return at(a.length, b.length)
}

/** Read by the launchers and the builds, not by the server. */
const elsewhere = ['API_BASE', 'DEV_SERVER', 'FOR_TRYING', 'NODE_ENV', 'TEST_MONGODB_URI']
const prefixOf = (name: string): string => name.slice(0, name.indexOf('_') + 1)

function unknownIn(env: Variables, all: readonly Setting<Value>[]): Reading['unknown'] {
  const known = [...all.flatMap((setting) => [setting.name, fileOf(setting) ?? []].flat()), ...elsewhere]
  const prefixes = new Set(all.map(({ name }) => prefixOf(name)).filter(Boolean))
  return Object.keys(env).flatMap((name) => {
    // A cluster names its services so by itself.
    if (known.includes(name) || /_(SERVICE_|PORT(_|$))/.test(name) || !/^[A-Z][A-Z0-9_]{3,}$/.test(name)) return []
    const within = name.length < 6 ? 1 : 2
    const meant = known.find((one) => Math.abs(one.length - name.length) <= within && distance(one, name) <= within)
    if (meant !== undefined) return [{ name, meant }]
    return prefixes.has(prefixOf(name)) ? [{ name }] : []
  })
}

const named = (name: string, { en, zh }: Words): Words => ({ en: `${name} ${en}`, zh: `${name} ${zh}` })

/** Reads all there is, and says all that is wrong. */
export function readSettings(env: Variables, root = resolve(import.meta.dirname, '..')): Reading {
  const here = import.meta.dirname
  const place = { built, root, cityDir: built ? join(here, 'city') : join(root, 'config/demo-city/data') }
  const entries = Object.entries(settings) as [keyof Values, Setting<Value>][]
  const read = entries.map(([key, setting]) => ({ key, ...readOne(setting, env, place) }))
  const values = Object.fromEntries(read.map(({ key, value }) => [key, value])) as unknown as Values
  const wrong = read.flatMap(({ setting: { name }, wrong: words }) => (words ? [named(name, words)] : []))
  const together = wrong.length > 0 ? [] : rules.flatMap((rule) => rule(values, place) || [])
  return {
    rows: read,
    errors: [...wrong, ...together],
    unknown: unknownIn(
      env,
      entries.map(([, setting]) => setting)
    ),
    env: {
      ...values,
      https: values.https ?? values.publicUrl?.startsWith('https:') ?? false,
      secondFactor: values.secondFactor ?? (values.demo ? 'offered' : 'required'),
      isPublic: isPublic(values),
      blank: !values.demo && read.every(({ key, source }) => key !== 'cityDir' || source === 'default'),
      ...(built
        ? { webDir: join(here, 'web'), assetsDir: join(here, 'assets') }
        : { webDir: join(root, 'miniprogram/dist/h5') })
    }
  }
}

/** Chinese for every Chinese locale, English for all others, as the launchers do. */
export const languageOf = (env: Variables): keyof Words =>
  /^zh/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'zh' : 'en'

const refusing = (errors: readonly Words[], env: Variables): void => {
  if (errors.length > 0) throw new Error(errors.map((error) => error[languageOf(env)]).join('\n'))
}

/** Some settings, for a command that needs no more: what is wrong with the others is not its business. */
export function readSome<K extends keyof Values & keyof Env>(
  keys: readonly K[],
  env: Variables = process.env
): Pick<Env, K> {
  const { rows, env: found } = readSettings(env)
  const mine = new Set(keys.map((key) => settings[key].name))
  refusing(
    rows.flatMap(({ setting: { name }, wrong }) => (wrong && mine.has(name) ? [named(name, wrong)] : [])),
    env
  )
  return found
}

export function readEnv(env: Variables = process.env, root?: string): Env {
  const { errors, env: found } = readSettings(env, root)
  refusing(errors, env)
  return found
}
