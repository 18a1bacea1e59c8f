import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { CaseView } from '#shared/cases.ts'
import { mini } from '#shared/locales/mini.ts'
import { hasSaid, isOpen, sayAffected, takeBackAffected } from '../affected'
import { asRefused } from '../api'
import { Button } from './button'

const say = mini.affected

/** Does it, and says how that went. */
export async function pressed(work: Promise<void>, done: string): Promise<boolean> {
  try {
    await work
    void Taro.showToast({ title: done, icon: 'none' })
    return true
  } catch (trouble) {
    void Taro.showToast({ title: asRefused(trouble).detail, icon: 'none' })
    return false
  }
}

/** On the page of a public case: one press says it, another takes it back. */
export function Affected({ of, onChange }: { of: Pick<CaseView, 'no' | 'status'>; onChange: () => void }) {
  const { no } = of
  const [mine, setMine] = useState(hasSaid(no))
  const press = async () => {
    const went = await (mine ? pressed(takeBackAffected(no), say.takenBack) : pressed(sayAffected(no), say.said))
    setMine(hasSaid(no))
    if (went) onChange()
  }
  if (!mine && !isOpen(of.status)) return null
  return (
    <View className="sec">
      <Button id="affected" wide onTap={() => void press()}>
        {mine ? say.takeBack : say.say}
      </Button>
    </View>
  )
}
