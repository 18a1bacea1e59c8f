/**
 * Who answers for what. Ordered, the first match wins: a function office where a trade is its own, the squad of the
 * street for the rest (以块为主，条块结合), the mobile squad when nothing matched. Every category is named on purpose.
 */
import type { RoutingRule } from '../types.ts'

const street = { duty: 'street' } as const
const towns = ['liuxi', 'zhutang', 'shiqiao']

const rule = (
  id: string,
  title: string,
  categories: string[] | '*',
  lead: string | typeof street,
  because: string,
  areas: string[] | '*' = '*'
): RoutingRule => ({
  id,
  version: 1,
  title,
  categories,
  areas,
  lead: typeof lead === 'string' ? { office: lead } : lead,
  supervising: 'centre',
  because
})

export const rules: RoutingRule[] = [
  rule('R-1.1', '工作人员作风', ['duiwu-zuofeng'], 'inspection', '反映工作人员的事不交给被反映的单位，归纪检监督组办'),

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
    towns
  ),
  rule(
    'R-15.2',
    '城区环卫',
    ['baolu-laji', 'lajitong-manyi', 'dajian-laji', 'daolu-buji', 'gongce'],
    'sanitation',
    '清扫清运和环卫设施归环卫中心办'
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

  rule('R-17.1', '河道', ['wushui-zhipai', 'shuimian-piaofu', 'hean-laji'], 'water', '河道、湖泊和岸线归水利局办'),

  rule('R-18.1', '工地管理', ['gongdi-yangchen', 'weidang-posun'], 'housing', '工地扬尘和围挡归住建局办'),
  rule('R-18.2', '渣土运输', ['zhatu-che'], 'enforcement', '运渣车辆跨街道行驶，归城管支队办'),
  rule('R-18.3', '夜间施工', ['yejian-shigong'], 'ecology', '施工噪声归生态环境局办'),
  rule('R-18.4', '违法搭建', ['weijian'], street, '违法搭建归街道执法中队办'),

  rule('R-19.1', '油烟和烧烤', ['canyin-youyan', 'lutian-shaokao'], street, '油烟扰民归街道执法中队办'),
  rule('R-19.2', '商业噪声', ['shangye-zaosheng'], street, '商业噪声归街道执法中队办'),
  rule('R-19.3', '邻里噪声', ['linli-zaosheng'], 'police', '社会生活噪声归公安局办'),

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
