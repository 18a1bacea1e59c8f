/** One of the register on the desk: its form, its stars, the cases that are about it. */
import type { ReactNode } from 'react'
import { duties, starsAtMost, premisesKinds, type PremisesView } from '#shared/premises.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { premises as say } from '#shared/locales/premises.ts'
import { trimmed as one } from '../../frame/fields.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, TextArea, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { monthWords, Stars } from '../public/parts.tsx'
import { premisesHome as home } from './PremisesList.tsx'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { phoneAtMost } from '#shared/reports.ts'
import { longest } from '../../parts/limits.ts'

type Fields = Record<string, string[]>

const fieldsOf = (premises: PremisesView): Fields => ({
  name: [premises.name],
  kind: [premises.kind],
  area: [premises.area.id],
  section: [premises.section],
  address: [premises.address],
  frontM: [premises.frontM === undefined ? '' : String(premises.frontM)],
  duties: premises.duties,
  statement: [premises.statement],
  signed: [premises.signed],
  contactName: [premises.desk?.contact.name ?? ''],
  contactPhone: [phoneWords(premises.desk?.contact.phone ?? '')],
  closed: [premises.closed ? 'yes' : '']
})

export function NewPremises({ token, areas, refused, typed = {} }: Omit<OneProps, 'premises' | 'month'>) {
  return (
    <Plain title={say.desk.addTitle} refused={refused}>
      <Form token={token} areas={areas} fields={typed} action={`${home}/new`} />
    </Plain>
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
  premises: PremisesView
  /** The month that stars are given for, as it is proposed. */
  month: string
  token: string
  areas: readonly { value: string; words: string }[]
  done?: boolean
  refused?: string
  typed?: Fields | undefined
}
export function PremisesOnDesk({ premises, month, token, areas, done, refused, typed }: OneProps) {
  const { desk } = say
  const action = `${home}/${premises.no}`
  const form = { method: 'post', action, encType: 'multipart/form-data' } as const
  const version = String(premises.desk?.version ?? 0)
  const hidden = (act: string) => (
    <>
      <FormToken token={token} />
      <Hidden name="version" value={version} />
      <Hidden name="act" value={act} />
    </>
  )
  return (
    <Plain title={premises.name} refused={refused}>
      {done && (
        <p className="strip" role="status">
          <Icon name="tick" />
          <span>{desk.done}</span>
        </p>
      )}
      <p>
        <a href={`/premises/${premises.no}`}>{premises.no}</a> {premises.section}
      </p>
      {premises.desk && (
        <>
          <section>
            <h2 className="dk-h2">{desk.stars}</h2>
            <ul className="dk-log">
              {premises.stars.map((star) => (
                <li key={star.month}>
                  {monthWords(star.month)} <Stars n={star.stars} />
                </li>
              ))}
            </ul>
            <form {...form} className="dk-fold">
              {hidden('star')}
              <TextField name="month" label={desk.starsMonth} value={month} />
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
              {premises.cases.map((row) => (
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
              <TextField name="case" label={desk.caseNo} autoComplete="off" />
              <Button>{desk.attachGo}</Button>
            </form>
          </section>
          <section>
            <h2 className="dk-h2">{desk.edit}</h2>
            <Form token={token} areas={areas} fields={typed ?? fieldsOf(premises)} action={action} version={version} />
          </section>
          <section>
            <h2 className="dk-h2">{desk.log}</h2>
            <ol className="dk-log">
              {premises.desk.log.map((e) => (
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
      <TextField name="name" label={desk.name} value={value('name')} maxLength={longest('registerPremises', '/name')} />
      <Select
        name="kind"
        label={page.facts.kind}
        value={value('kind')}
        options={premisesKinds.map((kind) => ({ value: kind, words: say.kind[kind] }))}
      />
      <Select name="area" label={page.facts.area} value={value('area')} options={areas} />
      <TextField
        name="section"
        label={desk.section}
        hint={desk.sectionHint}
        value={value('section')}
        maxLength={longest('registerPremises', '/section')}
      />
      <TextField
        name="address"
        label={desk.address}
        value={value('address')}
        maxLength={longest('registerPremises', '/address')}
      />
      <TextField name="frontM" label={desk.front} value={value('frontM')} inputMode="numeric" optional />
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
      <TextArea
        name="statement"
        label={desk.statement}
        value={value('statement')}
        rows={4}
        maxLength={longest('registerPremises', '/statement')}
      />
      <TextField name="signed" type="date" label={desk.signed} value={value('signed')} />
      <TextField
        name="contactName"
        label={desk.contactName}
        value={value('contactName')}
        maxLength={longest('registerPremises', '/contact/name')}
      />
      <TextField
        name="contactPhone"
        label={desk.contactPhone}
        hint={desk.contactHint}
        value={value('contactPhone')}
        type="tel"
        maxLength={phoneAtMost}
      />
      <label className="tick">
        <input type="checkbox" name="closed" value="yes" defaultChecked={value('closed') === 'yes'} />
        <span>{desk.closed}</span>
      </label>
      <Button kind="primary">{desk.save}</Button>
    </form>
  )
}
