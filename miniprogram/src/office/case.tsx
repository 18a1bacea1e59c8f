import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import type { CaseView, DeskView } from '#shared/cases.ts'
import type { PhoneVerb, StaffVerb } from '#shared/verbs.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { asRefused, call, type CallRefused } from '../api'
import { dial } from '../platform'
import { useLoaded } from '../use-loaded'
import MapView from '../map-view'
import { Button } from '../parts/button'
import { CaseBody } from '../parts/case-body'
import { Heading } from '../parts/heading'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { ErrorBox, Offline, WhenLoaded, Strip } from '../parts/states'
import { Tap } from '../parts/tap'
import { toGcj } from '../place/datum'
import { staff } from '../session'
import { AskForm } from './ask-form'
import type { MoveFormProps } from './move-form'
import { ReplyForm } from './reply-form'
import { ReturnForm } from './return-form'
import './office.scss'

const say = mini.office
const ZOOM = 17

/** Who, exactly where, how to get there: for those who have to go and look. */
function OnSite({ of, desk }: { of: CaseView; desk: DeskView }) {
  const words = desk.exactAddress ?? of.address ?? of.area.name
  const navigate = () => void Taro.openLocation({ ...toGcj(desk.exactPlace), name: words, scale: ZOOM })
  const phones = desk.reports.flatMap((report) => report.contact ?? [])
  return (
    <View className="cells">
      <Heading>{say.exact}</Heading>
      <View className="of-c">
        <MapView
          className="of-m"
          centre={desk.exactPlace}
          zoom={ZOOM}
          still
          label={fill(mini.place.map, { where: words })}
          pins={[{ id: of.no, at: desk.exactPlace, title: words, status: of.status, light: of.clock.light }]}
        />
        <View className="of-a">
          <View className="of-w">
            <View className="b">{words}</View>
            {desk.accuracyM !== undefined && <View className="hint">{fill(say.accuracy, { n: desk.accuracyM })}</View>}
          </View>
          <Tap id="navigate" className="more" onTap={navigate}>
            {say.go}
          </Tap>
        </View>
        {phones.length === 0 ? (
          <View className="of-a hint">{say.noContact}</View>
        ) : (
          phones.map(({ name, phone }, i) => (
            <Tap key={i} className="of-a of-call" onTap={() => dial(phone)}>
              <Icon name="call" />
              <Text>{fill(say.contact, { name: name ?? say.reporter })}</Text>
              <Text className="no">{phone}</Text>
            </Tap>
          ))
        )}
      </View>
    </View>
  )
}

type Act = Extract<StaffVerb, PhoneVerb>
interface ActRow {
  words: () => string
  kind?: 'main'
  /** None where the button is all it takes. */
  form: ((props: MoveFormProps) => ReactNode) | null
}
/** Every act that the phone offers, in the order of its buttons. */
const acts: Readonly<Record<Act, ActRow>> = {
  accept: { words: () => say.accept.go, kind: 'main', form: null },
  reply: { words: () => say.reply.open, kind: 'main', form: (props) => <ReplyForm {...props} /> },
  ask: { words: () => say.ask.open, form: (props) => <AskForm {...props} /> },
  return: { words: () => say.return.open, form: (props) => <ReturnForm {...props} /> }
}
const actNames = Object.keys(acts) as Act[]

/** The acts of this member of staff, as the server allows them. */
function Acts({ accept, ...props }: Omit<MoveFormProps, 'onClose'> & { accept: () => Promise<void> }) {
  const [open, setOpen] = useState<Act>()
  const [busy, setBusy] = useState(false)
  const may = actNames.filter((verb) => props.desk.may.includes(verb))
  const form = open && may.includes(open) && acts[open].form
  if (form) return form({ ...props, onClose: () => setOpen(undefined) })
  const begin = (verb: Act) => {
    if (verb !== 'accept') return setOpen(verb)
    setBusy(true)
    void accept().finally(() => setBusy(false))
  }
  const button = (verb: Act) => {
    const { words, kind } = acts[verb]
    return (
      <Button
        key={verb}
        id={verb}
        {...(kind && { kind, wide: true })}
        busy={verb === 'accept' && busy && mini.submit.busy}
        onTap={() => begin(verb)}
      >
        {words()}
      </Button>
    )
  }
  const small = may.filter((verb) => acts[verb].kind !== 'main')
  return (
    <View className="acts">
      {may.filter((verb) => acts[verb].kind === 'main').map(button)}
      {small.length > 0 && <View className="btns">{small.map(button)}</View>}
    </View>
  )
}

export default function OfficeCase() {
  const { params } = useRouter()
  const no = params['no'] ?? ''
  const of = useLoaded(() => call('readCase', { params: { no } }, { as: staff }), no)
  const [refused, setRefused] = useState<CallRefused>()
  const onMoved = (found: CaseView, said: string) => {
    of.replace(found)
    void Taro.showToast({ title: said, icon: 'none' })
  }
  const onStale = () => void of.reload()

  const accept = async () => {
    const version = of.value?.desk?.version
    if (version === undefined) return
    setRefused(undefined)
    try {
      onMoved(
        await call('moveCase', { params: { no }, body: { verb: 'accept', version } }, { as: staff }),
        say.accept.done
      )
    } catch (trouble) {
      const why = asRefused(trouble)
      setRefused(why)
      if (why.code === 'stale' || why.code === 'not_in_this_status') onStale()
    }
  }

  return (
    <Page title={mini.titles.officeCase}>
      <Offline />
      {refused && (
        <ErrorBox title={mini.submit.failed} detail={refused.code === 'stale' ? say.stale : refused.detail} />
      )}
      <WhenLoaded of={of}>
        {(found) => (
          <View>
            {found.desk?.reports.some((report) => !report.consentPublic) && <Strip icon="info">{say.private}</Strip>}
            <CaseBody
              of={found}
              asks={
                found.desk && (
                  <View>
                    <Acts of={found} desk={found.desk} accept={accept} onMoved={onMoved} onStale={onStale} />
                    <OnSite of={found} desk={found.desk} />
                  </View>
                )
              }
            />
          </View>
        )}
      </WhenLoaded>
    </Page>
  )
}
