import { View } from '@tarojs/components'
import { useState } from 'react'
import { ownDataEndpoints } from '#shared/own-data.ts'
import { fill } from '#shared/locales/fill.ts'
import { miniPrivacy } from '#shared/locales/mini-privacy.ts'
import { ask, asRefused, type Caller } from '../api'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { FieldError } from '../parts/states'
import { asRole } from '../aria-role'
import { fetchFile, type Fetched } from './device'

const say = miniPrivacy.copy
const mb = (bytes: number): string => (Math.ceil(bytes / 104_858) / 10).toFixed(1)

/** Everything that is kept of somebody, as one file. */
export function Copy({ as }: { as: Caller }) {
  const [busy, setBusy] = useState(false)
  const [bytes, setBytes] = useState(0)
  const [got, setGot] = useState<Fetched | 'browser'>()
  const [wrong, setWrong] = useState<string>()
  const get = async () => {
    setBusy(true)
    setWrong(undefined)
    setGot(undefined)
    setBytes(0)
    try {
      const { href } = await ask(ownDataEndpoints.askForCopy, {}, { as })
      setGot((await fetchFile(href, setBytes)) ?? 'browser')
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
    }
    setBusy(false)
  }
  return (
    <View className="pv-box">
      <Heading>{say.title}</Heading>
      <View className="pv-p">{say.text}</View>
      {wrong && <FieldError id="copy-error">{wrong}</FieldError>}
      <View className="hint" id="copy-state" {...asRole('status')}>
        {got === 'browser' && say.done}
        {got && got !== 'browser' && fill(say.ready, { mb: mb(got.bytes) })}
        {busy && bytes > 0 && fill(say.got, { mb: mb(bytes) })}
      </View>
      {got && got !== 'browser' && (
        <Button id="copy-send" kind="main" onTap={() => void got.send()}>
          {say.send}
        </Button>
      )}
      <Button id="copy" busy={busy && say.busy} onTap={() => void get()}>
        {say.get}
      </Button>
    </View>
  )
}
