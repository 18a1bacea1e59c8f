/** Words about accounts of staff: passwords, invitations, who works here. */
import type { PasswordFault } from '../../staff.ts'

export const staff = {
  password: {
    title: '改密码',
    lead: '改好以后，其他设备上的登录一并退出，这台不退。',
    rules: '至少 {least} 个字符；写成一句汉字的，{sentence} 个字就行。不用凑大小写和符号，也不用定期换。',
    old: '现在的密码',
    fresh: '新密码',
    again: '再写一遍新密码',
    submit: '改密码',
    busy: '正在改',
    done: '密码已经改好，其他设备已退出。',
    failed: '密码没有改',
    oldMissing: '写上现在的密码。',
    freshMissing: '写上新密码。',
    different: '两次写的不一样，请再写一遍。',
    oldWrong: '现在的密码不对。'
  },
  fault: {
    password_short: '太短：至少 {least} 个字符，或者写成一句至少 {sentence} 个汉字的话。',
    password_long: '太长：最多 {most} 个字符。',
    password_login: '里面有用户名，别人最先试的就是它。',
    password_name: '里面有姓名，别人最先试的就是它。',
    password_city: '里面有城市名，别人最先试的就是它。',
    password_common: '太常见：由常用词、连续按键、日期或重复的字拼成，一猜就中。加几个只有自己知道的词。',
    password_same: '和现在的密码一样，请换一个新的。'
  } satisfies Record<PasswordFault, string>
}
