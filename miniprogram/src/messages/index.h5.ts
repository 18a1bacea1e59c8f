/** The browser's side of `index.ts`. */
export const hasMessages = (): boolean => false

export const askForMessages = (_templates: readonly string[]): Promise<string[] | undefined> =>
  Promise.resolve(undefined)
