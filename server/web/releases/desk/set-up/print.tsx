/** What a city hangs up on its first day: codes that lead to reporting, and cards of its offices, on A4. */
import type { OfficeView } from '#shared/city.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { deskPage, type DeskGiven, type DeskRequest } from '../../../frame/desk.tsx'
import { Button, ButtonLink, Strip } from '../../../parts/Form.tsx'
import { Document } from '../../../frame/Page.tsx'
import { stepHref } from '../links.ts'
import { Part } from '../Frame.tsx'
import { fill } from '../words.ts'
import { stepForm, type Shown } from './step.tsx'

const w = setUp.print
const sheetKinds = ['report', 'areas', 'offices'] as const
type SheetKind = (typeof sheetKinds)[number]

const sheetsPath = `${stepHref('print')}/sheets`
const isLocal = (origin: string): boolean => /^https?:\/\/(127\.|localhost|\[?::1)/.test(origin)

function Print({ origin, open }: { origin: string; open: boolean }) {
  if (!open) return <p className="hint">{w.none}</p>
  return (
    <Part id="sheets" title={w.sheets}>
      <p className="adm-lead">{fill(w.lead, { address: origin })}</p>
      {isLocal(origin) && <Strip icon="warn">{w.local}</Strip>}
      <p className="adm-row">
        {sheetKinds.map((kind) => (
          <ButtonLink key={kind} href={`${sheetsPath}?what=${kind}`}>
            {w[kind]}
          </ButtonLink>
        ))}
      </p>
    </Part>
  )
}

export const printRoute = stepForm('print', {
  async load({ call, viewer, origin }: DeskRequest, _shown: Shown | undefined) {
    const { city } = await call('areas', {}, viewer)
    return { origin, open: city.preparing !== true }
  },
  view: Print
})

// ——— the sheets

interface Sheet {
  id: string
  title: string
  lead: string
  link: string
  office?: OfficeView
}
interface SheetsProps {
  kind: SheetKind
  sheets: readonly Sheet[]
}

const Code = ({ link, alt }: { link: string; alt: string }) => (
  <img
    className="sheet-q"
    alt={alt}
    src={`data:image/svg+xml;base64,${Buffer.from(qrSvg(link)).toString('base64')}`}
    width="320"
    height="320"
  />
)

function Poster({ sheet, brand, hotline }: { sheet: Sheet; brand: string; hotline: string }) {
  return (
    <section className="sheet" aria-label={sheet.title}>
      <p className="sheet-b">{brand}</p>
      <h1>{sheet.title}</h1>
      <p className="sheet-l">{sheet.lead}</p>
      <Code link={sheet.link} alt={sheet.link} />
      <ol className="sheet-h">
        {w.posterHow.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ol>
      <p className="sheet-a">{sheet.link}</p>
      <p className="sheet-t">{fill(w.hotline, { hotline })}</p>
    </section>
  )
}

function OfficeCard({ sheet, office }: { sheet: Sheet; office: OfficeView }) {
  const facts = [
    [w.phone, office.phone],
    [w.address, office.address],
    [w.hours, office.hours]
  ].filter(([, value]) => value !== '')
  return (
    <section className="card" aria-label={office.name}>
      <div>
        <h2>{office.name}</h2>
        <dl>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="sheet-l">{sheet.lead}</p>
      </div>
      <Code link={sheet.link} alt={sheet.link} />
    </section>
  )
}

function Sheets({ kind, sheets, desk }: SheetsProps & DeskGiven) {
  const { site } = desk
  const brand = `${site.city.name}${w.posterTitle}`
  return (
    <Document site={site} title={w[kind]} css={['desk.css']} scripts={['admin.js']} bodyClass="sheets" hidden>
      <p className="sheets-b no-print">
        <a href={stepHref('print')}>{setUp.steps.print.title}</a>
        <Button type="button" kind="primary" className="sheets-p">
          {w.go}
        </Button>
      </p>
      <main id="case">
        {kind === 'offices' ? (
          <div className="cards">
            {sheets.map((sheet) => sheet.office && <OfficeCard key={sheet.id} sheet={sheet} office={sheet.office} />)}
          </div>
        ) : (
          sheets.map((sheet) => <Poster key={sheet.id} sheet={sheet} brand={brand} hotline={site.city.hotline} />)
        )}
      </main>
    </Document>
  )
}

async function loadSheets({ call, viewer, asked, origin }: DeskRequest): Promise<SheetsProps> {
  const kind = sheetKinds.find((sheet) => sheet === asked('what')) ?? 'report'
  if (kind === 'report')
    return {
      kind,
      sheets: [{ id: 'report', title: w.posterTitle, lead: w.posterLead, link: `${origin}/report` }]
    }
  if (kind === 'areas') {
    const { items } = await call('areas', {}, viewer)
    return {
      kind,
      sheets: items.map(({ id, name }) => ({
        id,
        title: name,
        lead: fill(w.areaLead, { area: name }),
        link: `${origin}/report?area=${id}`
      }))
    }
  }
  const { items } = await call('offices', {}, viewer)
  return {
    kind,
    sheets: items.map((office) => ({
      id: office.id,
      title: office.name,
      lead: fill(w.officeLead, { office: office.short }),
      link: `${origin}/offices/${office.id}`,
      office
    }))
  }
}

export const sheetsRoute = deskPage({
  path: sheetsPath,
  query: ['what'],
  roles: ['admin'],
  whole: true,
  load: loadSheets,
  view: Sheets
})
