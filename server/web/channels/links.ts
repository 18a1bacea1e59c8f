/** Addresses of the channels on the desk; the address bar is the state. */
export const channelsHref = '/office/admin/channels'
export const robotsHref = '/office/admin/robots'

export const logNames = ['channel', 'state', 'kind', 'day', 'after'] as const
export type LogWhere = Partial<Record<(typeof logNames)[number], string>>

export function logHref(where: LogWhere): string {
  const said = logNames.flatMap((name): [string, string][] => {
    const value = where[name]
    return value ? [[name, value]] : []
  })
  return `${channelsHref}${said.length > 0 ? `?${new URLSearchParams(said).toString()}` : ''}#log`
}
