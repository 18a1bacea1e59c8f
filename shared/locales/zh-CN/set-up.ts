/** Words of a city's first day: what a city that has nothing says, and the guided set-up on the desk. */
export const setUp = {
  /** Until its administrator has said otherwise. */
  blank: {
    name: '本市',
    short: '本市',
    province: '本省',
    outside: '本市随手拍正在筹备，还不能上报。急事请拨打 12345。'
  },
  /** For who comes before the city has begun. */
  preparing: {
    title: '正在筹备',
    lead: '{city}随手拍正在筹备，还不能上报。',
    text: '街道、单位和派发规则还在录入。开通以后，这里就能上报问题、查看办理情况。',
    hotline: '现在有急事，请拨打 {hotline}。',
    office: '工作人员登录'
  }
}
