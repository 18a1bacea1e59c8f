/** A rule read aloud: when it applies, and what then happens. */
import type { PartValues } from '#shared/parts.ts'
import type { questionEntry } from '#shared/parts.ts'
import type { Infer } from '#shared/schema.ts'
import { words as allWords } from '#shared/locales/index.ts'
import { caseWords, cityWords, fill, listed, say } from './words.ts'

export type Rule = PartValues['rules'][number]
type Who = Rule['lead']
/** Names to read a rule with; the draft's, or what the public knows. */
interface Choices {
  offices: readonly { id: string; name: string; short: string }[]
  people: readonly { id: string; name: string; deputy?: string | undefined }[]
  categories: readonly {
    code: string
    name: string
    questions?: readonly Infer<typeof questionEntry>[] | undefined
  }[]
  areas: readonly { id: string; name: string }[]
  tiles?: readonly { id: string; name: string }[]
}

const w = say.rules
/** More than so many names are told by their first ones and their number. */
const namesAtMost = 6

const names = (of: readonly string[]): string =>
  of.length > namesAtMost
    ? fill(w.facts.many, { list: of.slice(0, namesAtMost - 2).join(w.facts.or), n: of.length })
    : of.join(w.facts.or)
const nameIn = (list: readonly { id: string; name: string; short?: string }[], id: string | undefined): string => {
  const office = list.find((one) => one.id === id)
  return office?.short ?? office?.name ?? id ?? ''
}

export const whoWords = (who: Who, city: Choices): string =>
  'office' in who ? nameIn(city.offices, who.office) : 'duty' in who ? w.squad : w.owner

/** One line a fact; every fact has to hold. None: it takes whatever comes. */
export function whenWords(rule: Rule, city: Choices): string[] {
  const except: Conditions | undefined = rule.except && {
    ...rule.except,
    categories: rule.except.categories ?? '*',
    areas: rule.except.areas ?? '*'
  }
  const apart = except ? conditionWords(except, city) : []
  return [
    ...conditionWords(rule, city),
    ...(apart.length > 0 ? [fill(w.facts.except, { list: apart.join(w.facts.then) })] : [])
  ]
}

type Conditions = Pick<Rule, 'categories' | 'areas'> & Omit<NonNullable<Rule['except']>, 'categories' | 'areas'>

function conditionWords(rule: Conditions, city: Choices): string[] {
  const questions = city.categories.flatMap((category) => category.questions ?? [])
  const { days, weekdays, hours } = rule.time ?? {}
  const facts = [
    rule.categories !== '*' &&
      fill(w.facts.categories, {
        list: names(
          rule.categories.map((code) => city.categories.find((category) => category.code === code)?.name ?? code)
        )
      }),
    rule.areas !== '*' && fill(w.facts.areas, { list: names(rule.areas.map((id) => nameIn(city.areas, id))) }),
    rule.tiles && fill(w.facts.tiles, { list: names(rule.tiles.map((id) => nameIn(city.tiles ?? [], id))) }),
    rule.owners && fill(w.facts.owners, { list: names(rule.owners.map((id) => nameIn(city.offices, id))) }),
    rule.assets && fill(w.facts.assets, { list: names(rule.assets.map((kind) => say.values.asset[kind])) }),
    days && fill(w.facts.days, { days: say.values.days[days] }),
    weekdays &&
      fill(w.facts.days, {
        days: names(weekdays.map((day) => fill(say.values.weekday, { day: allWords.when.weekday[day] ?? '' })))
      }),
    hours &&
      fill(w.facts.hours, {
        list: hours
          .map(({ from, to }) => fill(from < to ? w.facts.hour : w.facts.overnight, { from, to }))
          .join(w.facts.or)
      }),
    rule.channels &&
      fill(w.facts.channels, { list: names(rule.channels.map((channel) => caseWords.channel[channel])) }),
    rule.urgencies &&
      fill(w.facts.urgencies, { list: names(rule.urgencies.map((urgency) => cityWords.urgency[urgency])) }),
    ...(rule.answers ?? []).map(({ question, choices }) => {
      const asked = questions.find((asked) => asked.id === question)
      return fill(w.facts.answers, {
        question: asked?.text ?? question,
        list: names(choices.map((id) => asked?.choices.find((choice) => choice.id === id)?.text ?? id))
      })
    }),
    ...(rule.numbers ?? []).map(({ question, atLeast, atMost }) =>
      fill(atLeast === undefined ? w.facts.atMost : atMost === undefined ? w.facts.atLeast : w.facts.between, {
        question: questions.find((asked) => asked.id === question)?.text ?? question,
        from: atLeast ?? '',
        to: atMost ?? ''
      })
    )
  ]
  return facts.filter((fact): fact is string => typeof fact === 'string')
}

export function thenWords(rule: Rule, city: Choices): string[] {
  const person = city.people.find((person) => person.id === rule.person)
  const deputy = city.people.find((who) => who.id === person?.deputy)
  return [
    fill(w.leadBy, { office: whoWords(rule.lead, city) }),
    ...(rule.assisting?.length
      ? [fill(w.assisting, { list: listed(rule.assisting.map((who) => whoWords(who, city))) })]
      : []),
    fill(w.supervising, { office: nameIn(city.offices, rule.supervising) }),
    ...(person
      ? [deputy ? fill(w.personB, { name: person.name, deputy: deputy.name }) : fill(w.person, { name: person.name })]
      : [])
  ]
}

/** The days it is good for, where it is not good for ever. */
export const spanWords = ({ from, to }: Rule): string =>
  [from && fill(w.from, { day: from }), to && fill(w.to, { day: to })].filter(Boolean).join(say.comma)
