import { View } from '@tarojs/components'
import { noticeEndpoints, type NoticeChoices, type NoticeKind, type NoticeView } from '#shared/notices.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { miniNotices as say } from '#shared/locales/mini-notices.ts'
import { notices as words } from '#shared/locales/notices.ts'
import { wechatEvents } from '#shared/wechat-messages.ts'
import { ask } from '../api'
import { openPage } from '../navigation'
import { Button } from '../parts/button'
import { Heading } from '../parts/heading'
import { LoadedPage } from '../parts/loaded-page'
import { Older } from '../parts/older'
import { Empty } from '../parts/states'
import { Switch } from '../parts/switch'
import { Tap } from '../parts/tap'
import { WechatMessages } from '../parts/wechat-messages'
import { resident } from '../session'
import { usePageData } from '../use-loaded'
import { usePages } from '../use-pages'
import { Mailbox } from './mailbox'
import './notices.scss'

const as = { as: resident }

interface Read {
  items: readonly NoticeView[]
  older?: string | undefined
  /** None where nobody is signed in. */
  choices?: NoticeChoices
}

async function read(): Promise<Read> {
  if (!(await resident.token())) return { items: [] }
  const [page, choices] = await Promise.all([
    ask(noticeEndpoints.myNotices, { query: {} }, as),
    ask(noticeEndpoints.noticeChoices, {}, as)
  ])
  return { ...page, choices }
}
const readOlder = (after: string) => ask(noticeEndpoints.myNotices, { query: { after } }, as)

/** Where one sees, or does, what a notice is about. */
function go({ about, no, report }: NoticeView): void {
  if (about === 'certificate') openPage('certificate', { id: no })
  else if (about === 'activity') openPage('activity', { no })
  else if (report !== undefined) openPage('myReport', { id: report, no })
  else if (about === 'case') openPage('case', { no })
}

function Row({ of: notice }: { of: NoticeView }) {
  const open = () => {
    void ask(noticeEndpoints.readNotices, { body: { which: 'these', ids: [notice.id] } }, as)
    go(notice)
  }
  return (
    <Tap id={`notice-${notice.id}`} className={notice.unread ? 'nt-row nt-new' : 'nt-row'} onTap={open}>
      <View className="nt-head">
        {notice.unread && <View className="nt-dot" ariaLabel={say.unread} />}
        <View className="nt-title">{notice.title}</View>
        <View className="hint">{monthDayTime(notice.at)}</View>
      </View>
      <View className="hint">{notice.text}</View>
    </Tap>
  )
}

/** WeChat's messages, by kind: a switch each, kept at once. */
function Ways({ choices, onChange }: { choices: NoticeChoices; onChange: () => void }) {
  const turn = async (kind: NoticeKind, on: boolean) => {
    const wechat = on ? [...choices.on.wechat, kind] : choices.on.wechat.filter((one) => one !== kind)
    await ask(
      noticeEndpoints.chooseNotices,
      { body: { on: { ...choices.on, wechat }, urgent: choices.urgent } },
      as
    ).catch(() => undefined)
    onChange()
  }
  return (
    <View className="nt-foot">
      <Heading>{say.ways}</Heading>
      {choices.kinds.map((kind) => (
        <Switch
          key={kind}
          id={`way-${kind}`}
          title={words.kind[kind]}
          hint={words.channel.wechat}
          on={choices.on.wechat.includes(kind)}
          onTurn={(on) => void turn(kind, on)}
        />
      ))}
    </View>
  )
}

/** What a resident was told, newest first. */
export default function Notices() {
  const of = usePageData(read, 'notices')
  const pages = usePages(of.value, readOlder)
  const again = () => void of.reload()
  const readAll = async () => {
    const [newest] = pages.items
    if (newest) await ask(noticeEndpoints.readNotices, { body: { which: 'all', upTo: newest.at } }, as)
    again()
  }
  return (
    <LoadedPage title={say.title} of={of} rows={4}>
      {({ choices }) =>
        choices === undefined ? (
          <Empty words={say.stranger} />
        ) : (
          <View>
            {pages.items.length === 0 && <Empty words={say.none} />}
            {pages.items.some(({ unread }) => unread) && (
              <View className="nt-foot">
                <Button id="read-all" onTap={() => void readAll()}>
                  {say.readAll}
                </Button>
              </View>
            )}
            {pages.items.map((notice) => (
              <Row key={notice.id} of={notice} />
            ))}
            {pages.items.length > 0 && <Older of={pages} end={say.end} />}
            <WechatMessages of={wechatEvents} />
            <Ways choices={choices} onChange={again} />
            <Mailbox key={choices.email.state} choices={choices} onChange={again} />
          </View>
        )
      }
    </LoadedPage>
  )
}
