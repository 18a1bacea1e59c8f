import { View } from '@tarojs/components'
import { activityEndpoints, adultAge, type ShiftView } from '#shared/activities.ts'
import { dayOf } from '#shared/time-format.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { Fields, FormError, Send, useForm, type Complaints, type FieldRow } from '../parts/form'
import { resident } from '../session'
import { numberOf, plainText } from '#shared/typed.ts'

const words = miniVolunteers.join

export interface Known {
  name?: string | undefined
  phone?: string | undefined
  /** Day of birth: who has said it is not asked for his age again. */
  born?: string | undefined
  /** Names of the teams he is in. */
  teams?: readonly string[]
}

/** Whole years on the day of a moment. */
function ageOn(born: string, at: string): number {
  const day = dayOf(at)
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0)
}

/** Who is grown up, as he says himself; who is not names a grown-up who agrees. */
export interface Age {
  adult: 'yes' | 'no' | undefined
  guardianName: string
  guardianPhone: string
  guardianAgrees: boolean
}
interface Join extends Age {
  role: string
  name: string
  phone: string
  /** He comes with others. */
  group: boolean
  /** One of his own teams, or none. */
  ownTeam: string
  team: string
  seats: string
}
type Row = FieldRow<Join> | false

/** Nothing is said for anybody; his day of birth says it where it is known. */
export const ageAtFirst = ({ born }: Known, shift: Pick<ShiftView, 'from'>): Age => ({
  adult: born === undefined ? undefined : ageOn(born, shift.from) >= adultAge ? 'yes' : 'no',
  guardianName: '',
  guardianPhone: '',
  guardianAgrees: false
})

const guardianRows = (): FieldRow<Age>[] => [
  { id: 'guardian-name', name: 'guardianName', at: '/guardian/name', label: say.join.guardianName },
  { id: 'guardian-phone', name: 'guardianPhone', at: '/guardian/phone', label: say.join.guardianPhone, kind: 'tel' },
  {
    kind: 'switch',
    id: 'guardian-agrees',
    name: 'guardianAgrees',
    at: ['/guardian/agrees', '/guardian'],
    label: say.join.guardianAgrees
  }
]
export const ageRows = ({ adult }: Age, { born }: Known): FieldRow<Age>[] => [
  ...(born === undefined
    ? [{ kind: 'answers' as const, id: 'adult', name: 'adult' as const, label: say.join.age, of: say.join.ages }]
    : []),
  ...(adult === 'no' ? guardianRows() : [])
]
export const ageBody = ({ adult, guardianName, guardianPhone, guardianAgrees }: Age) => ({
  ...(adult === 'yes' && { adult: true }),
  ...(adult === 'no' &&
    guardianAgrees && {
      guardian: { name: guardianName.trim(), phone: guardianPhone.trim(), agrees: guardianAgrees }
    })
})
export const ageMissing = ({ adult }: Age): Complaints => (adult === undefined ? { adult: say.join.ageNeeded } : {})

const groupRows = ({ ownTeam }: Join): Row[] => [
  !ownTeam && { id: 'team', name: 'team', label: say.join.team },
  { id: 'seats', name: 'seats', label: say.join.seats, hint: say.join.seatsHint, kind: 'tel' }
]

/** Nothing has to be written by whoever is grown up and comes alone. */
const rowsOf = (values: Join, shift: ShiftView, known: Known, teams = known.teams ?? []): Row[] => [
  shift.roles.length > 1 && {
    kind: 'choice',
    id: 'role',
    name: 'role',
    label: say.join.role,
    options: shift.roles.map((role) => ({ value: role.id, name: role.name }))
  },
  { id: 'name', name: 'name', label: say.join.name, hint: say.join.nameHint },
  { id: 'phone', name: 'phone', label: say.join.phone, kind: 'tel' },
  ...ageRows(values, known),
  teams.length > 0 && {
    kind: 'choice',
    id: 'own-team',
    name: 'ownTeam',
    at: values.ownTeam ? '/team' : [],
    label: words.team,
    options: [{ value: '', name: words.alone }, ...teams.map((team) => ({ value: team, name: team }))]
  },
  { kind: 'switch', id: 'group', name: 'group', at: [], label: say.join.more },
  ...(values.group ? groupRows(values) : [])
]

function bodyOf({ group, ownTeam, ...values }: Join) {
  const [name, number, n] = [plainText(values.name), values.phone.trim(), numberOf(values.seats)]
  const team = ownTeam || (group ? plainText(values.team) : '')
  return {
    role: values.role,
    ...ageBody(values),
    ...(name && { name }),
    ...(number && { phone: number }),
    ...(group && values.seats.trim() && n !== 1 && { seats: n }),
    ...(team && { team })
  }
}

/** Between the first tap and the last: what the profile says already is filled in; his age, where nobody knows it, he says himself. */
export function JoinForm({
  shift,
  known,
  onJoined
}: {
  shift: ShiftView
  known: Known
  onJoined: () => Promise<void>
}) {
  const form = useForm<typeof activityEndpoints.signUp, Join>({
    endpoint: activityEndpoints.signUp,
    params: { shift: shift.id },
    as: resident,
    start: {
      role: shift.roles.find((role) => role.free > 0)?.id ?? shift.roles[0]?.id ?? '',
      name: known.name ?? '',
      phone: known.phone ?? '',
      ...ageAtFirst(known, shift),
      group: false,
      ownTeam: '',
      team: '',
      seats: ''
    },
    fields: (values) => rowsOf(values, shift, known),
    body: bodyOf,
    also: ageMissing,
    draft: `join.${shift.id}`,
    done: onJoined
  })
  return (
    <View className="ac-join" id="join">
      <Fields of={form} />
      <FormError of={form} id="join" />
      <Send of={form} id="join-go" wide busy={say.join.busy}>
        {shift.state === 'open' ? say.join.sure : say.join.sureWait}
      </Send>
    </View>
  )
}
