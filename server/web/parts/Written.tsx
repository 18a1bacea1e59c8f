/** What a person wrote, set apart from what stands beside it: letters that run from the right turn nothing round but themselves. */
import { Fragment } from 'react'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { dialled } from '#shared/typed.ts'

/** A sentence of the catalogue, each place of it filled with what a person wrote. */
export const Filled = ({ sentence, values }: { sentence: string; values: Readonly<Record<string, string>> }) =>
  sentence.split(/(\{\w+\})/).map((part, i) => {
    const value = values[/^\{(\w+)\}$/.exec(part)?.[1] ?? '']
    return <Fragment key={i}>{value === undefined ? part : <bdi>{value}</bdi>}</Fragment>
  })

/** A number that is called when it is pressed. */
export const Phone = ({ number, label }: { number: string; label?: string }) => (
  <a href={`tel:${dialled(number)}`} {...(label && { 'aria-label': label })}>
    {phoneWords(number)}
  </a>
)
