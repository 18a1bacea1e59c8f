import { useState } from 'react'
import { View } from '@tarojs/components'
import { noticeEndpoints, type NoticeChoices } from '#shared/notices.ts'
import { fill } from '#shared/locales/fill.ts'
import { notices } from '#shared/locales/notices.ts'
import { ask, asRefused } from '../api'
import { Button } from '../parts/button'
import { FieldError } from '../parts/states'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { resident } from '../session'

const say = notices.mail

/** Takes the address back: nothing more is sent to it, and it is deleted. */
function Take({ onChange }: { onChange: () => void }) {
  const [wrong, setWrong] = useState<string>()
  const take = () =>
    ask(noticeEndpoints.giveAddress, { body: { email: '' } }, { as: resident }).then(onChange, (trouble: unknown) =>
      setWrong(asRefused(trouble).detail)
    )
  return (
    <View>
      {wrong && <FieldError id="email-take-error">{wrong}</FieldError>}
      <Button id="email-take" kind="link" onTap={() => void take()}>
        {say.take}
      </Button>
    </View>
  )
}

/** An address for mail, of his own will: a link goes there first, and nothing else before it was opened. */
export function Mailbox({ choices, onChange }: { choices: NoticeChoices; onChange: () => void }) {
  const { state, address = '' } = choices.email
  const form = useForm<typeof noticeEndpoints.giveAddress, { email: string }>({
    endpoint: noticeEndpoints.giveAddress,
    as: resident,
    start: { email: state === 'asked' ? address : '' },
    fields: () => [{ id: 'email', name: 'email', at: '/email', label: say.label, complaint: say.wrong, sends: true }],
    body: ({ email }) => ({ email }),
    draft: 'mailbox',
    also: ({ email }) => (email.trim() === '' ? { email: say.wrong } : {}),
    done: onChange
  })
  return (
    <View className="nt-foot">
      <Heading>{say.title}</Heading>
      <View className="hint" id="email-state">
        {state === 'asked' || state === 'confirmed' ? fill(say[state], { address }) : say.lead}
      </View>
      {state !== 'confirmed' && (
        <View>
          <Fields of={form} />
          <FormError of={form} id="email" />
          <Send of={form} id="email-give" kind="plain" busy={say.busy}>
            {say.give}
          </Send>
        </View>
      )}
      {state !== 'none' && <Take onChange={onChange} />}
    </View>
  )
}
