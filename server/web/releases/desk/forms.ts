/** The fields of every part whose entries are edited one by one. */
import { marks } from '#shared/locales/marks.ts'
import { channels } from '#shared/cases.ts'
import { officeKinds, precisions, urgencies } from '#shared/city.ts'
import { areaClasses, limitUnits } from '#shared/limits.ts'
import { roles } from '#shared/members.ts'
import { areaLevels, assetKinds, dayKinds, type ListPart } from '#shared/parts.ts'
import { plainClock } from '#shared/typed.ts'
import {
  count,
  each,
  line,
  mark,
  maybeDay,
  maybeLine,
  maybeSelect,
  maybeTicks,
  row,
  select,
  tick,
  ticks,
  ticksOrAll,
  type Choice,
  type Choices,
  type Field,
  type Group
} from './fields.ts'
import { words as allWords } from '#shared/locales/index.ts'
import { caseWords, cityWords, deskWords, fill, say } from './words.ts'
import { one } from '../../frame/fields.ts'

const from =
  <K extends string>(values: readonly K[], words: Readonly<Record<K, string>>) =>
  (): Choice[] =>
    values.map((value) => ({ value, words: words[value] }))
const grouped = <T>(kinds: readonly { group: string; of: readonly T[] }[], as: (part: T) => Choice): Group[] =>
  kinds.filter(({ of }) => of.length > 0).map(({ group, of }) => ({ group, options: of.map(as) }))

const offices = (city: Choices, prefix = ''): Group[] =>
  grouped(
    officeKinds.map((kind) => ({
      group: deskWords.field.officeKinds[kind],
      of: city.offices.filter((office) => office.kind === kind)
    })),
    (office) => ({ value: prefix + office.id, words: office.short })
  )
const streets = (city: Choices): Choice[] =>
  city.areas.filter((area) => area.level === 'street').map((area) => ({ value: area.id, words: area.name }))
/** City and districts, then each street area with its communities. */
const areas = (city: Choices): Group[] =>
  grouped(
    [
      {
        group: say.values.level.district,
        of: city.areas.filter((area) => area.level === 'city' || area.level === 'district')
      },
      { group: say.values.level.street, of: city.areas.filter((area) => area.level === 'street') },
      ...city.areas
        .filter((area) => area.level === 'street')
        .map((street) => ({ group: street.name, of: city.areas.filter((area) => area.parent === street.id) }))
    ],
    (area) => ({ value: area.id, words: area.name })
  )
const categories = (city: Choices): Group[] =>
  grouped(
    city.tiles.map((tile) => ({
      group: tile.name,
      of: city.categories.filter((category) => category.tile === tile.id)
    })),
    (category) => ({ value: category.code, words: category.name })
  )
const people = (city: Choices, office?: string): Group[] =>
  grouped(
    city.offices
      .filter((own) => !office || own.id === office)
      .map((office) => ({ group: office.short, of: city.people.filter((person) => person.office === office.id) })),
    (person) => ({ value: person.id, words: person.title ? `${person.name} ${person.title}` : person.name })
  )

const idField = (at = 'id') => line('id', at, { fixed: true })

/** `D-1 文字`: a name, a space, the rest. */
const named = (said: string): unknown => {
  const [, id, text] = /^(\S+)\s+(.+)$/.exec(said) ?? []
  return id === undefined ? said : { id, text }
}

interface Question {
  id: string
  text: string
  choices: { id: string; text: string; n?: number }[]
}
/** `many 三次以上 = 3`: the number that it stands for, where rules compare it. */
const choiceLine = ({ id, text, n }: Question['choices'][number]): string =>
  n === undefined ? `${id} ${text}` : `${id} ${text} = ${n}`
const choiceOf = (said: string): unknown => {
  const [, words, n] = /^(.+?)\s*[=＝]\s*(-?\d+(?:\.\d+)?)$/.exec(said) ?? []
  const choice = named(words ?? said)
  return typeof choice === 'object' && n !== undefined ? { ...choice, n: Number(n) } : choice
}
const questions: Field = {
  name: 'questions',
  at: 'questions',
  looks: 'lines',
  optional: true,
  rows: 8,

  show: (v) => [
    Array.isArray(v)
      ? (v as Question[]).map((q) => [`# ${q.id} ${q.text}`, ...q.choices.map(choiceLine)].join('\n')).join('\n\n')
      : ''
  ],
  read: ([said = '']) => {
    const lines = said
      .split(/\r?\n/)
      .map((text) => text.trim())
      .filter(Boolean)
    const found: unknown[] = []
    for (const line of lines) {
      const last = found.at(-1)
      const question = /^[#＃]\s*/.exec(line)
      if (question) {
        const head = named(line.slice(question[0].length))
        found.push(typeof head === 'string' ? head : { ...(head as object), choices: [] })
      } else if (typeof last === 'object' && last !== null)
        (last as { choices: unknown[] }).choices.push(choiceOf(line))
      else found.push(line)
    }
    return found.length > 0 ? found : undefined
  }
}

/** An office, the squad of the street area, or whoever owns the ground; on a form one word with a colon. */
const whoWord = (v: unknown): string =>
  typeof v === 'object' && v !== null ? (Object.entries(v)[0]?.map(String).join(':') ?? '') : ''
const whoOf = (said: string): unknown => {
  const [kind = '', name = ''] = said.split(':')
  return kind === 'office' || kind === 'duty' || kind === 'owner' ? { [kind]: name } : undefined
}
const whoOptions = (city: Choices): (Choice | Group)[] => [
  { value: 'duty:street', words: say.values.squad },
  { value: 'owner:asset', words: say.values.owner },
  ...offices(city, 'office:')
]

interface Answer {
  question: string
  choices: string[]
}
const answers = (name = 'answers', at = name) =>
  maybeTicks(name, at, {
    show: (v) => (Array.isArray(v) ? (v as Answer[]).flatMap((a) => a.choices.map((c) => `${a.question}:${c}`)) : []),
    read: (said) => {
      const asked = new Map<string, string[]>()
      for (const text of said) {
        const [question = '', choice = ''] = text.split(':')
        asked.set(question, [...(asked.get(question) ?? []), choice])
      }
      return asked.size > 0 ? [...asked].map(([question, choices]) => ({ question, choices })) : undefined
    },
    options: (city) =>
      [...new Map(city.categories.flatMap((c) => c.questions ?? []).map((q) => [q.id, q])).values()].map((q) => ({
        group: q.text,
        options: q.choices.map((c) => ({ value: `${q.id}:${c.id}`, words: c.text }))
      }))
  })

const hours = (name: string, at: string) =>
  each<{ from: string; to: string }>(
    name,
    {
      split: /[,，、\s]+/,
      join: () => marks.comma,
      print: (span) => `${span.from}-${span.to}`,
      parse: (said) => {
        const [from = '', to = ''] = said.split(/[-–~至到]/)
        return { from: plainClock(from), to: plainClock(to) }
      }
    },
    { at, optional: true }
  )

interface Compared {
  question: string
  atLeast?: number
  atMost?: number
}
const figure = '(-?\\d+(?:\\.\\d+)?)'
/** `times >= 3`, `times <= 5`, `times 3-5`: a line each. */
const numbers = (name = 'numbers', at = name) =>
  each<Compared>(
    name,
    {
      print: ({ question, atLeast, atMost }) =>
        atLeast !== undefined && atMost !== undefined
          ? `${question} ${atLeast}-${atMost}`
          : `${question} ${atLeast === undefined ? '<=' : '>='} ${atLeast ?? atMost ?? ''}`,
      parse(said) {
        const [, one = '', sign, n] = new RegExp(`^(\\S+)\\s*(>=|≥|<=|≤)\\s*${figure}$`).exec(said) ?? []
        if (sign !== undefined) return { question: one, [/[>≥]/.test(sign) ? 'atLeast' : 'atMost']: Number(n) }
        const [, both, low, high] = new RegExp(`^(\\S+)\\s+${figure}\\s*[-–~]\\s*${figure}$`).exec(said) ?? []
        return both === undefined ? said : { question: both, atLeast: Number(low), atMost: Number(high) }
      }
    },
    { at, optional: true, rows: 3 }
  )
const unchosen = (): Choice => ({ value: '', words: say.values.unchosen })
const choose = (): Choice => ({ value: '', words: say.values.choose })
const orNone = (options: NonNullable<Field['options']>) => ({
  options: (city: Choices, typed: Parameters<typeof options>[1]) => [unchosen(), ...options(city, typed)]
})
const must = (options: NonNullable<Field['options']>) => ({
  options: (city: Choices, typed: Parameters<typeof options>[1]) => [choose(), ...options(city, typed)]
})

const weekdays = (): Choice[] =>
  [1, 2, 3, 4, 5, 6, 0].map((day) => ({
    value: String(day),
    words: fill(say.values.weekday, { day: allWords.when.weekday[day] ?? '' })
  }))

/** What a rule asks besides category and area; once for the rule, once for what it excepts. */
const conditionFields = (nameOf: (name: string) => string, at: string): Field[] => [
  maybeTicks(nameOf('tiles'), `${at}tiles`, {
    options: (city) => city.tiles.map((tile) => ({ value: tile.id, words: tile.name }))
  }),
  maybeTicks(nameOf('assets'), `${at}assets`, { options: from(assetKinds, say.values.asset) }),
  maybeTicks(nameOf('owners'), `${at}owners`, { options: (city) => offices(city) }),
  maybeSelect(nameOf('timeDays'), `${at}time.days`, orNone(from(dayKinds, say.values.days))),
  maybeTicks(nameOf('timeWeekdays'), `${at}time.weekdays`, {
    options: weekdays,
    show: (v) => (Array.isArray(v) ? v.map(String) : []),
    read: (said) => (said.length > 0 ? said.map(Number) : undefined)
  }),
  hours(nameOf('timeHours'), `${at}time.hours`),
  maybeTicks(nameOf('channels'), `${at}channels`, { options: from(channels, caseWords.channel) }),
  maybeTicks(nameOf('urgencies'), `${at}urgencies`, { options: from(urgencies, cityWords.urgency) }),
  answers(nameOf('answers'), `${at}answers`),
  numbers(nameOf('numbers'), `${at}numbers`)
]
const exceptName = (name: string): string => `except${name.charAt(0).toUpperCase()}${name.slice(1)}`

export const forms: Record<ListPart, readonly Field[]> = {
  areas: [
    idField('properties.id'),
    row('level', 'properties.level', { options: from(areaLevels, say.values.level) }),
    line('name', 'properties.name'),
    maybeSelect(
      'parent',
      'properties.parent',
      orNone((city) => areas(city))
    ),
    maybeSelect('areaClass', 'properties.areaClass', orNone(from(areaClasses, cityWords.areaClass)))
  ],
  assets: [
    idField('properties.id'),
    line('name', 'properties.name'),
    select('kind', 'properties.kind', must(from(assetKinds, say.values.asset))),
    select(
      'owner',
      'properties.owner',
      must((city) => offices(city))
    )
  ],
  offices: [
    idField(),
    line('name'),
    line('short'),
    select('kind', 'kind', must(from(officeKinds, deskWords.field.officeKinds))),
    maybeSelect('area', 'area', orNone(streets)),
    select(
      'supervising',
      'supervising',
      must((city) => offices(city))
    ),
    line('hours', 'hours', { group: 'duty' }),
    each<{ id: string; text: string }>(
      'duties',
      { print: (question) => `${question.id} ${question.text}`, parse: named },
      { rows: 8 }
    ),
    line('phone', 'phone', { group: 'contact' }),
    line('address'),
    {
      ...line('place'),
      show: (v) => {
        const centre = v as { lng: number; lat: number } | undefined
        return [centre ? `${centre.lng}, ${centre.lat}` : '']
      },
      read: ([said = '']) => {
        const [, lng, lat] = /^(-?\d{1,3}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,2}(?:\.\d+)?)$/.exec(said.trim()) ?? []
        return lng === undefined ? said : { lng: Number(lng), lat: Number(lat) }
      }
    }
  ],
  people: [
    idField(),
    line('name'),
    select(
      'office',
      'office',
      must((city) => offices(city))
    ),
    ticks('roles', 'roles', { options: from(roles, caseWords.role) }),
    line('title', 'title', { optional: true, group: 'contact' }),
    line('phone', 'phone', { optional: true }),
    maybeSelect('deputy', 'deputy', { ...orNone((city, typed) => people(city, one(typed, 'office'))), group: 'pair' }),
    each<{ from: string; to: string }>(
      'away',
      {
        print: (span) => `${span.from} ${span.to}`,
        parse: (said) => {
          const [first = '', last = first] = said.split(/\s+/)
          return { from: first, to: last }
        }
      },
      { optional: true, rows: 3 }
    ),
    maybeDay('left')
  ],
  categories: [
    line('code', 'code', { fixed: true }),
    line('name'),
    maybeLine('plainName'),
    select(
      'tile',
      'tile',
      must((city) => city.tiles.map((tile) => ({ value: tile.id, words: tile.name })))
    ),
    count('order'),
    row('urgency', 'urgency', { options: from(urgencies, cityWords.urgency), group: 'limits' }),
    each<number>(
      'limit',
      {
        split: /[、,，\s]+/,
        join: () => marks.list,
        print: String,
        parse: (said) => (/^\d{1,4}$/.test(said) ? Number(said) : said)
      },
      { at: 'limit.n' }
    ),
    row('unit', 'limit.unit', { options: from(limitUnits, say.values.unit) }),
    maybeLine('basis', 'limit.basis'),
    line('filing', 'filing', { optional: true }),
    line('closing', 'closing', { optional: true }),
    row('publicPlace', 'publicPlace', { options: from(precisions, say.values.precision), group: 'public' }),
    count('similarM', 'similarM', { optional: true }),
    tick('home'),
    mark('aboutOfficers'),
    line('hint', 'hint', { optional: true, group: 'ask' }),
    each<string>(
      'keywords',
      { split: /[、,，\s]+/, join: () => marks.list, print: (text) => text, parse: (text) => text },
      {}
    ),
    questions,
    line('scene'),
    row('profile', 'gb.profile', { options: from(['event', 'component'], say.values.profile), group: 'gb' }),
    line('major', 'gb.major'),
    line('majorName', 'gb.majorName', { optional: true }),
    line('minor', 'gb.minor'),
    line('minorName', 'gb.minorName', { optional: true }),
    mark('extension', 'gb.extension'),
    mark('verified', 'gb.verified')
  ],
  tiles: [idField(), line('name'), line('icon'), count('order')],
  rules: [
    idField(),
    line('title'),
    ticksOrAll('categories', 'categories', { options: categories, group: 'when' }),
    ticksOrAll('areas', 'areas', { options: areas }),
    ...conditionFields((name) => name, ''),
    maybeTicks('exceptCategories', 'except.categories', { options: categories, group: 'except' }),
    maybeTicks('exceptAreas', 'except.areas', { options: areas }),
    ...conditionFields(exceptName, 'except.'),
    {
      ...select('lead', 'lead', must(whoOptions)),
      group: 'who',
      show: (v) => [whoWord(v)],
      read: ([said = '']) => whoOf(said)
    },
    maybeTicks('assisting', 'assisting', {
      options: whoOptions,
      show: (v) => (Array.isArray(v) ? v.map(whoWord) : []),
      read: (said) => (said.length > 0 ? said.map(whoOf) : undefined)
    }),
    select(
      'supervising',
      'supervising',
      must((city) => offices(city))
    ),
    maybeSelect(
      'person',
      'person',
      orNone((city) => people(city))
    ),
    maybeSelect(
      'duty',
      'duty',
      orNone((city) =>
        city.offices
          .filter((office) => office.duties.length > 0)
          .map((office) => ({
            group: office.short,
            options: office.duties.map((duty) => ({ value: duty.id, words: `${duty.id} ${duty.text}` }))
          }))
      )
    ),
    line('because'),
    maybeDay('from', 'from', { group: 'always' }),
    maybeDay('to'),
    mark('off')
  ]
}
