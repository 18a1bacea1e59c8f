/**
 * Where daily roots are written to outside the database, so that whoever changes the database does not change them too. The places
 * are the operator's own words and stand in no database either.
 */
import type { RootPlace } from '#shared/ledger.ts'
import type { RobotTarget } from '#server/integrations/robots.ts'

export interface RootPlaces {
  folder?: string
  mail?: string
  robot?: RobotTarget
}

export interface RootPlaceSettings {
  rootsFolder?: string | undefined
  rootsMail?: string | undefined
  rootsRobot?: RobotTarget | undefined
}
export const rootPlacesOf = ({ rootsFolder, rootsMail, rootsRobot }: RootPlaceSettings): RootPlaces => ({
  ...(rootsFolder !== undefined && { folder: rootsFolder }),
  ...(rootsMail !== undefined && { mail: rootsMail }),
  ...(rootsRobot !== undefined && { robot: rootsRobot })
})

/** As the desk shows it: enough to know one's own again. */
export function coveredPlace(place: RootPlace, { folder, mail, robot }: RootPlaces): string | undefined {
  if (place === 'folder') return folder
  if (place === 'mail') return mail?.replace(/^(.).*@/, '$1…@')
  return robot && `${new URL(robot.url).host}/…${robot.url.slice(-4)}`
}
