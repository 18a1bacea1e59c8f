/** When an office is there, as residents read it: what it wrote itself, else the duty hours that its deadlines are counted by. */
import type { CalendarData, Office, Slots } from '#config/city/types.ts'
import { fill } from '#shared/locales/index.ts'
import { standards as say } from '#shared/locales/standards.ts'

const slotsWords = (slots: Slots): string => slots.map(([from, to]) => fill(say.slot, { from, to })).join(say.and)

export function hoursShown({ id, hours }: Pick<Office, 'id' | 'hours'>, calendar: CalendarData, day: string): string {
  if (hours !== '') return hours
  const own = calendar.offices?.[id]
  const { slots, changes = [] } = own ?? calendar
  const latest = changes
    .filter(({ from }) => from <= day)
    .sort((a, b) => a.from.localeCompare(b.from))
    .at(-1)
  const now = latest?.slots ?? slots
  const everyDay = own?.days === 'every'
  const [[from, to] = []] = now
  if (everyDay && now.length === 1 && from === '00:00' && to === '24:00') return say.dutyAllDay
  return fill(everyDay ? say.dutyEvery : say.dutyWorkdays, { slots: slotsWords(now) })
}
