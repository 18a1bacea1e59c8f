import { plainNumber, plainText } from '#shared/typed.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ApiAnswer } from '#shared/api.ts'
import {
  certificateEndpoints,
  idKinds,
  isIdCard,
  type CertificateView,
  type IdKind,
  type Shows
} from '#shared/certificates.ts'
import { dayOf } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { certificates } from '#shared/locales/certificates.ts'
import { miniPapers } from '#shared/locales/mini-papers.ts'
import { Button } from '../parts/button'
import { Fields, FormError, Send, useForm, type FieldRow } from '../parts/form'
import { Heading } from '../parts/heading'
import { resident } from '../session'
import { DayField } from './day-field'
import { spanWords } from './hours-and-certificates'
import { ShowsField, usualShows } from './shows-field'

const say = miniPapers.form
const endpoint = certificateEndpoints.requestCertificate
type Offices = ApiAnswer<'myCertificates'>['offices']

interface Request {
  office: string
  from: string
  to: string
  name: string
  kind: string
  number: string
  volunteerNo: string
  purpose: string
  shows: Shows
  announce: boolean
}
type Row = FieldRow<Request> | false

const kindOf = (value: string): IdKind | undefined => idKinds.find((idKind) => idKind === value)

const identityRows = ({ kind }: Request): Row[] => [
  {
    id: 'paper-name',
    name: 'name',
    at: ['/identity/name', '/identity'],
    label: say.name,
    hint: say.nameHint,
    complaint: (code) => (code.startsWith('min:') ? say.bad.name : undefined)
  },
  {
    kind: 'choice',
    id: 'paper-kind',
    name: 'kind',
    at: '/identity/document/kind',
    label: say.paper,
    options: [
      { value: '', name: say.noDocument },
      ...idKinds.map((idKind) => ({ value: idKind, name: certificates.idKind[idKind] }))
    ]
  },
  kindOf(kind) !== undefined && {
    id: 'paper-number',
    name: 'number',
    at: ['/identity/document/number', '/identity/document'],
    label: say.number,
    hint: say.numberHint,
    complaint: say.bad.number
  },
  {
    id: 'paper-volunteer',
    name: 'volunteerNo',
    at: '/identity/volunteerNo',
    label: say.volunteerNo,
    aside: say.optional,
    hint: say.volunteerNoHint,
    complaint: say.bad.volunteerNo
  }
]

/** Who, which days, which identity stands on the paper, who may see what. */
const rowsOf = (values: Request, set: (part: Partial<Request>) => void, offices: Offices): Row[] => {
  const day = (name: 'from' | 'to', label: string, hint?: string): Row => ({
    kind: 'drawn',
    id: `paper-${name}`,
    name,
    draw: (error) => (
      <DayField
        id={`paper-${name}`}
        label={label}
        value={values[name]}
        error={error}
        {...(hint && { hint })}
        onChoose={(chosen) => set({ [name]: chosen })}
      />
    )
  })
  return [
    {
      kind: 'choice',
      id: 'paper-office',
      name: 'office',
      label: say.office,
      options: offices.map(({ office, minutes }) => ({
        value: office.id,
        name: fill(say.officeName, { office: office.short, span: spanWords(minutes) })
      }))
    },
    day('from', say.from),
    day('to', say.to, say.toHint),
    ...identityRows(values),
    {
      id: 'paper-purpose',
      name: 'purpose',
      label: say.purpose,
      aside: say.optional,
      hint: say.purposeHint,
      complaint: say.bad.purpose
    },
    {
      kind: 'drawn',
      id: 'shows',
      name: 'shows',
      draw: () => (
        <ShowsField
          of={values.shows}
          document={kindOf(values.kind) !== undefined}
          onChange={(shows) => set({ shows })}
        />
      )
    },
    {
      kind: 'switch',
      id: 'announce',
      name: 'announce',
      label: say.announce,
      hint: say.announceHint,
      complaint: say.bad.announce
    }
  ]
}

function bodyOf({ office, from, to, kind, shows, announce, ...values }: Request) {
  const chosen = kindOf(kind)
  const [name, volunteerNo, purpose] = [values.name, values.volunteerNo, values.purpose].map(plainText)
  const withoutIdentity = (names: Shows['code']) => names.filter((shown) => shown !== 'identity')
  return {
    office,
    from,
    to,
    identity: {
      name,
      ...(chosen && { document: { kind: chosen, number: values.number } }),
      ...(volunteerNo && { volunteerNo })
    },
    ...(purpose && { purpose }),
    shows: chosen ? shows : { code: withoutIdentity(shows.code), all: withoutIdentity(shows.all) },
    announce
  }
}

/** Asks one office to certify its hours. */
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
  const form = useForm<typeof endpoint, Request>({
    endpoint,
    as: resident,
    start: {
      office: first?.office.id ?? '',
      from: first?.from ?? today,
      to: first?.to ?? today,
      name: '',
      kind: '',
      number: '',
      volunteerNo: '',
      purpose: '',
      shows: usualShows,
      announce: false
    },
    fields: (values, set) => rowsOf(values, set, offices),
    // Another office, other days.
    follow: ({ office }) => {
      const found = offices.find((each) => each.office.id === office)
      return found && { from: found.from, to: found.to }
    },
    body: bodyOf,
    draft: 'certificate',
    secret: ['number'],
    also: ({ from, to, kind, number }) => ({
      ...((from > to || to > today) && { to: say.bad.order }),
      ...(kind === 'id_card' && !isIdCard(plainNumber(number)) && { number: say.bad.idCard })
    }),
    done: onAsked
  })
  return (
    <View className="pa-form" id="paper-form">
      <Heading>{say.title}</Heading>
      <Fields of={form} />
      <FormError of={form} id="paper" />
      <Send of={form} id="paper-go" wide busy={say.busy}>
        {say.go}
      </Send>
      {onBack && (
        <Button id="paper-back" kind="link" onTap={onBack}>
          {say.back}
        </Button>
      )}
    </View>
  )
}
