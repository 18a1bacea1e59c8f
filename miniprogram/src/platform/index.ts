import Taro from '@tarojs/taro'
import type { Channel } from '#shared/cases.ts'

/**
 * What the house around the program gives it. This is WeChat; `index.h5.ts` is a browser. Everything that differs between
 * the two and is not drawn stands in these two files.
 */
export const channel: Channel = 'mini'

interface Callbacks<T> {
  success: (result: T) => void
  fail: (why: { errMsg: string }) => void
}
/** Taro makes promises of most of WeChat's calls and hands others through as they are; these are asked in WeChat's own way. */
export const asPromise = <T>(ask: (ears: Callbacks<T>) => unknown): Promise<T> =>
  new Promise(
    (resolve, reject) =>
      void ask({ success: resolve, fail: ({ errMsg }) => reject(Object.assign(new Error(errMsg), { errMsg })) })
  )

/** One code of wx.login, good for one sign-in: WeChat vouches for the resident. */
export const loginCode = async (): Promise<string | undefined> => (await Taro.login()).code

/**
 * WeChat asks for consent to the privacy notice before a camera or a location may be used. A refusal is an answer like
 * any other, and the caller offers another way.
 */
export async function privacyAgreed(): Promise<boolean> {
  if (!Taro.canIUse('requirePrivacyAuthorize')) return true
  try {
    await asPromise((ears) => Taro.requirePrivacyAuthorize(ears))
    return true
  } catch {
    return false
  }
}

/** Random bytes good enough for a key that nobody may guess; an old WeChat without them gets the next best. */
export async function randomBytes(length: number): Promise<Uint8Array> {
  try {
    const { randomValues } = await asPromise<{ randomValues: ArrayBuffer }>((ears) =>
      Taro.getRandomValues({ length, ...ears })
    )
    return new Uint8Array(randomValues)
  } catch {
    return Uint8Array.from({ length }, () => Math.floor(Math.random() * 256))
  }
}

/** Tells now, and at every change, whether there is a network; returns how to stop. */
export function watchNetwork(tell: (online: boolean) => void): () => void {
  void Taro.getNetworkType().then(({ networkType }) => tell(networkType !== 'none'))
  const changed = ({ isConnected }: { isConnected: boolean }) => tell(isConnected)
  Taro.onNetworkStatusChange(changed)
  return () => Taro.offNetworkStatusChange(changed)
}

/** Only one WeChat writes this storage. */
export const watchStorage = (_changed: () => void): void => undefined

/** Height of the status bar and the free width beside WeChat's capsule, for the page that draws its own header. */
export function headerSpace(): { top: number; height: number; right: number } {
  const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  return {
    top: statusBarHeight,
    height: (capsule.top - statusBarHeight) * 2 + capsule.height,
    right: windowWidth - capsule.left
  }
}

export const dial = (number: string) => void Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined)
