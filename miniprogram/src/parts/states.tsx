import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CallRefused } from '../api'
import { fill } from '#shared/locales/fill.ts'
import { mini } from '#shared/locales/mini.ts'
import { openPage } from '../navigation'
import { dial } from '../platform'
import type { Loaded } from '../use-loaded'
import { useOnline } from '../network'
import { Button } from './button'
import { Icon, Mark } from './icon'
import { asRole } from '../aria-role'

/** One sentence and one way out. */
export function Empty({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <View className="state">
      <Mark />
      <View className="state-b">
        <View className="state-t">{words}</View>
        {children && <View className="state-a">{children}</View>}
      </View>
    </View>
  )
}

export const HOTLINE = '12345'

/** What failed, what is kept, what to do, a number to call. */
export function ErrorBox({
  title,
  detail,
  kept,
  again,
  onAgain
}: {
  title: string
  detail: string
  kept?: string
  again?: string
  onAgain?: () => void
}) {
  return (
    <View className="state state-e" {...asRole('alert')}>
      <Icon name="warn" />
      <View className="state-b">
        <View className="state-h">{title}</View>
        <View className="state-p">
          {detail}
          {kept}
        </View>
        <View className="state-a">
          {onAgain && (
            <Button id="again" kind="main" onTap={onAgain}>
              {again ?? mini.trouble.again}
            </Button>
          )}
          <Button kind="link" onTap={() => dial(HOTLINE)}>
            {fill(mini.trouble.call, { n: HOTLINE })}
          </Button>
        </View>
      </View>
    </View>
  )
}

/** Quiet, and only while it is true. */
export function Offline() {
  return useOnline() ? null : <Strip icon="info">{mini.network.offline}</Strip>
}

export function Strip({ icon, children }: { icon: string; children: ReactNode }) {
  return (
    <View className="strip">
      <Icon name={icon} />
      <View>{children}</View>
    </View>
  )
}

export function FieldError({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <View {...(id && { id })} className="err" {...asRole('alert')}>
      <Icon name="warn" />
      <View>{children}</View>
    </View>
  )
}

/** Still grey shapes in final size; nothing spins, nothing shimmers. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <View className="grey" {...asRole('status')} aria-label={mini.loading}>
      {Array.from({ length: rows }, (_, i) => (
        <View key={i} className="grey-r">
          <View className="grey-p" />
          <View className="grey-b">
            <View className="grey-l" />
            <View className="grey-l grey-2" />
            <View className="grey-l grey-3" />
          </View>
        </View>
      ))}
    </View>
  )
}

/** What was asked for, or why it is not there. */
export function WhenLoaded<T>({
  of,
  children,
  rows
}: {
  of: Loaded<T>
  children: (value: T) => ReactNode
  rows?: number
}) {
  if (of.value !== undefined) {
    return (
      <>
        {of.trouble && <Note refused={of.trouble} />}
        {children(of.value)}
      </>
    )
  }
  // Asking again does not help against what is not there.
  if (of.trouble?.code === 'not_found') {
    return (
      <ErrorBox
        title={mini.trouble.notFound}
        detail={of.trouble.detail}
        again={mini.trouble.cases}
        onAgain={() => openPage('cases')}
      />
    )
  }
  if (of.trouble)
    return <ErrorBox title={mini.trouble.failed} detail={of.trouble.detail} onAgain={() => void of.reload()} />
  return of.slow ? <Skeleton {...(rows && { rows })} /> : null
}

const Note = ({ refused }: { refused: CallRefused }) => (
  <Strip icon="info">
    <Text>{refused.detail}</Text>
  </Strip>
)
