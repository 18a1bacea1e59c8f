import type { Urgency } from '../../city.ts'
import type { AreaClass } from '../../limits.ts'

export const city = {
  /** How soon a matter has to be seen to, as the city's standard names it. */
  urgency: { immediate: '即办', limited: '限办', urgent: '急办' } satisfies Record<Urgency, string>,
  areaClass: { first: '一类', second: '二类', third: '三类' } satisfies Record<AreaClass, string>
}
