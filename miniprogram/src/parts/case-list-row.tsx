import { View } from '@tarojs/components'
import type { CaseRow } from '#shared/cases.ts'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { Chip, LightLine, titleOf } from './chip'
import { Picture } from './image'
import { Tap } from './tap'

/** What is to be said beside the status: how long is left, or how long it took. */
function Wait({ of }: { of: CaseRow }) {
  if (of.status === 'closed') {
    return (
      <View className="row-w">
        {of.elapsedDays === 0 ? mini.cases.sameDay : fill(mini.cases.took, { n: of.elapsedDays })}
      </View>
    )
  }
  if (of.status === 'replied')
    return (
      <>
        {of.clock.light === 'red' && <LightLine clock={of.clock} />}
        <View className="row-w">{mini.cases.waiting}</View>
      </>
    )
  return of.clock.state === 'over' ? null : <LightLine clock={of.clock} />
}

/** A case in a list. */
export function CaseListRow({ of, onTap, note }: { of: CaseRow; onTap: () => void; note?: string | undefined }) {
  return (
    <Tap id={`case-${of.no}`} className="row" onTap={onTap}>
      <View className="row-p">
        {of.thumb ? <Picture src={of.thumb.small} alt="" /> : mini.cases.noPhoto}
        {of.demo && of.thumb && <View className="row-d">{mini.demoShort}</View>}
      </View>
      <View className="row-b">
        <View className="row-t title">{titleOf(of)}</View>
        <View className="row-m">{[of.area.name, of.address].filter(Boolean).join(' ')}</View>
        <View className="row-f">
          <Chip status={of.status} />
          <Wait of={of} />
        </View>
        {note && <View className="row-n">{note}</View>}
        <View className="row-x">
          <View className="no">{of.no}</View>
          <View>{of.category.name}</View>
          <View>{of.office.short}</View>
        </View>
      </View>
    </Tap>
  )
}
