import { View } from '@tarojs/components'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { movePlan, type MoveFormProps } from './move-form'

const say = mini.office.ask

export function AskForm(props: MoveFormProps) {
  const form = useForm(
    movePlan<{ words: string }>(props, say.done, {
      start: { words: '' },
      fields: () => [
        { kind: 'long', id: 'ask-words', name: 'words', label: say.words, complaint: tooShort(say.short) }
      ],
      body: ({ words }) => ({ verb: 'ask', words }),
      draft: 'ask'
    })
  )
  return (
    <View className="ask of-f" id="ask-form">
      <Heading>{say.title}</Heading>
      <View className="ask-p">{say.text}</View>
      <Fields of={form} />
      <FormError of={form} id="ask" />
      <View className="btns">
        <Send of={form} id="ask-go">
          {say.go}
        </Send>
        <Button onTap={props.onClose}>{mini.nav.back}</Button>
      </View>
    </View>
  )
}
