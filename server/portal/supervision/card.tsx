/** The room 联络卡 on the desk: a liaison writes his card, sees it as everybody will, and takes it down again. */
import { cardInput, type ContactCard } from '#shared/supervision.ts'
import { Refused } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import { supervision as say } from '#shared/words/zh-CN/supervision.ts'
import { guest, type Staff } from '#server/kernel/viewer.ts'
import type { Ctx, DeskKit } from '../office/activities/kit.ts'
import { first } from '../office/links.ts'
import { Button, ErrorSummary, FormToken, Select, Strip, TextField } from '../parts/Form.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Contact } from './parts.tsx'

const home = '/office/card'
const names = ['name', 'area', 'phone', 'hours'] as const
type Name = (typeof names)[number]
type Typed = Record<Name, string>
type Wrong = Partial<Record<Name, string>>

const typedOf = (fields: Record<string, string[]>): Typed => {
  const one = (name: Name): string => fields[name]?.[0]?.trim() ?? ''
  return { name: one('name'), area: one('area'), phone: one('phone'), hours: one('hours') }
}

/** The contract's own complaints, each in words at its field. */
export function cardComplaints(typed: Typed): Wrong {
  const checked = check(cardInput, typed)
  const at = checked.ok ? [] : checked.complaints.map((it) => it.at)
  return Object.fromEntries(names.filter((name) => at.includes(`/${name}`)).map((name) => [name, say.card.needs[name]]))
}

export function cardDesk({ router, call, seated, posted, page, see }: DeskKit): void {
  async function draw(ctx: Ctx, viewer: Staff, more: { typed?: Typed; wrong?: Wrong; toast?: string }, status = 200) {
    const { toast, ...form } = more
    const [{ title, card }, { items: areas }, { items: offices }] = await Promise.all([
      call('myCard', {}, viewer),
      call('areas', {}, guest),
      call('offices', {}, guest)
    ])
    await page(ctx, viewer, {
      title: say.card.title,
      status,
      body: (token) => (
        <Card
          card={card}
          title={title}
          areas={areas}
          // Where nothing is written yet, the street of his own squad is the likely one.
          suggested={{ name: viewer.name, area: offices.find((it) => it.id === viewer.office)?.area ?? '' }}
          token={token}
          {...form}
        />
      ),
      ...(toast && { toast })
    })
  }

  router.get(
    home,
    seated((ctx, viewer) => {
      const done = first(ctx.query['done'])
      return draw(ctx, viewer, done === 'saved' || done === 'gone' ? { toast: say.card[done] } : {})
    })
  )
  router.post(
    home,
    posted(async (ctx, viewer, { fields }) => {
      const act = fields['act']?.[0]
      if (act === 'withdraw') {
        await call('removeCard', {}, viewer)
        return see(ctx, `${home}?done=gone`)
      }
      const typed = typedOf(fields)
      const wrong = cardComplaints(typed)
      if (Object.keys(wrong).length > 0) return draw(ctx, viewer, { typed, wrong }, 422)
      if (act === 'preview') return draw(ctx, viewer, { typed })
      try {
        await call('saveCard', { body: typed }, viewer)
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'unknown_area') throw error
        return draw(ctx, viewer, { typed, wrong: { area: say.card.needs.area } }, 422)
      }
      see(ctx, `${home}?done=saved`)
    })
  )
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

function Card({ card, title, areas, suggested, token, typed, wrong = {} }: CardProps) {
  const { card: words } = say
  const value: Typed =
    typed ??
    (card
      ? { name: card.name, area: card.area.id, phone: card.phone, hours: card.hours }
      : { ...suggested, phone: '', hours: '' })
  const errors = names.flatMap((name) => (wrong[name] ? [{ href: `#${name}`, words: wrong[name] }] : []))
  const area = areas.find((it) => it.id === value.area)
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
        <form method="post" action={home} encType="multipart/form-data" className="dk-fold">
          <FormToken token={token} />
          <TextField
            name="name"
            label={words.name}
            hint={words.nameHint}
            value={value.name}
            error={wrong.name}
            maxLength={12}
            autoComplete="name"
          />
          <Select
            name="area"
            label={words.area}
            value={value.area}
            error={wrong.area}
            options={[{ value: '', words: words.choose }, ...areas.map((it) => ({ value: it.id, words: it.name }))]}
          />
          <TextField
            name="phone"
            label={words.phone}
            hint={words.phoneHint}
            type="tel"
            inputMode="tel"
            value={value.phone}
            error={wrong.phone}
            maxLength={20}
            autoComplete="tel"
          />
          <TextField
            name="hours"
            label={words.hours}
            hint={words.hoursHint}
            value={value.hours}
            error={wrong.hours}
            maxLength={40}
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
      </section>
    </main>
  )
}
