import Taro from '@tarojs/taro'

/**
 * What this phone keeps between visits. Storage may be full, switched off or hold a shape of an older version, so reading
 * never throws and everything is asked for with a check.
 */
export interface StoredValue<T> {
  read(): T | undefined
  write(value: T): boolean
  drop(): void
}

export function storedValue<T>(name: string, fits: (value: unknown) => value is T): StoredValue<T> {
  const key = `suishoupai.${name}`
  return {
    read() {
      try {
        const value: unknown = Taro.getStorageSync(key)
        return fits(value) ? value : undefined
      } catch {
        return undefined
      }
    },
    write(value) {
      try {
        Taro.setStorageSync(key, value)
        return true
      } catch {
        return false
      }
    },
    drop() {
      try {
        Taro.removeStorageSync(key)
      } catch {
        // A storage that cannot be written holds nothing to remove.
      }
    }
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How this phone is set, whoever holds it, and what has a holder of its own: receipts, and staff. */
const impersonal = /^suishoupai\.(elder|locale|city\b.*|receipts|pass\.(code\..*|staff)|staff\..*)$/
/** Takes away all that was kept of the resident: drafts, what waited to be sent, and who he was. */
export function dropPersonal(): void {
  try {
    for (const key of Taro.getStorageInfoSync().keys)
      if (key.startsWith('suishoupai.') && !impersonal.test(key)) Taro.removeStorageSync(key)
  } catch {
    // A storage that cannot be read holds nothing to remove.
  }
}
