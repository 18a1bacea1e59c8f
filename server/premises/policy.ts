/** Who keeps the register: officers and organisers of the squad of that street, and the centre. */
import type { CitySnapshot } from '#server/city/index.ts'
import { staffWith } from '#server/kernel/policy.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { isReviewer } from '#server/members/index.ts'

const ofTheSquad = staffWith<{ area: string; city: CitySnapshot }>(
  ['officer', 'organiser'],
  (staff, { area, city }) => city.office(staff.office)?.area === area
)
export const keeps = (viewer: Viewer, area: string, city: CitySnapshot): boolean =>
  isReviewer(viewer) || ofTheSquad(viewer, { area, city })
