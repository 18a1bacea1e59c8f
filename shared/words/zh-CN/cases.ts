/** Words for statuses, verbs, answers and roles; one word a thing, everywhere. */
import type { Channel, Outcome, Status, Verb } from '../../cases.ts'
import type { Role } from '../../members.ts'

export const cases = {
  status: {
    received: '已收到',
    dispatched: '已派发',
    handling: '处置中',
    on_hold: '挂账',
    replied: '已回复，待核查',
    rework: '返工',
    returned: '已退回',
    closed: '已办结',
    refused: '不予受理',
    withdrawn: '已撤回'
  } satisfies Record<Status, string>,
  verb: {
    receive: '收到',
    dispatch: '派发',
    refuse: '不予受理',
    withdraw: '撤回',
    accept: '签收',
    return: '退回',
    reply: '回复',
    request_hold: '申请挂账',
    hold: '挂账',
    resume: '恢复办理',
    verify: '核查通过',
    fail: '核查不通过',
    rate: '评价',
    request_reopen: '请求重办',
    reopen: '同意重办',
    ask: '问反映人',
    answer: '反映人补充',
    note: '内部备注',
    join: '并入',
    unjoin: '拆出',
    reclassify: '改类别',
    publish: '公开',
    withhold: '不公开',
    help: '志愿者来过',
    erase: '删除内容'
  } satisfies Record<Verb, string>,
  /** What the timeline says happened; {office} is filled where it belongs. */
  happened: {
    receive: '已收到',
    dispatch: '已派发给{office}',
    refuse: '不予受理',
    withdraw: '反映人撤回',
    accept: '已签收，处置中',
    return: '已退回市随手拍中心',
    reply: '已回复，待核查',
    request_hold: '办理单位申请挂账',
    hold: '挂账',
    resume: '恢复办理',
    verify: '核查通过，已办结',
    fail: '核查不通过，返工',
    rate: '反映人评价',
    request_reopen: '反映人请求重办',
    reopen: '同意重办，返工',
    ask: '请反映人补充',
    answer: '反映人补充',
    note: '内部备注',
    join: '又有人反映，已并入',
    unjoin: '拆出一份反映',
    reclassify: '类别改为{category}',
    publish: '已公开',
    withhold: '暂不公开',
    help: '志愿者来这里做过',
    erase: '已按本人要求删除一段内容'
  } satisfies Record<Verb, string>,
  outcome: { solved: '已解决', partly: '部分解决', unfounded: '现场没看到' } satisfies Record<Outcome, string>,
  solved: { solved: '已解决', partly: '部分解决', unsolved: '没解决' },
  satisfied: { satisfied: '满意', fair: '基本满意', dissatisfied: '不满意' },
  channel: {
    mini: '微信小程序',
    web: '网页版',
    portal: '门户网站',
    hotline: '热线',
    patrol: '巡查'
  } satisfies Record<Channel, string>,
  role: {
    officer: '经办人',
    verifier: '核查员',
    dispatcher: '派遣员',
    moderator: '审核员',
    admin: '管理员',
    organiser: '活动组织者',
    supervisor: '社会监督员',
    liaison: '联络员'
  } satisfies Record<Role, string>,
  who: {
    reporter: '反映人',
    rule: '按规则自动派发',
    system: '自动登记',
    clock: '到期自动恢复',
    volunteers: '志愿活动',
    anonymous: '匿名市民',
    resident: '热心市民'
  },
  /** Who a permission names, for /docs/permissions and for refusals. */
  permission: {
    officerOfLead: '主办单位经办人',
    officerConcerned: '主办、协办单位经办人',
    verifierOfSupervising: '监督单位核查员',
    verifierButNotWhoReplied: '监督单位核查员，回复的人除外',
    verifierButNotWhoClosed: '监督单位核查员，办结的人除外',
    dispatcher: '派遣员',
    moderator: '审核员',
    admin: '管理员',
    itsReporter: '反映人本人',
    rule: '派发规则或到期自动执行'
  },
  light: { green: '时限内', yellow: '快到时限', red: '超期' },
  erased: '已按本人要求删除',
  untitled: '{category}',
  titleAt: '{place}：{category}'
}
