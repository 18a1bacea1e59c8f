import { View } from '@tarojs/components'
import { useState } from 'react'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { templatesATap, wechatMessageEndpoints, type WechatEvent } from '#shared/wechat-messages.ts'
import { ask, asRefused, isUnanswered } from '../api'
import { askForMessages, hasMessages } from '../messages'
import { randomId } from '../random'
import { resident } from '../session'
import { useLoaded } from '../use-loaded'
import { Button } from './button'

const say = mini.messages
const as = resident

/** What a tap agreed to counts once, also where its answer was lost on the way. */
async function tell(accepted: string[]) {
  const idempotencyKey = await randomId()
  const send = () => ask(wechatMessageEndpoints.agreeToMessages, { body: { accepted } }, { as, idempotencyKey })
  return send().catch((trouble: unknown) => {
    if (isUnanswered(asRefused(trouble))) return send()
    throw trouble
  })
}

/** One tap, one message more of each kind; the templates are there before it, for WeChat asks within the tap or not at all. */
export function WechatMessages({ of: events }: { of: readonly WechatEvent[] }) {
  const of = useLoaded(
    async () =>
      hasMessages() && (await as.token()) ? ask(wechatMessageEndpoints.messageTemplates, {}, { as }) : { items: [] },
    'messages'
  )
  const [said, setSaid] = useState('')
  const mine = of.value?.items.filter(({ event }) => events.includes(event)) ?? []
  const ids = [...new Set([...mine].sort((a, b) => a.left - b.left).map(({ id }) => id))].slice(0, templatesATap)
  if (ids.length === 0) return null
  const left = Math.min(...mine.map((one) => one.left))
  const tap = () => {
    void askForMessages(ids)
      .then(async (accepted) => {
        if (!accepted) return setSaid(say.off)
        if (accepted.length > 0) of.replace(await tell(accepted))
        setSaid(accepted.length > 0 ? say.done : '')
      })
      .catch((trouble: unknown) => setSaid(asRefused(trouble).detail))
  }
  return (
    <View className="sec">
      <Button id="wechat-messages" icon="speech" wide onTap={tap}>
        {say.ask}
      </Button>
      <View className="hint">{said || (left > 0 ? fill(say.left, { n: left }) : say.each)}</View>
    </View>
  )
}
