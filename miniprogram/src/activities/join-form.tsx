import { View } from '@tarojs/components'
import { useState } from 'react'
import { adultAge, type ShiftView, type SignupInput } from '#shared/activities.ts'
import { dayOf } from '#shared/time-format.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { Button } from '../parts/button'
import { Choice } from '../parts/choice'
import { Field } from '../parts/field'
import { FieldError } from '../parts/states'
import { Switch } from '../parts/switch'

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

interface JoinProps {
  shift: ShiftView
  /** What the profile says already, so that the second tap is the last. */
  known: Known
  /** Why the last press did not do. */
  refused?: string | undefined
  /** There is a code of somebody who cannot come. */
  onSend: (body: SignupInput) => Promise<boolean>
  busy: boolean
}

/** Between the first tap and the second: nothing has to be written by whoever is grown up and comes alone. */
export function JoinForm({ shift, known, refused, onSend, busy }: JoinProps) {
  const [role, setRole] = useState(shift.roles.find((r) => r.free > 0)?.id ?? shift.roles[0]?.id ?? '')
  const [name, setName] = useState(known.name ?? '')
  const [phone, setPhone] = useState(known.phone ?? '')
  const [adult, setAdult] = useState(known.born === undefined || ageOn(known.born, shift.from) >= adultAge)
  const [guardian, setGuardian] = useState({ name: '', phone: '', agrees: false })
  const [group, setGroup] = useState(false)
  /** One of his own teams, or none. */
  const [own, setOwn] = useState('')
  const [team, setTeam] = useState('')
  const [seats, setSeats] = useState('')

  const send = () => {
    const n = Number(seats)
    const together = own || (group ? team.trim() : '')
    void onSend({
      role,
      ...(adult ? { adult: true as const } : {}),
      ...(!adult && guardian.agrees
        ? { guardian: { name: guardian.name.trim(), phone: guardian.phone.trim(), agrees: true as const } }
        : {}),
      ...(name.trim() && { name: name.trim() }),
      ...(phone.trim() && { phone: phone.trim() }),
      ...(group && Number.isInteger(n) && n > 1 && { seats: n }),
      ...(together && { team: together })
    })
  }
  const free = shift.state === 'open'
  const { teams = [] } = known
  return (
    <View className="ac-join" id="join">
      {shift.roles.length > 1 && (
        <Choice
          id="role"
          label={say.join.role}
          options={shift.roles.map((r) => ({ value: r.id, name: r.name }))}
          value={role}
          onChoose={setRole}
        />
      )}
      <Field id="name" label={say.join.name} hint={say.join.nameHint} value={name} onInput={setName} max={20} />
      <Field id="phone" label={say.join.phone} value={phone} onInput={setPhone} max={20} kind="tel" />
      {known.born === undefined && (
        <Switch id="adult" title={say.join.adult} hint={say.join.adultHint} on={adult} onTurn={setAdult} />
      )}
      {!adult && (
        <>
          <Field
            id="guardian-name"
            label={say.join.guardianName}
            value={guardian.name}
            onInput={(value) => setGuardian({ ...guardian, name: value })}
            max={20}
          />
          <Field
            id="guardian-phone"
            label={say.join.guardianPhone}
            value={guardian.phone}
            onInput={(value) => setGuardian({ ...guardian, phone: value })}
            max={20}
            kind="tel"
          />
          <Switch
            id="guardian-agrees"
            title={say.join.guardianAgrees}
            on={guardian.agrees}
            onTurn={(agrees) => setGuardian({ ...guardian, agrees })}
          />
        </>
      )}
      {teams.length > 0 && (
        <Choice
          id="own-team"
          label={words.team}
          options={[{ value: '', name: words.alone }, ...teams.map((team) => ({ value: team, name: team }))]}
          value={own}
          onChoose={setOwn}
        />
      )}
      <Switch id="group" title={say.join.more} on={group} onTurn={setGroup} />
      {group && (
        <>
          {!own && <Field id="team" label={say.join.team} value={team} onInput={setTeam} max={30} />}
          <Field
            id="seats"
            label={say.join.seats}
            hint={say.join.seatsHint}
            value={seats}
            onInput={setSeats}
            max={2}
            kind="tel"
          />
        </>
      )}
      {refused && <FieldError id="join-error">{refused}</FieldError>}
      <Button id="join-go" kind="main" wide busy={busy && say.join.busy} onTap={send}>
        {free ? say.join.sure : say.join.sureWait}
      </Button>
    </View>
  )
}
