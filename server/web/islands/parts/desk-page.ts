/** What every part of the desk's script reads and writes a page with. */
export const all = <E extends HTMLElement>(selector: string, root: ParentNode = document): E[] => [
  ...root.querySelectorAll<E>(selector)
]
export const one = <E extends HTMLElement>(selector: string, root: ParentNode = document): E | null =>
  root.querySelector<E>(selector)
export const fill = (sentence: string | undefined, values: Record<string, string | number>): string =>
  (sentence ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
export const clock = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)

export type Writable = HTMLInputElement | HTMLTextAreaElement
