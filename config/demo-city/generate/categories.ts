/**
 * What a resident can report, under eight tiles, with the GB/T 30428 code behind it.
 *
 * Codes: the order of minor classes differs between cities and editions; only rows marked verified stand on a source
 * that was read. Limits: where a published limit exists it is the basis, in its own unit; the others are sensible, not official.
 */
import type { Category, Tile } from '../../city/types.ts'

export const tiles: Tile[] = [
  { id: 'stall', name: '占道经营', icon: 'stall', order: 1 },
  { id: 'garbage', name: '垃圾清运', icon: 'bin', order: 2 },
  { id: 'parking', name: '乱停车', icon: 'car', order: 3 },
  { id: 'river', name: '河道污染', icon: 'water', order: 4 },
  { id: 'construction', name: '工地扬尘', icon: 'cone', order: 5 },
  { id: 'noise', name: '噪声油烟', icon: 'horn', order: 6 },
  { id: 'roads', name: '道路设施', icon: 'lamp', order: 7 },
  { id: 'other', name: '其他', icon: 'dots', order: 8 }
]

const majors = {
  event: { '01': '市容环境', '02': '宣传广告', '03': '施工管理', '04': '突发事件', '05': '街面秩序', '06': '扩展' },
  component: { '01': '公用设施', '02': '道路交通', '03': '市容环境', '04': '园林绿化', '05': '其他设施', '06': '扩展' }
} as const
type Major = keyof typeof majors.event

const event = (
  major: Major,
  minor: string,
  minorName: string,
  more: { verified?: true; extension?: true } = {}
): Category['gb'] => ({
  profile: 'event',
  major,
  majorName: majors.event[major],
  minor,
  minorName,
  ...more
})
const component = (major: Major, minor: string, minorName: string, more: { verified?: true } = {}): Category['gb'] => ({
  profile: 'component',
  major,
  majorName: majors.component[major],
  minor,
  minorName,
  ...more
})
/** Danger is the same in every street. */
const rush = (n: number, basis?: string): Category['limit'] => limit([n, n, n], 'rush_hour', basis)
/** A street of the second class has half as long again, of the third twice as long. */
const hours = (n: number, basis?: string): Category['limit'] =>
  limit([n, Math.ceil(n * 1.5), n * 2], 'work_hour', basis)
/** A quarter more, and half as much again. */
const days = (n: number, basis?: string): Category['limit'] =>
  limit([n, Math.ceil(n * 1.25), Math.ceil(n * 1.5)], 'work_day', basis)
/** A term for an answer, the same everywhere. */
const asTheyPass = (n: number, basis?: string): Category['limit'] => limit([n, n, n], 'day', basis)
const limit = (n: [number, number, number], unit: Category['limit']['unit'], basis?: string): Category['limit'] => ({
  n,
  unit,
  ...(basis !== undefined && { basis })
})

const verified = { verified: true } as const
const extension = { extension: true } as const

type Row = Omit<Category, 'order' | 'tile' | 'home'> & { home?: true }
const rows: Record<string, Row[]> = {
  stall: [
    {
      code: 'liudong-tanfan',
      name: '流动摊贩',
      gb: event('05', '01', '无照经营游商'),
      urgency: 'immediate',
      limit: hours(4),
      filing: '在道路、广场、桥面等公共场所无照摆摊设点',
      closing: '摊位撤离，地面清理干净',
      publicPlace: '50m',
      hint: '拍一张全景，能看出摊位占了哪里。',
      scene: 'stall',
      keywords: ['摆摊', '摊位', '小贩', '三轮车', '早餐车', '流动摊点', '夜市']
    },
    {
      code: 'dianwai-jingying',
      name: '店外经营',
      plainName: '店铺把货摆到店外',
      gb: event('05', '04', '店外经营'),
      urgency: 'limited',
      limit: days(2),
      filing: '货架、桌椅、商品超出门窗外墙占用公共空间',
      closing: '物品收回店内，通道恢复',
      publicPlace: '50m',
      hint: '把店门和摆出来的东西拍在一张里。',
      scene: 'shopfront',
      keywords: ['出店', '越门', '货架', '跨门营业', '桌椅', '店门口', '纸箱']
    },
    {
      code: 'zhanya-mangdao',
      name: '占压盲道',
      plainName: '占了盲道',
      gb: event('05', '07', '乱堆物堆料'),
      urgency: 'immediate',
      limit: hours(4),
      filing: '盲道被物品、车辆占压或中断',
      closing: '盲道畅通',
      publicPlace: '50m',
      hint: '让整段盲道出现在画面里。',
      scene: 'blindpath',
      keywords: ['盲道', '无障碍', '轮椅', '盲人']
    },
    {
      code: 'shichang-waiyi',
      name: '市场外溢',
      plainName: '市场摊位占道',
      gb: event('05', '99', '市场外溢（自定义）', extension),
      urgency: 'limited',
      limit: days(3),
      filing: '农贸市场摊位延伸到场外，占用出入口或道路',
      closing: '摊位退回场内，出入口通畅',
      publicPlace: '50m',
      hint: '拍到市场的门或围墙，看得出摊位到了场外。',
      scene: 'market',
      keywords: ['菜市场', '农贸市场', '集市', '马路市场', '市场门口']
    },
    {
      code: 'guanggao-paibian',
      name: '广告牌匾破损',
      plainName: '广告牌、招牌坏了',
      gb: event('02', '05', '广告招牌破损'),
      urgency: 'limited',
      limit: days(5),
      filing: '广告、店招、灯箱破损松动，或未经许可设置',
      closing: '拆除、修复或加固',
      publicPlace: '50m',
      hint: '快掉下来的，先站远，再拍。',
      scene: 'billboard',
      keywords: ['广告牌', '店招', '招牌', '灯箱', '门头', '电子屏']
    },
    {
      code: 'xiaoguanggao',
      name: '小广告',
      gb: event('02', '01', '非法小广告'),
      urgency: 'immediate',
      limit: hours(8),
      filing: '在墙面、杆体、地面张贴喷涂小广告',
      closing: '清除覆盖，恢复原貌',
      publicPlace: '50m',
      hint: '拍全景就行，不用拍清电话号码。',
      scene: 'leaflets',
      keywords: ['小广告', '牛皮癣', '张贴', '喷涂', '办证', '开锁']
    }
  ],
  garbage: [
    {
      code: 'baolu-laji',
      name: '暴露垃圾',
      plainName: '垃圾成堆',
      gb: event('01', '02', '暴露垃圾', verified),
      urgency: 'immediate',
      limit: hours(4, '暴露垃圾 4 工作时（另有城市为 1 工作日）'),
      filing: '垃圾成堆、成片，没有装进容器',
      closing: '彻底清理，地面冲洗',
      publicPlace: '50m',
      hint: '拍出堆了多大一片。',
      scene: 'garbage',
      keywords: ['垃圾', '没人清', '臭味', '乱倒', '垃圾堆']
    },
    {
      code: 'lajitong-manyi',
      name: '垃圾桶满溢',
      plainName: '垃圾桶满了',
      gb: component('03', '05', '垃圾箱'),
      urgency: 'immediate',
      limit: hours(4),
      filing: '垃圾桶、果皮箱装满外溢或破损',
      closing: '清空、修好或更换',
      publicPlace: 'exact',
      hint: '桶上有编号的，拍进去。',
      scene: 'bins',
      keywords: ['垃圾桶', '满溢', '垃圾箱', '果皮箱', '桶盖']
    },
    {
      code: 'dajian-laji',
      name: '大件垃圾',
      plainName: '旧家具没人清',
      gb: event('01', '09', '废弃家具设备'),
      urgency: 'limited',
      limit: days(2),
      filing: '旧家具、旧电器弃置在公共场所',
      closing: '清运',
      publicPlace: '50m',
      hint: '拍全，写清有几件。',
      scene: 'bulky',
      keywords: ['沙发', '床垫', '旧家具', '柜子', '大件', '旧电器']
    },
    {
      code: 'jianzhu-laji',
      name: '建筑垃圾',
      plainName: '乱倒建筑垃圾',
      gb: event('01', '03', '积存垃圾渣土', verified),
      urgency: 'limited',
      limit: days(2, '建筑垃圾 4 工作时，渣土 2 工作日（另有城市为 4 工作日）'),
      filing: '装修垃圾、渣土露天堆放或偷倒',
      closing: '彻底清理，查到责任人的依法查处',
      publicPlace: '50m',
      hint: '看见正在倒的车，只拍车和车牌，不要上前。',
      scene: 'construction-waste',
      keywords: ['建筑垃圾', '装修垃圾', '渣土', '砖头', '偷倒', '水泥']
    },
    {
      code: 'daolu-buji',
      name: '道路不洁',
      plainName: '路面脏',
      gb: event('01', '04', '道路不洁', verified),
      urgency: 'immediate',
      limit: hours(2, '道路保洁，8 点后脏乱 2 工作时（另有城市为 5 工作时）'),
      filing: '早上 8 点以后路面脏乱、有遗撒物或油污',
      closing: '清扫冲洗干净',
      publicPlace: '50m',
      hint: '写明是路的哪一侧。',
      scene: 'garbage',
      keywords: ['路面脏', '落叶', '油污', '没扫', '保洁']
    },
    {
      code: 'gongce',
      name: '公厕脏堵',
      plainName: '公厕脏、堵',
      gb: component('03', '01', '公共厕所'),
      urgency: 'immediate',
      limit: hours(4),
      filing: '公共厕所脏污、堵塞、停水或设施损坏',
      closing: '清洁疏通，设施可用',
      publicPlace: 'exact',
      hint: '在门外拍，不要拍到里面的人。',
      scene: 'toilet',
      keywords: ['公厕', '厕所', '堵了', '没水', '臭']
    },
    {
      code: 'fenshao',
      name: '焚烧垃圾落叶',
      plainName: '烧垃圾、烧树叶',
      gb: event('01', '07', '焚烧垃圾树叶', verified),
      urgency: 'urgent',
      limit: rush(2),
      filing: '露天焚烧垃圾、树叶、秸秆',
      closing: '扑灭、清理，劝导责任人',
      publicPlace: '50m',
      hint: '火大了先打 119，再拍照。',
      scene: 'burning',
      keywords: ['焚烧', '烧垃圾', '烧树叶', '冒烟', '秸秆']
    }
  ],
  parking: [
    {
      code: 'renxingdao-tingche',
      name: '人行道停车',
      plainName: '车停在人行道上',
      gb: event('05', '05', '机动车乱停放'),
      urgency: 'immediate',
      limit: hours(2),
      filing: '机动车停在人行道、广场或建筑退让区',
      closing: '车辆驶离，或依法处理',
      publicPlace: '50m',
      hint: '隔 10 分钟拍两张，车牌和人行道都要看得见。',
      scene: 'car-pavement',
      keywords: ['人行道停车', '乱停', '违停', '占人行道', '汽车']
    },
    {
      code: 'lvdai-tingche',
      name: '绿化带停车',
      plainName: '车停在绿化带里',
      gb: event('05', '05', '机动车乱停放'),
      urgency: 'limited',
      limit: days(2),
      filing: '机动车停进绿化带、草坪',
      closing: '车辆驶离，绿化补种',
      publicPlace: '50m',
      hint: '车轮压到哪里，拍到哪里。',
      scene: 'car-green',
      keywords: ['绿化带', '草坪停车', '压草', '花坛']
    },
    {
      code: 'daolu-weiting',
      name: '车道违停',
      plainName: '车停在车道上',
      gb: event('05', '05', '机动车乱停放'),
      urgency: 'immediate',
      limit: hours(2),
      filing: '机动车在车道、路口、公交站违法停放',
      closing: '车辆驶离，或依法处理',
      publicPlace: '50m',
      hint: '隔 10 分钟拍两张，带上标线或禁停牌。',
      scene: 'car-pavement',
      keywords: ['违停', '占车道', '路口停车', '公交站', '双排停车']
    },
    {
      code: 'xiaofang-tongdao',
      name: '占消防通道',
      plainName: '占了消防通道',
      gb: event('05', '98', '占用消防通道（自定义）', extension),
      urgency: 'urgent',
      limit: rush(4),
      filing: '车辆、杂物占用、堵塞消防通道',
      closing: '通道畅通',
      publicPlace: 'street',
      home: true,
      hint: '把地上的标线或墙上的牌子拍进去。',
      scene: 'fire-lane',
      keywords: ['消防通道', '消防', '堵通道', '楼道堆物', '安全出口']
    },
    {
      code: 'gongxiang-danche',
      name: '共享单车乱停',
      gb: event('05', '12', '共享单车乱停放（自定义）', extension),
      urgency: 'immediate',
      limit: hours(4),
      filing: '共享单车成片堆放、倒伏、占道',
      closing: '摆进停车框，多余的运走',
      publicPlace: '50m',
      hint: '拍出一共占了多长一段。',
      scene: 'bikes',
      keywords: ['共享单车', '电动车', '单车', '非机动车', '停车框']
    },
    {
      code: 'jiangshi-che',
      name: '僵尸车',
      gb: event('01', '08', '废弃车辆'),
      urgency: 'limited',
      limit: asTheyPass(15, '复杂事项 15 天（北京 12345 反馈时限）'),
      filing: '机动车长期停放不动，破损积灰',
      closing: '联系车主挪走，或依法拖移',
      publicPlace: '50m',
      hint: '拍车牌和车轮，写停了多久。',
      scene: 'zombie-car',
      keywords: ['僵尸车', '废弃车', '没人管的车', '积灰', '瘪胎']
    }
  ],
  river: [
    {
      code: 'wushui-zhipai',
      name: '污水直排',
      plainName: '污水排进河里',
      gb: event('01', '15', '水域秩序问题'),
      urgency: 'urgent',
      limit: rush(24),
      filing: '污水不经处理排进河道、湖泊',
      closing: '截断排放，查明来源，水面恢复',
      publicPlace: 'exact',
      hint: '站在安全的地方拍排水口，写水的颜色和气味。',
      scene: 'sewage',
      keywords: ['污水', '排水口', '黑臭', '直排', '排污', '发黑']
    },
    {
      code: 'shuimian-piaofu',
      name: '水面漂浮物',
      plainName: '水面有漂浮物',
      gb: event('01', '05', '水域不洁', verified),
      urgency: 'limited',
      limit: days(15, '水域不洁 15 工作日'),
      filing: '水面有漂浮物、油污或大片水草',
      closing: '打捞清除',
      publicPlace: 'exact',
      hint: '把岸边的树或桥拍进去，好找。',
      scene: 'floating',
      keywords: ['漂浮物', '水葫芦', '浮萍', '死鱼', '油花', '水面垃圾']
    },
    {
      code: 'hean-laji',
      name: '河岸脏乱破损',
      plainName: '河岸脏、河岸破损',
      gb: event('01', '12', '河堤破损'),
      urgency: 'limited',
      limit: days(7),
      filing: '河堤、栏杆、步道破损，或岸坡堆放垃圾',
      closing: '修复、清理',
      publicPlace: 'exact',
      hint: '缺口旁边别站人，远一点拍。',
      scene: 'river-bank',
      keywords: ['河岸', '河堤', '护坡', '栏杆', '岸边垃圾', '种菜']
    }
  ],
  construction: [
    {
      code: 'gongdi-yangchen',
      name: '工地扬尘',
      plainName: '工地灰尘大',
      gb: event('03', '02', '工地扬尘'),
      urgency: 'immediate',
      limit: hours(8),
      filing: '裸土不盖、不洒水，尘土飞扬',
      closing: '覆盖、洒水，尘土不出场',
      publicPlace: '50m',
      hint: '拍到工地大门上的公示牌最好。',
      scene: 'dust',
      keywords: ['扬尘', '灰尘', '裸土', '工地灰大', '洒水']
    },
    {
      code: 'zhatu-che',
      name: '渣土车抛洒',
      plainName: '渣土车撒漏',
      gb: event('03', '03', '道路遗撒'),
      urgency: 'urgent',
      limit: rush(4),
      filing: '运输车辆带泥上路、抛洒滴漏',
      closing: '路面冲洗干净，查处车辆',
      publicPlace: '50m',
      hint: '车牌和路面各拍一张。开车时不要拍。',
      scene: 'truck',
      keywords: ['渣土车', '带泥上路', '抛洒', '遗撒', '大货车']
    },
    {
      code: 'yejian-shigong',
      name: '夜间施工',
      plainName: '夜里施工',
      gb: event('03', '01', '施工扰民'),
      urgency: 'urgent',
      limit: rush(8),
      filing: '晚上 10 点到早上 6 点施工扰民，没有许可公示',
      closing: '停止超时施工，依法处理',
      publicPlace: '50m',
      hint: '写几点到几点，在家里就能听到的也写上。',
      scene: 'night-work',
      keywords: ['夜间施工', '半夜施工', '打桩', '施工噪声', '考试']
    },
    {
      code: 'weidang-posun',
      name: '围挡破损',
      plainName: '工地围挡坏了',
      gb: event('03', '05', '施工占道'),
      urgency: 'limited',
      limit: days(3),
      filing: '工地围挡破损、倒伏，或占用人行道',
      closing: '修复围挡，让出通道',
      publicPlace: '50m',
      hint: '写明行人现在要怎么绕。',
      scene: 'site-fence',
      keywords: ['围挡', '围栏', '施工占道', '围墙倒了', '工地物料']
    },
    {
      code: 'weijian',
      name: '违法搭建',
      plainName: '违章搭建',
      gb: event('01', '01', '私搭乱建', verified),
      urgency: 'limited',
      limit: days(15, '违法搭建，拆除 15 工作日；另一城市为停工 4 工作时，处罚 7 工作日，拆除 20 工作日'),
      filing: '没有规划许可，私自搭建房屋、顶棚、平台',
      closing: '停工并彻底拆除，或依法处理',
      publicPlace: 'street',
      home: true,
      hint: '在公共地方拍外面，不要进别人家。',
      scene: 'illegal-build',
      keywords: ['违建', '搭建', '顶棚', '加层', '阳光房', '雨棚', '破墙开店']
    }
  ],
  noise: [
    {
      code: 'canyin-youyan',
      name: '餐饮油烟',
      plainName: '饭店油烟大',
      gb: event('01', '16', '油烟污染'),
      urgency: 'limited',
      limit: days(5),
      filing: '餐饮油烟直排，影响周边居民',
      closing: '净化设备正常使用，排放达标',
      publicPlace: '50m',
      hint: '拍排烟口，写几点最呛。',
      scene: 'fumes',
      keywords: ['油烟', '饭店', '排烟', '呛人', '烟道']
    },
    {
      code: 'lutian-shaokao',
      name: '露天烧烤',
      gb: event('05', '10', '露天烧烤'),
      urgency: 'immediate',
      limit: hours(4),
      filing: '在道路、广场、桥面露天烧烤',
      closing: '撤离，地面清洗',
      publicPlace: '50m',
      hint: '写一般几点出摊。',
      scene: 'barbecue',
      keywords: ['烧烤', '烤串', '大排档', '炭火', '夜宵']
    },
    {
      code: 'shangye-zaosheng',
      name: '商业噪声',
      plainName: '店铺声音太吵',
      gb: event('05', '08', '商业噪音'),
      urgency: 'immediate',
      limit: hours(4),
      filing: '高音喇叭、促销音响、设备噪声扰民',
      closing: '关停或调低，符合规定',
      publicPlace: '50m',
      hint: '拍声音从哪里来，写几点开始。',
      scene: 'speaker',
      keywords: ['喇叭', '促销', '音响', '吆喝', '空调外机', '广场舞']
    },
    {
      code: 'linli-zaosheng',
      name: '邻里噪声',
      plainName: '邻居太吵',
      gb: event('06', '97', '社会生活噪声（自定义）', extension),
      urgency: 'limited',
      limit: days(3),
      filing: '居民生活、装修、养宠等噪声，劝说无效',
      closing: '劝阻、调解，必要时依法处理',
      publicPlace: 'street',
      home: true,
      hint: '拍楼的外面就行，门牌不会公开。',
      scene: 'speaker',
      keywords: ['邻居', '装修', '楼上', '半夜唱歌', '麻将']
    }
  ],
  roads: [
    {
      code: 'lumian-posun',
      name: '路面破损',
      plainName: '路面坏了',
      gb: event('01', '11', '道路破损'),
      urgency: 'limited',
      limit: days(5),
      filing: '路面坑洼、开裂、塌陷，人行道砖松动',
      closing: '修补平整；塌陷的先围挡',
      publicPlace: 'exact',
      hint: '旁边放一个鞋或瓶子，看得出坑有多大。',
      scene: 'pothole',
      keywords: ['坑', '路面', '塌陷', '地砖', '开裂', '不平']
    },
    {
      code: 'jinggai',
      name: '井盖缺损',
      plainName: '井盖没了、坏了',
      gb: component('01', '01', '上水井盖', verified),
      urgency: 'urgent',
      limit: rush(6, '井盖缺损 6 小时，条件受限 36 小时'),
      filing: '井盖缺失、破损、移位、松动',
      closing: '补齐修复；先设警示',
      publicPlace: 'exact',
      hint: '先提醒路人绕开。井盖上的字拍清楚。',
      scene: 'manhole',
      keywords: ['井盖', '窨井', '雨水箅子', '没盖', '响']
    },
    {
      code: 'ludeng',
      name: '路灯不亮',
      gb: component('01', '18', '路灯'),
      urgency: 'limited',
      limit: days(2),
      filing: '路灯不亮、灯杆倾斜、漏电',
      closing: '修复照明',
      publicPlace: 'exact',
      hint: '灯杆上有编号，拍下来最快。',
      scene: 'streetlight',
      keywords: ['路灯', '不亮', '灯杆', '太黑', '照明']
    },
    {
      code: 'hulan',
      name: '护栏损坏',
      plainName: '护栏坏了',
      gb: component('02', '11', '交通护栏'),
      urgency: 'limited',
      limit: days(2),
      filing: '护栏倒伏、断开、缺失',
      closing: '扶正、补齐',
      publicPlace: 'exact',
      hint: '倒在车道上的，先打 122。',
      scene: 'guardrail',
      keywords: ['护栏', '隔离栏', '栏杆', '倒了', '撞坏']
    },
    {
      code: 'biaozhipai',
      name: '标志路牌损坏',
      plainName: '路牌、标志坏了',
      gb: component('02', '09', '交通标志牌'),
      urgency: 'limited',
      limit: days(5),
      filing: '交通标志、路名牌损坏、遮挡、指向错误',
      closing: '修复、清除遮挡',
      publicPlace: 'exact',
      hint: '牌子正面拍一张，路口再拍一张。',
      scene: 'sign',
      keywords: ['路牌', '标志牌', '指示牌', '遮挡', '红绿灯']
    },
    {
      code: 'jishui',
      name: '道路积水',
      gb: event('04', '06', '道路积水'),
      urgency: 'urgent',
      limit: hours(4, '道路保洁，积水影响通行 4 工作时'),
      filing: '路面积水影响通行，下水道堵塞',
      closing: '排干、疏通',
      publicPlace: 'exact',
      hint: '水深看不清的地方不要走过去。',
      scene: 'ponding',
      keywords: ['积水', '下水道', '堵塞', '淹水', '返水']
    },
    {
      code: 'shuiguan-baolie',
      name: '水管爆裂',
      plainName: '水管爆了',
      gb: event('04', '02', '自来水管破裂'),
      urgency: 'urgent',
      limit: rush(12),
      filing: '自来水管、消火栓漏水爆裂',
      closing: '止水修复，路面恢复',
      publicPlace: 'exact',
      hint: '拍水从哪里冒出来，写冒了多久。',
      scene: 'pipe-leak',
      keywords: ['水管', '爆管', '漏水', '冒水', '消防栓']
    },
    {
      code: 'xianlan',
      name: '线缆垂落',
      plainName: '电线垂下来',
      gb: event('04', '08', '架空线缆损坏'),
      urgency: 'urgent',
      limit: rush(12),
      filing: '架空线缆断落、垂挂、杂乱，影响通行',
      closing: '收起固定；断落的先围挡',
      publicPlace: 'exact',
      hint: '离远一点拍，不要碰线。',
      scene: 'cable',
      keywords: ['电线', '线缆', '网线', '垂下来', '断线']
    }
  ],
  other: [
    {
      code: 'shumu',
      name: '树木倒伏断枝',
      plainName: '树倒了、树枝断了',
      gb: component('04', '02', '行道树'),
      urgency: 'urgent',
      limit: rush(12),
      filing: '树木倒伏、断枝、枯死，影响安全',
      closing: '清理、修剪、扶正或补种',
      publicPlace: 'exact',
      hint: '压到车或线的，写上。',
      scene: 'tree',
      keywords: ['树', '断枝', '倒了', '枯树', '修剪']
    },
    {
      code: 'lvdi',
      name: '绿地破坏',
      plainName: '绿地被毁',
      gb: event('01', '06', '绿地脏乱', verified),
      urgency: 'limited',
      limit: days(5, '绿地保洁 4 工作时，绿地养护（补植修复）5 工作日'),
      filing: '毁绿种菜、践踏缺株、绿地垃圾',
      closing: '清理、补植修复',
      publicPlace: '50m',
      hint: '拍出少了多大一片。',
      scene: 'lawn',
      keywords: ['绿地', '毁绿', '种菜', '草坪', '公园']
    },
    {
      code: 'quanzhi',
      name: '犬只扰民',
      plainName: '狗扰民',
      gb: event('06', '96', '犬只管理（自定义）', extension),
      urgency: 'limited',
      limit: days(3),
      filing: '流浪犬伤人风险、遛狗不牵绳、犬吠扰民',
      closing: '收容、劝导或依法处理',
      publicPlace: '50m',
      hint: '不要靠近。写在哪里、什么时候最常见。',
      scene: 'dog',
      keywords: ['狗', '流浪狗', '不牵绳', '狗叫', '犬']
    },
    {
      code: 'shipin-weisheng',
      name: '食品卫生',
      plainName: '食品不卫生',
      gb: event('06', '95', '食品经营卫生（自定义）', extension),
      urgency: 'limited',
      limit: days(5),
      filing: '食品摊店卫生差、无证、售卖变质食品',
      closing: '现场检查，责令整改或依法处理',
      publicPlace: '50m',
      hint: '小票和包装留着，一起拍。',
      scene: 'stall',
      keywords: ['食品', '变质', '无证', '后厨', '校门口零食']
    },
    {
      code: 'gonggong-weisheng',
      name: '公共卫生',
      plainName: '公共场所不卫生',
      gb: event('06', '94', '公共场所卫生（自定义）', extension),
      urgency: 'limited',
      limit: days(5),
      filing: '公共场所卫生差、鼠蚊蝇多、医疗废物乱扔',
      closing: '现场检查，消杀整改',
      publicPlace: '50m',
      hint: '看到针头等，不要用手碰。',
      scene: 'garbage',
      keywords: ['老鼠', '蚊子', '蟑螂', '医疗垃圾', '理发店', '消毒']
    },
    {
      code: 'duiwu-zuofeng',
      name: '工作人员作风',
      plainName: '对工作人员有意见',
      gb: event('06', '93', '队伍作风（自定义）', extension),
      urgency: 'limited',
      limit: days(10),
      filing: '执法和服务人员态度粗暴、推诿、吃拿卡要',
      closing: '查清答复，属实的依规处理',
      publicPlace: 'street',
      hint: '这类事不会交给您反映的那个单位。写时间、地点和经过。',
      scene: 'generic',
      keywords: ['态度', '粗暴', '推诿', '吃拿卡要', '城管打人', '投诉工作人员']
    },
    {
      code: 'qita',
      name: '其他问题',
      gb: event('06', '92', '其他事项（自定义）', extension),
      urgency: 'limited',
      limit: asTheyPass(7, '一般事项 7 天（北京 12345 反馈时限）'),
      filing: '以上没有的城市管理问题',
      closing: '办结，或说清归谁办、怎么联系',
      publicPlace: 'street',
      hint: '用一两句话写清是什么事。',
      scene: 'generic',
      keywords: ['其他', '建议', '咨询']
    }
  ]
}

export const categories: Category[] = tiles.flatMap((tile) =>
  (rows[tile.id] ?? []).map((row, i) => ({
    code: row.code,
    name: row.name,
    ...(row.plainName && { plainName: row.plainName }),
    tile: tile.id,
    order: tile.order * 100 + i + 1,
    gb: row.gb,
    urgency: row.urgency,
    limit: row.limit,
    filing: row.filing,
    closing: row.closing,
    publicPlace: row.publicPlace,
    home: row.home ?? false,
    hint: row.hint,
    scene: row.scene,
    keywords: row.keywords
  }))
)
