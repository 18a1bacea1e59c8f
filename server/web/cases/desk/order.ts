/** The words of a 督办单, and the sheet they are set on. */
import { becauseWords } from '#shared/because.ts'
import type { StageClock } from '#shared/deadlines.ts'
import type { OrderView } from '#shared/orders.ts'
import { clockSpan, lateSpan, limitWords, monthDayTime, yearMonthDay, clockTime } from '#shared/time-format.ts'
import { renderPdf } from '#server/kernel/pdf/index.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { deadlineNote } from '#shared/clock-words.ts'
import { order as say } from '#shared/locales/order.ts'
import { caseWords, cityWords, fill, limitsWords } from '../../frame/words.ts'

const row = (it: StageClock) => ({
  stage: limitsWords.stage[it.stage],
  office: it.office?.short ?? say.centre,
  used: clockSpan(it.usedMs, it),
  limit: limitWords(it.limit),
  light: it.light,
  said: it.light === 'red' ? fill(say.over, { t: lateSpan(it.usedMs - it.totalMs, it) }) : caseWords.light[it.light],
  span: it.to
    ? fill(say.fromTo, { from: monthDayTime(it.from), to: monthDayTime(it.to) })
    : fill(say.since, { from: monthDayTime(it.from) })
})

const dayTime = (at: string): string => `${yearMonthDay(at)} ${clockTime(at)}`

export function orderSheet(it: OrderView, city: string, link: string): object {
  const { clock } = it
  const late = Math.max(0, clock.usedMs - clock.totalMs)
  const missing = say.nobody
  return {
    brand: fill(say.brand, { city }),
    number: it.number,
    heading: say.heading,
    pages: say.pages,
    foot: fill(say.foot, { hash: it.hash.slice(0, 16) }),
    issued: fill(say.issued, { at: dayTime(it.at) }),
    to: fill(say.to, { office: it.office.name }),
    lead: fill(it.answerBy ? say.lead : say.leadLast, {
      due: dayTime(clock.dueAt),
      limit: limitWords(clock.limit),
      supervising: it.supervising.name,
      next: it.answerBy ? dayTime(it.answerBy) : ''
    }),
    owed: {
      label: it.answerBy ? say.answerBy : say.answerNow,
      value: it.answerBy ? dayTime(it.answerBy) : say.atOnce,
      late: late < 60_000 ? say.dueNow : fill(say.over, { t: lateSpan(late, clock) })
    },
    matter: {
      title: say.matter,
      facts: [
        [say.facts.no, it.no],
        [
          say.facts.category,
          fill(say.facts.categoryOf, { name: it.category.name, urgency: cityWords.urgency[it.urgency] })
        ],
        [say.facts.title, it.title],
        [say.facts.place, it.place],
        [say.facts.reported, dayTime(it.reportedAt)],
        [say.facts.elapsed, fill(say.facts.elapsedDays, { n: it.elapsedDays, reports: it.reports })],
        [say.facts.office, it.office.name],
        [say.facts.person, it.person ?? missing]
      ]
    },
    quote: it.text ? { label: say.quote, words: it.text } : null,
    time: { title: say.time, head: say.head, rows: it.stages.map(row) },
    basis: {
      title: say.basis,
      facts: [
        [say.facts.deadline, deadlineNote(clock)],
        [say.facts.filing, it.filing],
        [say.facts.closing, it.closing],
        [say.facts.why, it.because.map(becauseWords).join(say.stop)]
      ].filter(([, value]) => value !== '')
    },
    sign: say.sign,
    qr: { svg: qrSvg(link), words: say.qr }
  }
}

export const orderPdf = (it: OrderView, city: string, link: string): Promise<Buffer> =>
  renderPdf(new URL('./order.typ', import.meta.url), orderSheet(it, city, link))
