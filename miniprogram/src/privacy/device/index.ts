import Taro from '@tarojs/taro'
import { download } from '../../api'

/** What WeChat has fetched it can hand on, and only when somebody has pressed; a browser keeps it by itself. */
export interface Fetched {
  bytes: number
  send(): Promise<void>
}

export async function fetchFile(href: string, progress: (bytes: number) => void): Promise<Fetched | undefined> {
  let bytes = 0
  const filePath = await download(href, {
    large: true,
    progress(n) {
      bytes = n
      progress(n)
    }
  })
  return {
    bytes,
    // Whoever closes the list of chats has changed his mind.
    send: () =>
      Taro.shareFileMessage({ filePath }).then(
        () => undefined,
        () => undefined
      )
  }
}
