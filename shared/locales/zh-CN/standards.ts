/** Words of 办事规范一览表. */
import type { Urgency } from '../../city.ts'
import type { Stage } from '../../deadlines.ts'
import type { LimitUnit } from '../../limits.ts'

export const standards = {
  title: '办事规范一览表，{city}随手拍',
  heading: '办事规范一览表',
  lead: '什么事受理、多久办好、怎样才算办好，都按这张表。时限由程序按它计算，公布的就是执行的。',
  csv: '下载表格（CSV）',
  json: '数据下载（JSON）',
  file: '{city}办事规范一览表',
  rows: '共 {n} 项',
  columns: {
    name: '类别',
    urgency: '类型',
    filing: '什么情况受理（立案条件）',
    limit: '时限',
    unit: '单位',
    closing: '怎样算办好（结案条件）',
    answers: '承办单位',
    basis: '参照',
    code: '类别代码',
    gb: '国标分类',
    tile: '大类'
  },
  /** Where one matter stands below the other. */
  short: { filing: '立案', closing: '结案', answers: '承办' },
  sameEverywhere: '各类区域相同',
  basis: '参照：{basis}',
  urgencies: '即办、限办、急办',
  urgencyMeans: {
    immediate: '简单的事，立即办。',
    limited: '复杂的事，限时办。',
    urgent: '有危险、等不得的事，马上办。'
  } satisfies Record<Urgency, string>,
  areas: '区域分三类',
  areasNote: '越繁忙的街道，时限越短；有危险的事，各处一样',
  units: '时限的单位',
  unitMeans: {
    rush_hour: '每个钟头都算，夜间、周末和节假日也算。',
    work_hour: '只算承办单位的值班时间，别的时间停着。',
    work_day: '按全市的工作日算，周末和节假日不计，调休上班日计入。一天就是一个工作日的上班时间。',
    day: '一天就是 24 小时，节假日也算。'
  } satisfies Record<LimitUnit, string>,
  clock: '承诺时限从收到那一刻走起，承办单位回复或者批准挂账就停，退回、改派、返工以后接着走，从不从头算。',
  reclassified: '改了类别，用掉的时间仍按原来的时限算，剩下的按新的时限算：用掉一半的，还剩一半。',
  stages: '每个环节的时限',
  stagesNote: '用掉八成亮黄灯，超过时限亮红灯；同一单位再接手，接着算',
  stageMeans: {
    dispatch: '收到以后派给承办单位',
    accept: '派到以后承办单位签收',
    handle: '签收以后处置并回复',
    verify: '回复以后核查'
  } satisfies Record<Stage, string>,
  handleLimit: '按上表',
  ask: '挂账和延期',
  hold: '要等别人、等材料的，可以申请挂账，停表：每件最多 {times} 次，一次最多 {days} 天，由派遣员批准，写明理由和到哪天。',
  extension:
    '要更久的，到期以前可以申请延期：每件最多 {times} 次，加起来不超过原来时限的 {percent}%，由派遣员批准，写明理由。',
  duty: '值班时间',
  dutyCity: '其他单位',
  dutyWorkdays: '工作日 {slots}',
  dutyEvery: '每天 {slots}',
  dutyAllDay: '全天，每天都有人',
  slot: '{from} 到 {to}',
  and: '、',
  ladder: '超期以后',
  ladderNote: '到时候由程序自动做，每一步记进账本；系统停过也一步一步补，两步之间至少留一半的时间',
  step: {
    share: '用掉时限的 {percent}%',
    due: '到期没有回复',
    late: '超过时限{share}，至少再过 {days} 天值班时间',
    lateOnly: '超过时限{share}',
    dueDays: '到期没有回复，再过 {days} 天值班时间',
    half: '一半',
    whole: '一倍',
    percent: ' {percent}%'
  },
  stepMeans: {
    urge: '催办：提醒承办单位',
    overdue: '超期记账一次',
    supervise: '督办：发出督办单，写明几时前回复',
    escalate: '报上一级单位',
    expose: '通报曝光：列在首页，办结才撤下'
  },
  years: '节假日安排',
  known: '{year} 年的已经公布，按它算。',
  unknown: '{year} 年的还没有公布。跨到那一年的时限先按周一到周五算，标明「暂定」，公布以后重算。',
  link: '办事规范一览表'
}
