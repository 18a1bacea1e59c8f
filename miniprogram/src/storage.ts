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
