/**
 * `npm run docs:sharding` writes the tables of docs/SHARDING.md from these values, between their marks; tests/docs/sharding.test.ts
 * holds them against the indexes of the program.
 */
import { readFileSync, writeFileSync } from 'node:fs'

export interface Sharded {
  key: Readonly<Record<string, 1 | 'hashed'>>
  why: string
  /** Unique indexes that have to become collections of their own first, by their fields. */
  blockedBy?: readonly string[]
  /** What is asked most, by the fields that it names; where the key is not among them, why asking every shard will do. */
  asked: readonly { what: string; by: readonly string[]; everyShard?: string }[]
}

const ownPage = 'a page of twenty from an index on each shard, put together in its order'
const leased = 'a worker leases a hundred at a time'
const swept = 'swept once an hour'
const byId = { _id: 'hashed' } as const

export const sharded: Readonly<Record<string, Sharded>> = {
  cases: {
    key: { no: 1 },
    why: 'Cases are opened, moved, followed and linked by number. Numbers grow with the days, so that new cases come to one shard: a hundred a second is a small part of what one takes, and old years move to the others. A place cannot be a key, an office changes, and a hashed number could not be unique.',
    blockedBy: ['reports.key'],
    asked: [
      { what: 'a case by its number', by: ['no'] },
      { what: 'a move', by: ['_id', 'version'], everyShard: 'answered by the one that has it, by _id' },
      { what: 'a report by its id', by: ['reports.id'], everyShard: 'one key on each shard' },
      { what: 'public lists, search and the map', by: ['publishedAt'], everyShard: ownPage },
      { what: 'a desk and its tabs', by: ['desks', 'status'], everyShard: ownPage },
      { what: 'one’s own reports', by: ['reports.reporter.member'], everyShard: ownPage },
      { what: 'outboxes', by: ['outbox.at'], everyShard: leased }
    ]
  },
  photos: {
    key: byId,
    why: 'Named by a random id and asked for by it.',
    asked: [
      { what: 'a photo', by: ['_id'] },
      { what: 'what nobody uses', by: ['sweepAt'], everyShard: swept }
    ]
  },
  photoparts: {
    key: byId,
    why: 'Its id says which part of which photo, so that none is written twice; they are few, and gone within the hour.',
    asked: [
      { what: 'one part', by: ['_id'] },
      { what: 'what is there of a photo', by: ['photo'], everyShard: 'eighty at most, an index on each shard' },
      { what: 'what never became whole', by: ['sweepAt'], everyShard: swept }
    ]
  },
  notices: {
    key: byId,
    why: 'Its id says which notice to whom, so that none is written twice; by member that would hold on no shard.',
    asked: [{ what: 'one’s own notices', by: ['member'], everyShard: ownPage }]
  },
  deliveries: {
    key: byId,
    why: 'As notices.',
    asked: [
      { what: 'one to be sent, and what came of it', by: ['_id'] },
      { what: 'what is due', by: ['state', 'nextAt'], everyShard: leased }
    ]
  },
  affected: {
    key: { no: 1 },
    why: 'Asked for by its case, and unique within it.',
    asked: [
      { what: 'who said so of a case', by: ['no'] },
      { what: 'all of one person', by: ['by'], everyShard: 'when he asks for his data or leaves' }
    ]
  },
  contact_reads: {
    key: byId,
    why: 'Grows with the cases, is written once.',
    asked: [{ what: 'who opened a contact', by: ['report'], everyShard: 'a few rows, asked by one person' }]
  },
  sessions: {
    key: byId,
    why: 'Read by id with each request.',
    asked: [
      { what: 'a session', by: ['_id'] },
      { what: 'all of one person', by: ['subject.id'], everyShard: 'when he looks at them or leaves' }
    ]
  },
  sign_ins: {
    key: byId,
    why: 'Written often, read by who looks for something.',
    asked: [{ what: 'the last sign-ins', by: ['at'], everyShard: ownPage }]
  },
  rootleaves: {
    key: byId,
    why: 'A row for each case that moved on a day.',
    asked: [{ what: 'the proof of a case', by: ['_id'] }]
  }
}

/** Why the others stay where they are. */
export const unsharded: readonly { why: string; collections: readonly string[] }[] = [
  {
    why: 'a row for an office, a person who works there, a place or a setting',
    collections:
      'approvals assessment_rules auxiliaries cards channel_states cityblobs citydrafts cityedits invitations judgements premises releases robots second_factors seeds serverkeys staff staff_changes staff_mails wechat_access'.split(
        ' '
      )
  },
  {
    why: 'gone within days',
    collections:
      'address_requests counts data_copies digests guesses jobs notice_rounds page_changes presence rehearsalcases rehearsals sending_counts'.split(
        ' '
      )
  },
  {
    why: 'a row for a day, or for the days of a kind',
    collections: 'certificate_watch counters kept_sums rootchanges rootcopies roots suggest_builds suggest_marks'.split(
      ' '
    )
  },
  {
    why: 'grows with those who help, not with cases; where hours are booked and papers numbered, two unique indexes a collection leave no key',
    collections:
      'activities addresses certificates corrections erasures hours members notice_choices shifts suggest_pairs teams verdicts volunteers wechat_quotas'.split(
        ' '
      )
  }
]

/** Unique indexes that a sharded collection could not have: those that do not begin with its key. */
export const unenforced = (key: Sharded['key'], unique: readonly (readonly string[])[]): string[] => {
  const fields = Object.keys(key)
  const isHashed = Object.values(key).includes('hashed')
  return unique
    .filter((index) => isHashed || fields.some((field, i) => index[i] !== field))
    .map((index) => index.join(', '))
}

const path = new URL('./SHARDING.md', import.meta.url)
const [begin, end] = ['<!-- sharding: npm run docs:sharding -->', '<!-- /sharding -->']
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export function withSharding(document: string): string {
  const [before, after] = [document.split(begin)[0] ?? '', document.split(end)[1] ?? '']
  const keys = table(
    ['collection', 'key', 'why', 'first'],
    Object.entries(sharded).map(([name, { key, why, blockedBy = [] }]) => [
      `\`${name}\``,
      `\`${JSON.stringify(key).replaceAll('"', '')}\``,
      why,
      blockedBy.length === 0
        ? 'nothing'
        : `\`${blockedBy.join('`, `')}\` into a collection of its own, keyed by \`_id\``
    ])
  )
  const questions = table(
    ['collection', 'what is asked', 'by', 'goes to'],
    Object.entries(sharded).flatMap(([name, { asked }]) =>
      asked.map(({ what, by, everyShard }) => [
        `\`${name}\``,
        what,
        by.map((field) => `\`${field}\``).join(', '),
        everyShard === undefined ? 'one shard' : `all: ${everyShard}`
      ])
    )
  )
  const others = table(
    ['why', 'collections'],
    unsharded.map(({ why, collections }) => [why, collections.map((name) => `\`${name}\``).join(', ')])
  )
  return `${before}${begin}\n\n${[keys, questions, others].join('\n\n')}\n\n${end}${after}`
}

export const shardingInDocs = (): { written: string; current: string } => {
  const written = readFileSync(path, 'utf8')
  return { written, current: withSharding(written) }
}

if (process.argv[1]?.endsWith('sharding.ts')) writeFileSync(path, shardingInDocs().current)
