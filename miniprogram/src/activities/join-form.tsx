import { View } from '@tarojs/components'
import { phone } from '#shared/phone.ts'
import { adultAge, type ShiftView } from '#shared/activities.ts'
import { dayOf } from '#shared/time-format.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { Fields, FormError, Send, useForm, type FieldRow } from '../parts/form'
import { resident } from '../session'

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

interface Join {
  role: string
  name: string
  phone: string
  adult: boolean
  guardianName: string
  guardianPhone: string
  guardianAgrees: boolean
  /** He comes with others. */
  group: boolean
  /** One of his own teams, or none. */
  ownTeam: string
  team: string
  seats: string
}
type Row = FieldRow<Join> | false

const guardianRows = (): Row[] => [
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
const groupRows = ({ ownTeam }: Join): Row[] => [
  !ownTeam && { id: 'team', name: 'team', label: say.join.team },
  { id: 'seats', name: 'seats', label: say.join.seats, hint: say.join.seatsHint, kind: 'tel' }
]

/** Nothing has to be written by whoever is grown up and comes alone. */
const rowsOf = (values: Join, shift: ShiftView, { born, teams = [] }: Known): Row[] => [
  shift.roles.length > 1 && {
    kind: 'choice',
    id: 'role',
    name: 'role',
    label: say.join.role,
    options: shift.roles.map((role) => ({ value: role.id, name: role.name }))
  },
  { id: 'name', name: 'name', label: say.join.name, hint: say.join.nameHint },
  { id: 'phone', name: 'phone', label: say.join.phone, kind: 'tel' },
  born === undefined && {
    kind: 'switch',
    id: 'adult',
    name: 'adult',
    label: say.join.adult,
    hint: say.join.adultHint
  },
  ...(values.adult ? [] : guardianRows()),
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

function bodyOf({ adult, guardianAgrees, guardianName, guardianPhone, group, ownTeam, ...values }: Join) {
  const [name, number, n] = [values.name.trim(), values.phone.trim(), Number(values.seats)]
  const team = ownTeam || (group ? values.team.trim() : '')
  return {
    role: values.role,
    ...(adult && { adult }),
    ...(!adult &&
      guardianAgrees && {
        guardian: { name: guardianName.trim(), phone: guardianPhone.trim(), agrees: guardianAgrees }
      }),
    ...(name && { name }),
    ...(number && { phone: number }),
    ...(group && values.seats.trim() && n !== 1 && { seats: n }),
    ...(team && { team })
  }
}

/** Between the first tap and the second: what the profile says already, so that the second tap is the last. */
export function JoinForm({
  shift,
  known,
  onJoined
}: {
  shift: ShiftView
  known: Known
  onJoined: () => Promise<void>
}) {
  const form = useForm<typeof phone.signUp, Join>({
    endpoint: phone.signUp,
    params: { shift: shift.id },
    as: resident,
    start: {
      role: shift.roles.find((role) => role.free > 0)?.id ?? shift.roles[0]?.id ?? '',
      name: known.name ?? '',
      phone: known.phone ?? '',
      adult: known.born === undefined || ageOn(known.born, shift.from) >= adultAge,
      guardianName: '',
      guardianPhone: '',
      guardianAgrees: false,
      group: false,
      ownTeam: '',
      team: '',
      seats: ''
    },
    fields: (values) => rowsOf(values, shift, known),
    body: bodyOf,
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
