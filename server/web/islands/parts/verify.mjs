// Checks the record of a city from what anybody can read, and needs nothing but a JavaScript engine.
//
//   node verify.mjs https://city.example                             every daily root, and five cases drawn by lot
//   node verify.mjs https://city.example 2026-1122-00371 …           every daily root, and these cases
//   node verify.mjs folder                                           the same from what was saved
//   node verify.mjs ledger.json roots.json                           one case from saved answers of
//                                                                    /api/cases/2026-1122-00371/ledger and /api/roots
//   … --cases 50                                                     so many cases drawn by lot, or all
//   … --save folder                                                  keeps what was read, to be checked again later
//   … --kept file-or-folder                                          roots that somebody keeps elsewhere: files, a mail, a
//                                                                    message of a work group, a folder that was saved
//   … --key 9f3c71ab…                                                the public key that roots have to begin with, or go over to
//   … --noted 9f3c71ab…                                              a fingerprint or a root that was noted earlier
// It ends with 0 where everything fits, with 1 where something does not, with 2 where it could not be looked at.
//
// What is checked:
//   An entry's hash is SHA-256 over all of the entry but `hash` itself, written as JCS (RFC 8785: names sorted, no spaces).
//   `prev` is the hash of the entry before; the first says 64 zeros. `rest` stands for what only staff may read.
//   Entries without `form` are older: SHA-256 over `prev` and then the entry as JCS, where all of it is public; where it is
//   not, only its place between its neighbours can be checked.
//   What was said: each part has the digest SHA-256(key + JCS(value)); SHA-256(JCS(digests)) is `words` of the entry. A part
//   that is not public, or was erased, has no key here; what was erased by right is no fault.
//   A daily root is SHA-256(JCS of all of it but `root` and `signed`), `prev` the root published before, or 64 zeros.
//   `signed`: Ed25519 over 'suishoupai daily root', a line feed, and the root. The first signature is under the key of the day;
//   where that key is another than the day before, a second one under the key before has to vouch for it.
//   `tree` is over all cases. A leaf is SHA-256('leaf' + JCS({no, n, hash})) of the last entry before `at`; two parts make
//   SHA-256('node' + left + right). Going down from the top, bit after bit of SHA-256(no) says left (0) or right (1); `path`
//   has the other part at every step. So a case has one place in the tree and no second.
//   What moved from one root to the next (/api/roots/…/changes): SHA-256(no) and leaf of each case, in the order of places, in
//   parts; `changes` is SHA-256 over the SHA-256 of each part's hex. From these lists every tree is built anew. A list has no
//   way to drop a case in silence: one that is gone stands there with 64 zeros, or the tree comes out another.
//   So a case is held against what every day's root said of it, not only against the newest.
//
// What cannot be checked: whether what was entered was true, whether a photo is the one that was taken (its number is held,
// not its picture), what happened since the newest root, and what nobody outside had kept before the server's own key signed
// another story. A root that you or somebody else kept is worth most: `--kept`.

const zeros = '0'.repeat(64)
const isDigest = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** RFC 8785, for what JSON can say. */
export function jcs(value) {
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${jcs(value[name])}`).join(',')}}`
}

/** Node's own is ten times as fast. */
const node = globalThis.process?.getBuiltinModule?.('node:crypto')
async function sha256(text) {
  if (node) return node.createHash('sha256').update(text).digest('hex')
  const bytes = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const without = (object, ...names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)
/** Whether an object has these names and no other; a name with `?` may be missing. */
const has = (object, names) =>
  isObject(object) &&
  names.every((name) => name.endsWith('?') || Object.hasOwn(object, name)) &&
  Object.keys(object).every((name) => names.includes(name) || names.includes(`${name}?`))

const rootNames = ['day', 'at', 'cases', 'tree', 'prev', 'root']
const signedNames = [...rootNames, 'moved', 'gone', 'changes', 'signed?']
const isRoot = (root) => has(root, rootNames) || has(root, signedNames)
const hashOfRoot = (root) => sha256(jcs(without(root, 'root', 'signed', 'n', 'path')))

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const isHex = (text, letters) => typeof text === 'string' && text.length === letters && /^[0-9a-f]+$/.test(text)
/** An Ed25519 public key as this engine wants it, made once. */
const openKeys = new Map()
function openKey(key) {
  if (!openKeys.has(key)) openKeys.set(key, node ? keyInNode(key) : keyInBrowser(key))
  return openKeys.get(key)
}
const spki = '302a300506032b6570032100'
const keyInNode = (key) => node.createPublicKey({ key: Buffer.from(spki + key, 'hex'), format: 'der', type: 'spki' })
const keyInBrowser = (key) => globalThis.crypto.subtle.importKey('raw', bytesOf(key), 'Ed25519', false, ['verify'])
let able
/** Whether this engine knows such keys at all: that of RFC 8032, 7.1. */
const isAble = () =>
  (able ??= keyInBrowser('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a').then(
    () => true,
    () => false
  ))
/** Nothing where this engine cannot tell. */
async function isSigned(root, { key, signature }) {
  const message = new TextEncoder().encode(`suishoupai daily root\n${root}`)
  try {
    if (node) return node.verify(null, message, openKey(key), bytesOf(signature))
    if (!(await isAble())) return undefined
    return await globalThis.crypto.subtle.verify('Ed25519', await openKey(key), bytesOf(signature), message)
  } catch {
    return false
  }
}

async function checkEntries(entries, fault) {
  let prev = zeros
  const counts = { open: 0, sealed: 0, linked: 0 }
  for (const [i, entry] of entries.entries()) {
    const n = i + 1
    if (!isObject(entry)) {
      fault('shape', { n })
      continue
    }
    if (entry.n !== n) fault('number', { n })
    if (entry.prev !== prev) fault('prev', { n })
    if (!isDigest(entry.hash)) fault('shape', { n })
    const body = without(entry, 'hash')
    if ('form' in entry) {
      if (entry.form !== 2) fault('shape', { n })
      if ((await sha256(jcs(body))) !== entry.hash) fault('hash', { n })
      counts[has(entry, ['form', 'n', 'at', 'prev', 'rest', 'hash']) ? 'sealed' : 'open']++
    } else if (has(entry, ['n', 'at', 'prev', 'hash'])) counts.linked++
    else {
      if ((await sha256(entry.prev + jcs(body))) !== entry.hash) fault('hash', { n })
      counts.open++
    }
    prev = entry.hash
  }
  return counts
}

async function checkSaid(said, entries, fault) {
  const seen = new Set()
  for (const entryWords of said) {
    const n = isObject(entryWords) ? entryWords.n : undefined
    if (
      !has(entryWords, ['n', 'digests', 'told']) ||
      !isObject(entryWords.digests) ||
      !isObject(entryWords.told) ||
      seen.has(n)
    ) {
      fault('shape', { n })
      continue
    }
    seen.add(n)
    if ((await sha256(jcs(entryWords.digests))) !== entries[n - 1]?.words) fault('words', { n })
    for (const [part, told] of Object.entries(entryWords.told))
      if (!has(told, ['key', 'value']) || (await sha256(told.key + jcs(told.value))) !== entryWords.digests[part])
        fault('told', { n, part })
  }
}

/** Whether the right half is meant at a level, by the number of the case. */
const goesRight = (place, level) => ((parseInt(place[level >> 2] ?? '0', 16) >> (3 - (level & 3))) & 1) === 1

async function checkWay({ no, entries }, root, fault) {
  if (!isObject(root) || !isRoot(without(root, 'n', 'path')) || !Array.isArray(root.path) || !root.path.every(isDigest))
    return fault('shape', { day: root?.day })
  if ((await hashOfRoot(root)) !== root.root) fault('root', { day: root.day })
  const held = entries[root.n - 1]
  if (!held) return fault('cut', { n: root.n, day: root.day })
  let hash = await sha256('leaf' + jcs({ no, n: root.n, hash: held.hash }))
  const place = await sha256(no)
  for (let level = root.path.length - 1; level >= 0; level--) {
    const other = root.path[level]
    hash = await sha256('node' + (goesRight(place, level) ? other + hash : hash + other))
  }
  if (hash !== root.tree) fault('path', { n: root.n, day: root.day })
  for (const { n, at } of entries.slice(root.n)) if (at < root.at) fault('late', { n, day: root.day })
}

/**
 * Newest first. `whole`: these are all there are, so the oldest has none before it. `keys`: beginnings of public keys that are
 * known from elsewhere; a root may go over to one of them without the word of the key before.
 */
async function checkRoots(roots, { whole = false, keys = [] }, fault) {
  const found = { signed: 0, unchecked: 0 }
  const isKnown = (key) => keys.some((known) => known.length >= 16 && key.startsWith(known))
  let before
  for (const root of [...roots].reverse()) {
    if (!isRoot(root)) {
      fault('shape', { day: root?.day })
      continue
    }
    const { day } = root
    if ((await hashOfRoot(root)) !== root.root) fault('root', { day })
    if (
      before ? root.prev !== before.root || !(day > before.day) || !(root.at > before.at) : whole && root.prev !== zeros
    )
      fault('roots', { day })
    if (root.signed === undefined && before?.signed !== undefined) fault('unsigned', { day })
    if (root.signed !== undefined) await checkSigned(root, before)
    before = root
  }
  const last = before?.signed?.[0]?.key
  return { ...found, ...(last !== undefined && { key: last }) }

  async function checkSigned({ day, root, signed }, before) {
    const isWritten = (one) => has(one, ['key', 'signature']) && isHex(one.key, 64) && isHex(one.signature, 128)
    if (!Array.isArray(signed) || signed.length === 0 || !signed.every(isWritten)) return fault('shape', { day })
    const held = await Promise.all(signed.map((one) => isSigned(root, one)))
    if (held.includes(false)) fault('signature', { day })
    if (held.includes(undefined)) found.unchecked++
    else if (!held.includes(false)) found.signed++
    const [{ key }] = signed
    const old = before?.signed?.[0]?.key
    if (old === undefined ? keys.length > 0 && !isKnown(key) : !signed.some((one) => one.key === old) && !isKnown(key))
      fault('key', { day })
  }
}

/** Roots that somebody keeps, against those that are published; of a root that came without its parts, its hash. */
function checkKept(kept, roots, fault) {
  for (const old of kept) {
    const now = roots.find(({ day }) => day === old.day)
    const isSame =
      now && Object.keys(old).every((name) => name === 'signed' || jcs(now[name] ?? null) === jcs(old[name]))
    if (!isSame) fault('saved', { day: old.day })
  }
}

/**
 * `ledger` is the answer of /api/cases/…/ledger; `roots` the items of /api/roots, newest first; `noted` a fingerprint or a
 * root that was noted; `saved` roots that were saved earlier. `faults` is empty where everything fits.
 */
export async function verify({ ledger, roots = [], noted = '', saved = [], whole = false, keys = [] }) {
  const faults = []
  const fault = (code, where = {}) => void faults.push({ code, ...where })
  if (
    !has(ledger, ['no', 'entries', 'said', 'root?']) ||
    !Array.isArray(ledger.entries) ||
    !Array.isArray(ledger.said) ||
    ledger.entries.length === 0
  )
    return { faults: [{ code: 'shape' }], entries: 0, open: 0, sealed: 0, linked: 0, said: 0, rooted: 0 }
  const { no, entries, said, root } = ledger
  const counts = await checkEntries(entries, fault)
  await checkSaid(said, entries, fault)
  if (root !== undefined) {
    await checkWay(ledger, root, fault)
    const known = roots.find(({ day }) => day === root.day)
    if (roots.length > 0 && (!known || jcs(known) !== jcs(without(root, 'n', 'path'))))
      fault('known', { day: root.day })
  }
  const signed = await checkRoots(roots, { whole, keys }, fault)
  checkKept(saved, roots, fault)
  const print = noted.toLowerCase().replace(/[^0-9a-f]/g, '')
  const at = entries.find(({ hash }) => print.length >= 12 && String(hash).startsWith(print))
  const day = roots.find((root) => print.length >= 12 && String(root.root).startsWith(print))
  if (noted.trim() !== '' && !at && !day) fault('noted')
  return {
    no,
    faults,
    entries: entries.length,
    ...counts,
    said: said.reduce((sum, entryWords) => sum + Object.keys(entryWords?.told ?? {}).length, 0),
    roots: roots.length,
    signed: signed.signed,
    unchecked: signed.unchecked,
    ...(signed.key && { key: signed.key }),
    rooted: root?.n ?? 0,
    ...(root && { day: root.day, root: root.root }),
    ...(at && { notedEntry: at.n }),
    ...(day && { notedDay: day.day })
  }
}

// ——— the trees of all days, built anew from what moved

/** One case, or two halves; its hash is counted when it is asked for. */
function put(part, place, leaf, level = 0) {
  if (!part) return leaf === zeros ? undefined : { place, hash: leaf, count: 1 }
  if (part.place === place) return leaf === zeros ? undefined : { place, hash: leaf, count: 1 }
  if (part.place !== undefined && leaf === zeros) return part
  const sideOf = (of) => (goesRight(of, level) ? 'right' : 'left')
  const halves = part.place === undefined ? part : { [sideOf(part.place)]: part }
  const side = sideOf(place)
  halves[side] = put(halves[side], place, leaf, level + 1)
  halves.hash = undefined
  halves.count = (halves.left?.count ?? 0) + (halves.right?.count ?? 0)
  if (halves.count > 1) return halves
  // One case alone stands where the two parted.
  return halves.left ?? halves.right
}
async function hashOfPart(part) {
  if (!part) return zeros
  part.hash ??= await sha256(`node${await hashOfPart(part.left)}${await hashOfPart(part.right)}`)
  return part.hash
}

/** What moved on a day, as places with their leaves, where it is written as it should be and is what the root says. */
async function movesOf(root, parts) {
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return undefined
  const digests = await Promise.all(parts.map(sha256))
  if ((await sha256(digests.join(''))) !== root.changes) return undefined
  const moves = parts.flatMap((part) => part.match(/.{128}/g) ?? []).map((one) => [one.slice(0, 64), one.slice(64)])
  const isOrdered = moves.every(([place], i) => i === 0 || moves[i - 1][0] < place)
  const gone = moves.filter(([, leaf]) => leaf === zeros).length
  return isOrdered && moves.length === root.moved && gone === root.gone ? moves : undefined
}

/** Of one case: what the root of each day said of it, against what its entries say they were by then. */
async function checkDays({ no, entries }, days, history, fault) {
  const wanted = new Map()
  for (const entry of entries) {
    const i = days.findIndex(({ at }) => entry.at < at)
    if (i >= 0) wanted.set(i, entry)
  }
  for (const i of [...new Set([...wanted.keys(), ...history.keys()])].sort((a, b) => a - b)) {
    const { day } = days[i]
    const [entry, leaf] = [wanted.get(i), history.get(i)]
    if (leaf === zeros) fault('gone', { day })
    else if (!entry) fault('cut', { day })
    else if (leaf === undefined) fault('late', { n: entry.n, day })
    else if ((await sha256('leaf' + jcs({ no, n: entry.n, hash: entry.hash }))) !== leaf)
      fault('rewritten', { n: entry.n, day })
  }
}

/** The tree of every day from what moved until then; `histories` are told what became of the places they are about. */
async function buildTrees(days, changes, histories, fault) {
  let tree
  let broken = false
  for (const [i, root] of days.entries()) {
    const { day } = root
    const moves = await movesOf(root, await changes(day))
    if (!moves) {
      fault('changes', { day })
      broken = true
      continue
    }
    for (const [place, leaf] of moves) {
      tree = put(tree, place, leaf)
      histories.get(place)?.set(i, leaf)
    }
    if (root.gone > 0) fault('gone', { day, count: root.gone })
    // What is wrong once is wrong every day from then on: it is said of the first.
    if (!broken && ((await hashOfPart(tree)) !== root.tree || (tree?.count ?? 0) !== root.cases)) {
      fault('tree', { day })
      broken = true
    }
  }
  return { tree, broken }
}

/**
 * A whole city: `roots` are all daily roots, newest first; `changes(day)` answers the parts of what moved, or nothing;
 * `ledgers` are the cases that are looked at; `kept` roots that somebody keeps. `every`: the ledgers are of all cases.
 */
export async function verifyCity({ roots, changes, ledgers = [], kept = [], keys = [], every = false }) {
  const faults = []
  const fault = (code, where = {}) => void faults.push({ code, ...where })
  const signed = await checkRoots(roots, { whole: true, keys }, fault)
  checkKept(kept, roots, fault)
  const days = roots.filter((root) => isRoot(root) && root.changes !== undefined).reverse()
  const histories = new Map()
  for (const ledger of ledgers) histories.set(await sha256(String(ledger?.no)), new Map())
  const { tree, broken } = await buildTrees(days, changes, histories, fault)
  let entries = 0
  for (const ledger of ledgers) {
    const no = ledger?.no
    const found = await verify({ ledger })
    for (const one of found.faults) fault(one.code, { no, ...without(one, 'code') })
    entries += found.entries
    if (found.entries === 0 || !ledger.entries.every(isObject)) continue
    const way = ledger.root
    // A root that was made between two questions is looked at the next time.
    if (isObject(way) && !(way.day > roots[0]?.day)) {
      const known = roots.find((root) => root?.day === way.day)
      if (!known || jcs(known) !== jcs(without(way, 'n', 'path'))) fault('known', { no, day: way.day })
    }
    if (!broken)
      await checkDays(ledger, days, histories.get(await sha256(no)), (code, where) => fault(code, { no, ...where }))
  }
  if (new Set(ledgers.map((ledger) => ledger?.no)).size < ledgers.length) fault('number')
  if (every && !broken && days.length > 0) {
    const places = (part) =>
      !part ? [] : part.place !== undefined ? [part.place] : [part.left, part.right].flatMap(places)
    const missing = places(tree).filter((place) => !histories.has(place)).length
    if (missing > 0) fault('missing', { count: missing })
  }
  const [newest] = roots
  return {
    faults,
    roots: roots.length,
    ...signed,
    built: days.length,
    cases: ledgers.length,
    entries,
    ...(newest && { day: newest.day, at: newest.at, root: newest.root, all: newest.cases })
  }
}

/** What a text holds once more within it: lines that a mail broke, and parts that it wrote in base64. */
function* unfolded(text) {
  yield text
  yield text.replace(/=\r?\n/g, '')
  for (const [block] of text.matchAll(/(?:^[A-Za-z0-9+/]{4,76}={0,2}\r?$\n?)+/gm)) {
    try {
      const bytes = Uint8Array.from(atob(block.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
      yield new TextDecoder().decode(bytes)
    } catch {
      continue
    }
  }
}

/** Daily roots in any text, a saved mail too: as JSON, or a day and then its root. */
export function rootsIn(text) {
  const found = new Map()
  const take = (value) => {
    if (Array.isArray(value)) value.forEach(take)
    else if (isObject(value) && Array.isArray(value.items)) value.items.forEach(take)
    else if (isObject(value) && typeof value.day === 'string' && isDigest(value.root)) found.set(value.day, value)
  }
  for (const whole of unfolded(text)) {
    for (const piece of [whole, ...whole.split('\n')]) {
      try {
        take(JSON.parse(piece))
      } catch {
        continue
      }
    }
    for (const [, day, root] of whole.matchAll(/(\d{4}-\d\d-\d\d)[^0-9a-f]{1,40}([0-9a-f]{64})(?![0-9a-f])/g))
      if (!found.has(day)) found.set(day, { day, root })
  }
  return [...found.values()]
}

/** All roots that a server has published, newest first; `get` reads an address as JSON. */
export async function allRoots(get) {
  const found = []
  let before
  do {
    const page = await get(`/api/roots${before ? `?before=${before}` : ''}`)
    found.push(...page.items)
    before = page.older
  } while (before)
  return found
}

/** The parts of what moved on a day. */
export async function changesOf(get, day) {
  const parts = []
  let page
  do {
    page = await get(`/api/roots/${day}/changes?part=${parts.length}`)
    if (page.parts > 0) parts.push(page.moved)
  } while (parts.length < page.parts)
  return parts
}

/** Numbers of published cases: so many drawn by lot from all, or all. */
async function published(get, many) {
  const found = []
  let after
  do {
    const page = await get(`/api/cases?limit=50${after ? `&after=${encodeURIComponent(after)}` : ''}`)
    found.push(...page.items.map(({ no }) => no))
    after = page.older
  } while (after && (many === 'all' || found.length < 5000))
  if (many === 'all') return found
  for (let i = found.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[found[i], found[j]] = [found[j], found[i]]
  }
  return found.slice(0, Number(many))
}

const sentences = {
  shape: 'is not written as it should be',
  number: 'an entry is missing, doubled or out of order',
  prev: 'does not follow from the entry before',
  hash: 'does not have the hash of what it says',
  words: 'what was said is not what the entry holds',
  told: 'a published text or photo is not what was said',
  root: 'the daily root does not follow from what it says',
  roots: 'the daily roots do not follow from each other',
  cut: 'the daily root holds an entry that is not there',
  path: 'the case does not lead to the daily root',
  late: 'claims to be older than the daily root, which does not hold it',
  known: 'the daily root is not the one in the list',
  saved: 'the daily root is not the one that was saved',
  signature: 'the daily root is not signed by the key that it names',
  unsigned: 'the daily root is not signed, but one before it is',
  key: 'the daily root is signed by another key, and the one before does not vouch for it',
  changes: 'what moved on that day is not there, or not what the daily root says',
  tree: 'the tree over all cases does not come out as the daily root says: a case was changed or taken away in silence',
  gone: 'what the root before held is gone',
  rewritten: 'the case is not what the daily root said it was',
  missing: 'the daily root holds cases that are not here',
  noted: 'the noted fingerprint is neither an entry’s nor a root’s'
}

const items = (page) => (Array.isArray(page) ? page : page.items)

/** Where things are read: a server, or a folder that was saved from one. */
async function sourceOf(from) {
  const { readFile, readdir } = await import('node:fs/promises')
  if (/^https?:/.test(from)) {
    const get = async (path) => {
      const response = await fetch(new URL(path, from), { headers: { accept: 'application/json' } })
      if (!response.ok) throw new Error(`${path}: ${response.status}`)
      return response.json()
    }
    return {
      roots: () => allRoots(get),
      changes: (day) => changesOf(get, day),
      numbers: (many) => published(get, many),
      ledger: (no) => get(`/api/cases/${no}/ledger`)
    }
  }
  const read = async (...path) => JSON.parse(await readFile([from, ...path].join('/'), 'utf8'))
  return {
    roots: async () => items(await read('roots.json')),
    changes: (day) => read('changes', `${day}.json`).catch(() => undefined),
    numbers: async () => (await readdir(`${from}/cases`)).map((name) => name.replace(/\.json$/, '')),
    ledger: (no) => read('cases', `${no}.json`)
  }
}

async function keptIn(path) {
  const { readFile, readdir, stat } = await import('node:fs/promises')
  if (!(await stat(path)).isDirectory()) return rootsIn(await readFile(path, 'utf8'))
  const names = await readdir(path, { withFileTypes: true })
  const files = names.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  return (await Promise.all(files.map(({ name }) => keptIn(`${path}/${name}`)))).flat()
}

/** Nothing to compare with is no comparison. */
async function allKept({ saved = [], kept = [] }) {
  const found = await Promise.all([...saved, ...kept].map(async (path) => [path, await keptIn(path)]))
  const empty = found.find(([, roots]) => roots.length === 0)
  if (empty) throw new Error(`no daily root in ${empty[0]}`)
  return found.flatMap(([, roots]) => roots)
}

/** Copies what is read into a folder, as it is read. */
async function saving(source, folder) {
  const { mkdir, writeFile } = await import('node:fs/promises')
  for (const inner of ['changes', 'cases']) await mkdir(`${folder}/${inner}`, { recursive: true })
  const keep = async (name, value) => {
    await writeFile(`${folder}/${name}.json`, JSON.stringify(value) + '\n')
    return value
  }
  return {
    ...source,
    roots: async () => keep('roots', await source.roots()),
    changes: async (day) => keep(`changes/${day}`, await source.changes(day)),
    ledger: async (no) => keep(`cases/${no}`, await source.ledger(no))
  }
}

const usage =
  'node verify.mjs <https://… or folder> [case numbers] [--cases <n>|all] [--save <folder>] [--kept <path>] [--key <hex>] [--noted <hex>]'
const options = ['--cases', '--save', '--kept', '--saved', '--key', '--noted']
function given(words) {
  const plain = []
  const found = {}
  for (let i = 0; i < words.length; i++) {
    if (!words[i].startsWith('--')) plain.push(words[i])
    else if (!options.includes(words[i]) || words[i + 1] === undefined) throw new Error(usage)
    else (found[words[i].slice(2)] ??= []).push(words[++i])
  }
  return { plain, found }
}

const say = (line) => console.log(line)
const whereOf = ({ no, n, part, day, count }) =>
  [no, n && `entry ${n}`, part, day, count && `${count} cases`].filter(Boolean).join(', ')
const end = (faults) => {
  for (const fault of faults) say(`FAULT ${whereOf(fault) || 'all'}: ${sentences[fault.code]}`)
  say(faults.length === 0 ? 'Everything that can be checked fits.' : `${faults.length} faults.`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

function sayCase(found) {
  const { no, entries, open, sealed, linked, said, rooted, day, root } = found
  say(
    `${no}: ${entries} entries, ${open} checked whole, ${sealed} sealed, ${linked} of the first form by their place, ${said} texts and photos’ numbers checked against what was said`
  )
  say(rooted > 0 ? `entries 1 to ${rooted} are in the root of ${day}: ${root}` : 'not yet in a daily root')
  if (rooted > 0 && rooted < entries)
    say(`entries after ${rooted} will be in the next one; until then their end can be cut off unseen`)
  if (found.notedEntry) say(`the noted fingerprint is that of entry ${found.notedEntry}`)
  if (found.notedDay) say(`the noted root is that of ${found.notedDay}`)
}

function sayCity(found, kept) {
  const { roots, signed, unchecked, built, key, day, at, root, all, cases, entries } = found
  say(`${roots} daily roots follow from each other, ${signed} of them signed; ${built} trees over all cases built anew`)
  if (unchecked > 0) say(`NOTE ${unchecked} signatures could not be checked by this engine`)
  if (built < roots) say(`NOTE ${roots - built} roots are from before roots were signed: only their order is checked`)
  if (key) say(`signed by ${key}`)
  if (day) say(`the newest is of ${day}, over ${all} cases: ${root}`)
  if (kept > 0) say(`${kept} kept roots were compared`)
  else
    say(
      'NOTE no kept root was compared (--kept): whoever holds the server and its key could have written all of this anew'
    )
  say(`${cases} cases with ${entries} entries were held against every day’s root`)
  say(
    at
      ? `NOTE What happened since ${at} is in no root yet: until the next one it can be changed unseen.`
      : 'NOTE There is no daily root yet: everything can still be changed unseen.'
  )
}

async function oneCase([ledgerFile, rootsFile], found) {
  const { noted = [], key = [] } = found
  const { readFile } = await import('node:fs/promises')
  const read = async (path) => JSON.parse(await readFile(path, 'utf8'))
  const checked = await verify({
    ledger: await read(ledgerFile),
    roots: items(await read(rootsFile)),
    noted: noted[0],
    saved: await allKept(found),
    keys: key
  })
  sayCase(checked)
  end(checked.faults)
}

async function main(words) {
  const { plain, found } = given(words)
  const [from, ...numbers] = plain
  if (from === undefined) throw new Error(usage)
  if (plain.length === 2 && plain.every((name) => name.endsWith('.json'))) return oneCase(plain, found)
  const many = found.cases?.[0] ?? '5'
  if (!/^(all|\d{1,6})$/.test(many)) throw new Error(usage)
  const plainSource = await sourceOf(from)
  const source = found.save ? await saving(plainSource, found.save[0]) : plainSource
  const roots = await source.roots()
  const kept = await allKept(found)
  const wanted = numbers.length > 0 ? numbers : await source.numbers(many)
  const ledgers = []
  for (const no of wanted) {
    const ledger = await source.ledger(no)
    if (ledger.no !== no) throw new Error(`${no} was asked for, ${ledger.no} was answered`)
    ledgers.push(ledger)
  }
  if (numbers.length > 0 || found.noted)
    for (const ledger of ledgers) sayCase(await verify({ ledger, roots, noted: found.noted?.[0] }))
  const city = await verifyCity({ roots, changes: source.changes, ledgers, kept, keys: found.key ?? [] })
  sayCity(city, kept.length)
  const noted = (found.noted?.[0] ?? '').toLowerCase().replace(/[^0-9a-f]/g, '')
  const isFound = (hash) => noted.length >= 12 && String(hash).startsWith(noted)
  const isNoted =
    roots.some(({ root }) => isFound(root)) || ledgers.some(({ entries }) => entries.some(({ hash }) => isFound(hash)))
  end([...city.faults, ...(found.noted && !isNoted ? [{ code: 'noted' }] : [])])
}

// As a command, and not as a part of a page.
if (typeof process === 'object' && /verify[\w-]*\.m?js$/.test(process.argv?.[1] ?? '')) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message)
    process.exitCode = 2
  })
}
