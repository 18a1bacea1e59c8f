import gcoord from 'gcoord'
import { plainRadius } from '#shared/schema.ts'

/** WGS-84 degrees: what the server, the contract and every page here speak. */
export interface Spot {
  lng: number
  lat: number
  /** Radius in metres the phone claims. */
  accuracyM?: number
}
/** What WeChat's location, place picker and map speak: GCJ-02, by law shifted a few hundred metres. */
export interface Gcj {
  longitude: number
  latitude: number
}

/** A centimetre is more than any phone knows, and short numbers keep addresses short. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

export function fromGcj({ longitude, latitude }: Gcj): Spot {
  const [lng, lat] = gcoord.transform([longitude, latitude], gcoord.GCJ02, gcoord.WGS84)
  return { lng: round(lng), lat: round(lat) }
}
export function toGcj({ lng, lat }: Spot): Gcj {
  const [longitude, latitude] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02)
  return { longitude: round(longitude), latitude: round(latitude) }
}
export function spot(lng: number, lat: number, claimedM?: number): Spot {
  const accuracyM = plainRadius(claimedM)
  return { lng: round(lng), lat: round(lat), ...(accuracyM !== undefined && { accuracyM: Math.round(accuracyM) }) }
}
