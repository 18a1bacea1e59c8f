export const when = {
  monthDay: '{month}月{day}日',
  time: '{hour}:{minute}',
  yearMonthDay: '{year}年{month}月{day}日',
  weekday: ['日', '一', '二', '三', '四', '五', '六'],
  days: '{n} 天',
  workdays: '{n} 个工作日',
  hours: '{n} 小时',
  minutes: '{n} 分',
  lessThanMinute: '不到 1 分钟',
  left: '还剩 {t}',
  late: '超期 {t}',
  stoppedWithin: '时限内',
  onTime: '按时，提前 {t}',
  wasLate: '超期 {t}办结',
  provisional: '暂定，节假日安排公布后再定'
}
