/** What 社会监督员 of the demo city said of its offices, and what stands on the cards of its 联络员. Made up. */

/** Remarks that fit an average of the three marks; `low` below three, `high` from four and a half. */
export const remarks = {
  low: [
    '去了两次窗口都没有人，电话打了三遍才接。',
    '清过的地方过两天又堆起来，建议固定一个时段回访。',
    '同一条街，两家店的处理不一样，店主问起来没有讲清理由。',
    '答应三天回复，实际拖到第六天，中间没有说明。'
  ],
  middle: [
    '来得快，话也说得清楚，就是办完以后没有再来看一眼。',
    '现场处理得不错，回复里写得太简单，看不出做了什么。',
    '白天管得住，傍晚六点以后就没有人了。',
    '劝导为主，商户愿意听。垃圾桶数量还是不够。'
  ],
  high: [
    '跟着走了一圈，每一家都说得出规矩和理由，没有看人下菜。',
    '雨天照样到场，先帮商户把货搬进去再讲道理，值得学。',
    '三件老问题都回头看了，没有反弹。'
  ]
}

/**
 * How many of the four judged in each month, this one first; offices take the lines in turn. Three and four are shown, two and
 * fewer are not.
 */
export const turnout: readonly (readonly number[])[] = [
  [3, 4, 4, 3, 4, 2],
  [1, 3, 2, 4, 3, 3],
  [0, 4, 3, 3, 1, 4],
  [2, 2, 4, 4, 3, 0],
  [1, 3, 3, 2, 4, 3]
]

/** Streets, in the order of the offices, whose liaison has not written a card yet. */
export const withoutCard: readonly string[] = ['wangjiang', 'fengle', 'shiqiao']

export const hours: readonly string[] = [
  '周一到周五 8:30 到 17:00',
  '每天 9:00 到 20:00，中午休息',
  '周一到周六 8:00 到 18:00',
  '工作日晚上 18:00 到 21:00，周末全天'
]
