/** The two clocks of a case: the same words on every face. */
import type { DeadlineClock } from '../../cases.ts'

export const clocks = {
  both: '两个时钟',
  deadline: '承诺时限',
  elapsed: '已过天数',
  used: '用了 {t}',
  usedShare: '用了时限的 {n}%',
  days: '{n} 天',
  sameDay: '当天',
  elapsedDone: '{from}上报，{to}办结，周末也算',
  elapsedOpen: '{from}上报，还没办结，周末也算',
  elapsedEnd: { refused: '{from}上报，{to}决定不予受理', withdrawn: '{from}上报，{to}由上报人撤回' },
  stoppedLeft: '已停表，{left}',
  aside: '（{words}）',
  noMore: '不再计时',
  note: {
    running: '承诺 {limit}，{due} 前回复',
    stopped: '承诺 {limit}，{at} 回复后停表',
    held: '承诺 {limit}，{at} 挂账停表',
    over: '承诺 {limit}，回复后停表'
  } satisfies Record<DeadlineClock['state'], string>,
  endNote: {
    refused: '原承诺 {limit}，没有受理',
    withdrawn: '原承诺 {limit}，已撤回'
  },
  endMark: { refused: '不受理', withdrawn: '撤回' },
  meter: '承诺 {limit}，{used}',
  group: '每格 {limit}',
  gap: '中间略去 {n} 天',
  exposed: '{day}通报曝光',
  marks: { reported: '上报', replied: '回复', today: '今天', closed: '办结', due: '时限' }
}
