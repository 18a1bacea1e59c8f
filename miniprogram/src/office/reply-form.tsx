import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Outcome } from '#shared/cases.ts'
import { metresBetween } from '#shared/distance.ts'
import { fill } from '#shared/locales/fill.ts'
import { cases } from '#shared/locales/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Fields, FormError, Send, tooShort, useForm } from '../parts/form'
import { Heading } from '../parts/heading'
import { locateIfAllowed } from '../place'
import type { Spot } from '../place/datum'
import { movePlan, type MoveFormProps } from './move-form'

const say = mini.office.reply
interface Reply {
  outcome: Outcome | undefined
  words: string
}

/** Outcome, words, after-photos: what the reporter and the public will read. */
export function ReplyForm(props: MoveFormProps) {
  const [here, setHere] = useState<Spot>()
  useEffect(() => {
    // Without it the reply stands as well as with it.
    locateIfAllowed().then(setHere, () => undefined)
  }, [])
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
      body: ({ outcome, words }, photos) => ({
        verb: 'reply',
        outcome,
        words,
        photos,
        ...(here && photos.length > 0 && { place: here })
      }),
      also: ({ outcome }, photos) => (photos === 0 && outcome !== 'unfounded' ? { photos: say.needsPhoto } : {}),
      draft: 'reply'
    })
  )
  return (
    <View className="ask of-f" id="reply-form">
      <Heading>{say.title}</Heading>
      <Fields of={form} />
      {here && props.of.place && (
        <View className="hint">{fill(say.away, { n: Math.round(metresBetween(here, props.of.place)) })}</View>
      )}
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
