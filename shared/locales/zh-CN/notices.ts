/**
 * Words of notices. A title leaves the app as it is, on a lock screen or as the subject of a mail: nothing in it says who,
 * where or what about. {no} is the number of the case, which opens nothing by itself.
 */
import type { QueueTab } from '../../cases.ts'
import type { NoticeKind, PersonalChannel, toAffected, toReporters, toStaff } from '../../notices.ts'

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
  affected: {
    affected_reply: { title: '您也遇到的事有了回复', text: '编号 {no}，{office}已回复，接下来由另一个单位核查。' },
    affected_verify: { title: '您也遇到的事已办结', text: '编号 {no}，核查通过，已办结。' },
    affected_fail: { title: '核查没有通过', text: '编号 {no}，您也遇到的事没有通过核查，{office}要返工。' },
    affected_reopen: { title: '您也遇到的事重新办理', text: '编号 {no}，{office}重新办理。' },
    affected_refuse: { title: '您也遇到的事不予受理', text: '编号 {no}，该找谁写在页面上。' }
  } satisfies Record<`affected_${(typeof toAffected)[number]}`, Sentence>,
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
  /** An address outside the app at which nobody is. */
  address: {
    email: { title: '您的邮箱收不到邮件', text: '对方服务器说没有这个邮箱，已停止发送。请在通知设置里重新填写。' },
    sms: { title: '您的手机号收不到短信', text: '这个号码收不到短信，已停止发送。请在通知设置里重新填写。' },
    wechat: { title: '微信通知已停止', text: '微信说找不到您，已停止发送。进展仍然写在这里。' }
  } satisfies Record<'email' | 'sms' | 'wechat', Sentence>,
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
    approval: '等我批准的事和我申请的结果',
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
    toldYou: '给您的通知',
    andMail: '全部通知，用邮件告诉我'
  },
  channel: {
    wechat: '微信',
    email: '邮件',
    sms: '短信'
  } satisfies Record<PersonalChannel, string>,
  choices: {
    title: '通知方式',
    lead: '这里总能看到全部通知。下面选的是，哪些还要另外告诉您。',
    kind: '哪些事',
    by: '用什么方式',
    urgent: '夜里也发',
    quiet: '{from}到{to}不打扰，到早上再发；勾了“夜里也发”的除外。',
    noQuiet: '收到就发，不分昼夜。',
    save: '保存',
    busy: '正在保存',
    saved: '已保存',
    accountMail: '邮件发到 {address}，在您的账号里改。',
    noAccountMail: '您的账号里没有邮箱，邮件发不到；请本单位负责人在账号里填写。'
  },
  mail: {
    title: '用邮件告诉我',
    lead: '可以不填。填了以后，有回复、办结或者有问题问您时给您发邮件。邮箱只用来通知您，承办单位看不到。',
    label: '邮箱',
    give: '发确认邮件',
    busy: '正在发送',
    asked: '确认邮件已发到 {address}，请打开里面的链接。没有收到可以再发一次。',
    confirmed: '有进展时发邮件到 {address}。',
    take: '不再用邮件',
    wrong: '邮箱写得不对，请检查。',
    gone: '邮箱已删除。',
    some: '您选了只收一部分邮件。',
    all: '邮件现在都不发。',
    resume: '恢复邮件'
  },
  confirm: {
    subject: '请确认邮箱（{city}随手拍）',
    text: '有人在{city}随手拍填了这个邮箱，想用它接收办理进展。是您的话，请打开下面的链接确认。',
    link: '确认邮箱',
    ignore: '不是您填的，不用理会，不会再有邮件。链接两天内有效。',
    title: '确认邮箱',
    ask: '确认以后，有回复、办结或者有问题问您时，会发邮件到这个邮箱。',
    go: '确认',
    done: '邮箱已确认',
    doneText: '以后有进展会发邮件给您。每封邮件下面都有停发的链接。',
    failed: '链接已失效',
    failedText: '链接两天内有效，也可能已经换了邮箱。请在您的上报页面再发一次确认邮件。',
    track: '看我的上报'
  },
  stop: {
    title: '停发邮件',
    ask: '不再收这一类邮件：{kind}。',
    askAll: '不再收任何邮件。',
    go: '停发这一类',
    all: '全部停发',
    busy: '正在停发',
    done: '已停发',
    doneText: '上报的进展仍可以在网站和小程序里看。想恢复，到通知方式里改。'
  }
}
