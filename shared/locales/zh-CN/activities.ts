/** Words for activities, sign-ups and who takes part; one word a thing, everywhere. */
import type {
  ActivityKind,
  ActivityStatus,
  ActivityTab,
  ActivityVerb,
  SignupOutcome,
  SignupState,
  SignupVerb,
  Skill,
  Training,
  shiftStates
} from '../../activities.ts'

export const activities = {
  status: {
    draft: '草稿',
    review: '待审核',
    open: '报名中',
    running: '进行中',
    settled: '已结项',
    archived: '已归档',
    cancelled: '已取消'
  } satisfies Record<ActivityStatus, string>,
  verb: {
    draft: '起草',
    edit: '修改',
    submit: '提交审核',
    send_back: '退回修改',
    approve: '审核通过，开放报名',
    start: '开始',
    message: '发通知',
    settle: '结项',
    publish: '公开成果',
    withhold: '不公开成果',
    archive: '归档',
    cancel: '取消活动'
  } satisfies Record<ActivityVerb, string>,
  kind: {
    cleanup: '环境清洁',
    posters: '清理小广告',
    river: '护河',
    bulky: '大件垃圾清运',
    escort: '护学岗',
    community: '五进社区',
    outreach: '宣传',
    forum: '城市论坛',
    hearing: '听证会',
    training: '培训',
    other: '其他'
  } satisfies Record<ActivityKind, string>,
  tab: {
    mine: '草稿和退回',
    review: '待审核',
    open: '报名和进行中',
    settle: '待结算',
    past: '已结束',
    all: '全部'
  } satisfies Record<ActivityTab, string>,
  shift: {
    planned: '未开放',
    open: '可报名',
    waitlist: '满员，可候补',
    full: '已满',
    closed: '报名结束',
    over: '已结束',
    cancelled: '已取消'
  } satisfies Record<(typeof shiftStates)[number], string>,
  signup: {
    waiting: '候补中',
    offered: '有名额，待确认',
    in: '已报名',
    cancelled: '已取消',
    declined: '放弃候补',
    lapsed: '没有按时确认',
    removed: '被移出名单',
    handed_on: '已请人代替'
  } satisfies Record<SignupState, string>,
  outcome: { came: '到场', absent: '没来', excused: '请假' } satisfies Record<SignupOutcome, string>,
  signupVerb: {
    confirm: '确认参加',
    decline: '放弃名额',
    cancel: '去不了',
    rename: '改同行人',
    hand_on: '找人替我',
    keep: '还是我去',
    feedback: '评价活动',
    remove: '移出名单',
    excuse: '记为请假'
  } satisfies Record<SignupVerb, string>,
  skill: {
    first_aid: '急救',
    photo: '摄影',
    driving: '驾驶',
    sign_language: '手语',
    dialect: '方言',
    foreign_language: '外语',
    repair: '维修',
    teaching: '讲课'
  } satisfies Record<Skill, string>,
  training: {
    basics: '志愿服务入门',
    traffic: '交通引导',
    river_safety: '水边安全',
    law: '城市管理法规'
  } satisfies Record<Training, string>,
  who: {
    organiser: '组织者',
    reviewer: '审核员',
    rule: '按规则自动',
    clock: '到时自动'
  },
  /** Who a permission names. */
  permission: {
    organiserOfOffice: '本单位的活动组织者',
    reviewerButNotItsOrganiser: '市随手拍中心的审核员，不能审自己组织的',
    reviewer: '市随手拍中心的审核员或管理员',
    participant: '报名的本人',
    clock: '到时自动'
  },
  /** What is proposed in a draft that grows from a case, by kind. */
  fromCase: {
    title: '{place}{kind}',
    about: '这里常有居民上报{category}。我们约好一起去清一清，也把还没有解决的问题拍下来。',
    role: '志愿者',
    insurance: '参加者由组织单位统一投保志愿服务意外险。',
    bring: ['长裤和防滑鞋', '水杯', '遮阳帽'],
    weather: '下雨改期，前一天 18:00 前通知。'
  },
  hours: '{hours} 小时',
  hoursMinutes: '{hours} 小时 {minutes} 分',
  minutes: '{minutes} 分钟',
  notice: {
    offered: '「{title}」有名额了，请在 {until} 前确认，过时让给下一位。',
    lapsed: '「{title}」的名额没有按时确认，已经让给下一位。',
    removed: '组织者把您移出了「{title}」的名单：{words}',
    handedOn: '您在「{title}」的名额已经由别人接替，谢谢您找到人。',
    cancelled: '「{title}」取消了：{words}',
    changed: '「{title}」有变动：{what}。请看最新安排。',
    message: '「{title}」组织者说：{words}',
    remindDay: '明天 {time}，「{title}」，集合地点：{address}。去不了请尽早取消。',
    remindSoon: '今天 {time}，「{title}」，集合地点：{address}。',
    feedback: '「{title}」结束了，谢谢您。时长已经记好，说说感受吧。',
    corrected: '「{title}」的时长改为 {minutes} 分钟：{words}',
    notCorrected: '「{title}」的时长没有改：{words}',
    revoked: '「{title}」的时长收回了：{words}',
    honour: '「{title}」的组织者授予您「{honour}」：{words}',
    learned: '「{title}」：您已学完「{training}」，记在志愿者资料里。',
    notLearned: '「{title}」：您的「{training}」考试这次没有通过，可以再考。',
    what: { time: '时间', place: '集合地点', bring: '要带的东西', contact: '联系人', other: '安排' }
  },
  ics: { calendar: '{city}志愿活动', meet: '集合：{address}', contact: '联系：{name} {phone}' }
}
