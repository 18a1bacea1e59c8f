/** Texts that the rules were mended with: sentences, formats and people of their own. */
import { seeded, type Random } from '#config/demo-city/seed/random.ts'
import type { MaskKind } from '#shared/masking.ts'
import { anId, aCard, digits } from './made-up.ts'
import { fillIn, type Marked } from './measure.ts'

const calledOut = '洞幺两三四五六拐八勾'
const formal = '零壹贰叁肆伍陆柒捌玖'
const plain = '〇一二三四五六七八九'
const with_ = (table: string) => (text: string) => text.replace(/\d/g, (d) => table[Number(d)] ?? d)
const keycaps = (text: string): string => text.replace(/\d/g, '$&\ufe0f\u20e3')
const circled = (text: string): string => text.replace(/[1-9]/g, (d) => String.fromCodePoint(0x2460 + Number(d) - 1))
const groups = (text: string, sizes: readonly number[], by: string): string => {
  const parts: string[] = []
  let at = 0
  for (const size of sizes) parts.push(text.slice(at, (at += size)))
  return [...parts, text.slice(at)].filter(Boolean).join(by)
}
const half = (text: string): string => text.slice(0, 5) + with_(plain)(text.slice(5))

/** As often as people are called so, roughly; some of them rare. */
const people =
  '王海涛 李桂英 张伟 刘洋 陈秀兰 杨帆 赵铁柱 黄丽娟 周杰 吴桂花 徐凤霞 孙立平 马晓燕 朱永康 胡建军 郭振宇 林小红 何俊 高玉梅 罗志刚 郑国强 梁栋 谢文斌 宋佳 唐小龙 许志远 韩雪 邓超 冯春花 曹德旺 彭丽媛 曾庆华 肖红 田甜 董洁 潘长江 袁隆 蔡国华 蒋大为 余秀华 于丽 杜鹃 叶青 程功 魏民 苏有朋 吕良 丁香 任红 卢俊义 姚晨 沈冰 钟灵 姜文 崔健 谭晶 陆毅 范伟 汪洋 廖凡 石磊 金鑫 韦小宝 贾玲 夏雨 付强 方芳 邹波 熊英 白雪 孟非 秦海璐 邱岳 侯勇 江珊 尹正 薛梅 闫妮 段誉 雷佳 龙飞 黎明 史可 陶红 贺平 毛阿敏 郝蕾 顾长卫 龚琳娜 邵兵 万茜 覃辉 武媚 钱枫 戴玉强 欧阳修 诸葛亮 上官云珠 司马南 阚清子 佟丽娅 逯军 昝爱宗'.split(
    ' '
  )
const titles = [
  '先生',
  '女士',
  '师傅',
  '老板',
  '阿姨',
  '大爷',
  '老师',
  '医生',
  '经理',
  '队长',
  '主任',
  '大妈',
  '小姐',
  '奶奶'
]

export const writers: Record<string, (random: Random) => string> = {
  mobile(random) {
    const phone = `1${random.pick(['33', '36', '39', '50', '55', '58', '66', '76', '77', '82', '86', '89', '91', '98', '99'])}${digits(random, 8)}`
    return random.pick([
      () => phone,
      () => phone,
      () => phone,
      () => groups(phone, [3, 4], '－'),
      () => groups(phone, [3, 4], '—'),
      () => groups(phone, [3, 4], '·'),
      () => groups(phone, [3, 2, 2, 2], ' '),
      () => groups(phone, [4, 3], ' '),
      () => groups(phone, [5, 3], '_'),
      () => groups(phone, [3, 4], '  '),
      () => [...phone].join('.'),
      () => [...phone].join('*'),
      () => [...phone].join('-'),
      () => with_(calledOut)(phone),
      () => with_(plain)(phone),
      () => with_(formal)(phone),
      () => half(phone),
      () => keycaps(phone),
      () => circled(phone),
      () => `+86-${groups(phone, [3, 4], '-')}`,
      () => `0086${phone}`,
      () => `(+86)${phone}`,
      () => groups(phone, [3, 4], '/'),
      () => phone.replaceAll('0', 'o'),
      () => groups(phone, [3, 4], '…')
    ])()
  },
  fixed: (random) =>
    random.pick([
      `021-${random.int(2, 8)}${digits(random, 7)}`,
      `025${random.int(5, 8)}${digits(random, 7)}`,
      `（0519）8${digits(random, 6)}`,
      `0731—8${digits(random, 3)}—${digits(random, 4)}`,
      `0523 - 8${digits(random, 7)}`,
      `0755-2${digits(random, 7)}-80${random.int(1, 9)}`,
      `800 ${digits(random, 3)} ${digits(random, 4)}`,
      `400${digits(random, 7)}`,
      `400-8${digits(random, 2)}-8${digits(random, 3)}`
    ]),
  identity(random) {
    const id = anId(random)
    const swapped = id.slice(0, 15) + id.slice(16, 17) + id.slice(15, 16) + id.slice(17)
    return random.pick([
      id,
      id,
      id.toLowerCase(),
      groups(id, [3, 3, 4, 4], ' '),
      groups(id, [6, 4, 2, 2], '－'),
      with_(plain)(id),
      [...id].join(' '),
      swapped,
      id.slice(0, 16) + id.slice(17)
    ])
  },
  account(random) {
    const card = aCard(random)
    return random.pick([
      card,
      card,
      groups(card, [4, 4, 4, 4], '－'),
      groups(card, [6], ' '),
      with_(plain)(card),
      card.slice(0, -1) + String((Number(card.at(-1)) + 3) % 10)
    ])
  },
  vehicle(random) {
    const place = random.pick([...'津冀晋蒙辽吉黑闽赣豫鄂湘桂琼渝贵云藏陕甘青宁新苏沪'])
    const city = random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])
    const letter = (): string => random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])
    const serial = random.pick([
      digits(random, 5),
      `${digits(random, 4)}${letter()}`,
      `${letter()}${letter()}${digits(random, 3)}`,
      `${digits(random, 1)}${letter()}${digits(random, 3)}`
    ])
    return random.pick([
      `${place}${city}${serial}`,
      `${place}${city}${serial}`,
      `${place}${city}-${serial}`,
      `${place}${city}•${serial}`,
      `${place} ${city} ${serial}`,
      `${place}${city}.${serial}`,
      `${place}${city}${[...serial].join(' ')}`,
      `${place}${city.toLowerCase()}${serial.toLowerCase()}`,
      `${place}${city}${digits(random, 5)}${random.pick(['D', 'F'])}`,
      `${place}${city}F${digits(random, 5)}`,
      `${place}${city}·D${letter()}${digits(random, 4)}`,
      `${place}${city}${digits(random, 4)}${random.pick(['挂', '学', '警'])}`,
      `粤Z${letter()}${digits(random, 3)}${random.pick(['港', '澳'])}`,
      `${place}${city}${with_(calledOut)(digits(random, 5))}`,
      `${place}${String.fromCharCode(city.charCodeAt(0) + 0xfee0)}${serial.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))}`
    ])
  },
  mail: (random) =>
    random.pick([
      `${digits(random, 8)}@qq.com`,
      `chen.yu${random.int(1, 99)}＠126.com`,
      `Wang_Li@gmail.com`,
      `info@yunting-shop.com.cn`,
      `hui${digits(random, 3)}(at)163.com`,
      `lin艾特foxmail点com`
    ]),
  chat: (random) =>
    random.pick([
      `xiaomei_${digits(random, 3)}`,
      `ZYF${digits(random, 6)}`,
      `tony-${digits(random, 4)}`,
      `yu${digits(random, 7)}`
    ]),
  qq: (random) =>
    random.pick([
      `${random.int(1, 9)}${digits(random, 7)}`,
      groups(`${random.int(1, 9)}${digits(random, 8)}`, [3, 3], ' ')
    ]),
  flat(random) {
    const [a, b, c] = [random.int(1, 40), random.int(1, 5), `${random.int(1, 26)}0${random.int(1, 8)}`]
    return random.pick([
      `${a}栋${c}`,
      `${a}幢${b}单元${c}`,
      `${a}#${b}单元${c}室`,
      `${a}号楼${c}室`,
      `${a}座${c}室`,
      `${random.pick([...'ABCD'])}栋${b}单元${c}室`,
      `${a}—${b}—${c}`,
      `${a}-${b}-${c}室`,
      `${a} 号楼 ${b} 单元 ${c} 室`,
      `${a}栋${b}单元${random.int(2, 9)}楼${c}室`,
      `${a}号${c}`,
      `${with_(plain)(String(b))}幢${with_(plain)(c)}室`,
      `${a}号楼${b}单元`,
      `${b}组${a}号`
    ])
  },
  person: (random) => random.pick(people)
}
const kinds: Record<string, MaskKind> = {
  mobile: 'phone',
  fixed: 'phone',
  identity: 'id',
  account: 'card',
  vehicle: 'plate',
  mail: 'email',
  chat: 'account',
  qq: 'account',
  flat: 'door',
  person: 'name',
  family: 'name'
}
const harmless: Record<string, (random: Random) => string> = {
  title: (random) => random.pick(titles),
  street: (random) =>
    random.pick([
      '解放南路',
      '青年街',
      '柳溪大道',
      '府前巷',
      '江州东路',
      '老街',
      '新华路',
      '鼓楼西街',
      '凤凰路',
      '文昌阁'
    ]),
  house: (random) => String(random.int(1, 300)),
  date: (random) =>
    random.pick([
      `2026-${random.int(10, 12)}-${random.int(10, 28)}`,
      `${random.int(1, 12)}月${random.int(1, 28)}号`,
      `2026/11/${random.int(10, 28)}`,
      `20261${random.int(0, 2)}${random.int(10, 28)}`
    ]),
  hour: (random) => `${random.int(5, 22)}:${random.int(10, 59)}`,
  number: (random) => String(random.int(2, 900)),
  case: (random) => `2026-1${random.int(0, 2)}${random.int(10, 28)}-0${digits(random, 4)}`,
  long: (random) => random.pick([`SF${digits(random, 13)}`, `NO.${digits(random, 6)}`, `${digits(random, 5)}`]),
  share: (random) => `${random.int(1, 99)}.${random.int(1, 9)}%`
}

const frames = [
  // with something in it
  '昨晚{hour}在{street}，司机{person}开着{vehicle}逆行，留的号码{mobile}打过去是空号。',
  '投诉人：{person}，证件号码：{identity}，联系方式：{mobile}。',
  '小广告上写的是{mobile}，旁边还有一个{fixed}。',
  '开锁办证的加微信 {chat}，也可以加QQ{qq}。',
  '楼下{flat}的租户把电瓶车推上楼充电，房东是{person}。',
  '打钱给{person}，账号{account}，到现在没退。',
  '{vehicle}堵在消防通道，{vehicle}堵在后门。',
  '{family}{title}说要找城管，让我打{fixed}。',
  '把照片发到{mail}，三天没有回。',
  '我叫{person}，住{flat}，孩子每天走这条路。',
  '业主{person}反映，{flat}空调滴水到{date}还没修。',
  '请联系{person}（{mobile}）。',
  '门口贴着「招租 {mobile} {family}{title}」，撕了又贴。',
  '法人{person}名下的店，招牌挡住路灯，座机{fixed}。',
  '{date}，{street}{house}号店主{person}答应搬走，至今没动。',
  '车主把身份证{identity}的复印件丢在地上，车是{vehicle}。',
  '那个老板姓{family}，手机尾号换了，现在是{mobile}。',
  '已约谈负责人{person}，责令整改，车辆{vehicle}拖离。',
  '经查，{vehicle}由{family}{title}所有，已通知移车，电话{mobile}。',
  '当事人{person}（身份证号{identity}）承认占道。',
  '楼上{flat}漏水，找了物业{family}{title}三次。',
  '转账到卡{account}，备注货款，微信号是{chat}。',
  // with nothing in it
  '{street}{house}号门前占道{number}天，{date}{hour}又来，编号{case}。',
  '处理率{share}，比上月多{number}件，热线12345接了{number}个。',
  '公交{number}路站台玻璃碎了，{street}和青年街交叉口。',
  '施工单位夜里{hour}还在打桩，噪声{number}分贝，环保12369不管。',
  '{number}号楼前的树枝压到电线，高度不到{number}米。',
  '快递柜编号{long}，占了消防通道{number}平方米。',
  '井盖上印着{long}，{street}往东{number}米。',
  '老板说马上搬，店主常年把货堆在外面，城管来了又走。',
  '居民任何时候都能闻到油烟，业主高度紧张，车主何必这样。',
  '罚款{number}元，依据第{number}条，{date}前整改。',
  '方便的话请周末来看，白天没人，司机一直按喇叭。',
  '{street}的路灯{number}盏不亮，从{hour}到{hour}。'
]

function write(random: Random, slot: string): { words: string; kind?: MaskKind } {
  const kind = kinds[slot]
  if (slot === 'family') {
    const who = random.pick(people)
    const length = /^(欧阳|诸葛|上官|司马)/.test(who) ? 2 : 1
    return { words: who.slice(0, length), kind: 'name' }
  }
  const words = (writers[slot] ?? harmless[slot])?.(random) ?? ''
  return kind ? { words, kind } : { words }
}

export function secondTexts(seed: number, n: number): Marked[] {
  const random = seeded(seed)
  return Array.from({ length: n }, () => fillIn(random.pick(frames), (slot) => write(random, slot)))
}
