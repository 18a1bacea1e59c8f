import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { miniVolunteers } from '#shared/locales/mini-volunteers.ts'
import { asRefused } from '../api'
import { Button } from '../parts/button'
import { Empty, FieldError } from '../parts/states'
import { mayTry, tryOut } from './device'

const say = miniVolunteers.stranger

/** The web does not know who somebody is. Where a stub answers for WeChat one may be somebody made up. */
export function NotSignedIn({ words, onIn }: { words: string; onIn: () => void }) {
  const [may, setMay] = useState(false)
  const [wrong, setWrong] = useState<string>()
  useEffect(() => {
    let gone = false
    mayTry().then(
      (mayTry) => !gone && setMay(mayTry),
      () => undefined
    )
    return () => {
      gone = true
    }
  }, [])
  const enter = async () => {
    setWrong(undefined)
    try {
      await tryOut()
      onIn()
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
    }
  }
  return (
    <Empty words={words}>
      {may && (
        <View className="vo-try">
          <View className="hint">{say.trial}</View>
          {wrong && <FieldError id="try-error">{wrong}</FieldError>}
          <Button id="try" kind="main" onTap={() => void enter()}>
            {say.go}
          </Button>
        </View>
      )}
    </Empty>
  )
}
