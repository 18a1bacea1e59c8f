import { View } from '@tarojs/components'
import type { Outcome } from '#shared/cases.ts'
import { cases } from '#shared/locales/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { movePlan, type MoveFormProps } from './move-form'

const say = mini.office.reply
interface Reply {
  outcome: Outcome | undefined
  words: string
}

/** Outcome, words, after-photos: what the reporter and the public will read. */
export function ReplyForm(props: MoveFormProps) {
  const form = useForm(
    movePlan<Reply>(props, say.done, {
      start: { outcome: undefined, words: '' },
      fields: () => [
        {
          kind: 'answers',
          id: 'outcome',
          name: 'outcome',
          label: say.outcome,
          of: cases.outcome,
          complaint: say.none
        },
        { kind: 'photos', id: 'after-photo', name: 'photos', label: say.photos, hint: say.same },
        {
          kind: 'long',
          id: 'reply-words',
          name: 'words',
          label: say.words,
          hint: say.hint,
          counted: true,
          complaint: tooShort(say.short)
        }
      ],
      body: ({ outcome, words }, photos) => ({ verb: 'reply', outcome, words, photos }),
      also: ({ outcome }, photos) => (photos === 0 && outcome !== 'unfounded' ? { photos: say.needsPhoto } : {}),
      draft: `reply.${props.of.no}`
    })
  )
  return (
    <View className="ask of-f" id="reply-form">
      <Heading>{say.title}</Heading>
      <Fields of={form} />
      <FormError of={form} id="reply" />
      <Send of={form} id="reply-go" wide busy={say.busy}>
        {say.go}
      </Send>
      <Button kind="link" onTap={props.onClose}>
        {mini.nav.back}
      </Button>
    </View>
  )
}
