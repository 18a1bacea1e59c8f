export const routing = {
  category: '类别：{category}，{because}',
  answers: '补充：{answers}',
  answer: '{question}「{choice}」',
  asset: '权属：{asset}范围内，谁权属谁负责',
  time: '时间：{day} {clock}，按值班安排',
  working: '工作日',
  off: '休息日',
  channel: '来源：{channel}',
  complaint: '回避：投诉工作人员的事，不交给被投诉的单位',
  place: '位置：在{place}界内',
  border: '交界处：离{area}界线 {metres} 米，不到 {limit} 米，由位置所在一侧主办，{office}协办',
  result: '结果：派给{office}',
  assisting: '，{offices}协办',
  byHand: '结果：由派遣员改派给{office}',
  streetSquad: '所在街道中队',
  assetOwner: '权属单位',
  and: '、'
}
