import { View } from '@tarojs/components'
import { useState } from 'react'
import { mini } from '#shared/locales/mini.ts'
import { asRefused } from '../api'
import { replacePage } from '../navigation'
import { Button } from '../parts/button'
import { Field } from '../parts/field'
import { Mark } from '../parts/icon'
import { Page } from '../parts/page'
import { FieldError } from '../parts/states'
import { signInStaff } from '../session'
import './office.scss'

const say = mini.office.signIn

export default function SignIn() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)

  const enter = async () => {
    const empty = name.trim() === '' || password === ''
    setWrong(empty ? say.none : undefined)
    if (empty) return
    setBusy(true)
    try {
      await signInStaff(name.trim(), password)
      replacePage('office')
    } catch (trouble) {
      setWrong(asRefused(trouble).detail)
    }
    setBusy(false)
  }
  return (
    <Page title={mini.titles.signIn}>
      <View className="of-in">
        <Mark />
        <View className="of-t">{say.title}</View>
        <View className="of-p">{say.text}</View>
        {wrong && <FieldError id="wrong">{wrong}</FieldError>}
        <Field id="name" label={say.name} value={name} onInput={setName} max={60} />
        <Field
          id="password"
          label={say.password}
          kind="password"
          value={password}
          onInput={setPassword}
          max={200}
          onEnter={() => void enter()}
        />
        <Button id="enter" kind="main" wide busy={busy && say.busy} onTap={() => void enter()}>
          {say.go}
        </Button>
      </View>
    </Page>
  )
}
