/**
 * What a stranger needs to check a case by himself: every entry with its time and both hashes, for the steps that
 * everybody reads all that is hashed, and the way from the case to a root that was published for a day. How the numbers
 * hang together is said once, in the script that checks them (`/verify.mjs`).
 */
import { statuses } from './cases.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
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
  root: digest()
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

export const ledgerEndpoints = {
  readLedger: endpoint({
    method: 'GET',
    path: '/api/cases/:no/ledger',
    says: 'Every entry of a case as anybody can check it, and the way to the newest daily root.',
    who: anyone,
    params: input({ no: caseNo() }),
    answer: openLedger,
    refuses: ['not_found'],
    cache: publicFor(5)
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
  })
}
