import type { ReactNode } from 'react'
import type { Loaded } from '../use-loaded'
import { Page, type PageProps } from './page'
import { Offline, WhenLoaded } from './states'

/** A page that shows one thing the server knows, or why it is not there. */
export function LoadedPage<T>({
  of,
  rows,
  above,
  children,
  ...page
}: Omit<PageProps, 'children'> & {
  of: Loaded<T>
  rows?: number
  /** What stands there whether it is read or not. */
  above?: ReactNode
  children: (value: T) => ReactNode
}) {
  return (
    <Page {...page}>
      <Offline />
      {above}
      <WhenLoaded of={of} {...(rows !== undefined && { rows })}>
        {children}
      </WhenLoaded>
    </Page>
  )
}
