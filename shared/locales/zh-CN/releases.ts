/** Words about releases of the city and what is brought into the draft. */
export const releases = {
  notACity: '这不是一份城市配置文件：要有 format 一栏，写 suishoupai-city-1。',
  notGeojson: '这不是 GeoJSON：最外层要是 FeatureCollection。',
  otherCrs: '文件注明的坐标系是 {crs}，这里不会换算，整份文件都不能放进草稿。请先转成 WGS-84 经纬度。',
  sayCrs: '文件注明的坐标系是 {crs}，请在坐标系一栏选「{datum}」，会换算成 WGS-84。',
  sameName: '草稿里已经有「{name}」，代号是 {id}。照现在的代号，会变成两个；要替换它，请改字段对应，让代号按名称认。',
  repair: {
    date_line: '{name}跨过 180 度经线，已经从那里切开。',
    nested_shell: '{name}有一块整个落在自己的另一块里面，已经合并。',
    stray_hole: '{name}有一个洞在它的范围以外，已经去掉。',
    nested_hole: '{name}有一个洞整个落在另一个洞里，已经合并。'
  },
  /** Other words that files have for a level of area. */
  levelAlso: {
    city: ['地级市', '全市'],
    district: ['县', '县级市', '市辖区'],
    street: ['街道办事处', '镇', '乡', '乡镇', '镇街'],
    community: ['村', '行政村', '居委会', '社区网格', '网格']
  },
  file: '文件',
  unfit: {
    switched_off: '已停用',
    category: '类别不符',
    tile: '大类不符',
    area: '不在它写的区域',
    asset: '不在它写的权属地块里',
    owner: '不在它写的单位的地块上',
    not_yet: '还没到开始日期',
    expired: '已过结束日期',
    day: '不是它写的日子（工作日、休息日、周末或节假日）',
    weekday: '不是它写的星期几',
    hours: '不在它写的时段',
    channel: '来源不符',
    urgency: '紧急程度不符',
    answers: '补充的回答不符',
    numbers: '回答的数不在它写的范围里',
    except: '落在它排除的情形里',
    no_squad: '这个街道没有中队',
    no_owner: '这块地没有权属单位',
    unknown_office: '写的单位不存在',
    complained_of: '被投诉的单位要回避'
  },
  nobody: '没有单位接',
  noRule: '草稿里没有规则派它。请先做派发规则，再试。',
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
