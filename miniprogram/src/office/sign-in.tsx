import { useState } from 'react'
import { View } from '@tarojs/components'
import type { ChallengeView, SessionView } from '#shared/members.ts'
import { phone } from '#shared/phone.ts'
import { signInEndpoints } from '#shared/sign-in.ts'
import { mini } from '#shared/locales/mini.ts'
import { signIn as second } from '#shared/locales/sign-in.ts'
import { guest } from '../api'
import { replacePage } from '../navigation'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { Mark } from '../parts/icon'
import { Page } from '../parts/page'
import { FieldError } from '../parts/states'
import { staff } from '../session'
import { storedValue } from '../storage'
import './office.scss'

const say = mini.office.signIn

/** From earlier sign-ins on this phone: the wrong passwords of others do not lock it out. */
const mark = storedValue('staff.device', (value): value is string => typeof value === 'string' && value !== '')
const marked = () => {
  const device = mark.read()
  return device === undefined ? {} : { device }
}

const goIn = (session: SessionView) => {
  staff.enter(session)
  if (session.device !== undefined) mark.write(session.device)
  replacePage('office')
}

function FirstStep({ challenged }: { challenged: (owed: ChallengeView) => void }) {
  const form = useForm({
    endpoint: phone.signInStaff,
    as: guest,
    start: { name: '', password: '' },
    fields: () => [
      { id: 'name', name: 'name', label: say.name, complaint: say.none },
      { id: 'password', name: 'password', kind: 'password', label: say.password, sends: true }
    ],
    body: (values) => ({ ...values, ...marked() }),
    draft: 'sign-in',
    secret: ['password'],
    also: ({ password }) => (password === '' ? { password: say.none } : {}),
    done: (answer) => ('challenge' in answer ? challenged(answer) : goIn(answer))
  })
  return (
    <>
      <Fields of={form} />
      <FormError of={form} id="sign-in" />
      <Send of={form} id="enter" wide busy={say.busy}>
        {say.go}
      </Send>
    </>
  )
}

function SecondStep({ challenge }: Pick<ChallengeView, 'challenge'>) {
  const form = useForm({
    endpoint: signInEndpoints.signInSecond,
    as: guest,
    start: { code: '' },
    fields: () => [{ id: 'code', name: 'code', label: second.phone.code, sends: true, complaint: second.step.missing }],
    body: ({ code }) => ({ challenge, code, ...marked() }),
    draft: false,
    done: goIn
  })
  return (
    <>
      <Fields of={form} />
      <FormError of={form} id="second" />
      <Send of={form} id="enter-second" wide busy={say.busy}>
        {say.go}
      </Send>
    </>
  )
}

export default function SignIn() {
  const [owed, setOwed] = useState<ChallengeView>()
  return (
    <Page title={mini.titles.signIn}>
      <View className="of-in">
        <Mark />
        <View className="of-t">{say.title}</View>
        <View className="of-p">{owed?.second === 'code' ? second.step.lead : say.text}</View>
        {owed?.second === 'code' ? <SecondStep challenge={owed.challenge} /> : <FirstStep challenged={setOwed} />}
        {owed?.second === 'enrol' && <FieldError id="enrol">{second.phone.enrol}</FieldError>}
      </View>
    </Page>
  )
}
