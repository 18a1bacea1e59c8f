/** Words of 通报曝光: facts and dates, no adjectives. */
export const exposure = {
  title: '通报曝光，{city}随手拍',
  heading: '通报曝光',
  lead: '承诺了期限，到期没有回复，超期记满 {n} 次的，列在这里。只写事实和日期，承办单位的说明也一并写上。',
  list: '当前通报',
  newest: '最近曝光的在前',
  dates: '经过',
  reported: '上报',
  due: '承诺到期',
  count: '{step}，第 {n} 次',
  elapsed: '到今天 {n} 天',
  today: '今天上报的',
  heldBy: '承办单位',
  nowWith: '曝光时归{then}办，现在归{now}办',
  replied: '{office} {at} 的回复',
  unsaid: '{office} {at} 已回复，原话还没有公开。',
  silent: '{office}到现在没有回复。',
  noneTitle: '现在没有通报曝光的案件',
  none: '超期的案件另外列出。',
  seeOverdue: '看超期的案件',
  rules: '什么情况列入，什么时候撤下',
  rule: [
    ['怎样列入', '由程序按账本列入，不由人挑选。哪一天、因为什么记账，案件页面里都写着。'],
    ['怎样撤下', '核查通过办结、不予受理、上报人撤回，当时就撤下，不用申请。以后只有案件自己的页面还留着这条记录。'],
    ['单位的说明', '登最近一次回复的原话，公开前由工作人员看过。已回复、还没核查的，写明已回复。'],
    ['写到单位为止', '不写经办人是谁，也不给单位排名次。'],
    ['认为列错了', '请打 {hotline}，由市随手拍中心对照账本核对。']
  ],
  ladder: '超期以后怎么办，见办事规范一览表',
  homeBy: '{office}，{at} 曝光',
  seeAll: '看通报曝光'
} as const
