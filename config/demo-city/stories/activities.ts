/**
 * What people of the demo city do together. Made up; every activity is marked as synthetic. {at} is the meeting point,
 * days count from the first start.
 */
import type { ActivityKind, Training } from '#shared/activities.ts'
import type { Honour } from '#shared/volunteers.ts'
import type { SceneKind } from '../scenes/index.ts'
import type { NamedPlace } from '../../city/types.ts'

/** How far it has come by the first start. */
export type Stage = 'draft' | 'review' | 'open' | 'running' | 'settled' | 'archived'

export interface DemoShift {
  /** 0 is today. */
  day: number
  /** Hour of the clock; 8.5 is half past eight. */
  from: number
  hours: number
  roles: { name: string; capacity: number; come: number }[]
}
export interface DemoActivity {
  stage: Stage
  office: string
  /** It meets where something has been reported again and again. */
  fromCases?: true
  kind: ActivityKind
  title: string
  about: string
  at: NamedPlace['kind']
  address: string
  coOrganisers: string[]
  bring: string[]
  /** Its days move on to the next that suit: Saturdays and Sundays, or days on which there is school. */
  on?: 'weekend' | 'school'
  /** What it is pictured by: the cover, and of what is settled before and after. */
  scene?: { kind: SceneKind; variant: number; cover: 'before' | 'after' }
  shifts: DemoShift[]
  results?: { words: string; figures: { name: string; value: string }[] }
  /** What came after the hours of its first shift were granted. */
  after?: DemoAfter
}

/** Whom it is about: the n-th of those who came, or of those who were written down as absent. */
export interface DemoWho {
  who: 'came' | 'absent'
  n: number
}
export interface DemoAfter {
  corrections: readonly (DemoWho & {
    /** More or less than was granted, in minutes. */
    by: number
    words: string
    /** The organiser asks for him; the centre rules. */
    organiser?: true
    ruling?: { approve: boolean; words: string }
  })[]
  honours: readonly (DemoWho & { honour: Honour; words: string })[]
  trainings: readonly (DemoWho & { training: Training; score?: number })[]
}

const safety = '参加者由组织单位统一投保志愿服务意外险。'
const rain = '中雨及以上改期，前一天下午六点前通知报名的人。'
export const common = { insurance: safety, weather: rain, cancelHours: 14, confirmMinutes: 720, waitAtMost: 12 }

export const activities: readonly DemoActivity[] = [
  {
    stage: 'archived',
    office: 'hebin-squad',
    kind: 'posters',
    title: '撕掉楼道里的小广告',
    about:
      '两人一组，从一楼走到顶楼，把墙上和门边的小广告喷湿、铲掉、擦净。喷壶和铲刀由中队准备，油漆喷涂的拍照报给中队处理。',
    at: 'residential',
    address: '{at}楼下集合',
    coOrganisers: ['文庙巷社区'],
    scene: { kind: 'leaflets', variant: 0, cover: 'before' },
    on: 'weekend',
    bring: ['旧毛巾', '水杯'],
    shifts: [{ day: -112, from: 8.5, hours: 2, roles: [{ name: '清理', capacity: 16, come: 13 }] }],
    results: {
      words: '清理了六个单元的楼道，油漆喷涂的九处已经报给物业粉刷。',
      figures: [
        { name: '清理楼道', value: '6 个单元' },
        { name: '小广告', value: '约 240 张' }
      ]
    }
  },
  {
    stage: 'settled',
    office: 'sanitation',
    kind: 'outreach',
    title: '垃圾分类进菜市场',
    about: '在市场入口摆一张台子，教摊主和买菜的居民怎么分湿垃圾，收摊前一起看一遍各家的桶，分得好的贴一张笑脸。',
    at: 'market',
    address: '{at}入口',
    coOrganisers: ['市场管理办公室'],
    scene: { kind: 'bins', variant: 3, cover: 'before' },
    on: 'weekend',
    bring: ['遮阳帽', '水杯'],
    shifts: [
      {
        day: -13,
        from: 7.5,
        hours: 2.5,
        roles: [
          { name: '讲解', capacity: 6, come: 5 },
          { name: '看桶', capacity: 8, come: 7 }
        ]
      }
    ],
    results: {
      words: '四十二家摊位看了一遍，其中三十一家当天就分对了，其余约好下周再来。',
      figures: [
        { name: '走访摊位', value: '42 家' },
        { name: '发出图册', value: '180 份' }
      ]
    },
    after: {
      corrections: [
        { who: 'came', n: 2, by: 40, words: '收摊后又和摊主把桶看了一遍，走的时候忘了签退，签到码已经收了。' },
        {
          who: 'came',
          n: 4,
          by: 30,
          words: '我七点就到了，帮着搬台子。',
          ruling: { approve: true, words: '问过带队的人，确实七点到。' }
        }
      ],
      honours: [{ who: 'came', n: 0, honour: 'service_star', words: '一个上午讲了四十多家，嗓子都哑了' }],
      trainings: [
        { who: 'came', n: 0, training: 'law', score: 86 },
        { who: 'came', n: 1, training: 'law', score: 52 }
      ]
    }
  },
  {
    stage: 'settled',
    office: 'hebin-squad',
    kind: 'cleanup',
    title: '沿街周末大扫除',
    about: '沿路捡烟头和塑料袋，清掉绿化带里的杂物。工具由中队发，捡到的分类装袋，最后一起称重。孩子可以和家长一起来。',
    at: 'road',
    address: '{at}',
    coOrganisers: ['河滨街道团工委', '文庙巷社区'],
    scene: { kind: 'garbage', variant: 1, cover: 'before' },
    on: 'weekend',
    bring: ['手套', '水杯'],
    shifts: [
      { day: -8, from: 8.5, hours: 2, roles: [{ name: '清扫', capacity: 20, come: 17 }] },
      { day: -7, from: 8.5, hours: 2, roles: [{ name: '清扫', capacity: 20, come: 11 }] }
    ],
    results: {
      words: '两个上午把一公里多的路走了个来回，绿化带里的杂物清空，三处破损的护栏已经报修。',
      figures: [
        { name: '清出垃圾', value: '168 公斤' },
        { name: '清扫路段', value: '1.2 公里' }
      ]
    },
    after: {
      corrections: [
        { who: 'absent', n: 0, by: 110, words: '我到了，手机没电签不了到，和带队的丁队打过招呼，一直干到收工。' },
        { who: 'came', n: 3, by: 25, words: '结束后留下来把工具洗了再还，签退签早了。' },
        { who: 'came', n: 5, by: -45, words: '中途接孩子先走了，签退是同伴代点的。', organiser: true },
        {
          who: 'came',
          n: 7,
          by: 60,
          words: '路上也算时间吧？',
          ruling: { approve: false, words: '时长从到场算起，路上的时间不算。' }
        }
      ],
      honours: [
        { who: 'came', n: 1, honour: 'star_of_month', words: '连着三个月每次都来，带着新来的人干' },
        { who: 'came', n: 2, honour: 'good_partner', words: '一路扶着老人过马路' }
      ],
      trainings: [
        { who: 'came', n: 1, training: 'basics' },
        { who: 'came', n: 4, training: 'traffic', score: 90 }
      ]
    }
  },
  {
    stage: 'running',
    office: 'hebin-squad',
    kind: 'river',
    title: '护河一周：每天走一段',
    about: '每天傍晚沿河走一段，捡岸边的垃圾，看排口有没有异常。发现问题拍照上报，不下水，不靠近没有护栏的岸边。',
    at: 'river',
    address: '{at}',
    coOrganisers: ['河长办'],
    scene: { kind: 'river-bank', variant: 0, cover: 'after' },
    bring: ['手套', '平底鞋'],
    shifts: [-2, -1, 1, 2, 3].map((day) => ({
      day,
      from: 16.5,
      hours: 1.5,
      roles: [{ name: '巡河', capacity: 8, come: day < 0 ? 7 : 5 }]
    }))
  },
  {
    stage: 'open',
    office: 'hebin-squad',
    fromCases: true,
    kind: 'cleanup',
    title: '反复脏乱的这条街，一起收拾',
    about:
      '这里最近被多次反映。中队先清大件，志愿者扫街面、理车辆，再挨家和店主说好门前怎么管。干完现场碰个头，把管不住的地方记下来。',
    at: 'road',
    address: '{at}',
    coOrganisers: ['河滨街道办事处'],
    scene: { kind: 'shopfront', variant: 1, cover: 'before' },
    on: 'weekend',
    bring: ['手套', '水杯'],
    shifts: [
      {
        day: 3,
        from: 8.5,
        hours: 2.5,
        roles: [
          { name: '清扫', capacity: 15, come: 13 },
          { name: '入户宣传', capacity: 4, come: 3 }
        ]
      }
    ]
  },
  {
    stage: 'open',
    office: 'sanitation',
    kind: 'bulky',
    title: '大件垃圾集中清运日',
    about: '旧沙发、旧床垫、旧柜子当天免费拉走。志愿者帮七十岁以上的老人把大件搬到楼下，量力而行，两人以上一起抬。',
    at: 'residential',
    address: '{at}门口空地',
    coOrganisers: ['物业服务中心'],
    scene: { kind: 'bulky', variant: 1, cover: 'before' },
    on: 'weekend',
    bring: ['劳保手套', '防滑鞋'],
    shifts: [
      {
        day: 9,
        from: 9,
        hours: 3,
        roles: [
          { name: '搬运', capacity: 6, come: 9 },
          { name: '登记', capacity: 3, come: 2 }
        ]
      }
    ]
  },
  {
    stage: 'open',
    office: 'hebin-squad',
    kind: 'escort',
    title: '放学路上护一程',
    about: '放学时站在校门两侧的路口，提醒接送车辆即停即走，陪孩子过马路。上岗前十五分钟由交警和中队一起讲要点。',
    at: 'school',
    address: '{at}',
    coOrganisers: ['交警大队'],
    on: 'school',
    bring: ['帽子', '水杯'],
    shifts: [8, 9, 10].map((day, i) => ({
      day,
      from: 16,
      hours: 1.5,
      roles: [{ name: '路口引导', capacity: 6, come: [5, 3, 1][i] ?? 1 }]
    }))
  },
  {
    stage: 'open',
    office: 'sanitation',
    kind: 'community',
    title: '旧物换绿植',
    about: '五节旧电池换一盆绿萝，两公斤旧书报换一盆多肉。志愿者帮着称重、登记、发绿植，剩下的书挑好的送社区书架。',
    at: 'park',
    address: '{at}',
    coOrganisers: ['社区书屋'],
    scene: { kind: 'lawn', variant: 0, cover: 'after' },
    on: 'weekend',
    bring: ['水杯'],
    shifts: [{ day: 16, from: 9, hours: 3, roles: [{ name: '服务台', capacity: 10, come: 4 }] }]
  },
  {
    stage: 'review',
    office: 'hebin-squad',
    kind: 'forum',
    title: '夜市怎么摆：居民和摊主坐下来谈',
    about:
      '请住在附近的居民、夜市的摊主和中队一起谈收摊时间、油烟和停车。志愿者做记录、计时，会后整理成一页纸张贴公布。',
    at: 'shop',
    address: '{at}旁的社区会议室',
    coOrganisers: ['河滨街道办事处'],
    on: 'school',
    bring: ['纸笔'],
    shifts: [{ day: 13, from: 19, hours: 2, roles: [{ name: '记录', capacity: 4, come: 0 }] }]
  },
  {
    stage: 'draft',
    office: 'sanitation',
    fromCases: true,
    kind: 'cleanup',
    title: '垃圾点清洁和守桶',
    about: '这一带的垃圾点多次被反映满溢。先清洗桶站和地面，再连着守两个早晚，告诉大家收运时间和投放的地方。',
    at: 'residential',
    address: '{at}',
    coOrganisers: [],
    bring: ['手套', '雨靴'],
    shifts: [
      { day: 15, from: 7, hours: 2, roles: [{ name: '守桶', capacity: 6, come: 0 }] },
      { day: 15, from: 18, hours: 2, roles: [{ name: '守桶', capacity: 6, come: 0 }] }
    ]
  }
]

/** Volunteers: a name for the list, and the one they chose to be shown under. */
export const volunteers: readonly [name: string, display: string][] = [
  ['沈小满', '小满'],
  ['顾念慈', '念念'],
  ['韩亦凡', '亦凡'],
  ['邱守仁', '老邱'],
  ['白采薇', '采薇'],
  ['陆承志', '承志'],
  ['余安琪', '安琪'],
  ['范伯涛', '阿涛'],
  ['汪望舒', '望舒'],
  ['魏建平', '魏师傅'],
  ['叶书瑶', '书瑶'],
  ['秦冬青', '冬青'],
  ['任景行', '景行'],
  ['姚桂香', '姚阿姨'],
  ['石德全', '石大爷'],
  ['毛乐之', '乐之'],
  ['钟月华', '月华'],
  ['彭新宇', '新宇'],
  ['袁红霞', '红霞'],
  ['丁明哲', '明哲'],
  ['卢心怡', '心怡'],
  ['蒋向东', '老蒋'],
  ['苏青禾', '青禾'],
  ['董家骏', '家骏'],
  ['潘素琴', '潘老师'],
  ['孔振宇', '振宇'],
  ['田秋月', '秋月'],
  ['罗正阳', '正阳'],
  ['程慧敏', '慧敏'],
  ['肖云峰', '云峰']
]

/** What is said with their certificates. */
export const certificateWords = {
  purpose: '学校志愿服务登记',
  corrected: '签退多记了半小时，已按更正后的时长重新出具。'
}
