/** 首问责任、退回、移送, said of one case, on every page that shows it. */
export const responsibility = {
  answerable: '首问责任：{first}先收到这件事，{office}签收以前，由{first}负责。',
  nobodyYet: '首问责任：{first}先收到这件事，别的单位签收以前，由{first}负责。',
  open: '已{way}给{to}，还没接收。接收以前由{first}负责。',
  accepted: '已{way}给{to}，对方 {at} 已接收，由对方答复。',
  other: '别的单位',
  returned: '退回过 {n} 次：{offices}。时限没有重新计算。',
  toRule: '这是第二次或更多次退回，由市随手拍中心裁定，裁定的单位不能再退。',
  bound: '由市随手拍中心裁定过，裁定的单位不能再退。'
}
