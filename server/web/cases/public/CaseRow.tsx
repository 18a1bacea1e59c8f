/** A case in a list: photo, title, place, status and remaining time, number. */
import type { CaseRow as Row } from '#shared/cases.ts'
import { fill, say } from '../../frame/words.ts'
import { Chip } from '../../parts/Chip.tsx'
import { TileIcon } from '../../parts/Icon.tsx'
import { Light } from '../../parts/Light.tsx'
import { Photo } from '../../parts/Photo.tsx'
import { Title } from '../../parts/Title.tsx'

/** 河滨街道文庙巷 7 号: the street is not said twice where the address begins with it. */
export const placeWords = ({ area, address }: Pick<Row, 'area' | 'address'>): string =>
  !address ? area.name : address.startsWith(area.name) ? address : `${area.name}${address}`

/** What stands beside the status: days taken, time left, or what is waited for. */
export function Meanwhile({ row }: { row: Row }) {
  if (row.status === 'closed') {
    return (
      <span className="took">
        {row.elapsedDays === 0 ? say.list.sameDay : fill(say.list.took, { n: row.elapsedDays })}
      </span>
    )
  }
  if (row.status === 'replied')
    return (
      <>
        {row.clock.light === 'red' && <Light clock={row.clock} />}
        <span className="took">{say.list.waitsVerifying}</span>
      </>
    )
  if (row.status === 'refused' || row.status === 'withdrawn') return null
  return <Light clock={row.clock} />
}

export function Thumb({ row, sizes }: { row: Row; sizes: string }) {
  return row.thumb ? (
    <Photo photo={row.thumb} alt="" sizes={sizes} />
  ) : (
    <span className="no-photo">{say.list.noPhoto}</span>
  )
}

export function CaseRow({ row, icon }: { row: Row; icon?: string | undefined }) {
  const href = `/cases/${row.no}`
  return (
    <li className="row">
      <a className="row-ph" href={href} tabIndex={-1} aria-hidden="true">
        <Thumb row={row} sizes="(min-width: 768px) 132px, 96px" />
        {row.demo && row.thumb && <span className="ph-tag">{say.demo}</span>}
      </a>
      <div className="row-b">
        <h3>
          <a href={href}>
            <Title of={row} />
          </a>
        </h3>
        <p>{placeWords(row)}</p>
        <p className="row-f">
          <Chip status={row.status} />
          <Meanwhile row={row} />
        </p>
        <p className="row-x">
          <span className="no">{row.no}</span>
          <span className="row-c">
            {icon && <TileIcon icon={icon} />}
            {row.category.name}
          </span>
          <span>{row.office.short}</span>
        </p>
      </div>
    </li>
  )
}

/** A card of the home page and of an office: photo above, two lines below. */
export function CaseCard({ row }: { row: Row }) {
  return (
    <li>
      <a className="ci-a" href={`/cases/${row.no}`}>
        <span className="ci-ph">
          <Thumb row={row} sizes="(min-width: 768px) 380px, 120px" />
          {row.demo && row.thumb && <span className="ph-tag">{say.demo}</span>}
        </span>
        <span className="ci-b">
          <span className="ci-t">
            <Title of={row} />
          </span>
          <span className="ci-m">{placeWords(row)}</span>
          <span className="ci-s">
            <Chip status={row.status} />
            <Meanwhile row={row} />
          </span>
        </span>
      </a>
    </li>
  )
}
