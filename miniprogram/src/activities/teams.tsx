import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { groupedCode, plainCode } from '#shared/codes.ts'
import { teamsAtMost, volunteerEndpoints, type ProfileView } from '#shared/volunteers.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { fill } from '#shared/locales/fill.ts'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { ask, asRefused } from '../api'
import { usePageData } from '../use-loaded'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm, type Complaints, type FormPlan, type TextRow } from '../parts/form'
import { Heading } from '../parts/heading'
import { FieldError, Strip } from '../parts/states'
import { asRole } from '../aria-role'
import { resident } from '../session'
import { LoadedPage } from '../parts/loaded-page'
import { ifSignedIn } from './hours-and-certificates'
import { NotSignedIn } from './not-signed-in'
import './activities.scss'

const say = miniVolunteers.teams
type Team = ProfileView['teams'][number]
/** What was done; the newest profile comes back with it. */
type Done = (profile: ProfileView, said: string) => void

const codeLength = 8
const spaced = (code: string): string => groupedCode(code, 4, ' ')

/** What passes the code on: to be copied, or large enough to be read aloud across a room. */
function Code({ of }: { of: Team }) {
  const [big, setBig] = useState(false)
  const copy = () =>
    void Taro.setClipboardData({ data: of.code }).then(() => Taro.showToast({ title: say.copied, icon: 'none' }))
  return (
    <View className="vo-code">
      <View className="hint">{say.code}</View>
      <View className={big ? 'vo-no vo-big' : 'vo-no'} id={`code-${of.id}`}>
        {spaced(of.code)}
      </View>
      {big && <View className="hint">{fill(say.spelled, { letters: [...of.code].join(' ') })}</View>}
      <View className="ac-do">
        <Button id={`copy-${of.id}`} icon="copy" onTap={copy}>
          {say.copy}
        </Button>
        <Button id={`big-${of.id}`} onTap={() => setBig(!big)}>
          {big ? say.small : say.big}
        </Button>
      </View>
    </View>
  )
}

function Leave({ of, onDone }: { of: Team; onDone: Done }) {
  const [sure, setSure] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    setWrong(undefined)
    try {
      const profile = await ask(volunteerEndpoints.leaveTeam, { params: { team: of.id } }, { as: resident })
      onDone(profile, fill(say.left, { name: of.name }))
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
      setBusy(false)
    }
  }
  if (!sure) {
    return (
      <Button id={`leave-${of.id}`} kind="link" onTap={() => setSure(true)}>
        {say.leave}
      </Button>
    )
  }
  return (
    <View className="ac-ask" {...asRole('alert')}>
      <View className="b">{fill(say.leaveSure, { name: of.name })}</View>
      <View>{of.members === 1 ? say.leaveLast : of.captain ? say.leaveCaptain : say.leaveMember}</View>
      {wrong && <FieldError id={`leave-error-${of.id}`}>{wrong}</FieldError>}
      <View className="btns">
        <Button id={`leave-yes-${of.id}`} kind="grave" busy={busy && say.leaving} onTap={() => void leave()}>
          {say.leaveYes}
        </Button>
        <Button id={`leave-no-${of.id}`} onTap={() => setSure(false)}>
          {say.leaveNo}
        </Button>
      </View>
    </View>
  )
}

const TeamCard = ({ of, onDone }: { of: Team; onDone: Done }) => (
  <View className="vo-team" id={`team-${of.id}`}>
    <View className="pa-eh">
      <View className="ac-t">{of.name}</View>
      {of.captain && (
        <View className="chip chip-closed">
          <Text>{say.captain}</Text>
        </View>
      )}
    </View>
    <View className="hint">{fill(say.members, { n: of.members })}</View>
    <Code of={of} />
    <Leave of={of} onDone={onDone} />
  </View>
)

/** A name to found, or a code to join: one field, one button. */
function OneField<E extends Endpoint>({
  title,
  field,
  go,
  busy,
  ...plan
}: Pick<FormPlan<E, { typed: string }>, 'endpoint' | 'body' | 'also' | 'done' | 'refused'> & {
  title: string
  field: Omit<TextRow<{ typed: string }>, 'name' | 'sends'>
  go: string
  busy: string
}) {
  const form = useForm<E, { typed: string }>({
    ...plan,
    as: resident,
    start: { typed: '' },
    draft: field.id,
    fields: () => [{ ...field, name: 'typed', sends: true }],
    done(answer, values) {
      form.clear()
      return plan.done(answer, values)
    }
  })
  return (
    <View className="grp">
      <Heading>{title}</Heading>
      <Fields of={form} />
      <FormError of={form} id={field.id} />
      <Send of={form} id={`${field.id}-go`} kind="plain" busy={busy}>
        {go}
      </Send>
    </View>
  )
}

function JoinTeam({ of, onDone }: { of: ProfileView; onDone: Done }) {
  return (
    <OneField
      endpoint={volunteerEndpoints.joinTeam}
      title={say.join}
      field={{
        id: 'team-code',
        at: '/code',
        label: say.typed,
        hint: say.typedHint,
        complaint: say.typedShort
      }}
      go={say.enter}
      busy={say.entering}
      body={({ typed }) => ({ code: plainCode(typed) })}
      also={({ typed }): Complaints => (plainCode(typed).length === codeLength ? {} : { typed: say.typedShort })}
      done={(profile, { typed }) => {
        const code = plainCode(typed)
        const known = of.teams.some((team) => team.code === code)
        const name = profile.teams.find((team) => team.code === code)?.name ?? ''
        onDone(profile, fill(known ? say.already : say.entered, { name }))
      }}
      // The catalogue's sentence speaks of cases; here it is a code that nobody has.
      refused={({ code }) => (code === 'not_found' ? say.noSuch : undefined)}
    />
  )
}

const FoundTeam = ({ onDone }: { onDone: Done }) => (
  <OneField
    endpoint={volunteerEndpoints.makeTeam}
    title={say.found}
    field={{
      id: 'team-name',
      at: '/name',
      label: say.name,
      hint: say.nameHint,
      complaint: tooShort(say.nameShort)
    }}
    go={say.make}
    busy={say.making}
    body={({ typed }) => ({ name: typed })}
    done={(profile) => onDone(profile, say.made)}
  />
)

const Mine = ({ of, onDone }: { of: ProfileView; onDone: Done }) => (
  <View>
    <View className="pa-lead">{fill(say.lead, { most: teamsAtMost })}</View>
    {of.teams.length === 0 && <View className="vo-none">{say.none}</View>}
    {of.teams.map((team) => (
      <TeamCard key={team.id} of={team} onDone={onDone} />
    ))}
    {of.teams.length >= teamsAtMost ? (
      <Strip icon="info">
        <View id="teams-full">{fill(say.full, { most: teamsAtMost })}</View>
      </Strip>
    ) : (
      <>
        <JoinTeam of={of} onDone={onDone} />
        <FoundTeam onDone={onDone} />
      </>
    )}
  </View>
)

/** The teams somebody is in, and the ways in and out. */
export default function Teams() {
  const of = usePageData(() => ifSignedIn(() => ask(volunteerEndpoints.readProfile, {}, { as: resident })), 'teams', {
    onReturn: false
  })
  const done: Done = (profile, said) => {
    of.replace(profile)
    void Taro.showToast({ title: said, icon: 'none' })
  }
  return (
    <LoadedPage title={miniVolunteers.titles.teams} of={of} rows={3}>
      {(profile) =>
        profile === 'web' ? (
          <NotSignedIn words={miniVolunteers.stranger.teams} onIn={() => void of.reload()} />
        ) : (
          <Mine of={profile} onDone={done} />
        )
      }
    </LoadedPage>
  )
}
