import { storedValue } from './storage'
import { store, useStore } from './store'

/** 大字版: larger words, taller targets, one thing a line. Chosen once, kept on the phone. */
const kept = storedValue('elder', (value): value is boolean => typeof value === 'boolean')
const elder = store(kept.read() ?? false)

export const useElder = (): boolean => useStore(elder)
export function toggleElder(): void {
  elder.write(!elder.read())
  kept.write(elder.read())
}
