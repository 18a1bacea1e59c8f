/**
 * What every collection holds, what of it is about a person, how long it stays, and who erases it when the person wants to
 * be forgotten. Every collection has a row: a test holds this table against the models, and a scan against the database.
 */
import type { erasers } from './erase-person.ts'

/** Article 13 of the Personal Information Protection Law (PIPL). */
export const bases = {
  consent: 'consent, art. 13 (1)',
  employment: 'human resources, art. 13 (2)',
  duty: 'statutory duty, art. 13 (3)'
} as const
type Basis = keyof typeof bases

export interface CollectionData {
  holds: string
  /** What is about a person, by path, fields that say who without saying his name included: what it says of him. */
  personal: Readonly<Record<string, string>>
  /** What else is stored there, by name; `plan.*` is the rest of a field with something about a person in it. */
  plain: string
  whose: 'nobody' | 'residents' | 'staff' | 'residents and staff'
  /** What the personal fields are for. */
  why?: string
  /** On what the law lets us keep them. */
  basis?: Basis
  /** Those of them that rest on the person's consent alone. */
  consent?: readonly string[]
  kept: string
  /** What takes it away in time where `kept` says so: an index over this field (TTL), or a schedule of the worker. */
  endsBy?: { index: string } | { schedule: string }
  /** Personal fields that are not in the copy which somebody may have of his data (server/copies), by path, and why. */
  notHis?: Readonly<Record<string, string>>
  /** On whose request it goes. */
  erasedBy?: keyof typeof erasers
  /** What stays of the personal fields after that, and why. */
  stays?: string
}

const always = 'as long as the city uses the system'
const work = 'what staff did in their work is part of the record'
const others = 'it is about somebody else'
const passing = 'the same stands where it is told, and it is gone within seconds'
const nothing = { personal: {}, whose: 'nobody' } as const

export const collections: Readonly<Record<string, CollectionData>> = {
  // ——— cases
  cases: {
    holds: 'One case each, with its reports, its ledger and the words said in it.',
    personal: {
      'reports.reporter': 'account of the reporter, or hash of his receipt code',
      'reports.contact': 'name and telephone, where he gave them',
      'reports.place': 'where he said it was, to the metre',
      words: 'what was written',
      place: 'where it is, to the metre',
      person: 'officer who has it',
      ledger: 'who did what, staff by their login names',
      repliedBy: 'officer who replied',
      closedBy: 'who closed it'
    },
    why: 'to route, handle, check and publish what was reported',
    basis: 'duty',
    consent: ['reports.contact'],
    notHis: {
      place: 'it is what he said it was: `reports.place`',
      person: others,
      ledger: 'what he did is with his words; the rest is what others did',
      repliedBy: others,
      closedBy: others
    },
    plain:
      'no version demo title status since at category area grid office assisting supervising desks answerable transfer returnedBy publicPlace searchText search routing deadline publication pending pendingSince unhappySince repliedAt outcome closedAt onTime byHand bound holdRequest holdUntil extendRequest escalation raisedTo exposedAt reopenRequest reopenRefused toRule asked refusedBy objection objectors joinedInto ratings unhappy counts dueAt publishedAt movedAt photoSizes affected outbox _id reports.id reports.key reports.requestHash reports.n reports.at reports.channel reports.consentPublic reports.consentFrom reports.movedFrom reports.been reports.receipt reports.erased reports.withdrawn',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'cases',
    stays:
      'That there was a report, its kind, its times and its street area, under a number. Everything that its reporter wrote and sent goes, and the chain still verifies; of others’ words about him the centre erases what it is asked to.'
  },
  affected: {
    holds: 'Who has met the same as a public case and says so; of a guest a keyed hash of the key that he alone has.',
    personal: { by: 'whose it is' },
    why: 'to count each once, and to tell them what became of the case',
    basis: 'consent',
    consent: ['by'],
    plain: '_id no guest at',
    whose: 'residents',
    kept: 'until taken back or erased',
    erasedBy: 'affected'
  },
  contact_reads: {
    holds: 'Who opened how to reach a reporter, when, why.',
    personal: { report: 'about whose report', reader: 'who read it', words: 'why, in his words' },
    plain: '_id no office reason at',
    whose: 'residents and staff',
    notHis: { reader: others },
    why: 'so that the reporter sees who opened his name and number, and why',
    basis: 'duty',
    kept: 'three years',
    endsBy: { index: 'at' },
    erasedBy: 'cases',
    stays: 'Who read it and for which reason; not what was written.'
  },
  photos: {
    holds:
      'Size and use of every photo, and how it looks: 64 bits and a mean colour, by which another take of the same picture is known; the files lie outside the database. For an hour, under a keyed hash, who sent it.',
    ...nothing,
    plain: '_id width height usedIn usedBy sweepAt sender sentAt bytes look like asked',
    kept: 'until a day after nobody uses it, a stranger’s until an hour after',
    endsBy: { schedule: 'sweep' }
  },
  photoparts: {
    holds: 'Parts of photos on their way, under a keyed hash of who sends them, until the photo is whole.',
    ...nothing,
    plain: '_id photo part sum bytes length sender sentAt sweepAt',
    kept: 'a day, a stranger’s an hour',
    endsBy: { schedule: 'sweep' }
  },
  roots: {
    holds: 'The root over all cases at the end of every day.',
    ...nothing,
    plain: '_id at cases tree prev moved gone changes root signed leaves bits parts outbox',
    kept: always
  },
  rootleaves: {
    holds: 'Hashes of the cases below the newest roots.',
    ...nothing,
    plain: '_id of packed',
    kept: 'two days',
    endsBy: { schedule: 'roots' }
  },
  rootchanges: {
    holds: 'Which cases moved from one daily root to the next: hashes of numbers and of last entries.',
    ...nothing,
    plain: '_id day of packed',
    kept: always
  },
  rootcopies: {
    holds: 'When each daily root was written to which place outside the database, or why not yet.',
    ...nothing,
    plain: '_id day place at doneAt tries nextAt reason answer',
    kept: always
  },
  serverkeys: {
    holds: 'Fingerprints of the keys that the database was made with; no key.',
    ...nothing,
    plain: '_id current since older',
    kept: always
  },
  page_changes: {
    holds: 'How often something that public pages show has changed, and of the last hundred times which cases.',
    ...nothing,
    plain: '_id n recent',
    kept: always
  },
  kept_sums: {
    holds:
      'Sums of days and months, by street area and by office: how many came, were closed, are late; when all were last held against the cases.',
    ...nothing,
    plain: '_id parent marked counted since checkedAt wrong areas offices days spans',
    kept: always
  },
  counters: { holds: 'The last number given of each kind.', ...nothing, plain: '_id n', kept: always },
  suggest_pairs: {
    holds: 'Where a choice of category taught something; points at words, holds none.',
    ...nothing,
    plain: '_id no n from to by at',
    kept: always
  },
  suggest_builds: {
    holds: 'What was learned, and how good it is.',
    ...nothing,
    plain: '_id why begun at learned codes held cases demo temperature near model',
    kept: 'the model of the newest build only'
  },
  suggest_marks: { holds: 'How far choices have been read.', ...nothing, plain: '_id upTo', kept: always },

  // ——— people
  members: {
    holds: 'Residents who signed in.',
    personal: {
      openid: 'number that WeChat gives'
    },
    why: 'to know a resident again',
    basis: 'consent',
    plain: '_id at',
    whose: 'residents',
    kept: 'until erased',
    erasedBy: 'members',
    stays: 'A keyed hash of the openid, so that he finds his hours again; nobody else can read it.'
  },
  staff: {
    holds: 'Accounts of staff.',
    personal: {
      name: 'name',
      title: 'post',
      password: 'argon2id of it',
      office: 'office',
      roles: 'roles',
      email: 'mailbox',
      granted: 'roles beyond the releases',
      withheld: 'roles taken',
      head: 'runs his office’s accounts',
      linkBy: 'who made his link'
    },
    why: 'to let staff in, with the rights of their post',
    basis: 'employment',
    plain: '_id mobile origin left leftByCity moved',
    whose: 'staff',
    kept: always,
    stays: 'All of it: accounts follow the releases of the city.'
  },
  staff_mails: {
    holds: 'Addresses that came with a list of people, until their accounts are there.',
    personal: { _id: 'login name', email: 'mailbox' },
    plain: 'at',
    whose: 'staff',
    why: 'to invite them once their accounts are there',
    basis: 'employment',
    kept: '90 days at most',
    endsBy: { index: 'at' },
    stays: 'All of it until then: nobody has signed in yet.'
  },
  staff_changes: { holds: 'How often accounts of staff were changed.', ...nothing, plain: '_id n', kept: always },
  approvals: {
    holds: 'Acts that took a second administrator: who asked, who did it.',
    personal: {
      askedBy: 'who asked',
      by: 'who did it',
      ask: 'what was asked for'
    },
    why: 'so that no one acts alone',
    basis: 'employment',
    plain: 'usedAt _id at until state doneAt outbox',
    whose: 'staff',
    kept: always,
    stays: work
  },
  invitations: {
    holds: 'Links by which staff set a password, hashed.',
    personal: {
      person: 'whose it is',
      by: 'who did it'
    },
    why: 'to let staff set a password',
    basis: 'employment',
    plain: '_id reset at until mailed open ended',
    whose: 'staff',
    kept: '90 days after they run out',
    endsBy: { index: 'until' },
    stays: 'All of it until then: who was let in by whom.'
  },
  sessions: {
    holds: 'Sign-ins that go on: whose, since when, last seen, on what device, from which network.',
    personal: {
      subject: 'whose it is',
      device: 'device in a few words',
      network: 'network, without the last part of the address'
    },
    why: 'to stay signed in and to end it',
    basis: 'consent',
    plain: '_id family at seenAt generation rotatedAt until expiresAt endedAt ending strong',
    whose: 'residents and staff',
    kept: '90 days after the last use for residents, twelve hours at most for staff',
    endsBy: { index: 'expiresAt' },
    erasedBy: 'sessions',
    stays: 'Those of staff.'
  },
  data_copies: {
    holds: 'The link by which somebody fetches the copy of his own data; nothing of the copy.',
    personal: { _id: 'whose it is' },
    plain: 'key until busyUntil expiresAt',
    whose: 'residents and staff',
    why: 'to hand somebody his own data',
    basis: 'duty',
    notHis: { _id: 'he has just asked for it' },
    kept: 'half an hour',
    endsBy: { index: 'expiresAt' },
    erasedBy: 'copies'
  },
  erasures: {
    holds:
      'What was to be erased and when: numbers that lead to nobody once they are erased. The same lies outside the database.',
    personal: { of: 'whose data, or which entry of a case' },
    plain: '_id at photos open doneAt',
    whose: 'residents and staff',
    why: 'so that it is finished, and done again after a backup was restored',
    basis: 'duty',
    notHis: { of: 'whoever could ask for it is forgotten' },
    kept: always,
    stays: 'All of it: without it a backup would bring him back.'
  },
  second_factors: {
    holds: 'Second factors of staff: the secret of an app, encrypted; recovery codes, hashed.',
    personal: {
      secret: 'secret of the app, encrypted',
      recovery: 'recovery codes, hashed'
    },
    why: 'so that a password alone is not enough',
    basis: 'employment',
    plain: '_id since lastStep pending',
    whose: 'staff',
    kept: 'until it is taken off',
    stays: 'All of it: accounts follow the releases of the city.'
  },
  sign_ins: {
    holds: 'Who signed in at the desk or tried to; a name that nobody has as a keyed hash.',
    personal: {
      login: 'login name, or a keyed hash',
      device: 'device in a few words',
      network: 'network, without the last part of the address'
    },
    why: 'to find out who was let in, and who tried',
    basis: 'duty',
    plain: 'at result reason mark expiresAt _id',
    whose: 'staff',
    kept: 'six months',
    endsBy: { index: 'expiresAt' },
    stays: work
  },
  counts: {
    holds: 'How much somebody has asked and sent lately, under keyed hashes.',
    ...nothing,
    plain: '_id n expire',
    kept: 'a minute, of what was sent a day',
    endsBy: { index: 'expire' }
  },
  guesses: {
    holds: 'How often somebody was wrong lately, under keyed hashes.',
    ...nothing,
    plain: 'key points expire _id',
    kept: 'an hour at most',
    endsBy: { index: 'expire' }
  },
  notices: {
    holds: 'What people were told.',
    personal: {
      member: 'whose it is',
      words: 'what was written'
    },
    why: 'to tell people what became of their matter',
    basis: 'duty',
    plain: '_id no about n report verb at said signup unread row',
    whose: 'residents and staff',
    kept: 'until erased',
    erasedBy: 'notices'
  },
  notice_choices: {
    holds: 'By which channels people want to be told of what.',
    personal: {
      _id: 'whose it is',
      on: 'kinds and channels',
      urgent: 'kinds and channels'
    },
    why: 'to tell them the way they want',
    basis: 'consent',
    plain: 'key',
    whose: 'residents and staff',
    kept: 'until erased',
    erasedBy: 'notices'
  },
  notice_rounds: {
    holds: 'Which rounds of telling are done.',
    ...nothing,
    plain: '_id at',
    kept: '60 days',
    endsBy: { index: 'at' }
  },
  digests: {
    holds: 'Sums of a day, week or month, of the city and of what waited for a member of staff.',
    personal: {
      whose: 'whose sum',
      waiting: 'what waited for him',
      mine: 'what waited for him'
    },
    why: 'to show staff what waits for them',
    basis: 'employment',
    plain: '_id kind day from to at offices',
    whose: 'staff',
    kept: always,
    erasedBy: 'notices',
    stays: 'The city’s, which are about offices.'
  },
  addresses: {
    holds: 'Where people can be reached outside the app, apart from what they are told.',
    personal: {
      member: 'whose it is',
      value: 'mailbox or mobile'
    },
    why: 'to reach people outside the app',
    basis: 'consent',
    plain: '_id channel at stopped',
    whose: 'residents and staff',
    kept: 'until taken back or erased; of staff, while the account has it',
    erasedBy: 'notices'
  },
  address_requests: {
    holds: 'Mailboxes that nobody has confirmed yet.',
    personal: {
      _id: 'whose it is',
      email: 'mailbox'
    },
    why: 'to confirm a mailbox before anything goes to it',
    basis: 'consent',
    plain: 'asks expiresAt',
    whose: 'residents',
    kept: 'two days',
    endsBy: { index: 'expiresAt' },
    erasedBy: 'notices'
  },
  deliveries: {
    holds: 'What left the app, by which channel, and what came of it; addresses covered, no words.',
    personal: {
      _id: 'whose it is',
      notice: 'which notice',
      member: 'whose it is',
      address: 'the address, covered',
      'outbox.facts': 'what is still to be told, until it is told'
    },
    notHis: { 'outbox.facts': passing },
    why: 'to know what was sent and what failed',
    basis: 'consent',
    plain:
      'row channel kind at state reason answer attempts begun nextAt held until claim claimedUntil turn request doneAt tries outbox.*',
    whose: 'residents and staff',
    kept: '180 days after it was sent, failed or was dropped',
    endsBy: { index: 'doneAt' },
    erasedBy: 'notices'
  },
  channel_states: {
    holds: 'Which channels go, and since when one does not.',
    ...nothing,
    plain: '_id downSince reason answer fails probeAt sentAt',
    kept: always
  },
  wechat_quotas: {
    holds: 'How many subscribe messages of WeChat somebody has agreed to and has not been sent, by template.',
    personal: { _id: 'whose it is', left: 'how many, by template', 'taken.delivery': 'which delivery is on its way' },
    why: 'to send by WeChat what he agreed to, and no more',
    basis: 'consent',
    plain: 'taken.template taps at',
    whose: 'residents',
    notHis: { 'taken.delivery': passing },
    kept: 'until they are used or erased',
    erasedBy: 'notices'
  },
  wechat_access: {
    holds: 'The access token of the account in WeChat, sealed, and what WeChat says is wrong with the settings.',
    ...nothing,
    plain: '_id n token until renewAt busyUntil refused forcedAt wrong',
    kept: always
  },
  sending_counts: {
    holds: 'How much was sent in an hour or a minute; readers hashed.',
    ...nothing,
    plain: '_id n until token at',
    kept: 'two days',
    endsBy: { index: 'at' }
  },
  robots: {
    holds: 'Robots of work groups; their addresses sealed.',
    personal: {
      by: 'who did it'
    },
    why: 'to tell work groups',
    basis: 'employment',
    plain: 'version name theme kind office tiles kinds on url secret covered stopped at _id',
    whose: 'staff',
    kept: 'until removed',
    stays: work
  },
  volunteers: {
    holds: 'What volunteers say of themselves, their trainings and honours.',
    personal: {
      display: 'name to be shown',
      name: 'name',
      phone: 'telephone',
      born: 'date of birth',
      skills: 'what he can do',
      areas: 'where he helps',
      languages: 'languages',
      free: 'when he has time',
      learned: 'trainings',
      honours: 'honours',
      'outbox.facts': 'what is still to be told, until it is told'
    },
    notHis: { 'outbox.facts': passing },
    why: 'to find volunteers for what they can and want to do',
    basis: 'consent',
    plain: '_id rev ranked outbox.*',
    whose: 'residents and staff',
    kept: 'until erased',
    erasedBy: 'volunteers'
  },
  teams: {
    holds: 'Teams and who is in them.',
    personal: {
      name: 'name',
      members: 'who is in it'
    },
    why: 'so that people help together',
    basis: 'consent',
    plain: 'code at _id',
    whose: 'residents and staff',
    kept: 'until the last one leaves',
    erasedBy: 'volunteers'
  },

  // ——— activities
  activities: {
    holds: 'Activities: plan, log, results.',
    personal: {
      'plan.contact': 'telephone of the organiser',
      hands: 'who helps',
      'log.by': 'who did it'
    },
    why: 'to plan and account for activities',
    basis: 'duty',
    plain:
      'no version status office area from to openAt key requestHash series results resultsPublic photoSizes shown outbox demo _id plan.* log.*',
    whose: 'staff',
    kept: always,
    stays: work
  },
  shifts: {
    holds: 'Shifts with everybody who signed up.',
    personal: {
      people: 'names, telephones, notes, guardians, outcome',
      gone: 'the same of who left again',
      'outbox.facts': 'what is still to be told, until it is told',
      by: 'who did it',
      contact: 'telephone and name'
    },
    notHis: { 'outbox.facts': passing, by: others, contact: others },
    why: 'to hold a seat and to know who came',
    basis: 'consent',
    plain:
      '_id activity title kind office place address from to roles minAge maxAge trainings cancelHours confirmMinutes waitAtMost radiusM open cancelled rev capacity free waiting settled outbox.*',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'participation',
    stays: 'Number, role, seats and outcome: the counts of a shift must still be right.'
  },
  verdicts: {
    holds: 'Who was not let in, and which condition failed.',
    personal: {
      person: 'whose it is',
      failed: 'conditions that failed'
    },
    why: 'to explain why somebody was not let in',
    basis: 'consent',
    plain: '_id shift role at passed times',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'participation'
  },
  presence: {
    holds: 'When people came and went.',
    personal: {
      person: 'whose it is',
      'events.place': 'where he was',
      'events.device': 'hash of his phone'
    },
    why: 'to count hours from when people were there',
    basis: 'consent',
    plain: '_id day version events.*',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'presence',
    stays: 'Number and times, which the hours follow from.'
  },
  hours: {
    holds: 'The ledger of hours, hash-chained.',
    personal: {
      person: 'whose it is',
      by: 'who did it',
      words: 'what was written',
      'outbox.facts': 'what is still to be told, until it is told'
    },
    notHis: { 'outbox.facts': passing, by: others },
    why: 'to prove what was given',
    basis: 'duty',
    plain: 'key n kind at activity title office shift signup from legs beyond prev hash _id outbox.*',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'hours',
    stays:
      'All of the chain, under a number: it was given, and the chain must verify. The words are an organiser’s reasons.'
  },
  corrections: {
    holds: 'Requests to put hours right.',
    personal: {
      person: 'whose it is',
      by: 'who did it',
      words: 'what was written',
      'outbox.facts': 'what is still to be told, until it is told'
    },
    notHis: { 'outbox.facts': passing, by: 'he himself, or somebody else' },
    why: 'to put hours right',
    basis: 'consent',
    plain: 'state signup shift activity title office from at minutes ruling applied _id outbox.*',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'hours',
    stays: 'Number, minutes and ruling.'
  },
  certificates: {
    holds: 'Certificates of hours.',
    personal: {
      person: 'whose it is',
      identity: 'name and document',
      covered: 'name, covered',
      purpose: 'what he needs it for',
      shows: 'what he lets be shown',
      issued: 'name as it was printed, sealed, and who issued it',
      'log.by': 'who did it',
      'outbox.facts': 'what is still to be told, until it is told'
    },
    notHis: { 'outbox.facts': passing, 'log.by': others },
    why: 'to certify hours for whoever asks for it',
    basis: 'consent',
    plain:
      'version status office from to at key requestHash minutes services notice number fingerprint signature lowered revoked refused _id log.* outbox.*',
    whose: 'residents and staff',
    kept: always,
    erasedBy: 'certificates',
    stays: 'Number, hours, fingerprint and who issued it, so that a paper can still be checked.'
  },
  certificate_watch: { holds: 'How far corrections have been read.', ...nothing, plain: '_id after', kept: always },

  // ——— oversight, assessment, premises
  judgements: {
    holds: 'What supervisors said of offices, by month.',
    personal: {
      by: 'who did it',
      words: 'what was written'
    },
    why: 'to hold offices to account',
    basis: 'duty',
    plain: '_id office month at service fairness results rank',
    whose: 'staff',
    kept: always,
    stays: work
  },
  cards: {
    holds: 'Contact cards of liaisons.',
    personal: {
      name: 'name',
      title: 'post',
      phone: 'telephone'
    },
    why: 'to be called by residents',
    basis: 'consent',
    plain: '_id area hours',
    whose: 'staff',
    kept: 'until its holder takes it down'
  },
  auxiliaries: {
    holds: 'People who are assessed, and their marks.',
    personal: {
      name: 'name',
      post: 'post',
      halves: 'marks'
    },
    why: 'to assess auxiliary officers twice a year',
    basis: 'employment',
    plain: 'version kind office _id',
    whose: 'staff',
    kept: always,
    stays: work
  },
  assessment_rules: {
    holds: 'How marks become grades.',
    personal: {
      by: 'who did it'
    },
    why: 'to know who set the marks',
    basis: 'employment',
    plain: '_id version rules at',
    whose: 'staff',
    kept: always,
    stays: work
  },
  premises: {
    holds: 'Premises along the streets and their duties.',
    personal: {
      contact: 'telephone and name',
      'log.by': 'who did it'
    },
    notHis: {
      contact: 'no account says whose it is; its keeper, an office, shows it to him',
      'log.by': others
    },
    why: 'to know who answers for a street front',
    basis: 'duty',
    plain: '_id version name kind area section address frontM duties statement signed closed stars cases log.*',
    whose: 'residents and staff',
    kept: 'until closed and erased by its keeper',
    stays: 'The responsible person of a business, which is public duty; its keeper changes it.'
  },

  // ——— the city and the machinery
  releases: {
    holds: 'Releases of the city.',
    personal: {
      by: 'who did it'
    },
    why: 'to know who published what',
    basis: 'duty',
    plain: '_id from publishedAt note parts former checksum revoked',
    whose: 'staff',
    kept: always,
    stays: work
  },
  cityblobs: {
    holds: 'Parts of releases, people among them.',
    personal: {
      gz: 'a part of the city, staff’s names and telephones among it'
    },
    why: 'to know who is responsible in every release',
    basis: 'duty',
    plain: '_id at',
    whose: 'staff',
    kept: 'until no release uses it',
    endsBy: { schedule: 'parts' },
    stays: work
  },
  citydrafts: {
    holds: 'The release being made.',
    personal: {
      'pending.by': 'who asked'
    },
    why: 'to know who prepares what',
    basis: 'employment',
    plain: '_id base revision parts pending.*',
    whose: 'staff',
    kept: 'until published',
    stays: work
  },
  cityedits: {
    holds: 'Who changed what in the city.',
    personal: {
      by: 'who did it'
    },
    why: 'to know who changed what',
    basis: 'employment',
    plain: '_id at kind part entry was is version note',
    whose: 'staff',
    kept: always,
    stays: work
  },
  rehearsals: {
    holds: 'What another city would have done with the cases.',
    personal: {
      by: 'who did it'
    },
    why: 'to know who tried what',
    basis: 'employment',
    plain: '_id state',
    whose: 'staff',
    kept: 'the last twenty',
    stays: work
  },
  rehearsalcases: {
    holds: 'Cases that would have gone elsewhere.',
    ...nothing,
    plain: '_id rehearsal no from to',
    kept: 'with their rehearsal'
  },
  jobs: {
    holds: 'What is to be done later.',
    personal: {
      facts: 'numbers of the case or person it is about'
    },
    notHis: { facts: passing },
    why: 'to do later what was promised',
    basis: 'duty',
    plain: '_id topic dueAt freeAt attempts lease deadAt error',
    whose: 'residents and staff',
    kept: 'until done',
    erasedBy: 'jobs'
  }
}
