/** Words for what a volunteer says of himself and is thanked for; one word a thing, everywhere. */
import type { freeTimes, Honour, languages } from '../../volunteers.ts'

export const volunteers = {
  honour: {
    star_of_month: '一月一星',
    service_star: '服务明星',
    good_partner: '好搭档'
  } satisfies Record<Honour, string>,
  language: {
    mandarin: '普通话',
    wu: '吴语',
    english: '英语',
    japanese: '日语',
    korean: '韩语',
    sign: '手语'
  } satisfies Record<(typeof languages)[number], string>,
  free: {
    weekday_day: '工作日白天',
    weekday_evening: '工作日晚上',
    saturday: '周六',
    sunday: '周日',
    holiday: '节假日'
  } satisfies Record<(typeof freeTimes)[number], string>,
  star: '{n} 星'
}
