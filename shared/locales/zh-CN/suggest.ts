/** Words of the desk page that says how good category suggestions are. */
import type { buildReasons } from '../../suggestions.ts'

export const suggest = {
  title: '类别建议',
  intro: '市民写说明、还没选类别时，按写的字建议一到三个类别，由本人点选。这里看它准不准。',
  held: '在没学过的 {n} 句样句上，第一个就对 {top1} 句，占 {share}；前三个里有对的 {top3} 句，占 {share3}。',
  cases: '在最近 30 天签收过的 {n} 件案件上，第一个就对 {top1} 件，占 {share}；前三个里有对的 {top3} 件，占 {share3}。',
  demo: '其中 {n} 件是演示案件，文字也是编的，不能当真。',
  noCases: '最近 30 天还没有签收过、又写了说明的案件，先看样句。',
  honest: '样句是照着常见说法编的，真人怎么写，以案件为准。每件案件都由没学过它的那一版来答。',
  none: '还没有学过。',
  learn: {
    title: '学习',
    learned: '第 {n} 版，{when}，学过样句 {seeds} 句、工作人员的改正 {staff} 条、市民的选择 {resident} 条。',
    fresh: '此后又有 {n} 条改正，还没有学。',
    many: '1,000 多',
    nothing: '此后没有新的改正。',
    hint: '工作人员改类别，或者市民没选建议的类别并且单位签收了，都是一条。只记案件编号，不抄文字；文字删除了，这一条也就没有了。',
    go: '现在重新学',
    waiting: '正在重新学，一般几秒钟。',
    refresh: '刷新看看'
  },
  by: { label: '按什么看', held: '样句', cases: '案件' },
  table: {
    title: '各类别',
    note: '「报出时的准确率」是建议排第一时正确的比例',
    category: '类别',
    n: { held: '句', cases: '件' },
    top1: '第一个对',
    top3: '前三个有',
    precise: '报出时的准确率',
    weak: '偏低',
    all: '合计',
    never: '未报出'
  },
  spoke: '{n} 次提问里有 {spoke} 次给出了建议，其中第一个说对 {right} 次，占 {share}；其余没有把握，没有说。',
  confused: {
    title: '常认错的',
    note: '前 {n} 种',
    from: '其实是',
    to: '认成了',
    n: '次',
    none: '没有认错的。'
  },
  history: {
    title: '历次学习',
    n: '版',
    at: '时间',
    why: '缘由',
    learned: '改正',
    held: '样句',
    cases: '案件',
    reasons: { start: '初次', daily: '每日', asked: '手动', erased: '有删除' } satisfies Record<
      (typeof buildReasons)[number],
      string
    >
  },
  percent: '{n}%',
  dash: '—'
}
