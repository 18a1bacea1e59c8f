/** A liaison's card on the desk: as everybody sees it, as it would look, and the form. */
import { cardInput, type ContactCard } from '#shared/oversight.ts'
import { check } from '#shared/schema.ts'
import { supervision as say } from '#shared/locales/oversight.ts'
import { Button, ErrorSummary, FormToken, Select, Strip, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Contact } from './parts.tsx'
import { phoneAtMost } from '#shared/reports.ts'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { longest } from '../../parts/limits.ts'

export const home = '/office/card'
const names = ['name', 'area', 'phone', 'hours'] as const
type Name = (typeof names)[number]
export type Typed = Record<Name, string>
export type Wrong = Partial<Record<Name, string>>

export const typedOf = (fields: Record<string, string[]>): Typed => {
  const one = (name: Name): string => fields[name]?.[0]?.trim() ?? ''
  return { name: one('name'), area: one('area'), phone: one('phone'), hours: one('hours') }
}

/** The contract's own complaints, each in words at its field. */
export function cardComplaints(typed: Typed): Wrong {
  const checked = check(cardInput, typed)
  const at = checked.ok ? [] : checked.complaints.map((complaint) => complaint.at)
  return Object.fromEntries(names.filter((name) => at.includes(`/${name}`)).map((name) => [name, say.card.needs[name]]))
}

interface CardProps {
  card: ContactCard | undefined
  /** As the city's list of people has it; nobody gives himself one. */
  title: string
  areas: readonly { id: string; name: string }[]
  suggested: { name: string; area: string }
  token: string
  typed?: Typed
  wrong?: Wrong
}

interface CardFormProps extends Pick<CardProps, 'areas' | 'token'> {
  value: Typed
  wrong: Wrong
}
function CardForm({ value, wrong, areas, token }: CardFormProps) {
  const { card: words } = say
  return (
    <form method="post" action={home} encType="multipart/form-data" className="dk-fold">
      <FormToken token={token} />
      <TextField
        name="name"
        label={words.name}
        hint={words.nameHint}
        value={value.name}
        error={wrong.name}
        maxLength={longest('saveCard', '/name')}
        autoComplete="name"
      />
      <Select
        name="area"
        label={words.area}
        value={value.area}
        error={wrong.area}
        options={[{ value: '', words: words.choose }, ...areas.map((area) => ({ value: area.id, words: area.name }))]}
      />
      <TextField
        name="phone"
        label={words.phone}
        hint={words.phoneHint}
        type="tel"
        inputMode="tel"
        value={value.phone}
        error={wrong.phone}
        maxLength={phoneAtMost}
        autoComplete="tel"
      />
      <TextField
        name="hours"
        label={words.hours}
        hint={words.hoursHint}
        value={value.hours}
        error={wrong.hours}
        maxLength={longest('saveCard', '/hours')}
        autoComplete="off"
      />
      <p className="dk-row">
        <Button kind="primary" name="act" value="save">
          {words.save}
        </Button>
        <Button name="act" value="preview">
          <Icon name="person" />
          {words.preview}
        </Button>
      </p>
    </form>
  )
}

export function Card({ card, title, areas, suggested, token, typed, wrong = {} }: CardProps) {
  const { card: words } = say
  const value: Typed =
    typed ??
    (card
      ? { name: card.name, area: card.area.id, phone: phoneWords(card.phone), hours: card.hours }
      : { ...suggested, phone: '', hours: '' })
  const errors = names.flatMap((name) => (wrong[name] ? [{ href: `#${name}`, words: wrong[name] }] : []))
  const area = areas.find((area) => area.id === value.area)
  const draft = typed && errors.length === 0 && area ? { ...typed, id: '', title, area, report: '' } : undefined
  return (
    <main className="dk-page" id="case">
      <h1>{words.title}</h1>
      <p className="dk-lead">{words.lead}</p>
      {errors.length > 0 && <ErrorSummary title={words.mend} errors={errors} />}
      {draft && (
        <section className="sv-preview">
          <h2 className="dk-h2">{words.draft}</h2>
          <Contact card={draft} still />
        </section>
      )}
      <section className="sv-preview">
        <h2 className="dk-h2">{words.public}</h2>
        {card ? (
          <>
            <Contact card={card} still />
            <form method="post" action={home} encType="multipart/form-data" className="sv-away">
              <FormToken token={token} />
              <p className="hint">
                <a href={`/contacts?${new URLSearchParams({ q: card.area.name }).toString()}`}>{words.see}</a>
                {words.withdrawHint}
              </p>
              <Button name="act" value="withdraw">
                {words.withdraw}
              </Button>
            </form>
          </>
        ) : (
          <Strip>{words.empty}</Strip>
        )}
      </section>
      <section>
        <h2 className="dk-h2">{words.form}</h2>
        <CardForm value={value} wrong={wrong} areas={areas} token={token} />
      </section>
    </main>
  )
}
