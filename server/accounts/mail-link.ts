/** A link on its way by mail. It goes at once and is not kept for later: nobody but the reader is to hold it. */
import { staff as w } from '#shared/locales/staff.ts'
import { fill } from '#shared/locales/index.ts'
import { monthDay, clockTime } from '#shared/time-format.ts'
import type { AppContext } from '#server/context.ts'
import type { StaffDoc } from '#server/members/index.ts'
import type { Link } from './invitations.ts'

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** Whether it went out. */
export async function mailLink(
  person: StaffDoc,
  { link, until, tookMail }: Link,
  context: AppContext,
  request: string | undefined
): Promise<boolean> {
  if (person.email === undefined || !context.mail.ready) return false
  const city = context.city().info.name
  const values = { name: person.name, city, login: person._id, until: `${monthDay(until)} ${clockTime(until)}` }
  const lines = [w.mail.hello, w.mail.why, w.mail.login, w.mail.until].map((line) => fill(line, values))
  const answer = await context.mail.send({
    id: `invitation-${person._id}-${until.getTime()}`,
    to: person.email,
    request,
    subject: fill(w.mail.subject, values),
    text: [...lines, link, fill(w.mail.notYou, values)].join('\n\n'),
    html: [
      ...lines.map((line) => `<p>${escaped(line)}</p>`),
      `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`,
      `<p>${escaped(fill(w.mail.notYou, values))}</p>`
    ].join('')
  })
  if (answer.outcome !== 'sent') return false
  await tookMail(context.now())
  return true
}
