/** Between a page that asks for a place and our own picker: where to begin, and what was chosen. */
import { openPage } from '../navigation'
import type { Spot } from './datum'

export interface Picked {
  /** WGS-84. */
  place: Spot
  address: string
}

let begun: Partial<Picked> = {}
let picked: Picked | undefined

export function openPicker(from: Partial<Picked>): void {
  begun = from
  picked = undefined
  openPage('choosePlace')
}
export const pickingFrom = (): Partial<Picked> => begun
export const pick = (chosen: Picked): void => void (picked = chosen)

/** What was chosen since, once: whoever asked takes it when his page comes back to the front. */
export function takePicked(): Picked | undefined {
  const chosen = picked
  picked = undefined
  return chosen
}
