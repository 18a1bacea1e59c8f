/** What the public pages and the desk both show of a certificate. */
import type { Service } from '#shared/certificates.ts'
import { dayOf, startOfDay, yearMonthDay } from '#shared/time-format.ts'
import { fill, say, span, words } from './words.ts'

export const longDay = (day: string): string => yearMonthDay(startOfDay(day))
export const period = (from: string, to: string): string => fill(say.between, { from: longDay(from), to: longDay(to) })
/** In groups of eight, so that an eye can compare it with paper. */
export const grouped = (fingerprint: string): string[] => fingerprint.match(/.{1,8}/g) ?? []

export const contentOf = ({ kind, role }: Pick<Service, 'kind' | 'role'>): string =>
  role ? fill(say.paper.content, { kind: words.activities.kind[kind], role }) : words.activities.kind[kind]

export function Fingerprint({ of }: { of: string }) {
  return (
    <code className="print">
      {grouped(of).map((group, i) => (
        <span key={i}>{group}</span>
      ))}
    </code>
  )
}

export function Services({ items, caption }: { items: readonly Service[]; caption: string }) {
  const { head } = say.page
  return (
    <div className="scroll-x">
      <table className="plain stacked">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head.date}</th>
            <th scope="col">{head.activity}</th>
            <th scope="col">{head.content}</th>
            <th scope="col" className="num">
              {head.minutes}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((service) => (
            <tr key={`${service.activity} ${service.from}`}>
              <td className="nobr" data-label={head.date}>
                {dayOf(service.from)}
              </td>
              <th scope="row" data-label={head.activity}>
                {service.title}
                {service.beyond !== undefined && <small>{fill(say.beyond, { n: service.beyond })}</small>}
              </th>
              <td data-label={head.content}>{contentOf(service)}</td>
              <td className="num nobr" data-label={head.minutes}>
                {span(service.minutes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
