/** Words of the assessment of 协管员 and 监督员. */
import type { AuxiliaryKind, Grade } from '../../assessment.ts'

export const assessment = {
  kind: { auxiliary: '协管员', inspector: '监督员' } satisfies Record<AuxiliaryKind, string>,
  grade: { excellent: '优秀', pass: '合格', fail: '不合格' } satisfies Record<Grade, string>,
  halfWords: { H1: '{year} 年上半年', H2: '{year} 年下半年' },
  title: '协管员和监督员考核',
  lead: '考勤占 {attendance} 分，任务完成占 {completion} 分，培训占 {training} 分；满 {pass} 分合格，满 {excellent} 分优秀；连续 {n} 次不合格的退出。',
  before: '上一个半年',
  after: '下一个半年',
  csv: '导出 CSV',
  empty: '还没有登记人员。在下面登记第一位。',
  head: {
    name: '姓名',
    office: '单位和岗位',
    days: '出勤（天）',
    tasks: '任务（件）',
    training: '培训（分）',
    score: '得分',
    grade: '结果'
  },
  of: '{done}/{due}',
  none: '未评',
  leaves: '连续 {n} 次不合格，按规定退出',
  fails: '连续 {n} 次不合格',
  mark: '评分',
  field: {
    daysDue: '应出勤天数',
    daysThere: '实际出勤天数',
    tasksGiven: '交办任务件数',
    tasksDone: '完成任务件数',
    training: '培训考试分数'
  },
  save: '保存评分',
  add: '登记人员',
  name: '姓名',
  kindLabel: '类别',
  office: '单位',
  post: '网格或路段',
  addGo: '登记',
  rules: '考核规则',
  rulesHint: '三项分值加起来是 100。已经评过的分数不变。',
  rule: {
    attendance: '考勤分值',
    completion: '完成分值',
    training: '培训分值',
    pass: '合格线',
    excellent: '优秀线',
    failsToLeave: '连续几次不合格退出'
  },
  rulesGo: '保存规则',
  done: '已保存。',
  failed: '没有保存',
  file: '考核-{half}.csv',
  columns: [
    '半年',
    '姓名',
    '类别',
    '单位',
    '岗位',
    '应出勤',
    '实出勤',
    '交办',
    '完成',
    '培训',
    '得分',
    '结果',
    '连续不合格',
    '退出'
  ],
  yes: '是',
  no: '否'
}
