import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Outcome } from '#shared/cases.ts'
import { fill } from '#shared/locales/index.ts'
import { cases } from '#shared/locales/cases.ts'
import { verbTable } from '#shared/verbs.ts'
import { mini } from '#shared/locales/mini.ts'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { Answers } from '../parts/answers'
import { PhotoPicker } from '../parts/photo-picker'
import { FieldError } from '../parts/states'
import { allSent, someFailed, usePhotoQueue } from '../photos-to-send'
import { staff } from '../session'
import type { Say } from './case'

const say = mini.office.reply
const [SHORTEST, LONGEST] = verbTable.reply.length

/** Outcome, words, after-photos: what the reporter and the public will read. */
export function ReplyForm({ move, onClose }: { move: Say; onClose: () => void }) {
  const [outcome, setOutcome] = useState<Outcome>()
  const [words, setWords] = useState('')
  const [wrong, setWrong] = useState<{ outcome?: string; words?: string; photos?: string }>({})
  const [busy, setBusy] = useState(false)
  const [list, lot] = usePhotoQueue(() => Promise.resolve(staff))

  const send = async () => {
    const photos =
      list.length === 0
        ? outcome === 'unfounded'
          ? undefined
          : say.needsPhoto
        : someFailed(list)
          ? mini.photos.stuck
          : allSent(list)
            ? undefined
            : mini.photos.notYet
    const now = {
      ...(!outcome && { outcome: say.none }),
      ...([...words.trim()].length < SHORTEST && { words: say.short }),
      ...(photos && { photos })
    }
    setWrong(now)
    if (!outcome || Object.keys(now).length > 0) return
    setBusy(true)
    if (await move({ verb: 'reply', outcome, words, photos: list.flatMap((shot) => shot.id ?? []) }, say.done))
      onClose()
    setBusy(false)
  }
  return (
    <View className="ask of-f" id="reply-form">
      <Heading>{say.title}</Heading>
      <Answers id="outcome" label={say.outcome} of={cases.outcome} value={outcome} onChoose={setOutcome} />
      {wrong.outcome && <FieldError>{wrong.outcome}</FieldError>}
      <View className="lab">{say.photos}</View>
      <View className="hint">{say.same}</View>
      <PhotoPicker id="after-photo" list={list} lot={lot} />
      {wrong.photos && <FieldError>{wrong.photos}</FieldError>}
      <Field
        id="reply-words"
        label={say.words}
        hint={say.hint}
        value={words}
        onInput={setWords}
        max={LONGEST}
        long
        error={wrong.words}
        count={fill(mini.words.count, { n: [...words].length, max: LONGEST })}
      />
      <Button id="reply-go" kind="main" wide busy={busy && say.busy} onTap={() => void send()}>
        {say.go}
      </Button>
      <Button kind="link" onTap={onClose}>
        {mini.nav.back}
      </Button>
    </View>
  )
}
