/** What each field of an entry is called, and how to fill it in. */
import type { AreaLevel, AssetKind, ListPart } from '../../parts.ts'
import type { precisions } from '../../city.ts'
import type { Datum } from '../../releases.ts'

interface Labelled {
  label: string
  hint?: string
}
const areaClass = { label: '区域等级', hint: '一类、二类、三类，用来定时限的松紧。' }

export const adminFields = {
  fields: {
    areas: {
      id: { label: '代号', hint: '小写字母、数字和连字符。规则和单位用它指这个区域，定了不要改。' },
      level: { label: '级别' },
      name: { label: '名称' },
      parent: { label: '上级', hint: '街道写所属的区，社区写所属的街道。' },
      areaClass
    },
    assets: {
      id: { label: '代号', hint: '小写字母、数字和连字符，定了不要改。' },
      kind: { label: '种类' },
      name: { label: '名称' },
      owner: { label: '权属单位' }
    },
    offices: {
      id: { label: '代号', hint: '小写字母、数字和连字符，定了不要改。' },
      name: { label: '全称' },
      short: { label: '简称', hint: '列表和工作台上用。' },
      kind: { label: '类型' },
      area: { label: '所在街道', hint: '只有街道中队要填，一个街道一个中队。' },
      supervising: { label: '监督单位', hint: '核查和督办由它负责，不能是自己。' },
      phone: { label: '电话' },
      address: { label: '地址' },
      place: { label: '位置', hint: '经度在前，纬度在后，用逗号隔开。' },
      hours: {
        label: '值班时间',
        hint: '居民看到的。空着就照工作日历里的值班时间；要自己写，例如：每天 7:00 到 22:00，夜间有人值班。'
      },
      duties: { label: '职责清单', hint: '一行一条，先写编号，空一格，再写内容。编号退回时要引用，不要改。' }
    },
    people: {
      id: { label: '登录名', hint: '一般是姓名拼音，定了不要改。' },
      name: { label: '姓名' },
      office: { label: '单位' },
      roles: { label: '岗位' },
      title: { label: '职务' },
      phone: { label: '电话' },
      deputy: { label: 'B 岗', hint: '请假、出差或离岗时由谁接办，要是同一单位的人。' },
      away: { label: '不在岗的日子', hint: '一行一段，例如：2026-12-01 2026-12-05。两头的日子都算。' },
      left: { label: '离岗日期', hint: '最后一天上班的日子。填了以后不再派给他。' }
    },
    categories: {
      code: { label: '代号', hint: '小写字母、数字和连字符，定了不要改。' },
      name: { label: '名称' },
      plainName: { label: '居民的说法', hint: '居民选类别时看到的名字，例如「垃圾成堆」。不填就用名称。' },
      tile: { label: '大类' },
      order: { label: '顺序', hint: '数字小的排前面。' },
      urgency: { label: '紧急程度' },
      limit: { label: '办理时限', hint: '一类、二类、三类区域各一个数，越繁华越短，如 2、3、5。' },
      unit: { label: '时限单位' },
      basis: { label: '时限依据', hint: '写明出自哪份文件。' },
      filing: { label: '立案条件' },
      closing: { label: '结案条件' },
      publicPlace: { label: '公开的位置精度' },
      similarM: { label: '多少米以内算同一处', hint: '居民提交前，这个距离以内的同类案件会先给他看。不填就是 50 米。' },
      home: { label: '发生在住户家里', hint: '勾上以后公开位置只到街道。' },
      aboutOfficers: { label: '投诉工作人员', hint: '勾上以后只派给监督单位，被投诉的单位看不到。' },
      hint: { label: '拍照提示' },
      scene: { label: '示意图代号' },
      keywords: { label: '关键词', hint: '用顿号隔开，居民写描述时据此推荐类别。' },
      questions: {
        label: '补充问题',
        hint: '以 # 开头的一行是问题，下面每行一个选项。都先写代号，空一格，再写文字。最多 5 个问题。'
      },
      profile: { label: '国标分类' },
      major: { label: '大类编码' },
      majorName: { label: '大类名称' },
      minor: { label: '小类编码' },
      minorName: { label: '小类名称' },
      extension: { label: '扩展类别' },
      verified: { label: '已对照国标核过' }
    },
    tiles: {
      id: { label: '代号', hint: '小写字母、数字和连字符，定了不要改。' },
      name: { label: '名称' },
      icon: { label: '图标' },
      order: { label: '顺序', hint: '数字小的排前面。' }
    },
    rules: {
      id: { label: '编号', hint: '字母、数字、点和连字符，例如 R-14.1。公开页面会写出来，定了不要改。' },
      title: { label: '名称' },
      categories: { label: '类别', hint: '一个都不勾，就是所有类别。' },
      areas: { label: '区域', hint: '一个都不勾，就是全市。勾街道包括它的社区。' },
      tiles: { label: '大类', hint: '不勾就不看。' },
      assets: { label: '权属地块', hint: '位置在勾选的这几种地块里才算。不勾就不看。' },
      owners: { label: '谁的地块', hint: '位置在勾选单位的地块上才算。不勾就不看。' },
      timeDays: { label: '哪些日子' },
      timeWeekdays: { label: '星期几', hint: '不勾就是每一天。' },
      timeHours: { label: '时段', hint: '例如 22:00-06:00，过零点也可以。几段用逗号隔开，不写就是全天。' },
      channels: { label: '来源', hint: '不勾就是所有来源。' },
      urgencies: { label: '紧急程度', hint: '不勾就是所有程度。' },
      answers: { label: '补充问题的回答', hint: '同一个问题勾几个，答中一个就算。勾了几个问题，每个都要答中。' },
      numbers: {
        label: '回答的数',
        hint: '一行一个，例如 times >= 3、times <= 5、times 3-5。选项的数写在类别的补充问题里。'
      },
      exceptCategories: { label: '除了这些类别' },
      exceptAreas: { label: '除了这些区域' },
      exceptTiles: { label: '除了这些大类' },
      exceptAssets: { label: '除了这几种权属地块' },
      exceptOwners: { label: '除了这些单位的地块' },
      exceptTimeDays: { label: '除了这些日子' },
      exceptTimeWeekdays: { label: '除了星期几' },
      exceptTimeHours: { label: '除了这些时段' },
      exceptChannels: { label: '除了这些来源' },
      exceptUrgencies: { label: '除了这些程度' },
      exceptAnswers: { label: '除了这些回答' },
      exceptNumbers: { label: '除了这些数' },
      off: { label: '停用', hint: '留在这里，什么也不派。' },
      from: { label: '从哪天起' },
      to: { label: '到哪天为止' },
      lead: { label: '主办' },
      assisting: { label: '协办', hint: '可以不选，最多 10 个。' },
      supervising: { label: '监督单位' },
      person: { label: 'A 岗经办人', hint: '要是主办单位的人。不在岗时由他的 B 岗接办。' },
      duty: { label: '依据的职责条目' },
      because: { label: '理由', hint: '原样写在案件的公开页面上，100 字以内。' }
    }
  } satisfies Record<ListPart, Record<string, Labelled>>,
  /** Fields that a form shows in several pieces, or not at all. */
  whole: { time: '时间', except: '除外的情形', limit: '时限', gb: '国标编码', geometry: '边界', version: '版次' },
  formGroups: {
    when: '什么情况下用这条规则',
    except: '哪些情况除外（下面写的同时符合才除外）',
    who: '派给谁',
    always: '什么时候有效',
    basics: '基本情况',
    public: '居民看到的',
    limits: '时限和条件',
    ask: '上报时问什么',
    gb: '国标编码',
    duty: '职责',
    pair: 'A/B 岗',
    contact: '联系方式'
  },
  values: {
    unchosen: '不填',
    optional: '可以不填',
    choose: '请选择',
    level: { city: '市', district: '区', street: '街道', community: '社区' } satisfies Record<AreaLevel, string>,
    asset: {
      estate: '住宅小区',
      municipal: '市政道路和管线',
      green: '绿地公园',
      water: '水域河道',
      sanitation: '环卫设施',
      enterprise: '企业设施',
      other: '其他'
    } satisfies Record<AssetKind, string>,
    datum: {
      wgs84: 'WGS-84、CGCS2000 经纬度',
      gcj02: 'GCJ-02（高德、腾讯地图）',
      bd09: 'BD-09（百度地图）',
      mercator: 'Web 墨卡托（EPSG:3857，米）'
    } satisfies Record<Datum, string>,
    days: { working: '工作日', off: '休息日', weekend: '周末', holiday: '节假日' },
    weekday: '周{day}',
    unit: { rush_hour: '紧急工作时', work_hour: '工作时', work_day: '工作日', day: '自然日' },
    precision: { street: '只到街道', '50m': '50 米网格', exact: '原样公开' } satisfies Record<
      (typeof precisions)[number],
      string
    >,
    profile: { event: '事件', component: '部件' },
    squad: '所在街道的中队',
    owner: '地块的权属单位',
    yes: '是'
  },
  columns: {
    name: '名称',
    office: '单位',
    id: '代号',
    kind: '类型',
    hours: '值班时间',
    asCalendar: '照工作日历',
    duties: '职责',
    people: '人员',
    roles: '岗位',
    deputy: 'B 岗',
    deputyOf: 'A 岗是谁',
    state: '在岗',
    tile: '大类',
    limit: '时限',
    urgency: '程度',
    questions: '问题',
    parent: '上级',
    owner: '权属单位',
    icon: '图标',
    categories: '类别',
    order: '顺序',
    left: '{day} 离岗',
    away: '{from} 到 {to} 不在岗',
    here: '在岗',
    dutiesOf: '{n} 条',
    noDuty: '没有职责清单',
    noDeputy: '没有 B 岗',
    peopleOf: '{n} 人',
    noPeople: '没有人',
    questionsOf: '{n} 个'
  },
  wrong: {
    empty: '这里不能空着。',
    slug: '只能用小写字母、数字和连字符。',
    number: '写一个整数。',
    range: '超出了范围。',
    max: '最多 {n} 个字。',
    min: '至少 {n} 个字。',
    choose: '请选一个。',
    clock: '时间写成 22:00-06:00 这样。',
    day: '日期写成 2026-12-01 这样。',
    place: '写成 119.706754, 32.615404 这样，经度在前。',
    list: '有一行没写对，照提示的样子写。',
    some: '至少选一个。',
    other: '这里的内容不对。'
  }
}
