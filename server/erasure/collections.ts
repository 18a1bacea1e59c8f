/**
 * What every collection holds, what of it is about a person, how long it stays, and who erases it when the person wants to
 * be forgotten. Every collection has a row: a test holds this table against the models, and a scan against the database.
 */
import type { erasers } from './erase-person.ts'

interface CollectionData {
  holds: string
  /** Fields with something about a person, by path; `number` fields that say who without saying his name included. */
  personal: readonly string[]
  whose: 'nobody' | 'residents' | 'staff' | 'residents and staff'
  kept: string
  /** What takes it away in time where `kept` says so: an index over this field (TTL), or a schedule of the worker. */
  endsBy?: { index: string } | { schedule: string }
  /** On whose request it goes. */
  erasedBy?: keyof typeof erasers
  /** What stays of the personal fields after that, and why. */
  stays?: string
}

const always = 'as long as the city uses the system'
const work = 'what staff did in their work is part of the record'
const nothing = { personal: [], whose: 'nobody' } as const

export const collections: Readonly<Record<string, CollectionData>> = {
  // ——— cases
  cases: {
    holds: 'One case each, with its reports, its ledger and the words said in it.',
    personal: ['reports.reporter', 'reports.contact', 'reports.place', 'words', 'person', 'repliedBy', 'closedBy'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'cases',
    stays:
      'The reporter’s number and what he said of the matter; the centre erases words on request, by the verb `erase`, and the chain still verifies.'
  },
  photos: {
    holds: 'Size and use of every photo; the files lie outside the database.',
    ...nothing,
    kept: 'until a day after nobody uses it, a stranger’s until an hour after',
    endsBy: { schedule: 'sweep' }
  },
  roots: { holds: 'The root over all cases at the end of every day.', ...nothing, kept: always },
  rootleaves: {
    holds: 'Hashes of the cases below the newest roots.',
    ...nothing,
    kept: 'two days',
    endsBy: { schedule: 'roots' }
  },
  serverkeys: {
    holds: 'Fingerprints of the keys that the database was made with; no key.',
    ...nothing,
    kept: always
  },
  page_changes: { holds: 'How often something that public pages show has changed.', ...nothing, kept: always },
  counters: { holds: 'The last number given of each kind.', ...nothing, kept: always },
  suggest_pairs: {
    holds: 'Where a choice of category taught something; points at words, holds none.',
    ...nothing,
    kept: always
  },
  suggest_builds: {
    holds: 'What was learned, and how good it is.',
    ...nothing,
    kept: 'the model of the newest build only'
  },
  suggest_marks: { holds: 'How far choices have been read.', ...nothing, kept: always },

  // ——— people
  members: {
    holds: 'Residents who signed in.',
    personal: ['openid'],
    whose: 'residents',
    kept: 'until erased',
    erasedBy: 'members',
    stays: 'A keyed hash of the openid, so that he finds his hours again; nobody else can read it.'
  },
  staff: {
    holds: 'Accounts of staff.',
    personal: ['name', 'title', 'password', 'office', 'roles', 'email', 'granted', 'withheld', 'head', 'linkBy'],
    whose: 'staff',
    kept: always,
    stays: 'All of it: accounts follow the releases of the city.'
  },
  staff_mails: {
    holds: 'Addresses that came with a list of people, until their accounts are there.',
    personal: ['email'],
    whose: 'staff',
    kept: '90 days at most',
    endsBy: { index: 'at' },
    stays: 'All of it until then: nobody has signed in yet.'
  },
  staff_changes: { holds: 'How often accounts of staff were changed.', ...nothing, kept: always },
  approvals: {
    holds: 'Acts that took a second administrator: who asked, who did it.',
    personal: ['askedBy', 'by', 'ask'],
    whose: 'staff',
    kept: always,
    stays: work
  },
  invitations: {
    holds: 'Links by which staff set a password, hashed.',
    personal: ['person', 'by'],
    whose: 'staff',
    kept: '90 days after they run out',
    endsBy: { index: 'until' },
    stays: 'All of it until then: who was let in by whom.'
  },
  sessions: {
    holds: 'Sign-ins that go on: whose, since when, last seen, on what device, from which network.',
    personal: ['subject', 'device', 'network'],
    whose: 'residents and staff',
    kept: '90 days after the last use for residents, twelve hours at most for staff',
    endsBy: { index: 'expiresAt' },
    erasedBy: 'sessions',
    stays: 'Those of staff.'
  },
  second_factors: {
    holds: 'Second factors of staff: the secret of an app, encrypted; recovery codes, hashed.',
    personal: ['secret', 'recovery'],
    whose: 'staff',
    kept: 'until it is taken off',
    stays: 'All of it: accounts follow the releases of the city.'
  },
  sign_ins: {
    holds: 'Who signed in at the desk or tried to; a name that nobody has as a keyed hash.',
    personal: ['login', 'device', 'network'],
    whose: 'staff',
    kept: 'six months',
    endsBy: { index: 'expiresAt' },
    stays: work
  },
  guesses: {
    holds: 'How often somebody was wrong lately, under keyed hashes.',
    ...nothing,
    kept: 'an hour at most',
    endsBy: { index: 'expire' }
  },
  notices: {
    holds: 'What people were told.',
    personal: ['member', 'words'],
    whose: 'residents and staff',
    kept: 'until erased',
    erasedBy: 'notices'
  },
  notice_choices: {
    holds: 'By which channels people want to be told of what.',
    personal: ['_id', 'on', 'urgent'],
    whose: 'residents and staff',
    kept: 'until erased',
    erasedBy: 'notices'
  },
  notice_rounds: { holds: 'Which rounds of telling are done.', ...nothing, kept: '60 days', endsBy: { index: 'at' } },
  digests: {
    holds: 'Sums of a day, week or month, of the city and of what waited for a member of staff.',
    personal: ['whose', 'waiting', 'mine'],
    whose: 'staff',
    kept: always,
    erasedBy: 'notices',
    stays: 'The city’s, which are about offices.'
  },
  addresses: {
    holds: 'Where people can be reached outside the app, apart from what they are told.',
    personal: ['member', 'value'],
    whose: 'residents and staff',
    kept: 'until taken back or erased; of staff, while the account has it',
    erasedBy: 'notices'
  },
  address_requests: {
    holds: 'Mailboxes that nobody has confirmed yet.',
    personal: ['_id', 'email'],
    whose: 'residents',
    kept: 'two days',
    endsBy: { index: 'expiresAt' },
    erasedBy: 'notices'
  },
  deliveries: {
    holds: 'What left the app, by which channel, and what came of it; addresses covered, no words.',
    personal: ['_id', 'notice', 'member', 'address', 'outbox.facts'],
    whose: 'residents and staff',
    kept: '180 days after it was sent, failed or was dropped',
    endsBy: { index: 'doneAt' },
    erasedBy: 'notices'
  },
  channel_states: { holds: 'Which channels go, and since when one does not.', ...nothing, kept: always },
  sending_counts: {
    holds: 'How much was sent in an hour or a minute; readers hashed.',
    ...nothing,
    kept: 'two days',
    endsBy: { index: 'at' }
  },
  robots: {
    holds: 'Robots of work groups; their addresses sealed.',
    personal: ['by'],
    whose: 'staff',
    kept: 'until removed',
    stays: work
  },
  volunteers: {
    holds: 'What volunteers say of themselves, their trainings and honours.',
    personal: [
      'display',
      'name',
      'phone',
      'born',
      'skills',
      'areas',
      'languages',
      'free',
      'learned',
      'honours',
      'outbox.facts'
    ],
    whose: 'residents and staff',
    kept: 'until erased',
    erasedBy: 'volunteers'
  },
  teams: {
    holds: 'Teams and who is in them.',
    personal: ['name', 'members'],
    whose: 'residents and staff',
    kept: 'until the last one leaves',
    erasedBy: 'volunteers'
  },

  // ——— activities
  activities: {
    holds: 'Activities: plan, log, results.',
    personal: ['plan.contact', 'hands', 'log.by'],
    whose: 'staff',
    kept: always,
    stays: work
  },
  shifts: {
    holds: 'Shifts with everybody who signed up.',
    personal: ['people', 'gone', 'outbox.facts', 'by', 'contact'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'participation',
    stays: 'Number, role, seats and outcome: the counts of a shift must still be right.'
  },
  verdicts: {
    holds: 'Who was not let in, and which condition failed.',
    personal: ['person', 'failed'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'participation'
  },
  presence: {
    holds: 'When people came and went.',
    personal: ['person', 'events.place', 'events.device'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'presence',
    stays: 'Number and times, which the hours follow from.'
  },
  hours: {
    holds: 'The ledger of hours, hash-chained.',
    personal: ['person', 'by', 'words', 'outbox.facts'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'hours',
    stays:
      'All of the chain, under a number: it was given, and the chain must verify. The words are an organiser’s reasons.'
  },
  corrections: {
    holds: 'Requests to put hours right.',
    personal: ['person', 'by', 'words', 'outbox.facts'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'hours',
    stays: 'Number, minutes and ruling.'
  },
  certificates: {
    holds: 'Certificates of hours.',
    personal: ['person', 'identity', 'covered', 'purpose', 'shows', 'issued', 'log.by', 'outbox.facts'],
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'certificates',
    stays: 'Number, hours, fingerprint and who issued it, so that a paper can still be checked.'
  },
  certificate_watch: { holds: 'How far corrections have been read.', ...nothing, kept: always },

  // ——— oversight, assessment, premises
  judgements: {
    holds: 'What supervisors said of offices, by month.',
    personal: ['by', 'words'],
    whose: 'staff',
    kept: always,
    stays: work
  },
  cards: {
    holds: 'Contact cards of liaisons.',
    personal: ['name', 'title', 'phone'],
    whose: 'staff',
    kept: 'until its holder takes it down'
  },
  auxiliaries: {
    holds: 'People who are assessed, and their marks.',
    personal: ['name', 'post', 'halves'],
    whose: 'staff',
    kept: always,
    stays: work
  },
  assessment_rules: { holds: 'How marks become grades.', personal: ['by'], whose: 'staff', kept: always, stays: work },
  premises: {
    holds: 'Premises along the streets and their duties.',
    personal: ['contact', 'log.by'],
    whose: 'residents and staff',
    kept: 'until closed and erased by its keeper',
    stays: 'The responsible person of a business, which is public duty; its keeper changes it.'
  },

  // ——— the city and the machinery
  releases: { holds: 'Releases of the city.', personal: ['by'], whose: 'staff', kept: always, stays: work },
  cityblobs: {
    holds: 'Parts of releases, people among them.',
    personal: ['gz'],
    whose: 'staff',
    kept: 'until no release uses it',
    endsBy: { schedule: 'parts' },
    stays: work
  },
  citydrafts: {
    holds: 'The release being made.',
    personal: ['pending.by'],
    whose: 'staff',
    kept: 'until published',
    stays: work
  },
  cityedits: { holds: 'Who changed what in the city.', personal: ['by'], whose: 'staff', kept: always, stays: work },
  rehearsals: {
    holds: 'What another city would have done with the cases.',
    personal: ['by'],
    whose: 'staff',
    kept: 'the last twenty',
    stays: work
  },
  rehearsalcases: { holds: 'Cases that would have gone elsewhere.', ...nothing, kept: 'with their rehearsal' },
  jobs: {
    holds: 'What is to be done later.',
    personal: ['facts'],
    whose: 'residents and staff',
    kept: 'until done',
    erasedBy: 'jobs'
  }
}
