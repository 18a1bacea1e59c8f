/**
 * Words of notices. A title leaves the app as it is, on a lock screen or as the subject of a mail: nothing in it says who,
 * where or what about. {no} is the number of the case, which opens nothing by itself.
 */
import type { QueueTab } from '../../cases.ts'
import type { NoticeKind, toReporters, toStaff } from '../../notices.ts'

interface Sentence {
  title: string
  text: string
}

export const notices = {
  reporters: {
    receive: { title: '已收到您的上报', text: '编号 {no}，已收到。派发以后再告诉您由谁办理。' },
    dispatch: { title: '您的上报已派发', text: '编号 {no}，由{office}办理。' },
    accept: { title: '您的上报已签收', text: '编号 {no}，{office}已签收，处置中。' },
    hold: { title: '您的上报已挂账', text: '编号 {no}，一时办不完，{until}恢复办理。' },
    extend: { title: '您的上报延期办理', text: '编号 {no}，办理时限延长了，新的时限在页面上。' },
    help: { title: '志愿者来过了', text: '编号 {no}，志愿者到现场帮过忙。' },
    join: { title: '您的上报已并入同一件', text: '有人先报了同一件事，今后按编号 {no} 一起办。' },
    unjoin: { title: '您的上报已单独办理', text: '您上报的不是同一件事，今后按编号 {no} 单独办。' },
    follow_up: { title: '回访已记下', text: '编号 {no}，和您说过的话已记下处理结果。' },
    ask: { title: '有问题请您补充', text: '编号 {no}，{office}有一个问题，请您回答。' },
    refuse: { title: '您的上报不予受理', text: '编号 {no}，原因和该找谁写在页面上。不同意可以提出异议。' },
    reply: { title: '您的上报有了回复', text: '编号 {no}，{office}已回复，接下来由另一个单位核查。' },
    verify: { title: '您的上报已办结', text: '编号 {no}，核查通过，已办结。请评价办得怎么样。' },
    fail: { title: '核查没有通过', text: '编号 {no}，核查没有通过，{office}要返工。' },
    reopen: { title: '同意重办', text: '编号 {no}，您的请求已同意，{office}重新办理。' },
    refuse_reopen: { title: '没有同意重办', text: '编号 {no}，原因写在页面上。' },
    overturn: { title: '您的异议成立', text: '编号 {no}，由市随手拍中心重新派发。' },
    uphold: { title: '维持不予受理', text: '编号 {no}，您的异议另有人看过，原因写在页面上。' }
  } satisfies Record<keyof typeof toReporters, Sentence>,
  staff: {
    dispatch: { title: '新案件待签收', text: '{no} 派给了{office}。' },
    fail: { title: '核查不通过，返工', text: '{no} 的回复没有通过核查。' },
    reopen: { title: '同意重办，返工', text: '{no} 已办结，现在要重新办理。' },
    withdraw: { title: '上报人撤回', text: '{no} 的上报人撤回了上报。' },
    answer: { title: '上报人已补充', text: '{no} 的上报人回答了您单位的问题。' },
    amber: { title: '快到时限', text: '{no} 的时限已用去八成。' },
    urge: { title: '催办', text: '{no} 快到时限，请抓紧。' },
    overdue: { title: '超期记账', text: '{no} 超期，第 {count} 次记账。' },
    supervise: { title: '督办', text: '{no} 超期，已向{office}发出督办单。' },
    escalate: { title: '报上级', text: '{no} 已报上级{office}。' },
    expose: { title: '通报曝光', text: '{no} 超期记账满 {count} 次，已列入通报。' },
    instruct: { title: '批示', text: '{no} 有新的批示。' },
    hold: { title: '同意挂账', text: '{no} 挂账到{until}。' },
    refuse_hold: { title: '不同意挂账', text: '{no} 的挂账申请没有同意。' },
    extend: { title: '同意延期', text: '{no} 的时限延长了。' },
    refuse_extend: { title: '不同意延期', text: '{no} 的延期申请没有同意。' },
    queue: { title: '{tab} {n} 件', text: '现在{tab} {n} 件，等您处理。' },
    digest: { title: '{digest}', text: '{from}到{to}的情况已汇总。' }
  } satisfies Record<keyof typeof toStaff, Sentence>,
  about: {
    activity: '志愿活动通知',
    certificate: '志愿服务证明通知'
  },
  kind: {
    progress: '收到、派发和办理中的进展',
    question: '请我补充',
    outcome: '回复、办结和裁定',
    volunteering: '志愿活动',
    certificate: '志愿服务证明',
    work: '新案件和返工',
    deadline: '快到时限、催办和超期',
    supervision: '督办、报上级、通报和批示',
    ruling: '对我单位申请的裁定',
    queue: '待办件数',
    digest: '通报、简评和汇总'
  } satisfies Record<NoticeKind, string>,
  tab: {
    todo: '待处置',
    accept: '待签收',
    verify: '待核查',
    dispatch: '待派发',
    rule: '待裁定',
    publish: '待审核',
    all: '全部'
  } satisfies Record<QueueTab, string>,
  page: {
    title: '通知',
    unread: '{n} 条未读',
    manyUnread: '99 条以上未读',
    noneUnread: '都读过了',
    readAll: '全部标为已读',
    read: '标为已读',
    isNew: '未读',
    none: '还没有通知。',
    noneStaff: '还没有通知。新案件、返工、催办、督办和裁定会出现在这里。',
    noneReporter: '还没有通知。有了进展会写在这里。',
    older: '更早的',
    newest: '最新的',
    open: '打开',
    head: '通知，{n} 条未读',
    toldYou: '告诉过您的'
  }
}
