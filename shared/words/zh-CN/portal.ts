/** Words of the public portal. Plain spoken, 您, dates instead of adverbs; no slogans. */
import type { PromiseClock, Status } from '../../cases.ts'

export const portal = {
  brand: '随手拍',
  skip: '跳到正文',
  nav: {
    label: '主要栏目',
    crumbs: '当前位置',
    home: '首页',
    cases: '案件',
    offices: '承办单位',
    report: '我要反映',
    track: '查进度'
  },
  prefs: { elder: '大字版', standard: '标准版', dark: '夜间', light: '日间' },
  foot: {
    name: '{city}随手拍',
    about: '市民拍下的事，由谁办、办到哪一步、满意不满意，都写在这里。',
    label: '说明',
    lifecycle: '一件事怎样办完',
    permissions: '谁能做什么',
    api: '开放接口',
    office: '工作人员入口',
    noPhone: '不会用手机？',
    callBefore: '请打 ',
    callAfter: '，全天有人接听。'
  },
  seal: { characters: ['办', '结'], label: '办结印' },
  clocks: {
    both: '两个时钟',
    promise: '承诺时限',
    elapsed: '已过天数',
    used: '用了 {t}',
    days: '{n} 天',
    sameDay: '当天',
    elapsedDone: '{from}反映，{to}办结，周末也算',
    elapsedOpen: '{from}反映，还没办结，周末也算',
    stoppedLeft: '已停表，{left}',
    provisional: '（{words}）',
    note: {
      running: '承诺 {days} 个工作日，{due} 前回复',
      stopped: '承诺 {days} 个工作日，{at} 回复后停表',
      held: '承诺 {days} 个工作日，{at} 挂账停表',
      over: '承诺 {days} 个工作日，回复后停表'
    } satisfies Record<PromiseClock['state'], string>,
    meter: '承诺 {days} 个工作日，{used}',
    weeks: '每格 {n} 个工作日',
    gap: '中间略去 {n} 天',
    marks: { reported: '反映', replied: '回复', today: '今天', closed: '办结', due: '时限' }
  },
  pair: {
    before: '处置前',
    after: '处置后',
    reported: '反映时',
    drag: '左右拖动，比较处置前后',
    beforeAlt: '处置前：{what}',
    afterAlt: '处置后：{what}',
    reportedAlt: '反映时拍的照片：{what}',
    screened: '公开前由工作人员看过。',
    demo: '演示照片，由程序画成，不是真实现场。',
    all: '看全部 {n} 张'
  },
  timeline: {
    ledger: '账本第 {n} 条',
    photo: '{what}，照片 {n}',
    between: '，',
    onSite: '到现场核查',
    byPhoto: '看照片核查',
    until: '到 {day}',
    duty: '依据职责 {duty}',
    ask: '可以问：{who}',
    next: {
      received: { title: '接下来：派发', text: '市随手拍中心核对后派给承办单位。' },
      dispatched: { title: '接下来：签收', text: '承办单位签收后开始处置。' },
      handling: { title: '接下来：回复', text: '承办单位处置完，要带照片回复。' },
      on_hold: { title: '接下来：恢复办理', text: '挂账到期自动恢复，时限接着算。' },
      replied: { title: '接下来：核查', text: '由没有经办过的核查员核查，通过了才算办结。' },
      rework: { title: '接下来：再次回复', text: '核查没有通过，承办单位要再处置一次。时限接着算，不从头算。' },
      returned: { title: '接下来：重新派发', text: '市随手拍中心裁定由谁办，时限接着算。' },
      closed: undefined,
      refused: undefined,
      withdrawn: undefined
    } satisfies Record<Status, { title: string; text: string } | undefined>
  },
  form: { optional: '可以不填' },
  pager: { label: '翻页', newer: '更新的', older: '更早的 20 件' }
}
