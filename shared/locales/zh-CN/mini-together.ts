/** Words of activities that the mini-program's first package has: the tab, and what the first page proposes. */
export const miniTogether = {
  free: '还有 {n} 个名额',
  wait: '报满了，可以候补',
  closed: '报名已结束',
  mineMark: '已报名',
  weekend: '周末一起做',
  soon: '最近一起做',
  day: '{month}月 周{weekday}',
  every: '看全部活动',
  own: '我的活动',
  find: '按时间、名额和远近找',
  nothing: '现在没有即将开始的活动。'
} as const
