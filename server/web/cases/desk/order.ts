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

const row = (stageClock: StageClock) => ({
  stage: limitsWords.stage[stageClock.stage],
  office: stageClock.office?.short ?? say.centre,
  used: clockSpan(stageClock.usedMs, stageClock),
  limit: limitWords(stageClock.limit),
  light: stageClock.light,
  said:
    stageClock.light === 'red'
      ? fill(say.over, { t: lateSpan(stageClock.usedMs - stageClock.totalMs, stageClock) })
      : caseWords.light[stageClock.light],
  span: stageClock.to
    ? fill(say.fromTo, { from: monthDayTime(stageClock.from), to: monthDayTime(stageClock.to) })
    : fill(say.since, { from: monthDayTime(stageClock.from) })
})

const dayTime = (at: string): string => `${yearMonthDay(at)} ${clockTime(at)}`

export function orderSheet(order: OrderView, city: string, link: string): object {
  const { clock } = order
  const late = Math.max(0, clock.usedMs - clock.totalMs)
  const missing = say.nobody
  return {
    brand: fill(say.brand, { city }),
    number: order.number,
    heading: say.heading,
    pages: say.pages,
    foot: fill(say.foot, { hash: order.hash.slice(0, 16) }),
    issued: fill(say.issued, { at: dayTime(order.at) }),
    to: fill(say.to, { office: order.office.name }),
    lead: fill(order.answerBy ? say.lead : say.leadLast, {
      due: dayTime(clock.dueAt),
      limit: limitWords(clock.limit),
      supervising: order.supervising.name,
      next: order.answerBy ? dayTime(order.answerBy) : ''
    }),
    owed: {
      label: order.answerBy ? say.answerBy : say.answerNow,
      value: order.answerBy ? dayTime(order.answerBy) : say.atOnce,
      late: late < 60_000 ? say.dueNow : fill(say.over, { t: lateSpan(late, clock) })
    },
    matter: {
      title: say.matter,
      facts: [
        [say.facts.no, order.no],
        [
          say.facts.category,
          fill(say.facts.categoryOf, { name: order.category.name, urgency: cityWords.urgency[order.urgency] })
        ],
        [say.facts.title, order.title],
        [say.facts.place, order.place],
        [say.facts.reported, dayTime(order.reportedAt)],
        [say.facts.elapsed, fill(say.facts.elapsedDays, { n: order.elapsedDays, reports: order.reports })],
        [say.facts.office, order.office.name],
        [say.facts.person, order.person ?? missing]
      ]
    },
    quote: order.text ? { label: say.quote, words: order.text } : null,
    time: { title: say.time, head: say.head, rows: order.stages.map(row) },
    basis: {
      title: say.basis,
      facts: [
        [say.facts.deadline, deadlineNote(clock)],
        [say.facts.filing, order.filing],
        [say.facts.closing, order.closing],
        [say.facts.why, order.because.map(becauseWords).join(say.stop)]
      ].filter(([, value]) => value !== '')
    },
    sign: say.sign,
    qr: { svg: qrSvg(link), words: say.qr }
  }
}

export const orderPdf = (order: OrderView, city: string, link: string): Promise<Buffer> =>
  renderPdf(new URL('./order.typ', import.meta.url), orderSheet(order, city, link))
