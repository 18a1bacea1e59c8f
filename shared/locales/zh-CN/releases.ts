/** Words about releases of the city and what is brought into the draft. */
export const releases = {
  notACity: '这不是一份城市配置文件：要有 format 一栏，写 suishoupai-city-1。',
  notGeojson: '这不是 GeoJSON：最外层要是 FeatureCollection。',
  otherCrs: '文件注明的坐标系是 {crs}，请先转成 WGS-84 经纬度。',
  file: '文件',
  unfit: {
    category: '类别不符',
    area: '不在它写的区域',
    asset: '不在它写的权属地块里',
    not_yet: '还没到开始日期',
    expired: '已过结束日期',
    day: '不是它写的日子（工作日或休息日）',
    hours: '不在它写的时段',
    channel: '来源不符',
    urgency: '紧急程度不符',
    answers: '补充的回答不符',
    no_squad: '这个街道没有中队',
    no_owner: '这块地没有权属单位',
    unknown_office: '写的单位不存在',
    complained_of: '被投诉的单位要回避'
  },
  nobody: '没有单位接',
  stop: '；',
  csv: {
    file: '演练 {from} 到 {to}.csv',
    head: [
      '编号',
      '上报时间',
      '类别',
      '街道',
      '来源',
      '原单位',
      '演练后单位',
      '原规则',
      '演练后规则',
      '原承诺到期',
      '演练后到期',
      '理由',
      '经度',
      '纬度'
    ]
  }
}
