/** The certificate as a PDF: facts as they were issued, set with Typst, and a drawn code that leads to its page. */
import { noticeDays } from '#shared/certificates.ts'
import { groupedCode } from '#shared/codes.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf, startOfDay, yearMonthDay } from '#shared/time-format.ts'
import { certificates as w } from '#shared/locales/certificates.ts'
import { fill, words } from '#shared/locales/index.ts'
import { renderPdf } from '#server/kernel/pdf/index.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import type { AppContext } from '#server/context.ts'
import { identityOf, isIntact } from './facts.ts'
import { findCertificate, type CertificateDoc } from './model.ts'
import { codeOf, isLinked } from './signing.ts'

const template = new URL('./certificate.typ', import.meta.url)

/** Hours as the measures want them, to a tenth and never rounded up. */
export const hoursOf = (minutes: number): string => (Math.floor(minutes / 6) / 10).toFixed(1).replace(/\.0$/, '')
const longDay = (day: string): string => yearMonthDay(startOfDay(day))

/** The code as it is printed, in two halves. */
export const printedCode = (code: string): string => groupedCode(code, 5, ' ')

/** PDF and file name for who came by a link of ours; the drawn code leads back to the public address. */
export async function certificatePdf(
  id: string,
  link: { until: string; key: string },
  context: AppContext
): Promise<{ pdf: Buffer; name: string }> {
  if (!/^[0-9a-f]{24}$/.test(id) || !isLinked(context.keys, id, link.until, link.key, context.now()))
    refuse('not_found')
  const certificate = (await findCertificate(id)) ?? refuse('not_found')
  if (certificate.status !== 'issued' || !certificate.number) refuse('not_found')
  if (!isIntact(context.keys, certificate)) {
    context.log.error({ certificate: certificate.number }, 'a certificate is not what was issued')
    refuse('hours_unsound')
  }
  const pdf = await renderPdf(template, paperOf(certificate, context))
  return { pdf, name: fill(w.paper.file, { no: certificate.number }) }
}

function paperOf(certificate: CertificateDoc, { keys, city, publicUrl }: AppContext): object {
  const { paper } = w
  const { number = '', issued, notice, fingerprint = '' } = certificate
  const identity = identityOf(keys, certificate)
  if (!issued || !identity) return refuse('not_found')
  const code = codeOf(keys, number)
  const facts: [string, string | undefined][] = [
    [paper.name, identity.name],
    [paper.document, identity.document && `${w.idKind[identity.document.kind]} ${identity.document.number}`],
    [paper.volunteerNo, identity.volunteerNo],
    [paper.period, fill(w.between, { from: longDay(certificate.from), to: longDay(certificate.to) })]
  ]
  return {
    brand: fill(paper.brand, { city: city().info.name }),
    title: paper.title,
    no: number,
    number: fill(paper.number, { no: number }),
    statement: fill(paper.statement, {
      name: ` ${identity.name} `,
      from: ` ${longDay(certificate.from)}`,
      to: longDay(certificate.to),
      office: issued.office,
      n: certificate.services.length,
      hours: hoursOf(certificate.minutes),
      minutes: certificate.minutes
    }),
    identity: facts.filter(([, value]) => value !== undefined),
    hours: {
      label: paper.hours,
      figure: hoursOf(certificate.minutes),
      unit: paper.hoursUnit,
      note: fill(paper.hoursNote, { minutes: certificate.minutes })
    },
    services: {
      title: paper.services,
      head: paper.head,
      rows: certificate.services.map((s) => [
        dayOf(s.from),
        [s.title, s.beyond && fill(w.beyond, { n: s.beyond })].filter(Boolean).join('\n'),
        s.role
          ? fill(paper.content, { kind: words.activities.kind[s.kind], role: s.role })
          : words.activities.kind[s.kind],
        fill(w.minutes, { n: s.minutes })
      ]),
      total: [paper.total, fill(w.minutes, { n: certificate.minutes })]
    },
    issuer: [
      [paper.issuer, issued.office],
      [paper.responsible, issued.responsible],
      [paper.handler, issued.handler],
      [paper.contact, issued.contact],
      [paper.date, yearMonthDay(issued.at)]
    ],
    stamp: paper.stamp,
    verify: {
      qr: qrSvg(`${publicUrl}/certificates/${number}?code=${code}`),
      how: paper.verifyHow,
      url: `${publicUrl}/certificates`,
      code: [paper.code, printedCode(code)],
      fingerprint: `${paper.fingerprint} ${groupedCode(fingerprint, 8, ' ')}`
    },
    basis: fill(paper.basis, {
      n: noticeDays,
      from: notice ? yearMonthDay(notice.from) : '',
      until: notice ? yearMonthDay(notice.until) : ''
    }),
    foot: fill(paper.foot, { no: number, site: `${publicUrl}/certificates` }),
    pages: paper.pages
  }
}
