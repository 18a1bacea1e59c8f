/**
 * What a stranger needs to check a case by himself: every entry with its time and both hashes, for the steps that
 * everybody reads all that is hashed, and the way from the case to a root that was published for a day. How the numbers
 * hang together is said once, in the script that checks them (`/verify.mjs`).
 */
import { statuses } from './cases.ts'
import { deliveryReasons } from './deliveries.ts'
import { anyone, endpoint, fileFor, publicFor } from './endpoint.ts'
import {
  anything,
  caseNo,
  count,
  day,
  input,
  int,
  list,
  mapOf,
  matching,
  maybe,
  moment,
  oneOf,
  orNull,
  said,
  view,
  type Infer
} from './schema.ts'
import { verbs } from './verbs.ts'

/** SHA-256, lower-case hex. */
const digest = () => matching(/^[0-9a-f]{64}$/, 64)

const openEntry = view({
  /** Of entries of the first form, which are hashed another way, nothing. */
  form: maybe(int(2, 2)),
  n: int(1, 10_000),
  at: moment(),
  prev: digest(),
  hash: digest(),
  /** Stands for what is kept apart: who of the staff, internal facts, or the whole of an internal step. */
  rest: maybe(digest()),
  actor: maybe(view({ kind: said(), office: maybe(said()), role: maybe(said()) })),
  verb: maybe(oneOf(verbs)),
  from: maybe(orNull(oneOf(statuses))),
  to: maybe(oneOf(statuses)),
  facts: maybe(mapOf(anything())),
  /** Commitment to what was said. */
  words: maybe(digest())
})

/** Of what was said in an entry and approved for the public: every part by its digest, the approved ones with their key. */
const openWords = view({
  n: int(1, 10_000),
  digests: mapOf(digest()),
  told: mapOf(view({ key: digest(), value: said() }))
})

export const dailyRoot = view({
  day: day(),
  /** Everything before this moment is in it. */
  at: moment(),
  cases: int(0, 1e9),
  tree: digest(),
  /** The root published before. */
  prev: digest(),
  /** How many cases moved since the root before, how many of them are gone, and a digest over both; nothing in old roots. */
  moved: maybe(int(0, 1e9)),
  gone: maybe(int(0, 1e9)),
  changes: maybe(digest()),
  root: digest(),
  /** Ed25519 over the root, hex; the first under the key of that day, a second under the key before where it had changed. */
  signed: maybe(
    list(view({ key: digest(), signature: matching(/^[0-9a-f]{128}$/, 128) }), {
      max: 4
    })
  )
})
export type DailyRoot = Infer<typeof dailyRoot>

const wayToRoot = view({
  ...dailyRoot.shape,
  /** The last entry of the case that is in it. */
  n: int(1, 10_000),
  path: list(digest(), { max: 256 })
})

export const openLedger = view({
  no: caseNo(),
  entries: list(openEntry, { max: 10_000 }),
  said: list(openWords, { max: 10_000 }),
  /** Nothing before the first night of a case. */
  root: maybe(wayToRoot)
})
export type OpenLedger = Infer<typeof openLedger>

export const rootsAtMost = 400

/** Cases in one part of what moved: place and leaf of each are 128 letters. */
export const movedAPart = 4096

export const rootPlaces = ['folder', 'mail', 'robot'] as const
export type RootPlace = (typeof rootPlaces)[number]

const rootCopies = view({
  place: oneOf(rootPlaces),
  /** Which folder, address or group, covered. */
  to: said(),
  /** The last day whose root is there. */
  day: maybe(day()),
  at: maybe(moment()),
  /** Days whose roots wait to be written there, since when, and why. */
  waiting: int(0, 1_000_000),
  since: maybe(moment()),
  nextAt: maybe(moment()),
  reason: maybe(oneOf(deliveryReasons)),
  answer: maybe(said())
})
export type RootCopies = Infer<typeof rootCopies>

export const ledgerEndpoints = {
  readLedger: endpoint({
    method: 'GET',
    path: '/api/cases/:no/ledger',
    says: 'Every entry of a case as anybody can check it, and the way to the newest daily root.',
    who: anyone,
    params: input({ no: caseNo() }),
    answer: openLedger,
    refuses: ['not_found'],
    cache: publicFor(5, { listsCases: false })
  }),
  listRoots: endpoint({
    method: 'GET',
    path: '/api/roots',
    says: 'The daily roots over all cases, newest first; `before` a day for earlier ones.',
    who: anyone,
    query: input({ before: maybe(day()), limit: maybe(count(1, rootsAtMost)) }),
    answer: view({ items: list(dailyRoot, { max: rootsAtMost }), older: maybe(day()) }),
    refuses: ['invalid'],
    cache: publicFor(5)
  }),
  readRootChanges: endpoint({
    method: 'GET',
    path: '/api/roots/:day/changes',
    says: 'Which places in the tree over all cases moved since the root before: place and leaf one after the other, hex, in parts. With those of all days a stranger builds every tree himself.',
    who: anyone,
    params: input({ day: day() }),
    query: input({ part: maybe(count(0, 1_000_000)) }),
    answer: view({
      day: day(),
      part: int(0, 1_000_000),
      parts: int(0, 1_000_000),
      moved: matching(/^([0-9a-f]{128})*$/, 128 * movedAPart)
    }),
    refuses: ['invalid', 'not_found'],
    cache: fileFor(3600)
  }),
  listRootCopies: endpoint({
    method: 'GET',
    path: '/api/roots/copies',
    says: 'Where the daily roots are written to outside the database, and how that fares; for administrators.',
    who: ['staff'],
    answer: view({ items: list(rootCopies, { max: 10 }) }),
    refuses: ['forbidden']
  })
}
