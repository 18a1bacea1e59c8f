/** Robots of work groups: one card each with its form, and one more to add. Their addresses go in and are not shown again. */
import { groupKinds, robotKinds, robotThemes, type RobotView } from '#shared/robots.ts'
import { deliveries as say } from '#shared/locales/deliveries.ts'
import { notices as noticeWords } from '#shared/locales/notices.ts'
import { monthDayTime } from '#shared/time-format.ts'
import { fill } from '../../frame/words.ts'
import { Button, ErrorBox, FormToken, Hidden, Select, Strip, TextField, type Option } from '../../parts/Form.tsx'
import { longest } from '../../parts/limits.ts'
import { channelsHref, robotsHref } from '../links.ts'

const w = say.robots

export type RobotFields = Readonly<Record<string, readonly string[]>>
export interface RobotsProps {
  items: readonly RobotView[]
  offices: readonly Option[]
  tiles: readonly Option[]
  token: string
  done?: string | undefined
  refused?: string | undefined
  /** What was typed, and of which robot; none of a new one. */
  typed?: { id: string; fields: RobotFields } | undefined
}

export function Robots({ items, offices, tiles, token, done, refused, typed }: RobotsProps) {
  const choices = { offices, tiles, token }
  return (
    <main className="dk-page dk-wide" id="case">
      <h1>{w.title}</h1>
      <p className="hint">{w.lead}</p>
      <p className="dk-row">
        <a className="btn btn-o" href={channelsHref}>
          {w.back}
        </a>
      </p>
      {done && <Strip icon="tick">{done}</Strip>}
      {refused && (
        <ErrorBox title={w.failed}>
          <p>{refused}</p>
        </ErrorBox>
      )}
      <h2 className="dk-h2">{w.list}</h2>
      {items.length === 0 && <p className="dk-none">{w.none}</p>}
      {items.map((robot) => (
        <Card key={robot.id} robot={robot} {...choices} typed={typed?.id === robot.id ? typed.fields : undefined} />
      ))}
      <h2 className="dk-h2" id="add">
        {w.add}
      </h2>
      <RobotForm {...choices} typed={typed?.id === '' ? typed.fields : undefined} />
    </main>
  )
}

function lastWords({ last, on }: RobotView): string {
  if (!last) return say.desk.never
  const { reason, answer } = last
  if (last.ok) return fill(w.okAt, { at: monthDayTime(last.at), answer })
  const why = reason ? say.reason[reason] : ''
  return on ? fill(w.failedAt, { at: monthDayTime(last.at), reason: why, answer }) : fill(w.stopped, { reason: why })
}

type Choices = Pick<RobotsProps, 'offices' | 'tiles' | 'token'> & { typed?: RobotFields | undefined }
function Card({ robot, ...choices }: Choices & { robot: RobotView }) {
  const act = (name: string, words: string) => (
    <form method="post" action={robotsHref} encType="multipart/form-data">
      <FormToken token={choices.token} />
      <Hidden name="act" value={name} />
      <Hidden name="id" value={robot.id} />
      <Hidden name="version" value={String(robot.version)} />
      <Button>{words}</Button>
    </form>
  )
  return (
    <section className="ch-c" aria-labelledby={`r-${robot.id}`}>
      <h3 id={`r-${robot.id}`}>
        {robot.name}
        <small className="dk-state">{robot.on ? w.isOn : w.isOff}</small>
      </h3>
      <p>
        {[say.theme[robot.theme], say.robotKind[robot.kind], robot.office?.short ?? w.everyOffice].join(' · ')}
        {robot.signed && ` · ${w.signed}`}
      </p>
      <p className="hint">
        <code>{robot.address}</code> {lastWords(robot)}
      </p>
      <div className="dk-row">
        {act('test', w.test)}
        <details>
          <summary>{w.remove}</summary>
          {act('remove', w.removeSure)}
        </details>
      </div>
      <details open={choices.typed !== undefined}>
        <summary>{w.change}</summary>
        <RobotForm {...choices} robot={robot} />
      </details>
    </section>
  )
}

function RobotForm({ robot, offices, tiles, token, typed }: Choices & { robot?: RobotView }) {
  const id = robot?.id ?? 'new'
  const was = (name: string, kept: string | undefined): string | undefined => (typed ? typed[name]?.[0] : kept)
  const chosen = (name: string, kept: readonly string[]): readonly string[] => (typed ? (typed[name] ?? []) : kept)
  const options = <T extends string>(values: readonly T[], words: Readonly<Record<T, string>>): Option[] =>
    values.map((value) => ({ value, words: words[value] }))
  const kinds = options(groupKinds, noticeWords.kind)
  return (
    <form className="dk-fold" method="post" action={robotsHref} encType="multipart/form-data" noValidate>
      <FormToken token={token} />
      <Hidden name="act" value={robot ? 'change' : 'add'} />
      <Hidden name="id" value={robot?.id ?? ''} />
      <Hidden name="version" value={String(robot?.version ?? 0)} />
      <TextField
        name="name"
        id={`${id}-name`}
        label={w.name}
        value={was('name', robot?.name)}
        maxLength={longest('addRobot', '/name')}
      />
      <Select
        name="theme"
        id={`${id}-theme`}
        label={w.theme}
        value={was('theme', robot?.theme)}
        options={options(robotThemes, say.theme)}
      />
      <Select
        name="kind"
        id={`${id}-kind`}
        label={w.kind}
        value={was('kind', robot?.kind)}
        options={options(robotKinds, say.robotKind)}
      />
      <Select
        name="office"
        id={`${id}-office`}
        label={w.office}
        value={was('office', robot?.office?.id)}
        options={[{ value: '', words: w.everyOffice }, ...offices]}
      />
      <Ticks name="kinds" label={w.kinds} options={kinds} chosen={chosen('kinds', robot?.kinds ?? ['supervision'])} />
      <Ticks
        name="tiles"
        label={w.tiles}
        hint={w.tilesHint}
        options={tiles}
        chosen={chosen('tiles', robot?.tiles ?? [])}
      />
      <TextField
        name="url"
        id={`${id}-url`}
        label={w.url}
        hint={robot ? fill(w.urlKept, { address: robot.address }) : w.urlHint}
        maxLength={longest('addRobot', '/url')}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        name="passwordSecret"
        id={`${id}-secret`}
        type="password"
        label={w.secret}
        hint={w.secretHint}
        maxLength={longest('addRobot', '/secret')}
        autoComplete="off"
        optional
      />
      <label className="ch-t">
        <input
          type="checkbox"
          name="on"
          value="1"
          defaultChecked={was('on', robot && !robot.on ? undefined : '1') === '1'}
        />
        {w.on}
      </label>
      <div>
        <Button kind="primary">{w.save}</Button>
      </div>
    </form>
  )
}

interface TicksProps {
  name: string
  label: string
  hint?: string
  options: readonly Option[]
  chosen: readonly string[]
}
const Ticks = ({ name, label, hint, options, chosen }: TicksProps) => (
  <fieldset className="fld">
    <legend className="lab">{label}</legend>
    <div className="dk-row">
      {options.map(({ value, words }) => (
        <label key={value} className="ch-t">
          <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
          {words}
        </label>
      ))}
    </div>
    {hint && <p className="hint">{hint}</p>}
  </fieldset>
)
