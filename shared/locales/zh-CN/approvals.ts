/** Words about acts that need a second person. */
import type { ApprovalAct, ApprovalView, ExportKind } from '../../approvals.ts'

export const approvals = {
  nav: '待批准',
  title: '要另一个人批准的事',
  titleWaiting: '{n} 件事等您批准',
  /** Heard behind the count beside the way here. */
  forYou: '件等您批准',
  others: '等您批准',
  own: '您提出的，等另一个人批准',
  over: '办过的',
  lead: '给人管理员、审核员或派遣员岗位，发布这样的版本，撤回版本：一位管理员提出，另一位批准后马上执行，记在批准人名下。删除案件里的内容，由审核员或管理员提出，另一位审核员或管理员批准。导出带个人信息的名单，由管理员批准，提出人在 24 小时内可以下载一次。',
  alone: '现在只有一位管理员，没有人能批准。请在服务器上再开一位：npm run admin -- create 用户名 --name 姓名',
  empty: '现在没有等批准的事。',
  and: '、',
  asked: '已提出，等另一个人批准。',
  erase: '删除案件里的内容要两个人：请在「待批准」里提出，由另一位审核员或管理员批准。',
  export: {
    title: '导出要另一个人批准',
    lead: '这份名单里有个人信息。写明用途，由一位管理员批准；批准后 24 小时内可以下载一次，过时或用过要再提出。',
    needed: '导出要另一个人批准，批准后 24 小时内可以下载一次：请在「待批准」里提出。',
    of: '导出的内容',
    note: '用途',
    noteHint: '给谁用、做什么用，2 到 200 个字',
    ask: '提出',
    open: '已批准，到 {at} 可以下载一次',
    used: '{at} 已下载',
    kind: { roster: '活动名单（班次 {of}）', assessment: '协管员半年考评（{of}）' } satisfies Record<ExportKind, string>
  },
  done: '已批准并执行。',
  withdrawn: '没有执行，已经了结。',
  yourOwn: '自己提出的不能自己批准。请另一个人来批准。',
  sameHand:
    '提出人和您，有一位的密码是用另一位发的链接设的，不算两个人。请换一位管理员批准，或者在服务器上重新发链接：npm run admin -- reset 用户名',
  failed: '没有办成',
  approve: '批准并执行',
  withdraw: '撤回',
  turnDown: '不批准',
  head: { what: '内容', asked: '提出', state: '结果' },
  by: '{name}，{at}',
  askedBy: '{name} {at} 提出，',
  until: '{at} 前没有批准就作废。',
  state: { waiting: '待批准', done: '已执行', withdrawn: '没有执行', expired: '过期作废' } satisfies Record<
    ApprovalView['state'],
    string
  >,
  /** Of what a notice speaks: no name, and nothing that somebody wrote. */
  act: {
    publish: '发布城市配置',
    revoke: '撤回一个版本',
    assign: '改岗位',
    add: '开账号',
    erase: '删除案件里的内容',
    export: '导出个人信息'
  } satisfies Record<ApprovalAct, string>,
  told: {
    waits: { title: '有一件事等您批准', text: '{act}，要您看过再定。三天里没有人批准就作废。' },
    given: { title: '您申请的已批准', text: '{act}，另一个人已经批准。' },
    turned_down: { title: '您申请的没有批准', text: '{act}，另一个人没有同意。' },
    ran_out: { title: '您申请的过期了', text: '{act}，三天里没有人批准，已经作废。还需要的话请重新提出。' }
  },
  about: {
    publish: '发布城市配置的草稿：{note}',
    revoke: '撤回第 {version} 版：{note}',
    assign: '{name}（{login}）的岗位改为：{roles}',
    add: '给{name}（{login}）开账号，岗位：{roles}',
    erase: '删除案件 {no} 第 {n} 条的内容：{note}',
    export: '导出{what}：{note}'
  } satisfies Record<ApprovalAct, string>
}
