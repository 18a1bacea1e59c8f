/** The register of units on the desk: entering, editing, stars of the month, cases that are about one. */
import type { ReactNode } from 'react'
import { duties, starsAtMost, unitKinds, type UnitView } from '#shared/premises.ts'
import type { ApiAnswer } from '#shared/api.ts'
import { Refused, refusals } from '#shared/errors.ts'
import { dayOf, monthDayTime } from '#shared/time-format.ts'
import { units as say } from '#shared/locales/units.ts'
import type { DeskKit } from '../../frame/desk-kit.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, TextArea, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { errorWords } from '../../frame/words.ts'
import { monthWords, Stars } from '../public/routes.tsx'

const home = '/office/units'
type Fields = Record<string, string[]>
const one = (fields: Fields, name: string): string => fields[name]?.[0]?.trim() ?? ''

/** What a form says, as the contract wants it; what is wrong with it the contract says. */
function unitOf(fields: Fields) {
  const front = one(fields, 'frontM')
  return {
    name: one(fields, 'name'),
    kind: one(fields, 'kind'),
    area: one(fields, 'area'),
    section: one(fields, 'section'),
    address: one(fields, 'address'),
    ...(front && { frontM: Number(front) }),
    duties: fields['duties'] ?? [],
    statement: one(fields, 'statement'),
    signed: one(fields, 'signed'),
    contact: { name: one(fields, 'contactName'), phone: one(fields, 'contactPhone') },
    closed: one(fields, 'closed') === 'yes'
  }
}
const fieldsOf = (it: UnitView): Fields => ({
  name: [it.name],
  kind: [it.kind],
  area: [it.area.id],
  section: [it.section],
  address: [it.address],
  frontM: [it.frontM === undefined ? '' : String(it.frontM)],
  duties: it.duties,
  statement: [it.statement],
  signed: [it.signed],
  contactName: [it.desk?.contact.name ?? ''],
  contactPhone: [it.desk?.contact.phone ?? ''],
  closed: [it.closed ? 'yes' : '']
})
const wordsOf = (error: Refused): string => {
  const field = error.more.errors?.[0]?.code.split(':')[0] ?? ''
  const hint = (errorWords.field as Record<string, string>)[field]
  return [error.more.words ?? errorWords.refusal[error.code], hint?.includes('{') ? undefined : hint]
    .filter(Boolean)
    .join(' ')
}

export function unitDesk({ router, call, seated, posted, draw, see }: DeskKit): void {
  const streets = async (): Promise<{ value: string; words: string }[]> =>
    (await call('areas', {}, { kind: 'guest' })).items.map((a) => ({ value: a.id, words: a.name }))

  router.get(
    home,
    seated(async (ctx, viewer) => {
      const after = typeof ctx.query['after'] === 'string' ? ctx.query['after'] : ''
      const list = await call('listUnits', { query: after ? { after } : {} }, viewer)
      await draw(ctx, viewer, say.desk.title, () => <List list={list} />)
    })
  )
  router.get(
    `${home}/new`,
    seated(async (ctx, viewer) => {
      const areas = await streets()
      await draw(ctx, viewer, say.desk.addTitle, (token) => (
        <Plain title={say.desk.addTitle}>
          <Form token={token} areas={areas} fields={{}} action={`${home}/new`} />
        </Plain>
      ))
    })
  )
  router.post(
    `${home}/new`,
    posted(async (ctx, viewer, { fields }) => {
      try {
        const { no } = await call('makeUnit', { body: unitOf(fields) }, viewer)
        see(ctx, `${home}/${no}?done`)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const areas = await streets()
        await draw(
          ctx,
          viewer,
          say.desk.addTitle,
          (token) => (
            <Plain title={say.desk.addTitle} refused={wordsOf(error)}>
              <Form token={token} areas={areas} fields={fields} action={`${home}/new`} />
            </Plain>
          ),
          refusals[error.code]
        )
      }
    })
  )
  router.get(
    `${home}/:no`,
    seated(async (ctx, viewer) => {
      const it = await call('readUnit', { params: { unit: ctx.params['no'] } }, viewer)
      const areas = await streets()
      const done = ctx.query['done'] !== undefined
      await draw(ctx, viewer, it.name, (token) => (
        <One month={dayOf(Date.now()).slice(0, 7)} it={it} token={token} areas={areas} done={done} />
      ))
    })
  )
  router.post(
    `${home}/:no`,
    posted(async (ctx, viewer, { fields }) => {
      const no = ctx.params['no'] ?? ''
      const params = { unit: no }
      const version = Number(one(fields, 'version'))
      const acts: Record<string, () => Promise<unknown>> = {
        edit: () => call('editUnit', { params, body: { version, unit: unitOf(fields) } }, viewer),
        star: () =>
          call(
            'starUnit',
            { params, body: { version, month: one(fields, 'month'), stars: Number(one(fields, 'stars')) } },
            viewer
          ),
        attach: () =>
          call('attachReport', { params, body: { version, no: one(fields, 'case'), attached: true } }, viewer),
        detach: () =>
          call('attachReport', { params, body: { version, no: one(fields, 'case'), attached: false } }, viewer)
      }
      const act = one(fields, 'act')
      try {
        await (acts[act] ?? acts['edit'])?.()
        see(ctx, `${home}/${no}?done`)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const [it, areas] = [await call('readUnit', { params }, viewer), await streets()]
        const typed = act === 'edit' ? fields : undefined
        await draw(
          ctx,
          viewer,
          it.name,
          (token) => (
            <One
              month={dayOf(Date.now()).slice(0, 7)}
              it={it}
              token={token}
              areas={areas}
              refused={wordsOf(error)}
              typed={typed}
            />
          ),
          refusals[error.code]
        )
      }
    })
  )
}

function List({ list }: { list: ApiAnswer<'listUnits'> }) {
  const { desk, page } = say
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{desk.title}</h1>
      <p className="dk-row">
        <a className="btn btn-p" href={`${home}/new`}>
          <Icon name="plus" />
          {desk.add}
        </a>
      </p>
      {list.items.length === 0 && <p className="dk-none">{page.empty}</p>}
      {list.items.length > 0 && (
        <div className="scroll-x">
          <table className="dk-table dk-stack">
            <caption className="vh">{page.caption}</caption>
            <thead>
              <tr>
                {Object.values(page.head).map((words) => (
                  <th key={words} scope="col">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.items.map((it) => (
                <tr key={it.no}>
                  <th scope="row">
                    <a href={`${home}/${it.no}`}>{it.name}</a>
                    <small>{it.no}</small>
                  </th>
                  <td>
                    {it.section}
                    <small>{it.area.name}</small>
                  </td>
                  <td>{it.closed ? say.closed : say.kind[it.kind]}</td>
                  <td>
                    {it.star ? <Stars n={it.star.stars} /> : say.noStars}
                    {it.star && <small>{monthWords(it.star.month)}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.older && (
        <a className="more" href={`${home}?${new URLSearchParams({ after: list.older }).toString()}`}>
          {page.more}
          <Icon name="right" />
        </a>
      )}
    </main>
  )
}

function Plain({ title, refused, children }: { title: string; refused?: string | undefined; children: ReactNode }) {
  return (
    <main className="dk-page" id="case">
      <p>
        <a className="more" href={home}>
          <Icon name="left" />
          {say.desk.back}
        </a>
      </p>
      <h1>{title}</h1>
      {refused && (
        <ErrorBox title={say.desk.failed}>
          <p>{refused}</p>
        </ErrorBox>
      )}
      {children}
    </main>
  )
}

interface OneProps {
  it: UnitView
  /** The month that stars are given for, as it is proposed. */
  month: string
  token: string
  areas: readonly { value: string; words: string }[]
  done?: boolean
  refused?: string
  typed?: Fields | undefined
}
function One({ it, month, token, areas, done, refused, typed }: OneProps) {
  const { desk } = say
  const action = `${home}/${it.no}`
  const form = { method: 'post', action, encType: 'multipart/form-data' } as const
  const version = String(it.desk?.version ?? 0)
  const hidden = (act: string) => (
    <>
      <FormToken token={token} />
      <Hidden name="version" value={version} />
      <Hidden name="act" value={act} />
    </>
  )
  return (
    <Plain title={it.name} refused={refused}>
      {done && (
        <p className="strip" role="status">
          <Icon name="tick" />
          <span>{desk.done}</span>
        </p>
      )}
      <p>
        <a href={`/units/${it.no}`}>{it.no}</a> {it.section}
      </p>
      {it.desk && (
        <>
          <section>
            <h2 className="dk-h2">{desk.stars}</h2>
            <ul className="dk-log">
              {it.stars.map((star) => (
                <li key={star.month}>
                  {monthWords(star.month)} <Stars n={star.stars} />
                </li>
              ))}
            </ul>
            <form {...form} className="dk-fold">
              {hidden('star')}
              <TextField name="month" label={desk.starsMonth} value={month} maxLength={7} />
              <Select
                name="stars"
                label={desk.starsN}
                value="3"
                options={Array.from({ length: starsAtMost + 1 }, (_, n) => ({ value: String(n), words: String(n) }))}
              />
              <Button>{desk.give}</Button>
            </form>
          </section>
          <section>
            <h2 className="dk-h2">{desk.attach}</h2>
            <ul className="dk-log">
              {it.cases.map((row) => (
                <li key={row.no}>
                  <form {...form} className="dk-row">
                    {hidden('detach')}
                    <Hidden name="case" value={row.no} />
                    <a href={`/office/cases/${row.no}`}>{row.title}</a>
                    <Button kind="text">{desk.detach}</Button>
                  </form>
                </li>
              ))}
            </ul>
            <form {...form} className="dk-fold">
              {hidden('attach')}
              <TextField name="case" label={desk.caseNo} maxLength={16} autoComplete="off" />
              <Button>{desk.attachGo}</Button>
            </form>
          </section>
          <section>
            <h2 className="dk-h2">{desk.edit}</h2>
            <Form token={token} areas={areas} fields={typed ?? fieldsOf(it)} action={action} version={version} />
          </section>
          <section>
            <h2 className="dk-h2">{desk.log}</h2>
            <ol className="dk-log">
              {it.desk.log.map((e) => (
                <li key={e.at}>
                  <time dateTime={e.at}>{monthDayTime(e.at)}</time> {e.by} {say.what[e.what]}
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
    </Plain>
  )
}

interface FormProps {
  token: string
  areas: OneProps['areas']
  fields: Fields
  action: string
  version?: string
}
function Form({ token, areas, fields, action, version }: FormProps) {
  const { desk, page } = say
  const value = (name: string): string => one(fields, name)
  return (
    <form method="post" action={action} encType="multipart/form-data" className="dk-fold">
      <FormToken token={token} />
      {version && <Hidden name="version" value={version} />}
      <Hidden name="act" value="edit" />
      <TextField name="name" label={desk.name} value={value('name')} maxLength={40} />
      <Select
        name="kind"
        label={page.facts.kind}
        value={value('kind')}
        options={unitKinds.map((kind) => ({ value: kind, words: say.kind[kind] }))}
      />
      <Select name="area" label={page.facts.area} value={value('area')} options={areas} />
      <TextField name="section" label={desk.section} hint={desk.sectionHint} value={value('section')} maxLength={40} />
      <TextField name="address" label={desk.address} value={value('address')} maxLength={80} />
      <TextField name="frontM" label={desk.front} value={value('frontM')} maxLength={4} inputMode="numeric" optional />
      <fieldset className="fld">
        <legend className="lab">{desk.duties}</legend>
        {duties.map((duty) => (
          <label key={duty} className="tick">
            <input
              type="checkbox"
              name="duties"
              value={duty}
              defaultChecked={(fields['duties'] ?? ['cleaning', 'greening', 'order']).includes(duty)}
            />
            <span>{say.duty[duty]}</span>
          </label>
        ))}
      </fieldset>
      <TextArea name="statement" label={desk.statement} value={value('statement')} rows={4} maxLength={400} />
      <TextField name="signed" type="date" label={desk.signed} value={value('signed')} />
      <TextField name="contactName" label={desk.contactName} value={value('contactName')} maxLength={20} />
      <TextField
        name="contactPhone"
        label={desk.contactPhone}
        hint={desk.contactHint}
        value={value('contactPhone')}
        type="tel"
        maxLength={20}
      />
      <label className="tick">
        <input type="checkbox" name="closed" value="yes" defaultChecked={value('closed') === 'yes'} />
        <span>{desk.closed}</span>
      </label>
      <Button kind="primary">{desk.save}</Button>
    </form>
  )
}
