/** What the city is called, whom one calls, and the centre that everything comes together in. */
import { complaintWords } from '#shared/complaints.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { entryShapes, partShapes, type PartValues } from '#shared/parts.ts'
import { check } from '#shared/schema.ts'
import type { DeskRequest } from '../../../frame/desk.tsx'
import { attempt, firsts, one, trimmed, type Posted } from '../../../frame/fields.ts'
import { again, see } from '../../../frame/route.ts'
import { Button, Hidden, TextField } from '../../../parts/Form.tsx'
import type { AdminAct, AdminGiven } from '../admin.tsx'
import { readPart, revisionIn } from '../draft.ts'
import { Part, Post } from '../Frame.tsx'
import { stepHref } from '../links.ts'
import { fill, say } from '../words.ts'
import { backAgain, savedAt, stepForm, type Shown as Back } from './step.tsx'

const w = setUp.name
type Info = PartValues['info']
type Office = PartValues['offices'][number]

interface Shown extends Back {
  typed: Record<string, string>
  wrong?: Record<string, string>
}

const fieldsOf = {
  city: ['city', 'short', 'province', 'adcode'],
  hotline: ['hotline', 'outside'],
  centre: ['centre', 'centrePhone', 'centreAddress']
} as const
type FieldName = (typeof fieldsOf)[keyof typeof fieldsOf][number]
const hints: Partial<Record<FieldName, string>> = {
  get city() {
    return w.cityHint
  },
  get short() {
    return w.shortHint
  },
  get adcode() {
    return w.adcodeHint
  },
  get hotline() {
    return w.hotlineHint
  },
  get outside() {
    return w.outsideHint
  },
  get centre() {
    return w.centreHint
  }
}

/** Words that a blank city came with are no answer. */
const unless = (blank: string, value: string): string => (value === blank ? '' : value)

const typedOf = (info: Info, centre: Office | undefined): Record<FieldName, string> => ({
  city: unless(setUp.blank.name, info.name),
  short: unless(setUp.blank.short, info.short),
  province: unless(setUp.blank.province, info.province),
  adcode: unless('000000', info.adcode),
  hotline: info.hotline,
  outside: unless(setUp.blank.outside, info.outside.words),
  centre: centre?.name ?? '',
  centrePhone: centre?.phone ?? '',
  centreAddress: centre?.address ?? ''
})

interface NameProps extends AdminGiven {
  typed: Record<string, string>
  wrong: Record<string, string>
  revision: number
  officesRevision: number
}

function Name({ typed, wrong, revision, officesRevision, token }: NameProps) {
  return (
    <Post action={stepHref('name')} token={token} revision={revision} className="adm-f">
      <Hidden name="officesRevision" value={String(officesRevision)} />
      {Object.entries(fieldsOf).map(([group, fields]) => (
        <Part key={group} id={`su-${group}`} title={w.legends[group as keyof typeof fieldsOf]}>
          {fields.map((field) => (
            <TextField
              key={field}
              name={field}
              label={w[field]}
              {...(hints[field] && { hint: hints[field] })}
              error={wrong[field]}
              value={typed[field]}
              autoComplete="off"
            />
          ))}
        </Part>
      ))}
      <div className="adm-row adm-save">
        <Button kind="primary">{setUp.save}</Button>
      </div>
    </Post>
  )
}

const atOf: Record<string, FieldName> = {
  '/name': 'city',
  '/short': 'short',
  '/province': 'province',
  '/adcode': 'adcode',
  '/hotline': 'hotline',
  '/outside/words': 'outside'
}
const centreAt: Record<string, FieldName> = {
  '/name': 'centre',
  '/short': 'centre',
  '/phone': 'centrePhone',
  '/address': 'centreAddress'
}

function infoOf(fields: Posted, was: Info): Info {
  const [name, hotline] = [trimmed(fields, 'city'), trimmed(fields, 'hotline')]
  return {
    ...was,
    name,
    short: trimmed(fields, 'short') || [...name].slice(0, 10).join(''),
    province: trimmed(fields, 'province'),
    adcode: trimmed(fields, 'adcode'),
    hotline,
    outside: { words: trimmed(fields, 'outside') || fill(w.outsideWords, { city: name, hotline }) }
  }
}

/** Who verifies the centre's own work is found when the offices come in. */
function centreOf(fields: Posted, info: Info, offices: readonly Office[]): Office {
  const old = offices.find((office) => office.kind === 'centre')
  const inspection = offices.find((office) => office.kind === 'inspection')
  return {
    id: 'centre',
    short: w.centreShort,
    kind: 'centre',
    place: info.centre,
    hours: '',
    supervising: inspection?.id ?? 'inspection',
    duties: [],
    ...old,
    name: trimmed(fields, 'centre') || fill(w.centreName, { city: info.short }),
    phone: trimmed(fields, 'centrePhone'),
    address: trimmed(fields, 'centreAddress')
  }
}

const complaintsOn = (
  checked: ReturnType<typeof check>,
  names: Readonly<Record<string, FieldName>>
): [string, string][] =>
  checked.ok
    ? []
    : checked.complaints.map(({ at, code }) => [
        names[at] ?? 'city',
        code.startsWith('min') ? say.wrong.empty : complaintWords(code)
      ])

const save: AdminAct<Shown> = async (request, { fields }) => {
  const { call, viewer } = request
  const typed = firsts(fields)
  const [info, offices] = await Promise.all([readPart(call, viewer, 'info'), readPart(call, viewer, 'offices')])
  const value = infoOf(fields, info.value)
  const entry = centreOf(fields, value, offices.value)
  const wrong = Object.fromEntries([
    ...complaintsOn(check(entryShapes.offices, entry), centreAt),
    ...complaintsOn(check(partShapes.info, value), atOf)
  ])
  if (Object.keys(wrong).length > 0) return again({ typed, wrong })
  const body = { part: 'info' as const, revision: revisionIn(one(fields, 'revision')), value }
  const put = await attempt(() => call('putDraftPart', { body }, viewer))
  if ('refused' in put) return backAgain(request, put.refused, 'info', { typed })
  const centre = { part: 'offices' as const, revision: revisionIn(one(fields, 'officesRevision')), entry }
  const also = await attempt(() => call('putDraftEntry', { body: centre }, viewer))
  return 'refused' in also ? backAgain(request, also.refused, 'offices', { typed }) : see(savedAt('name'))
}

export const nameRoute = stepForm('name', {
  async load({ call, viewer }: DeskRequest, shown: Shown | undefined) {
    const [info, offices] = await Promise.all([readPart(call, viewer, 'info'), readPart(call, viewer, 'offices')])
    const centre = offices.value.find((office) => office.kind === 'centre')
    return {
      typed: shown?.typed ?? typedOf(info.value, centre),
      wrong: shown?.wrong ?? {},
      revision: info.revision,
      officesRevision: offices.revision
    }
  },
  view: Name,
  act: save,
  restored: ({ fields }) => ({ typed: firsts(fields) })
})
