/** Five hundred faults planted in what a small city publishes: every one is found, and what was done by right raises no alarm. */
import { expect, test } from 'vitest'
import { generateKeyPairSync, sign } from 'node:crypto'
import type { DailyRoot, OpenLedger } from '#shared/ledger.ts'
import { append, jcs, presentLedger, sha256, type CaseDoc, type Entry, type Words } from '#server/cases/index.ts'
import { keysFrom } from '#server/kernel/keys.ts'
import { rootOver } from '#server/roots/make.ts'
import { packed, partOf, pathIn, keyOf, unpack } from '#server/roots/tree.ts'
import { rootsIn, verifyCity, type FaultCode, type KeptRoot } from '#server/web/islands/parts/verify.mjs'

/** The same numbers each time: what once slipped through slips through again. */
function randomFrom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number): number => Math.floor(next() * below)
  const pick = <T>(among: readonly T[]): T => among[int(among.length)] as T
  return { int, pick }
}
type Random = ReturnType<typeof randomFrom>

type Case = Pick<CaseDoc, 'no' | 'ledger' | 'words' | 'publication'>
interface City {
  cases: Case[]
  days: { day: string; at: string }[]
  /** As the server publishes it. */
  roots: DailyRoot[]
  moves: Map<string, string[]>
}
interface Published {
  roots: DailyRoot[]
  moves: Map<string, string[]>
  ledgers: OpenLedger[]
  kept: KeptRoot[]
}

const first = keysFrom('11'.repeat(32))
const second = keysFrom('22'.repeat(32), ['11'.repeat(32)])
const dayCount = 6
const keyChangesOn = 3
const days = Array.from({ length: dayCount }, (_, i) => ({
  day: `2026-11-${16 + i}`,
  at: `2026-11-${16 + i}T16:00:00.000Z`
}))
const momentAt = (hours: number): string =>
  new Date(Date.parse('2026-11-16T00:00:00.000Z') + hours * 3_600_000).toISOString()

const verbs = ['dispatch', 'accept', 'note', 'reply', 'urge', 'rate'] as const
function oneCase(no: string, random: Random): Case {
  const ledger: Entry[] = []
  const words: Record<number, Words> = {}
  const add = (draft: Parameters<typeof append>[1]): void => {
    const { entry, words: said } = append(ledger, draft)
    ledger.push(entry)
    if (said) words[entry.n] = said
  }
  // The first entry is before the second midnight, so that every case has a night behind it; some go on after the last.
  let hours = random.int(39)
  add({
    at: momentAt(hours),
    actor: { kind: 'reporter', id: `r${random.int(99)}` },
    verb: 'receive',
    from: null,
    to: 'received',
    facts: { category: 'garbage', area: 'hebin', grid: `g${random.int(9)}` },
    said: { text: `第 ${random.int(1000)} 处垃圾`, photos: ['a'.repeat(64)], address: '河滨路' }
  })
  for (let i = 1 + random.int(6); i > 0; i--) {
    hours += 1 + random.int(30)
    const verb = random.pick(verbs)
    add({
      at: momentAt(hours),
      actor: { kind: 'staff', id: 'zhou', office: 'hebin', role: 'officer' },
      verb,
      from: 'received',
      to: 'handling',
      facts: { office: random.pick(['hebin', 'chengguan']), person: 'zhou' },
      ...(random.int(2) === 0 && { said: { text: `说明 ${random.int(1000)}` } })
    })
  }
  const publication = { words: ledger.map(({ n }) => n), photos: ['a'.repeat(64)] } as unknown as CaseDoc['publication']
  return { no, ledger, words, publication }
}

const lastBefore = ({ ledger }: Case, at: string): Entry | undefined => ledger.findLast((entry) => entry.at < at)

/** What the server makes night after night of the cases as they are in each; `leave` takes lines out of its lists. */
function rootsOver(
  casesOn: (i: number) => readonly Case[],
  from?: { roots: DailyRoot[]; moves: City['moves'] },
  leave?: 'gone'
) {
  const roots: DailyRoot[] = []
  const moves = new Map<string, string[]>()
  let known = Buffer.alloc(0)
  for (const [i, { day, at }] of days.entries()) {
    const heads = casesOn(i).flatMap((one) => {
      const last = lastBefore(one, at)
      return last ? [packed({ no: one.no, n: last.n, hash: last.hash })] : []
    })
    const leaves = Buffer.concat(heads.sort(Buffer.compare))
    const made = [{ part: partOf(unpack(leaves), 0), leaves }]
    const keys = i < keyChangesOn ? first : second
    const before = roots.at(-1) ?? null
    const over =
      // Whoever takes a case away in silence says that it never was there.
      rootOver(made, { day, at, before, known: leave && i > 0 ? onlyOf(known, leaves) : known, keys })
    if (!over) continue
    const same = from?.roots[i]
    roots.push(same?.root === over.root.root ? same : over.root)
    moves.set(
      day,
      over.moves.map((part) => part.toString('hex'))
    )
    known = leaves
  }
  return { roots, moves }
}
/** Leaves of which the others hold the place, too. */
function onlyOf(leaves: Buffer, others: Buffer): Buffer {
  const places = new Set(unpack(others).map((one) => one.toString('hex', 0, 32)))
  return Buffer.concat(unpack(leaves).filter((one) => places.has(one.toString('hex', 0, 32))))
}

function cityOf(seed: number): City {
  const random = randomFrom(seed)
  const cases = Array.from({ length: 9 + random.int(6) }, (_, i) =>
    oneCase(`2026-1116-${String(i + 1).padStart(5, '0')}`, random)
  )
  return { cases, days, ...rootsOver(() => cases) }
}

/** Each case as everybody reads it, with its way to the newest root. */
function published(
  cases: readonly Case[],
  { roots, moves }: Pick<City, 'roots' | 'moves'>,
  kept: KeptRoot[]
): Published {
  const newest = roots.at(-1)
  const at = newest?.at ?? ''
  const heads = cases.flatMap((one) => {
    const last = lastBefore(one, at)
    return last ? [packed({ no: one.no, n: last.n, hash: last.hash })] : []
  })
  const leaves = heads.sort(Buffer.compare)
  const ledgers = cases.map((one): OpenLedger => {
    const last = lastBefore(one, at)
    return {
      ...presentLedger(one as CaseDoc),
      ...(newest && last && { root: { ...newest, n: last.n, path: pathIn(leaves, keyOf(one.no), 0) } })
    }
  })
  // As it is read from an answer.
  return { roots: roots.toReversed(), moves, ledgers: JSON.parse(JSON.stringify(ledgers)) as OpenLedger[], kept }
}

const rewrittenFrom = (one: Case, n: number): Case => {
  const ledger: Entry[] = []
  for (const { at, actor, verb, from, to, facts } of one.ledger) {
    const kept = one.words[ledger.length + 1]
    const now = ledger.length + 1 === n ? { ...facts, outcome: 'unfounded' as const } : facts
    ledger.push(append(ledger, { at, actor, verb, from, to, facts: now, ...(kept && { kept }) }).entry)
  }
  return { ...one, ledger }
}
const withCase = (cases: readonly Case[], changed: Case): Case[] =>
  cases.map((one) => (one.no === changed.no ? changed : one))

/** What at least is said of each. */
const said: Record<string, readonly FaultCode[]> = {
  'a fact is changed': ['hash'],
  'a time is changed': ['hash'],
  'a hash is changed': ['hash'],
  'a word is changed': ['told'],
  'entries change places': ['number'],
  'an entry in the middle is gone': ['number'],
  'the end is cut off': ['cut'],
  'the end is cut off, its way to the root with it': ['cut', 'rewritten'],
  'a case is written anew, and later roots are made over it': ['rewritten'],
  'a case is written anew, and so are all roots': ['saved'],
  'the end is cut off, and later roots are made over it': ['cut', 'rewritten'],
  'the end is cut off, and all roots are made over it': ['saved'],
  'a case is deleted, and later roots say so': ['gone'],
  'a case is deleted, and later roots keep silent': ['tree'],
  'a case is deleted, and all roots are made without it': ['saved'],
  'a case is deleted since the last midnight': ['missing'],
  'a root is taken out': ['saved'],
  'two roots change places': ['roots'],
  'a root says something else': ['root'],
  'a root says something else, hashed anew': ['signature'],
  'the newest root is signed by somebody else': ['key'],
  'a root is not signed': ['unsigned'],
  'a list of what moved is changed or gone': ['changes']
}

/** A case that the root of a day already held, and that day. */
function heldCase({ cases }: City, random: Random): { one: Case; i: number } {
  const one = random.pick(cases)
  const held = days.findIndex(({ at }) => lastBefore(one, at))
  return { one, i: held + 1 + random.int(dayCount - 1 - held) }
}
const resealed = (root: DailyRoot, keys = second): DailyRoot => {
  const { root: _, signed: __, ...hashed } = root
  const made = sha256(jcs(hashed))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  if (keys !== second) return { ...root, root: made }
  return {
    ...hashed,
    root: made,
    signed: [
      {
        key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
        signature: sign(null, Buffer.from(`suishoupai daily root\n${made}`), privateKey).toString('hex')
      }
    ]
  }
}
const otherHex = (text: string, random: Random): string => {
  const at = random.int(text.length)
  return text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1)
}

type Plant = (city: City, random: Random) => Published
/** As it is, made once for each city. */
const untouched = new Map<City, Published>()
function plain(city: City): Published {
  const known = untouched.get(city) ?? published(city.cases, city, keptOf(city.roots))
  untouched.set(city, known)
  return structuredClone(known)
}
const keptOf = (roots: readonly DailyRoot[]): KeptRoot[] =>
  rootsIn(roots.map(({ day, root }) => `${day} ${root}`).join('\n'))
/** In what is published of one case. */
const inLedger =
  (change: (ledger: OpenLedger, random: Random, rooted: number) => OpenLedger | undefined): Plant =>
  (city, random) => {
    for (;;) {
      const all = plain(city)
      const i = random.int(all.ledgers.length)
      const ledger = all.ledgers[i] as OpenLedger
      const changed = change(ledger, random, ledger.root?.n ?? 0)
      if (changed) return { ...all, ledgers: all.ledgers.with(i, changed) }
    }
  }
/** In the database: from the night of day `i` on the server makes its roots over something else. */
const inDatabase =
  (change: (one: Case, random: Random, i: number) => Case | undefined, anew: 'after' | 'all', leave?: 'gone'): Plant =>
  (city, random) => {
    for (;;) {
      const { one, i } = heldCase(city, random)
      const changed = change(one, random, i)
      if (changed?.ledger === one.ledger) continue
      const cases = changed ? withCase(city.cases, changed) : city.cases.filter((item) => item !== one)
      const made = rootsOver((n) => (anew === 'all' || n >= i ? cases : city.cases), city, leave)
      return published(cases, made, anew === 'all' ? keptOf(city.roots) : [])
    }
  }
const inRoots =
  (change: (all: Published, random: Random) => Partial<Published>): Plant =>
  (city, random) => {
    const all = plain(city)
    return { ...all, ...change(all, random) }
  }
/** Held by a root before day `i`. */
const heldBefore = (one: Case, i: number): number => lastBefore(one, days[i - 1]?.at ?? '')?.n ?? 0

const plants: Record<string, Plant> = {
  'a fact is changed': inLedger((ledger, random) => {
    const entries = ledger.entries.filter(({ facts }) => facts)
    if (entries.length === 0) return undefined
    const entry = random.pick(entries)
    return {
      ...ledger,
      entries: ledger.entries.map((openEntry) =>
        openEntry === entry ? { ...openEntry, facts: { ...openEntry.facts, area: 'dongcheng' } } : openEntry
      )
    }
  }),
  'a time is changed': inLedger((ledger, random) => {
    const n = random.int(ledger.entries.length)
    const entry = ledger.entries[n]
    return entry && { ...ledger, entries: ledger.entries.with(n, { ...entry, at: '2026-11-16T00:00:00.001Z' }) }
  }),
  'a hash is changed': inLedger((ledger, random) => {
    const n = random.int(ledger.entries.length)
    const entry = ledger.entries[n]
    const name = random.pick(['hash', 'prev', 'rest'] as const)
    return (
      entry && { ...ledger, entries: ledger.entries.with(n, { ...entry, [name]: otherHex(entry[name] ?? '', random) }) }
    )
  }),
  'a word is changed': inLedger((ledger, random) => {
    const n = random.int(ledger.said.length)
    const said = ledger.said[n]
    const text = said?.told['text']
    return (
      text &&
      said && {
        ...ledger,
        said: ledger.said.with(n, { ...said, told: { ...said.told, text: { ...text, value: `${text.value}吗` } } })
      }
    )
  }),
  'entries change places': inLedger((ledger, random) => {
    const n = random.int(ledger.entries.length - 1)
    const pair = ledger.entries.slice(n, n + 2).toReversed()
    return pair.length < 2 ? undefined : { ...ledger, entries: ledger.entries.toSpliced(n, 2, ...pair) }
  }),
  'an entry in the middle is gone': inLedger((ledger, random) =>
    ledger.entries.length < 2
      ? undefined
      : { ...ledger, entries: ledger.entries.toSpliced(random.int(ledger.entries.length - 1), 1) }
  ),
  'the end is cut off': inLedger((ledger, random, rooted) =>
    rooted < 2 ? undefined : { ...ledger, entries: ledger.entries.slice(0, 1 + random.int(rooted - 1)), said: [] }
  ),
  'the end is cut off, its way to the root with it': inLedger((ledger, random, rooted) => {
    const { root: _, ...bare } = ledger
    return rooted < 2 ? undefined : { ...bare, entries: ledger.entries.slice(0, 1 + random.int(rooted - 1)), said: [] }
  }),
  'a case is written anew, and later roots are made over it': inDatabase(
    (one, random, i) => rewrittenFrom(one, 1 + random.int(heldBefore(one, i))),
    'after'
  ),
  'a case is written anew, and so are all roots': inDatabase(
    (one, random, i) => rewrittenFrom(one, 1 + random.int(heldBefore(one, i))),
    'all'
  ),
  'the end is cut off, and later roots are made over it': inDatabase((one, random, i) => {
    const held = heldBefore(one, i)
    return held < 2 ? one : { ...one, ledger: one.ledger.slice(0, 1 + random.int(held - 1)) }
  }, 'after'),
  'the end is cut off, and all roots are made over it': inDatabase((one, random, i) => {
    const held = heldBefore(one, i)
    return held < 2 ? one : { ...one, ledger: one.ledger.slice(0, 1 + random.int(held - 1)) }
  }, 'all'),
  'a case is deleted, and later roots say so': inDatabase(() => undefined, 'after'),
  'a case is deleted, and later roots keep silent': inDatabase(() => undefined, 'after', 'gone'),
  'a case is deleted, and all roots are made without it': inDatabase(() => undefined, 'all'),
  'a case is deleted since the last midnight': inRoots(({ ledgers }, random) => ({
    ledgers: ledgers.toSpliced(random.int(ledgers.length), 1)
  })),
  'a root is taken out': inRoots(({ roots }, random) => ({ roots: roots.toSpliced(random.int(roots.length), 1) })),
  'two roots change places': inRoots(({ roots }, random) => {
    const n = random.int(roots.length - 1)
    return { roots: roots.toSpliced(n, 2, ...roots.slice(n, n + 2).toReversed()) }
  }),
  'a root says something else': inRoots(({ roots }, random) => {
    const n = random.int(roots.length)
    const root = roots[n] as DailyRoot
    const name = random.pick(['tree', 'changes', 'prev', 'root'] as const)
    return { roots: roots.with(n, { ...root, [name]: otherHex(root[name] ?? '', random) }), kept: [] }
  }),
  'a root says something else, hashed anew': inRoots(({ roots }, random) => {
    const n = random.int(roots.length)
    const root = roots[n] as DailyRoot
    return { roots: roots.with(n, resealed({ ...root, cases: root.cases + 1 }, first)), kept: [] }
  }),
  'the newest root is signed by somebody else': inRoots(({ roots }) => ({
    roots: roots.with(0, resealed(roots[0] as DailyRoot)),
    ledgers: [],
    kept: []
  })),
  'a root is not signed': inRoots(({ roots }, random) => {
    const n = random.int(roots.length - 1)
    const { signed: _, ...bare } = roots[n] as DailyRoot
    return { roots: roots.with(n, bare), kept: [] }
  }),
  'a list of what moved is changed or gone': inRoots(({ moves }, random) => {
    const some = [...moves].filter(([, parts]) => parts.length > 0)
    const [day, [part = '']] = random.pick(some) as [string, [string]]
    return { moves: new Map([...moves, [day, random.pick([[otherHex(part, random)], [part.slice(128)], []])]]) }
  })
}

const check = ({ roots, moves, ledgers, kept }: Published, every: boolean) =>
  verifyCity({ roots, changes: (day) => moves.get(day), ledgers, kept, every })

const cities = Array.from({ length: 12 }, (_, i) => cityOf(i + 1))

test('five hundred planted faults are found, each of them', async () => {
  const missed: string[] = []
  const names = Object.keys(plants)
  for (let trial = 0; trial < 500; trial++) {
    const random = randomFrom(1000 + trial)
    const name = names[trial % names.length] as string
    const city = cities[random.int(cities.length)] as City
    const planted = (plants[name] as Plant)(city, random)
    const { faults } = await check(planted, true)
    if (!faults.some(({ code }) => said[name]?.includes(code)))
      missed.push(`${trial}: ${name} ${JSON.stringify(faults)}`)
  }
  expect(missed).toEqual([])
})

test('what was not touched, or was done by right, raises no alarm', async () => {
  const alarms: string[] = []
  for (const [i, city] of cities.entries()) {
    const random = randomFrom(i)
    const lawful = city.cases.map((one): Case => {
      const erased = random.int(one.ledger.length) + 1
      const { [erased]: _, ...words } = one.words
      return { ...one, words }
    })
    const hidden = published(city.cases, city, keptOf(city.roots.slice(2, 4)))
    const records: [string, Published, boolean][] = [
      ['untouched', plain(city), true],
      ['words erased', published(lawful, city, keptOf(city.roots)), true],
      ['cases that are not public', { ...hidden, ledgers: hidden.ledgers.slice(3) }, false]
    ]
    for (const [name, record, every] of records) {
      const found = await check(record, every)
      if (found.faults.length > 0) alarms.push(`${i}: ${name} ${JSON.stringify(found.faults)}`)
      expect(found).toMatchObject({ signed: city.roots.length, unchecked: 0, built: city.roots.length })
    }
  }
  expect(alarms).toEqual([])
})

test('a key that was known from elsewhere is held to, and a new one needs the word of the old', async () => {
  const { roots, moves } = plain(cities[0] as City)
  const codes = async (given: DailyRoot[], keys: string[]) =>
    (await verifyCity({ roots: given, changes: (day) => moves.get(day), keys })).faults.map(({ code }) => code)
  const oldest = roots.at(-1)?.signed?.[0]?.key ?? ''
  expect(await codes(roots, [oldest.slice(0, 16)])).toEqual([])
  expect(await codes(roots, ['ab'.repeat(32)])).toEqual(['key'])
  const changed = roots.findIndex(({ signed }) => signed?.length === 2)
  const { signed = [], ...root } = roots[changed] as DailyRoot
  const alone = roots.with(changed, { ...root, signed: signed.slice(0, 1) })
  expect(await codes(alone, [])).toEqual(['key'])
  expect(await codes(alone, [oldest, signed[0]?.key ?? ''])).toEqual([])
})
