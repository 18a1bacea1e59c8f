/** Who keeps the register: officers and organisers of the squad of that street, and the centre. */
import type { CitySnapshot } from '#server/city/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { oversees } from '#server/participation/index.ts'

export const keeps = (viewer: Viewer, area: string, city: CitySnapshot): boolean =>
  oversees(viewer) ||
  (viewer.kind === 'staff' &&
    viewer.roles.some((role) => role === 'officer' || role === 'organiser') &&
    city.office(viewer.office)?.area === area)
