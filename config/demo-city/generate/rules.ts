/**
 * Who answers for what. Ordered, the first match wins: a function office where a trade is its own, the squad of the
 * street for the rest (以块为主，条块结合), the mobile squad when nothing matched. Every category is named on purpose.
 */
import type { OfficeOf, RoutingRule } from '../../city/types.ts'
import { aboutOfficers } from './questions.ts'

const street = { duty: 'street' } as const
const owner = { owner: 'asset' } as const
const towns = ['liuxi', 'zhutang', 'shiqiao']
const night = { hours: [{ from: '22:00', to: '06:00' }] }

type More = Partial<Pick<RoutingRule, 'assets' | 'time' | 'answers' | 'person' | 'supervising'>> & {
  areas?: string[]
  assisting?: (string | OfficeOf)[]
}
const officeOf = (who: string | OfficeOf): OfficeOf => (typeof who === 'string' ? { office: who } : who)

const rule = (
  id: string,
  title: string,
  categories: string[] | '*',
  lead: string | OfficeOf,
  because: string,
  { areas, assisting, supervising = 'centre', ...more }: More = {}
): RoutingRule => ({
  id,
  version: 1,
  title,
  categories,
  areas: areas ?? '*',
  ...more,
  lead: officeOf(lead),
  ...(assisting && { assisting: assisting.map(officeOf) }),
  supervising,
  because
})

export const rules: RoutingRule[] = [
  rule('R-1.1', '对纪检监督组的意见', [aboutOfficers], 'centre', '反映纪检监督组自己的事，由市随手拍中心受理', {
    answers: [{ question: 'unit', choices: ['inspection'] }],
    supervising: 'enforcement'
  }),
  rule('R-1.2', '对随手拍中心的意见', [aboutOfficers], 'inspection', '反映市随手拍中心的事，归纪检监督组办', {
    answers: [{ question: 'unit', choices: ['centre'] }],
    supervising: 'enforcement'
  }),
  rule('R-1.3', '工作人员作风', [aboutOfficers], 'inspection', '反映工作人员的事不交给被反映的单位，归纪检监督组办'),

  rule(
    'R-2.1',
    '小区里的事',
    ['lajitong-manyi', 'dajian-laji', 'xiaofang-tongdao', 'lvdai-tingche', 'ludeng', 'lvdi'],
    owner,
    '小区里的公共部位由物业办，街道中队协办',
    { assets: ['estate'], assisting: [street] }
  ),
  rule(
    'R-2.2',
    '公园里的事',
    ['baolu-laji', 'lajitong-manyi', 'daolu-buji', 'gongce', 'shumu', 'lvdi'],
    owner,
    '公园里的保洁、树木和设施由管养单位办',
    { assets: ['green'] }
  ),
  rule('R-2.3', '水面和湖面上的垃圾', ['baolu-laji', 'daolu-buji'], owner, '水面上的归水利局办', {
    assets: ['water'],
    assisting: ['sanitation']
  }),
  rule('R-2.4', '站前广场', ['lumian-posun', 'ludeng', 'hulan', 'biaozhipai'], owner, '站前广场由市政养护单位办', {
    assets: ['municipal']
  }),

  rule(
    'R-3.1',
    '夜里的占道和扰民',
    ['liudong-tanfan', 'dianwai-jingying', 'canyin-youyan', 'lutian-shaokao', 'shangye-zaosheng'],
    'mobile',
    '夜里由机动中队值班接办，第二天交街道中队回访',
    { time: night, assisting: [street] }
  ),
  rule(
    'R-3.2',
    '休息日的市政抢修',
    ['jinggai', 'jishui', 'shuiguan-baolie'],
    'municipal-works',
    '休息日由市政养护单位值班抢修',
    {
      time: { days: 'off' },
      assisting: ['housing']
    }
  ),

  rule('R-14.1', '流动摊贩', ['liudong-tanfan'], street, '流动摊贩归街道执法中队办'),
  rule('R-14.2', '店外经营', ['dianwai-jingying', 'zhanya-mangdao'], street, '门前占道归街道执法中队办'),
  rule('R-14.3', '市场外溢', ['shichang-waiyi'], 'market-regulation', '农贸市场的秩序归市场监管局办'),
  rule('R-14.4', '广告和小广告', ['guanggao-paibian', 'xiaoguanggao'], street, '户外广告和小广告归街道执法中队办'),

  rule(
    'R-15.1',
    '镇区环卫',
    ['baolu-laji', 'lajitong-manyi', 'dajian-laji', 'daolu-buji', 'gongce'],
    street,
    '镇里的环卫由镇自管，归镇执法中队办',
    { areas: towns }
  ),
  rule(
    'R-15.2',
    '城区环卫',
    ['baolu-laji', 'lajitong-manyi', 'dajian-laji', 'daolu-buji', 'gongce'],
    'sanitation',
    '清扫清运和环卫设施归环卫中心办',
    { person: 'chenliqun' }
  ),
  rule('R-15.3', '建筑垃圾和焚烧', ['jianzhu-laji', 'fenshao'], street, '乱倒和焚烧归街道执法中队办'),

  rule('R-16.1', '车道停车', ['daolu-weiting', 'jiangshi-che'], 'traffic', '车道上的车辆归交警支队办'),
  rule('R-16.2', '消防通道', ['xiaofang-tongdao'], 'police', '消防通道归公安局办'),
  rule(
    'R-16.3',
    '人行道和绿化带停车',
    ['renxingdao-tingche', 'lvdai-tingche', 'gongxiang-danche'],
    street,
    '人行道和绿化带上的车辆归街道执法中队办'
  ),

  rule('R-17.1', '工厂排污', ['wushui-zhipai'], 'ecology', '看着是工厂排的，归生态环境局办', {
    answers: [{ question: 'source', choices: ['factory'] }],
    assisting: ['water']
  }),
  rule('R-17.2', '工地排污', ['wushui-zhipai'], 'housing', '看着是工地排的，归住建局办', {
    answers: [{ question: 'source', choices: ['site'] }],
    assisting: ['water']
  }),
  rule('R-17.3', '河道', ['wushui-zhipai', 'shuimian-piaofu', 'hean-laji'], 'water', '河道、湖泊和岸线归水利局办', {
    person: 'linsongtao'
  }),

  rule('R-18.1', '工地管理', ['gongdi-yangchen', 'weidang-posun'], 'housing', '工地扬尘和围挡归住建局办'),
  rule('R-18.2', '渣土运输', ['zhatu-che'], 'enforcement', '运渣车辆跨街道行驶，归城管支队办'),
  rule('R-18.3', '夜间施工', ['yejian-shigong'], 'ecology', '施工噪声归生态环境局办'),
  rule('R-18.4', '违法搭建', ['weijian'], street, '违法搭建归街道执法中队办'),

  rule('R-19.1', '油烟和烧烤', ['canyin-youyan', 'lutian-shaokao'], street, '油烟扰民归街道执法中队办'),
  rule('R-19.2', '商业噪声', ['shangye-zaosheng'], street, '商业噪声归街道执法中队办'),
  rule('R-19.3', '邻里噪声', ['linli-zaosheng'], 'police', '社会生活噪声归公安局办'),

  rule('R-20.0', '供水井盖', ['jinggai'], 'municipal-works', '写着供水的井盖归市政养护单位办', {
    answers: [{ question: 'cover', choices: ['water'] }]
  }),
  rule(
    'R-20.1',
    '市政设施',
    ['lumian-posun', 'jinggai', 'ludeng', 'jishui', 'shuiguan-baolie', 'xianlan'],
    'housing',
    '市政设施归住建局办'
  ),
  rule('R-20.2', '交通设施', ['hulan', 'biaozhipai'], 'traffic', '交通护栏和标志归交警支队办'),

  rule('R-21.1', '园林绿化', ['shumu', 'lvdi'], 'enforcement', '园林绿化归城管支队办'),
  rule('R-21.2', '犬只', ['quanzhi'], 'police', '犬只管理归公安局办'),
  rule('R-21.3', '食品卫生', ['shipin-weisheng'], 'market-regulation', '食品经营归市场监管局办'),
  rule('R-21.4', '公共卫生', ['gonggong-weisheng'], 'health', '公共场所卫生归卫健委办'),
  rule('R-22.1', '其他问题', ['qita'], street, '没有对应事项的，由所在街道的执法中队先接下来'),

  rule('R-99.1', '兜底', '*', 'mobile', '没有规则对得上，由机动中队兜底')
]
