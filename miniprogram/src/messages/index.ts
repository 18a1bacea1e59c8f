import Taro from '@tarojs/taro'

/** WeChat's question whether the program may write to its owner; `index.h5.ts` is a browser, which has none. */
export const hasMessages = (): boolean => Taro.canIUse('requestSubscribeMessage')

/** Those he agrees to; nothing where WeChat did not ask him at all. Has to begin within his tap. */
export async function askForMessages(templates: readonly string[]): Promise<string[] | undefined> {
  try {
    // Taro's type wants what another house's programs need.
    const asked = { tmplIds: [...templates] } as unknown as Parameters<typeof Taro.requestSubscribeMessage>[0]
    const answer = { ...(await Taro.requestSubscribeMessage(asked)) } as Readonly<Record<string, unknown>>
    return templates.filter((id) => String(answer[id]).startsWith('accept'))
  } catch {
    return undefined
  }
}
