/** What is masked in words that are published, as the public reads it. */
import type { MaskKind } from '../../masking.ts'

export const masking = {
  /** In place of what was there. */
  sign: '【{kind}】',
  /** In place of what somebody marked by hand, who said no kind. */
  signOther: '【已隐去】',
  kind: {
    id: '证件号',
    card: '卡号',
    phone: '电话',
    plate: '车牌',
    email: '邮箱',
    account: '账号',
    door: '门牌',
    name: '姓名',
    other: '自己加的'
  } satisfies Record<MaskKind, string>
}
