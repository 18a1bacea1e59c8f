/** Words of 通报、简评、汇总. */
import type { DigestKind } from '../../digests.ts'

export const digests = {
  kind: { day: '每日通报', week: '每周简评', month: '每月汇总' } satisfies Record<DigestKind, string>,
  title: '通报、简评和汇总',
  titled: '{kind}（{span}）',
  within: '（{span}）',
  span: '{from}至{to}',
  none: '还没有通报。每个工作日早上八点出一份每日通报，每周、每月的第一个工作日另有简评和汇总。',
  issued: '{day}发布',
  all: '通报、简评和汇总',
  counted: '数字统计到 {at}，以后不再变动。',
  own: '等您处理',
  nothingWaits: '没有等您处理的案件。',
  cases: '{n} 件',
  hundred: '100 件以上',
  mine: '指定给您的案件在办 {open} 件，没有超期。',
  mineLate: '指定给您的案件在办 {open} 件，其中超期 {overdue} 件。',
  everyOffice: '各单位',
  ownOffice: '本单位',
  nothing: '这段时间没有案件，现在也没有在办的。',
  office: '单位',
  received: '收到',
  closed: '办结',
  onTime: '按时办结率',
  satisfied: '满意率',
  open: '在办',
  overdue: '超期在办',
  supervised: '督办及以上',
  sum: '合计'
}
