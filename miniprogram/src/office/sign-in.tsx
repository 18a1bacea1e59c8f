import { View } from '@tarojs/components'
import { phone } from '#shared/phone.ts'
import { mini } from '#shared/locales/mini.ts'
import { guest } from '../api'
import { replacePage } from '../navigation'
import { Fields, FormError, Send, useForm } from '../parts/form'
import { Mark } from '../parts/icon'
import { Page } from '../parts/page'
import { staff } from '../session'
import './office.scss'

const say = mini.office.signIn

export default function SignIn() {
  const form = useForm({
    endpoint: phone.signInStaff,
    as: guest,
    start: { name: '', password: '' },
    fields: () => [
      { id: 'name', name: 'name', label: say.name, complaint: say.none },
      { id: 'password', name: 'password', kind: 'password', label: say.password, sends: true }
    ],
    body: (values) => values,
    also: ({ password }) => (password === '' ? { password: say.none } : {}),
    done(session) {
      staff.enter(session)
      replacePage('office')
    }
  })
  return (
    <Page title={mini.titles.signIn}>
      <View className="of-in">
        <Mark />
        <View className="of-t">{say.title}</View>
        <View className="of-p">{say.text}</View>
        <Fields of={form} />
        <FormError of={form} id="sign-in" />
        <Send of={form} id="enter" wide busy={say.busy}>
          {say.go}
        </Send>
      </View>
    </Page>
  )
}
