/** The channels by which news leaves the app: how each fares, a test, and the log of everything. */
import type { ApiAnswer } from '#shared/api.ts'
import { deliveryKinds, deliveryStates, outlets, type ChannelView, type DeliveryView } from '#shared/deliveries.ts'
import type { RootCopies } from '#shared/ledger.ts'
import { deliveries as say } from '#shared/locales/deliveries.ts'
import { notices as noticeWords } from '#shared/locales/notices.ts'
import { verify } from '#shared/locales/verify.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { fill } from '../../frame/words.ts'
import { Button, ErrorBox, Field, FormToken, Hidden, Select, Strip, TextField } from '../../parts/Form.tsx'
import { DeskTable, ListEnds } from '../../parts/Table.tsx'
import { longest } from '../../parts/limits.ts'
import { channelsHref, logHref, robotsHref, type LogWhere } from '../links.ts'

const w = say.desk

export interface ChannelsProps {
  channels: readonly ChannelView[]
  copies: readonly RootCopies[]
  log: ApiAnswer<'listDeliveries'>
  where: LogWhere
  today: string
  token: string
  done?: string | undefined
  refused?: string | undefined
  typed?: { channel: string; to: string; day: string } | undefined
}

export const kindWords = (kind: DeliveryView['kind']): string =>
  kind === 'test' ? say.kindTest : noticeWords.kind[kind]

export function Channels({ channels, copies, log, where, today, token, done, refused, typed }: ChannelsProps) {
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{w.title}</h1>
      <p className="hint">{w.lead}</p>
      <p className="dk-row">
        <a className="btn btn-o" href={robotsHref}>
          {w.robotsLink}
        </a>
      </p>
      {done && <Strip icon="tick">{done}</Strip>}
      {refused && <ErrorBox title={refused}>{null}</ErrorBox>}
      <section aria-labelledby="channels">
        <h2 className="dk-h2" id="channels">
          {w.channels}
        </h2>
        <DeskTable caption={w.channels} head={w.head} rows={channels.length} empty={w.none}>
          {channels.map((channel) => (
            <ChannelRow key={channel.channel} channel={channel} />
          ))}
        </DeskTable>
      </section>
      <Copies copies={copies} />
      <Acts token={token} today={today} typed={typed} />
      <Log log={log} where={where} token={token} />
    </main>
  )
}

function ChannelRow({ channel }: { channel: ChannelView }) {
  return (
    <tr>
      <th scope="row">{say.channel[channel.channel]}</th>
      <td>
        {channel.ready ? (
          <span className={channel.downSince ? 'light light-red' : undefined}>
            {channel.downSince ? fill(w.down, { at: monthDayTime(channel.downSince) }) : w.ready}
          </span>
        ) : (
          w.notReady
        )}
        {channel.downSince && channel.reason && (
          <small>
            {say.reason[channel.reason]} {channel.answer}
          </small>
        )}
        {channel.wrong?.map(({ call, code, answer, since }) => (
          <small key={call} className="light light-red">
            {fill(w.wrong, { at: monthDayTime(since), call: say.wechatCall[call], code })} {answer}
          </small>
        ))}
        <small>{channel.sentAt ? fill(w.lastSent, { at: monthDayTime(channel.sentAt) }) : w.never}</small>
      </td>
      <td data-label={w.head[2]}>{channel.waiting}</td>
      <td data-label={w.head[3]}>{channel.oldest ? monthDayTime(channel.oldest) : w.nothing}</td>
      <td data-label={w.head[4]}>{channel.failed}</td>
    </tr>
  )
}

const c = verify.copy
function Copies({ copies }: Pick<ChannelsProps, 'copies'>) {
  return (
    <section aria-labelledby="copies">
      <h2 className="dk-h2" id="copies">
        {c.section}
      </h2>
      <p className="hint">{c.lead}</p>
      <DeskTable caption={c.section} head={c.head} rows={copies.length} empty={c.none}>
        {copies.map((copy) => (
          <tr key={copy.place}>
            <th scope="row">
              {c.place[copy.place]}
              <small>{copy.to}</small>
            </th>
            <td>
              {copy.day && copy.at ? fill(c.last, { day: copy.day, at: monthDayTime(copy.at) }) : c.never}
              {copy.since && (
                <small className={copy.reason ? 'light light-red' : undefined}>
                  {fill(copy.reason ? c.fails : c.waits, { at: monthDayTime(copy.since) })}
                </small>
              )}
              {copy.reason && (
                <small>
                  {say.reason[copy.reason]} {copy.answer}{' '}
                  {copy.nextAt && fill(c.next, { at: monthDayTime(copy.nextAt) })}
                </small>
              )}
            </td>
            <td data-label={c.head[2]}>{copy.waiting}</td>
          </tr>
        ))}
      </DeskTable>
    </section>
  )
}

type ActsProps = Pick<ChannelsProps, 'token' | 'today' | 'typed'>
function Acts({ token, today, typed }: ActsProps) {
  const form = { method: 'post', action: channelsHref, encType: 'multipart/form-data', className: 'wt-f' } as const
  return (
    <>
      <section aria-labelledby="acts">
        <h2 className="dk-h2" id="acts">
          {w.test}
        </h2>
        <form {...form}>
          <FormToken token={token} />
          <Hidden name="act" value="test" />
          <Select
            name="channel"
            id="test-channel"
            label={w.testChannel}
            value={typed?.channel ?? 'email'}
            options={(['email', 'sms'] as const).map((value) => ({ value, words: say.channel[value] }))}
          />
          <TextField
            name="to"
            label={w.testTo}
            hint={w.testHint}
            value={typed?.to}
            maxLength={longest('testChannel', '/to')}
            autoComplete="email"
            spellCheck={false}
          />
          <Button>{w.testGo}</Button>
        </form>
      </section>
      <section aria-labelledby="resend">
        <h2 className="dk-h2" id="resend">
          {w.resendDay}
        </h2>
        <form {...form}>
          <FormToken token={token} />
          <Hidden name="act" value="resendDay" />
          <Field name="day" label={w.day}>
            {(ids) => <input {...ids} name="day" type="date" defaultValue={typed?.day ?? today} />}
          </Field>
          <Select
            name="channel"
            id="resend-channel"
            label={w.testChannel}
            options={[{ value: '', words: w.all }, ...outlets.map((value) => ({ value, words: say.channel[value] }))]}
          />
          <Button>{w.resendGo}</Button>
        </form>
      </section>
    </>
  )
}

function Log({ log, where, token }: Pick<ChannelsProps, 'log' | 'where' | 'token'>) {
  const all = { value: '', words: w.all }
  const choice = <T extends string>(values: readonly T[], words: (value: T) => string) => [
    all,
    ...values.map((value) => ({ value, words: words(value) }))
  ]
  return (
    <section aria-labelledby="log">
      <h2 className="dk-h2" id="log">
        {w.log}
      </h2>
      <form className="wt-f" method="get" action={channelsHref}>
        <Select
          name="channel"
          label={w.testChannel}
          value={where.channel ?? ''}
          options={choice(outlets, (outlet) => say.channel[outlet])}
        />
        <Select
          name="state"
          label={w.state}
          value={where.state ?? ''}
          options={choice(deliveryStates, (state) => say.state[state])}
        />
        <Select name="kind" label={w.kind} value={where.kind ?? ''} options={choice(deliveryKinds, kindWords)} />
        <Field name="day" id="log-day" label={w.day}>
          {(ids) => <input {...ids} name="day" type="date" defaultValue={where.day} />}
        </Field>
        <Button>{w.filter}</Button>
      </form>
      <DeskTable caption={w.log} head={w.logHead} empty={w.none} rows={log.items.length}>
        {log.items.map((item) => (
          <LogRow key={item.id} item={item} where={where} token={token} />
        ))}
      </DeskTable>
      {log.items.length === 0 && Object.keys(where).length > 0 && <a href={logHref({})}>{w.showAll}</a>}
      <ListEnds
        newest={where.after ? logHref({ ...where, after: '' }) : undefined}
        older={log.older && logHref({ ...where, after: log.older })}
        words={{ newest: w.first, older: w.older }}
      />
    </section>
  )
}

function LogRow({ item: delivery, where, token }: { item: DeliveryView; where: LogWhere; token: string }) {
  return (
    <tr>
      <th scope="row">
        <time dateTime={delivery.at}>{monthDayTime(delivery.at)}</time>
      </th>
      <td>{say.channel[delivery.channel]}</td>
      <td>
        {delivery.to ?? w.nothing}
        <small>{say.reader[delivery.reader]}</small>
      </td>
      <td>{kindWords(delivery.kind)}</td>
      <td>
        <span className={delivery.state === 'failed' ? 'light light-red' : undefined}>{say.state[delivery.state]}</span>
        {delivery.reason && <small>{say.reason[delivery.reason]}</small>}
        <small>
          {fill(w.attempts, { n: delivery.attempts })}
          {delivery.nextAt && ` ${fill(w.next, { at: monthDayTime(delivery.nextAt) })}`}
        </small>
      </td>
      <td>
        <span className="ch-a">{delivery.answer ?? w.nothing}</span>
        {delivery.tries.length > 1 && (
          <details>
            <summary>{w.tries}</summary>
            <ol className="ch-l">
              {delivery.tries.map((one, i) => (
                <li key={i}>
                  {monthDayTime(one.at)} {one.reason && say.reason[one.reason]} {one.answer}
                </li>
              ))}
            </ol>
          </details>
        )}
      </td>
      <td>
        {delivery.mayResend && (
          <form method="post" action={channelsHref} encType="multipart/form-data">
            <FormToken token={token} />
            <Hidden name="act" value="resend" />
            <Hidden name="id" value={delivery.id} />
            <Hidden name="back" value={logHref(where)} />
            <Button>{w.resend}</Button>
          </form>
        )}
      </td>
    </tr>
  )
}
