import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { useElder } from '../../elder'
import type { PageName } from '../../navigation'

export interface PageProps {
  title: string
  children: ReactNode
  /** Stands at the bottom while the page scrolls. */
  foot?: ReactNode
  /** One of the four tabs. */
  tab?: Extract<PageName, 'home' | 'cases' | 'activities' | 'mine'>
  /** The page draws its own header. */
  bare?: boolean
  /** Nothing scrolls; the content fills the height. */
  full?: boolean
}

/** The frame of every page. WeChat draws bar and tabs itself; `index.h5.tsx` draws them for the web. */
export function Page({ children, foot, full = false }: PageProps) {
  const elder = useElder()
  return (
    <View className={`page${elder ? ' elder' : ''}${full ? ' page-full' : ''}`}>
      <View className="main">{children}</View>
      {foot && <View className="foot">{foot}</View>}
    </View>
  )
}
