/** Holidays come along; what a city says itself is when it works, and which office is there when. */
import { setUp } from '#shared/locales/set-up.ts'
import type { PartValues } from '#shared/parts.ts'
import { dayOf } from '#shared/time-format.ts'
import type { DeskRequest } from '../../../frame/desk.tsx'
import { attempt, firsts, one, trimmed } from '../../../frame/fields.ts'
import { again, see } from '../../../frame/route.ts'
import { Button, TextArea, TextField } from '../../../parts/Form.tsx'
import type { AdminAct, AdminGiven } from '../admin.tsx'
import { readPart, revisionIn } from '../draft.ts'
import { Part, Post } from '../Frame.tsx'
import { slotsIn, type CalendarData } from '../hours.ts'
import { pageHref, stepHref } from '../links.ts'
import { fill } from '../words.ts'
import { yearOf } from '../year.ts'
import { backAgain, savedAt, stepForm, type Shown as Back } from './step.tsx'

const w = setUp.calendar
type Offices = PartValues['offices']
type Own = NonNullable<CalendarData['offices']>

interface Shown extends Back {
  typed: Record<string, string>
  wrong?: Record<string, string>
}

interface CalendarProps extends AdminGiven {
  years: readonly { year: number; known: boolean }[]
  typed: Record<string, string>
  wrong: Record<string, string>
  revision: number
}

function Calendar({ years, typed, wrong, revision, token }: CalendarProps) {
  return (
    <>
      <Part id="years" title={w.years}>
        <ul className="su-w">
          {years.map(({ year, known }) => (
            <li key={year}>{fill(known ? w.known : w.unknown, { year })}</li>
          ))}
        </ul>
        <p>
          <a href={pageHref('calendar')}>{w.edit}</a>
        </p>
      </Part>
      <Post action={stepHref('calendar')} token={token} revision={revision} className="adm-f">
        <TextField name="slots" label={w.slots} hint={w.slotsHint} error={wrong['slots']} value={typed['slots']} />
        <TextField name="squads" label={w.squads} hint={w.squadsHint} error={wrong['squads']} value={typed['squads']} />
        <TextArea name="own" label={w.own} hint={w.ownHint} error={wrong['own']} value={typed['own']} rows={5} />
        <div className="adm-row adm-save">
          <Button kind="primary">{setUp.save}</Button>
        </div>
      </Post>
    </>
  )
}

const slotWords = (slots: readonly (readonly string[])[]): string => slots.map((slot) => slot.join('-')).join(', ')

/** Hours that all squads share are said once, the others line by line. */
function typedOf({ slots, offices = {} }: CalendarData, all: Offices): Record<string, string> {
  const squads = all.filter(({ kind }) => kind === 'squad')
  const first = offices[squads[0]?.id ?? '']
  const shared =
    first?.days === 'every' &&
    squads.every(({ id }) => offices[id]?.days === 'every' && slotWords(offices[id].slots) === slotWords(first.slots))
  const own = all.flatMap(({ id, short, kind }) => {
    const hours = offices[id]
    if (!hours || (shared && kind === 'squad')) return []
    return [`${short} ${slotWords(hours.slots)}${hours.days === 'every' ? ` ${w.every}` : ''}`]
  })
  return { slots: slotWords(slots), squads: shared ? slotWords(first.slots) : '', own: own.join('\n') }
}

function ownIn(said: string, offices: Offices): { own: Own } | { wrong: string } {
  const own: Own = {}
  for (const [i, line] of said.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [name = '', ...rest] = line.trim().split(/[\s,\uff0c]+/)
    const office = offices.find((office) => [office.id, office.name, office.short].includes(name))
    if (!office) return { wrong: fill(w.unknownOffice, { n: i + 1, name }) }
    const slots = slotsIn(rest.filter((text) => text !== w.every).join(' '))
    if (!slots) return { wrong: fill(w.wrongLine, { n: i + 1, line: line.trim() }) }
    own[office.id] = { slots, days: rest.includes(w.every) ? 'every' : 'working' }
  }
  return { own }
}

const save: AdminAct<Shown> = async (request, { fields }) => {
  const { call, viewer } = request
  const typed = firsts(fields)
  const [{ value: was }, { value: offices }] = await Promise.all([
    readPart(call, viewer, 'calendar'),
    readPart(call, viewer, 'offices')
  ])
  const squads = trimmed(fields, 'squads')
  const [slots, shared, read] = [
    slotsIn(trimmed(fields, 'slots')),
    squads === '' ? [] : slotsIn(squads),
    ownIn(one(fields, 'own'), offices)
  ]
  const wrong = {
    ...(!slots && { slots: w.wrong }),
    ...(!shared && { squads: w.wrong }),
    ...('wrong' in read && { own: read.wrong })
  }
  if (!slots || !shared || 'wrong' in read) return again({ typed, wrong })
  const all = offices.filter(({ kind }) => kind === 'squad' && shared.length > 0)
  const named: Own = {
    ...Object.fromEntries(all.map(({ id }) => [id, { slots: shared, days: 'every' as const }])),
    ...read.own
  }
  // Hours that begin on a later day were entered elsewhere, and stay.
  const own = Object.fromEntries(Object.entries(named).map(([id, hours]) => [id, { ...was.offices?.[id], ...hours }]))
  const { offices: _, ...rest } = was
  const value = { ...rest, slots, ...(Object.keys(own).length > 0 && { offices: own }) }
  const body = { part: 'calendar' as const, revision: revisionIn(one(fields, 'revision')), value }
  const tried = await attempt(() => call('putDraftPart', { body }, viewer))
  return 'refused' in tried ? backAgain(request, tried.refused, 'calendar', { typed }) : see(savedAt('calendar'))
}

export const calendarRoute = stepForm('calendar', {
  async load({ call, viewer, now }: DeskRequest, shown: Shown | undefined) {
    const [{ value, revision }, offices] = await Promise.all([
      readPart(call, viewer, 'calendar'),
      readPart(call, viewer, 'offices')
    ])
    const year = Number(dayOf(now).slice(0, 4))
    return {
      years: [year, year + 1].map((n) => ({ year: n, known: yearOf(n, value).known })),
      typed: shown?.typed ?? typedOf(value, offices.value),
      wrong: shown?.wrong ?? {},
      revision
    }
  },
  view: Calendar,
  act: save,
  restored: ({ fields }) => ({ typed: firsts(fields) })
})
