import './older-phones'
import Taro, { useDidHide, useDidShow, usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { rest, resume } from './outbox'
import './aria'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  // An address of before, or one that was cut on its way: it is said, and the home page is there.
  usePageNotFound(() => {
    void Taro.reLaunch({ url: '/home/index' }).then(() =>
      Taro.showToast({ title: mini.trouble.noSuchPage, icon: 'none', duration: 4000 })
    )
  })
  useDidShow(resume)
  useDidHide(rest)
  return children
}
