/** Words about acts that need a second person. */
import type { ApprovalAct, ApprovalView } from '../../approvals.ts'

export const approvals = {
  nav: '待批准',
  title: '要另一位管理员批准的事',
  lead: '发布会给出管理员、审核员、派遣员岗位的版本，撤回版本，在人员页给出这些岗位：一位提出，另一位批准，以批准人的名义执行。三天没有批准就作废。',
  alone: '现在只有一位管理员，没有人能批准。请在服务器上再开一位：npm run admin -- create 用户名 --name 姓名',
  empty: '没有要批准的事。',
  and: '、',
  asked: '已提出，等另一位管理员批准。',
  done: '已批准并执行。',
  withdrawn: '已撤下。',
  yourOwn: '自己提出的不能自己批准。请另一位管理员来批准。',
  sameHand:
    '提出人和您，有一位的密码是用另一位发的链接设的，不算两个人。请换一位管理员批准，或者在服务器上重新发链接：npm run admin -- reset 用户名',
  failed: '没有办成',
  approve: '批准并执行',
  withdraw: '撤下',
  head: { what: '内容', asked: '提出', state: '状态', act: '操作' },
  by: '{name}，{at}',
  until: '到 {at} 作废',
  state: { waiting: '待批准', done: '已执行', withdrawn: '已撤下', expired: '过期作废' } satisfies Record<
    ApprovalView['state'],
    string
  >,
  about: {
    publish: '发布城市配置的草稿：{note}',
    revoke: '撤回第 {version} 版：{note}',
    assign: '{name}（{login}）的岗位改为：{roles}',
    add: '给{name}（{login}）开账号，岗位：{roles}'
  } satisfies Record<ApprovalAct, string>
}
