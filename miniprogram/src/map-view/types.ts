import type { Light, Status } from '#shared/cases.ts'
import type { Spot } from '../place/datum'

/** Every place here is WGS-84; whoever draws on another datum converts at his own edge. */
export interface Pin {
  id: string
  at: Spot
  title: string
  status: Status
  light: Light
}
/** Many cases of one street area. */
export interface Cluster {
  id: string
  at: Spot
  title: string
  count: number
  closed: number
  overdue: number
}
export interface Box {
  west: number
  south: number
  east: number
  north: number
  zoom: number
}
export interface MapViewProps {
  centre: Spot
  zoom: number
  label: string
  className?: string
  pins?: readonly Pin[]
  clusters?: readonly Cluster[]
  /** One's own place, drawn as a ring. */
  here?: Spot | undefined
  /** A picture: nothing moves it. */
  still?: boolean
  /** The reader stopped moving it. */
  onMove?: (centre: Spot, box: Box) => void
  onPin?: (id: string) => void
  onCluster?: (id: string) => void
}

/** What a pin says by its shape: the tick of what is closed, the light of what is not, a dot for what nobody works on. */
export const shapeOf = ({ status, light }: Pin): 'done' | 'off' | Light =>
  status === 'closed' ? 'done' : status === 'refused' || status === 'withdrawn' ? 'off' : light
