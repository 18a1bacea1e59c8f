// Checks the record of a case from what anybody can read, and needs nothing but a JavaScript engine.
//
//   node verify.mjs https://city.example 2026-1122-00371             asks the server
//   node verify.mjs ledger.json roots.json                           looks at saved answers of
//                                                                    /api/cases/2026-1122-00371/ledger and /api/roots
//   … --noted 9f3c71ab…                                              and at a fingerprint or a root that was noted earlier
//   … --saved roots-of-last-year.json                                and at daily roots that were saved earlier
//
// What is checked:
//   An entry's hash is SHA-256 over all of the entry but `hash` itself, written as JCS (RFC 8785: names sorted, no spaces).
//   `prev` is the hash of the entry before; the first says 64 zeros. `rest` stands for what only staff may read.
//   Entries without `form` are older: SHA-256 over `prev` and then the entry as JCS, where all of it is public; where it is
//   not, only its place between its neighbours can be checked.
//   What was said: each part has the digest SHA-256(key + JCS(value)); SHA-256(JCS(digests)) is `words` of the entry. A part
//   that is not public, or was erased, has no key here.
//   A daily root is SHA-256(JCS({day, at, cases, tree, prev})), `prev` the root published before, or 64 zeros.
//   `tree` is over all cases. A leaf is SHA-256('leaf' + JCS({no, n, hash})) of the last entry before `at`; two parts make
//   SHA-256('node' + left + right). Going down from the top, bit after bit of SHA-256(no) says left (0) or right (1); `path`
//   has the other part at every step. So a case has one place in the tree and no second.
//
// What cannot be checked: whether what was entered was true, whether a photo is the one that was taken (its number is held,
// not its picture), and what happened before somebody else saw a root. A root that you noted yourself is worth most.

const zeros = '0'.repeat(64)
const isDigest = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

/** RFC 8785, for what JSON can say. */
export function jcs(value) {
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${jcs(value[name])}`).join(',')}}`
}

async function sha256(text) {
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
  for (const it of said) {
    const n = isObject(it) ? it.n : undefined
    if (!has(it, ['n', 'digests', 'told']) || !isObject(it.digests) || !isObject(it.told) || seen.has(n)) {
      fault('shape', { n })
      continue
    }
    seen.add(n)
    if ((await sha256(jcs(it.digests))) !== entries[n - 1]?.words) fault('words', { n })
    for (const [part, told] of Object.entries(it.told))
      if (!has(told, ['key', 'value']) || (await sha256(told.key + jcs(told.value))) !== it.digests[part])
        fault('told', { n, part })
  }
}

/** Whether the right half is meant at a level, by the number of the case. */
const goesRight = (place, level) => ((parseInt(place[level >> 2] ?? '0', 16) >> (3 - (level & 3))) & 1) === 1

async function checkWay({ no, entries }, root, fault) {
  if (!has(root, [...rootNames, 'n', 'path']) || !Array.isArray(root.path) || !root.path.every(isDigest))
    return fault('shape', { day: root?.day })
  if ((await sha256(jcs(without(root, 'root', 'n', 'path')))) !== root.root) fault('root', { day: root.day })
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

async function checkRoots(roots, fault) {
  // Newest first; the last of what is given may have a root before it that is not given.
  for (const [i, it] of roots.entries()) {
    if (!has(it, rootNames)) {
      fault('shape', { day: it?.day })
      continue
    }
    if ((await sha256(jcs(without(it, 'root')))) !== it.root) fault('root', { day: it.day })
    const before = roots[i + 1]
    if (before && (it.prev !== before.root || !(it.day > before.day))) fault('roots', { day: it.day })
  }
}

/**
 * `ledger` is the answer of /api/cases/…/ledger; `roots` the items of /api/roots, newest first; `noted` a fingerprint or a
 * root that was noted; `saved` roots that were saved earlier. `faults` is empty where everything fits.
 */
export async function verify({ ledger, roots = [], noted = '', saved = [] }) {
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
  await checkRoots(roots, fault)
  for (const old of saved) {
    const now = roots.find(({ day }) => day === old.day)
    if (!now || jcs(now) !== jcs(old)) fault('saved', { day: old.day })
  }
  const print = noted.toLowerCase().replace(/[^0-9a-f]/g, '')
  const at = entries.find(({ hash }) => print.length >= 12 && String(hash).startsWith(print))
  const day = roots.find((it) => print.length >= 12 && String(it.root).startsWith(print))
  if (noted.trim() !== '' && !at && !day) fault('noted')
  return {
    no,
    faults,
    entries: entries.length,
    ...counts,
    said: said.reduce((sum, it) => sum + Object.keys(it?.told ?? {}).length, 0),
    roots: roots.length,
    rooted: root?.n ?? 0,
    ...(root && { day: root.day, root: root.root }),
    ...(at && { notedEntry: at.n }),
    ...(day && { notedDay: day.day })
  }
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
  noted: 'the noted fingerprint is neither an entry’s nor a root’s'
}

async function main([first, second, ...more]) {
  const option = (name) => (more.includes(name) ? more[more.indexOf(name) + 1] : undefined)
  const { readFile } = await import('node:fs/promises')
  const read = async (path) => JSON.parse(await readFile(path, 'utf8'))
  const items = (it) => (Array.isArray(it) ? it : it.items)
  let ledger, roots
  if (/^https?:/.test(first)) {
    const get = async (path) => {
      const response = await fetch(new URL(path, first), { headers: { accept: 'application/json' } })
      if (!response.ok) throw new Error(`${path}: ${response.status}`)
      return response.json()
    }
    ledger = await get(`/api/cases/${second}/ledger`)
    if (ledger.no !== second) throw new Error('the server answered with another case')
    roots = await allRoots(get)
  } else [ledger, roots] = [await read(first), items(await read(second))]
  const saved = option('--saved')
  const found = await verify({ ledger, roots, noted: option('--noted'), saved: saved ? items(await read(saved)) : [] })
  const { faults, entries, open, sealed, linked, said, rooted, day, root } = found
  console.log(
    `${found.no}: ${entries} entries, ${open} checked whole, ${sealed} sealed, ${linked} of the first form by their place`
  )
  console.log(`${said} texts and photos’ numbers checked against what was said`)
  console.log(rooted > 0 ? `entries 1 to ${rooted} are in the root of ${day}: ${root}` : 'not yet in a daily root')
  if (rooted > 0 && rooted < entries)
    console.log(`entries after ${rooted} will be in the next one; until then their end can be cut off unseen`)
  if (found.notedEntry) console.log(`the noted fingerprint is that of entry ${found.notedEntry}`)
  if (found.notedDay) console.log(`the noted root is that of ${found.notedDay}`)
  for (const { code, n, day, part } of faults)
    console.log(`FAULT ${[n && `entry ${n}`, part, day].filter(Boolean).join(', ')}: ${sentences[code]}`)
  console.log(faults.length === 0 ? 'Everything that can be checked fits.' : `${faults.length} faults.`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

// As a command, and not as a part of a page.
if (typeof process === 'object' && /verify[\w-]*\.m?js$/.test(process.argv?.[1] ?? '')) {
  const given = process.argv.slice(2)
  const usage = 'node verify.mjs <https://…> <case number> [--noted <hex>] [--saved <roots.json>]'
  const done = given.length < 2 ? Promise.reject(new Error(usage)) : main(given)
  done.catch((error) => {
    console.error(error.message)
    process.exitCode = 2
  })
}
