import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import type { ApiAnswer, ApiInput } from '#shared/api.ts'
import { certificateEndpoints, idKinds, isIdCard, type IdKind, type CertificateView } from '#shared/certificates.ts'
import { dayOf } from '#shared/time-format.ts'
import { fill } from '#shared/locales/index.ts'
import { certificates } from '#shared/locales/certificates.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { ask, asRefused } from '../api'
import { randomBytes } from '../platform'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { FieldError } from '../parts/states'
import { Switch } from '../parts/switch'
import { resident } from '../session'
import { DayField } from './day-field'
import { spanWords } from './hours-and-certificates'
import { ShowsField, usualShows } from './shows-field'

const say = miniPapers.form
type Body = ApiInput<'requestCertificate'>['body']
type Offices = ApiAnswer<'myCertificates'>['offices']
type Wrong = Partial<Record<'name' | 'number' | 'volunteerNo' | 'purpose' | 'to' | 'announce' | 'all', string>>

const freshKey = async (): Promise<string> =>
  Array.from(await randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Which field of the form a complaint of the server is about. */
const fieldOf = (at: string): keyof Wrong =>
  at.startsWith('/body/identity/document')
    ? 'number'
    : at.startsWith('/body/identity/volunteerNo')
      ? 'volunteerNo'
      : at.startsWith('/body/identity')
        ? 'name'
        : at === '/body/purpose'
          ? 'purpose'
          : at === '/body/to' || at === '/body/from'
            ? 'to'
            : 'all'

/** The controls in their order on the page, by what may be wrong with them. */
const places: readonly (readonly [keyof Wrong, string])[] = [
  ['to', 'paper-to'],
  ['name', 'paper-name'],
  ['number', 'paper-number'],
  ['volunteerNo', 'paper-volunteer'],
  ['purpose', 'paper-purpose'],
  ['announce', 'announce']
]
const showFirst = (wrong: Wrong): void => {
  const [, id] = places.find(([name]) => wrong[name] !== undefined) ?? []
  if (id) void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -96, duration: 120 })
}

const sized = (text: string, least: number): boolean => [...text].length >= least

/** Asks one office to certify its hours: who, which days, which identity stands on the paper, who may see what. */
export function CertificateForm({
  offices,
  onAsked,
  onBack
}: {
  offices: Offices
  onAsked: (certificate: CertificateView) => void
  onBack?: (() => void) | undefined
}) {
  const [first] = offices
  const [today] = useState(() => dayOf(Date.now()))
  const [office, setOffice] = useState(first?.office.id ?? '')
  const [days, setDays] = useState({ from: first?.from ?? today, to: first?.to ?? today })
  const [name, setName] = useState('')
  const [kind, setKind] = useState<IdKind | ''>('')
  const [number, setNumber] = useState('')
  const [volunteerNo, setVolunteerNo] = useState('')
  const [purpose, setPurpose] = useState('')
  const [shows, setShows] = useState(usualShows)
  const [announce, setAnnounce] = useState(false)
  const [wrong, setWrong] = useState<Wrong>({})
  const [busy, setBusy] = useState(false)
  // One key a wish: pressing again after a silence asks for the same certificate.
  const key = useRef<{ of: string; key: string }>()

  const chosen = (id: string) => {
    setOffice(id)
    const office = offices.find((o) => o.office.id === id)
    if (office) setDays({ from: office.from, to: office.to })
  }
  const found = (): Wrong => {
    const digits = number.trim().toUpperCase()
    return {
      ...(!name.trim() && { name: say.bad.name }),
      ...(kind && !sized(digits, 5) && { number: say.bad.number }),
      ...(kind === 'id_card' && sized(digits, 5) && !isIdCard(digits) && { number: say.bad.idCard }),
      ...(volunteerNo.trim() && !sized(volunteerNo.trim(), 4) && { volunteerNo: say.bad.volunteerNo }),
      ...(purpose.trim() && !sized(purpose.trim(), 2) && { purpose: say.bad.purpose }),
      ...((days.from > days.to || days.to > today) && { to: say.bad.order }),
      ...(!announce && { announce: say.bad.announce })
    }
  }
  const send = async () => {
    const bad = found()
    setWrong(bad)
    if (Object.keys(bad).length > 0) return showFirst(bad)
    const body: Body = {
      office,
      ...days,
      identity: {
        name: name.trim(),
        ...(kind && { document: { kind, number: number.trim().toUpperCase() } }),
        ...(volunteerNo.trim() && { volunteerNo: volunteerNo.trim() })
      },
      ...(purpose.trim() && { purpose: purpose.trim() }),
      shows: kind
        ? shows
        : {
            code: shows.code.filter((name) => name !== 'identity'),
            all: shows.all.filter((name) => name !== 'identity')
          },
      announce: true
    }
    setBusy(true)
    try {
      const wish = JSON.stringify(body)
      if (key.current?.of !== wish) key.current = { of: wish, key: await freshKey() }
      onAsked(
        await ask(certificateEndpoints.requestCertificate, { body }, { as: resident, idempotencyKey: key.current.key })
      )
    } catch (trouble) {
      const refused = asRefused(trouble)
      const told: Wrong =
        refused.fields.length > 0
          ? Object.fromEntries(refused.fields.map((field) => [fieldOf(field.at), field.detail]))
          : { all: refused.detail }
      setWrong(told)
      showFirst(told)
    }
    setBusy(false)
  }
  return (
    <View className="pa-form" id="paper-form">
      <Heading>{say.title}</Heading>
      <Choice
        id="paper-office"
        label={say.office}
        options={offices.map((office) => ({
          value: office.office.id,
          name: fill(say.officeName, { office: office.office.short, span: spanWords(office.minutes) })
        }))}
        value={office}
        onChoose={chosen}
      />
      <DayField id="paper-from" label={say.from} value={days.from} onChoose={(from) => setDays({ ...days, from })} />
      <DayField
        id="paper-to"
        label={say.to}
        value={days.to}
        hint={say.toHint}
        error={wrong.to}
        onChoose={(to) => setDays({ ...days, to })}
      />
      <Field
        id="paper-name"
        label={say.name}
        hint={say.nameHint}
        error={wrong.name}
        value={name}
        onInput={setName}
        max={20}
      />
      <Choice
        id="paper-kind"
        label={say.paper}
        options={[
          { value: '', name: say.noDocument },
          ...idKinds.map((idKind) => ({ value: idKind, name: certificates.idKind[idKind] }))
        ]}
        value={kind}
        onChoose={(value) => setKind(idKinds.find((idKind) => idKind === value) ?? '')}
      />
      {kind && (
        <Field
          id="paper-number"
          label={say.number}
          hint={say.numberHint}
          error={wrong.number}
          value={number}
          onInput={setNumber}
          max={30}
        />
      )}
      <Field
        id="paper-volunteer"
        label={say.volunteerNo}
        aside={say.optional}
        hint={say.volunteerNoHint}
        error={wrong.volunteerNo}
        value={volunteerNo}
        onInput={setVolunteerNo}
        max={30}
      />
      <Field
        id="paper-purpose"
        label={say.purpose}
        aside={say.optional}
        hint={say.purposeHint}
        error={wrong.purpose}
        value={purpose}
        onInput={setPurpose}
        max={60}
      />
      <ShowsField of={shows} document={kind !== ''} onChange={setShows} />
      <Switch id="announce" title={say.announce} hint={say.announceHint} on={announce} onTurn={setAnnounce} />
      {wrong.announce && <FieldError id="announce-error">{wrong.announce}</FieldError>}
      {wrong.all && <FieldError id="paper-error">{wrong.all}</FieldError>}
      <Button id="paper-go" kind="main" wide busy={busy && say.busy} onTap={() => void send()}>
        {say.go}
      </Button>
      {onBack && (
        <Button id="paper-back" kind="link" onTap={onBack}>
          {say.back}
        </Button>
      )}
    </View>
  )
}
