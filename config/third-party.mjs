// Whose code goes out with ours: what production installs, and what is packed into the mini-program, the web build and the scripts
// of the pages. Which licences are good for either, what of them has to be told, and how it is told.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './setup/places.mjs'

/** May be mixed into what we hand out. */
const free = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0']
/** Good where a package lies by itself in node_modules, where anybody can put another in its place. */
const byItself = ['OFL-1.1', 'LGPL-3.0', 'LGPL-3.0-or-later']
export const licences = { packed: free, installed: [...free, ...byItself] }

/** Said in the licence file of the package and not in its package.json. */
const saidInTheFile = { busboy: 'MIT', streamsearch: 'MIT' }

/** What is packed, by build: places in the lock. A build whose code comes from anywhere else is refused. */
export const packed = {
  weapp: [
    '@babel/runtime',
    '@tarojs/api',
    '@tarojs/plugin-framework-react',
    '@tarojs/plugin-platform-weapp',
    '@tarojs/runtime',
    '@tarojs/shared',
    '@tarojs/taro',
    '@tarojs/webpack5-runner',
    'gcoord',
    'preact',
    'qr',
    'tslib',
    'zod'
  ],
  h5: [
    '@babel/runtime',
    '@stencil/core',
    '@tarojs/api',
    '@tarojs/components',
    '@tarojs/plugin-framework-react',
    '@tarojs/plugin-platform-h5',
    '@tarojs/router',
    '@tarojs/runtime',
    '@tarojs/shared',
    '@tarojs/taro-h5',
    'abortcontroller-polyfill',
    'css-loader',
    'decode-uri-component',
    'filter-obj',
    'gcoord',
    'history',
    'jsonp-retry',
    'leaflet',
    'preact',
    'qr',
    'query-string',
    'resolve-pathname',
    'split-on-first',
    'style-loader',
    'tslib',
    'universal-router',
    'universal-router/node_modules/path-to-regexp',
    'whatwg-fetch',
    'zod'
  ],
  pages: ['leaflet', 'qr']
}

export const readLock = () => JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'))
export const nameAt = (place, entry) => entry.name ?? place.split('node_modules/').at(-1)
export const licenceOf = (name, entry) => entry.license ?? saidInTheFile[name]

/** Every package of the lock but ourselves: { place, name, version, licence, … }. */
export const packagesOf = (lock) =>
  Object.entries(lock.packages)
    .filter(([place]) => place !== '')
    .map(([place, entry]) => {
      const name = nameAt(place, entry)
      return { ...entry, place, name, licence: licenceOf(name, entry) }
    })

/** `(MIT OR Apache-2.0)`: one of them must do; `Apache-2.0 AND MIT`: all must. */
export const isGood = (licence, allowed) =>
  (licence ?? '')
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.includes(one)))

/** The longest place of the lock in which a path lies: a package may carry others within itself. */
function placeInLock(lock, path) {
  for (let place = path; place.includes('/'); place = place.slice(0, place.lastIndexOf('/')))
    if (lock.packages[place]) return place
  return path
}

/** How what a build says that it has packed differs from what is said above, line by line. */
export function otherThanSaid(kind, places) {
  const lock = readLock()
  const found = [...new Set(places.map((path) => placeInLock(lock, path)))]
  const said = packed[kind].map((name) => `node_modules/${name}`)
  const strange = found.filter((place) => !said.includes(place))
  const gone = said.filter((place) => !found.includes(place))
  return [...strange.map((place) => `+ ${place}`), ...gone.map((place) => `- ${place}`)]
}

/** Said of what is packed, whoever reads it: the file is the same wherever it is made. */
const head = `第三方软件：本程序含有以下软件包的代码，按各自的许可使用。
Third-party software: this program contains code of these packages, under their licences.`

const isLicenceFile = (name) => /^(licen[cs]e|copying)(-\w+)?(\.(md|txt))?$/i.test(name)

/** The licence file of a package as it is. Where the choice is ours (`MIT OR …`) the file named after the first. */
function wordsAt(place, licence) {
  const files = readdirSync(inRoot(place)).filter(isLicenceFile).sort()
  const [choice] = licence.replace(/^\(/, '').split(' OR ')
  const file = files.find((name) => name.toLowerCase().endsWith(`-${choice.toLowerCase()}`)) ?? files[0]
  return file
    ? readFileSync(join(inRoot(place), file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim()
    : licence
}

/** Below whose name it stands, and the terms: those of MIT are the same text for everybody, all others stay as they are. */
function termsAt(place, licence) {
  const words = wordsAt(place, licence)
  const begins = words.indexOf('Permission is hereby granted')
  if (begins < 0) return { whose: '', terms: words }
  const whose = words
    .slice(0, begins)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !/^[#([]*(the )?mit( license)?[\])]*( \(mit\))?$/i.test(line))
  return { whose: whose.join('\n  '), terms: words.slice(begins) }
}

/** The licences of what is packed into a build: each text once, below the names that it holds for. */
export function noticeOf(kind) {
  const lock = readLock()
  const held = new Map()
  for (const one of packed[kind]) {
    const place = `node_modules/${one}`
    const entry = lock.packages[place]
    const name = nameAt(place, entry)
    const { whose, terms } = termsAt(place, licenceOf(name, entry))
    const same = terms.replace(/\s+/g, ' ')
    const group = held.get(same) ?? { terms, names: [] }
    group.names.push([`${name} ${entry.version}`, whose].filter(Boolean).join('\n  '))
    held.set(same, group)
  }
  const parts = [...held.values()].map(({ names, terms }) => `${names.join('\n')}\n\n${terms}\n`)
  return [`${head}\n`, ...parts].join(`\n${'-'.repeat(72)}\n\n`)
}

/** Written beside what it is about. */
export const NOTICE = 'third-party.txt'
