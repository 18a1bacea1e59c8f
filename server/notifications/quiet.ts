/** Quiet hours: what is not urgent and comes at night waits for the morning. */
import { addDays, dayOf, local, startOfDay } from '#shared/time-format.ts'

export interface QuietHours {
  /** `22:00`, the city's time. */
  from: string
  to: string
}

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** When something of this moment may go out: at once, or when the night is over. */
export function afterQuiet(at: Date, quiet: QuietHours | undefined): Date {
  if (!quiet) return at
  const { hour, minute } = local(at)
  const [now, from, to] = [hour * 60 + minute, minutesOf(quiet.from), minutesOf(quiet.to)]
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to
  if (!isQuiet) return at
  const today = dayOf(at)
  return new Date(startOfDay(now >= to ? addDays(today, 1) : today) + to * 60_000)
}
