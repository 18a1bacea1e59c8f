/** One made-up report: which rule catches it, and why those before did not. */
import { becauseWords } from '#shared/because.ts'
import { releases } from '#shared/locales/releases.ts'
import { channels } from '#shared/cases.ts'
import type { RouteView } from '#shared/releases.ts'
import { limitWords } from '#shared/time-format.ts'
import { around, frame, type Box } from '../../map/mercator.ts'
import type { BaseMap } from '../../map/base.ts'
import { Button, Field, Select, TextField } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { MapSvg } from '../../parts/MapSvg.tsx'
import type { Choices } from './fields.ts'
import { AreaMap } from './AreaMap.tsx'
import type { AreaEntry } from './draft.ts'
import { Head, Part } from './Frame.tsx'
import { entryHref, pageHref, query } from './links.ts'
import { caseWords, fill, listed, momentWords, say } from './words.ts'

const w = say.try

export interface Asked {
  category: string
  lng: string
  lat: string
  at: string
  channel: string
  release: string
  answers: Readonly<Record<string, string>>
}

interface TryProps {
  asked: Asked
  wrong: Readonly<Record<string, string>>
  city: Choices
  box: Box
  base: BaseMap
  inForce: number | undefined
  route?: RouteView | undefined
  /** Where it stands; a step of a city's first day has its own heading. */
  action?: string
  /** The draft's own streets, where the map of what is in force has none yet. */
  areas?: readonly AreaEntry[]
}

const size = { width: 720, height: 420 }

export function Try({ asked, wrong, city, box, base, inForce, route, action, areas }: TryProps) {
  const category = city.categories.find((category) => category.code === asked.category)
  const place = asked.lng && asked.lat && !wrong['lng'] ? { lng: Number(asked.lng), lat: Number(asked.lat) } : undefined
  const shown = place ? around(place, 2.4, size.width / size.height) : box
  return (
    <>
      {action === undefined && <Head title={w.title} lead={w.lead} />}
      <form className="adm-try" method="get" action={action ?? pageHref('try')}>
        <div className="adm-f">
          <Select
            name="category"
            label={w.category}
            error={wrong['category']}
            value={asked.category}
            options={[
              { value: '', words: say.values.choose },
              ...city.tiles.map((tile) => ({
                group: tile.name,
                options: city.categories
                  .filter((category) => category.tile === tile.id)
                  .map((category) => ({ value: category.code, words: category.name }))
              }))
            ]}
          />
          <div className="adm-cols" data-place="">
            <TextField name="lng" label={w.lng} error={wrong['lng']} value={asked.lng} autoComplete="off" />
            <TextField name="lat" label={w.lat} value={asked.lat} autoComplete="off" />
          </div>
          <Field name="at" label={w.at} hint={w.atHint} error={wrong['at']}>
            {(ids) => <input {...ids} name="at" type="datetime-local" defaultValue={asked.at} />}
          </Field>
          <div className="adm-cols">
            <Select
              name="channel"
              label={w.channel}
              value={asked.channel}
              options={[
                { value: '', words: w.anyChannel },
                ...channels.map((channel) => ({ value: channel, words: caseWords.channel[channel] }))
              ]}
            />
            <Select
              name="release"
              label={w.against}
              value={asked.release}
              options={[
                { value: '', words: w.draft },
                ...(inForce ? [{ value: String(inForce), words: fill(w.inForce, { version: inForce }) }] : [])
              ]}
            />
          </div>
          {category?.questions?.map((question) => (
            <Select
              key={question.id}
              name={`q.${question.id}`}
              label={question.text}
              value={asked.answers[question.id] ?? ''}
              options={[
                { value: '', words: w.notAsked },
                ...question.choices.map((choice) => ({ value: choice.id, words: choice.text }))
              ]}
            />
          ))}
          <p className="hint">{w.answersHint}</p>
          <div>
            <Button kind="primary">{w.go}</Button>
          </div>
        </div>
        <figure className="adm-map">
          {/* With a script a press puts the coordinates in; without, one types them. */}
          <div className="adm-map-in" data-pick={JSON.stringify(frame(shown, size.width, size.height, 8).box)}>
            {areas ? (
              <AreaMap
                base={base}
                box={shown}
                shapes={areas.map(({ properties: { id, name, level: kind }, geometry }) => ({
                  id,
                  name,
                  kind,
                  geometry
                }))}
                marks={place ? [{ n: 1, place, severity: 'note', words: w.place }] : []}
                label={w.mapShown}
                sizes={[{ ...size, shows: 'always' }]}
              />
            ) : (
              <MapSvg
                base={base}
                box={shown}
                label={w.mapShown}
                {...(place && {
                  pins: [{ no: 'here', title: w.place, place, status: 'received' as const, light: 'red' as const }]
                })}
                sizes={[{ ...size, shows: 'always' }]}
              />
            )}
          </div>
          <figcaption className="hint">
            {w.placeHint}
            {place && <a href={`${action ?? pageHref('try')}${query({ category: asked.category })}`}>{w.whole}</a>}
          </figcaption>
        </figure>
      </form>
      {route && <Result route={route} />}
    </>
  )
}

function Result({ route }: { route: RouteView }) {
  return (
    <div className="adm-two" id="result">
      <Part id="outcome" title={w.result}>
        <p className="adm-v">{route.office.name}</p>
        <dl className="dl">
          {route.assisting.length > 0 && (
            <>
              <dt>{w.assisting}</dt>
              <dd>{listed(route.assisting.map((office) => office.name))}</dd>
            </>
          )}
          <dt>{w.dueAt}</dt>
          <dd>
            {momentWords(route.dueAt)} <span className="hint">{limitWords(route.limit)}</span>
            {route.provisional && <p className="hint">{w.provisional}</p>}
          </dd>
          <dt>{w.supervising}</dt>
          <dd>{route.supervising.name}</dd>
          {route.person && (
            <>
              <dt>{w.person}</dt>
              <dd>
                {route.person.deputyOf
                  ? fill(w.deputyOf, { name: route.person.name, of: route.person.deputyOf })
                  : route.person.name}
              </dd>
            </>
          )}
          <dt>{w.area}</dt>
          <dd>{listed([route.area.name, ...(route.grid ? [route.grid.name] : [])])}</dd>
          {route.asset && (
            <>
              <dt>{w.asset}</dt>
              <dd>{route.asset.name}</dd>
            </>
          )}
          {route.border && (
            <>
              <dt>{w.border}</dt>
              <dd>{fill(w.borderOf, { area: route.border.name, metres: Math.round(route.border.metres) })}</dd>
            </>
          )}
          <dt>{w.rule}</dt>
          <dd>
            <a href={entryHref('rules', route.rule)}>{route.ruleTitle}</a> <code>{route.rule}</code>
          </dd>
        </dl>
        <h3 className="adm-h3">{w.because}</h3>
        <ol className="why">
          {route.because.map((fact) => (
            <li key={becauseWords(fact)}>{becauseWords(fact)}</li>
          ))}
        </ol>
      </Part>
      <Part id="trace" title={w.trace} note={fill(w.traceNote, { n: route.trace.length })}>
        <ol className="trace">
          {route.trace.map((step) => (
            <li key={step.rule} className={step.unfit === undefined ? 'trace-won' : undefined}>
              <Icon name={step.unfit === undefined ? 'tick' : 'cross'} />
              <span>
                <a href={entryHref('rules', step.rule)}>{step.title}</a> <code>{step.rule}</code>
                <small>
                  {step.unfit === undefined ? w.won : fill(w.unfit, { because: releases.unfit[step.unfit] })}
                </small>
              </span>
            </li>
          ))}
        </ol>
      </Part>
    </div>
  )
}
