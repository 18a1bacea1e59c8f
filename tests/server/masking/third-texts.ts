/** Texts that the rules were mended with: sentences, formats and people of their own. */
import { seeded, type Random } from '#config/demo-city/seed/random.ts'
import type { MaskKind } from '#shared/masking.ts'
import { anId, aCard, digits } from './made-up.ts'
import { fillIn, type Marked } from './measure.ts'

const chinese = (text: string): string => text.replace(/\d/g, (d) => '零一二三四五六七八九'[Number(d)] ?? d)
const wide = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const cut = (text: string, at: readonly number[], by: string): string =>
  [0, ...at].map((from, i) => text.slice(from, at[i])).join(by)

const people =
  '沈佩华 周德明 顾惠芬 陆建忠 钱学勤 倪萍 孙桂英 施小芳 徐阿根 朱士林 吴根宝 蔡美玉 王宝强 李雪健 陈道明 张丰毅 刘佩琦 赵薇 黄渤 徐峥 宁浩 贾樟柯 姜武 葛优 濮存昕 斯琴 何冰 梁冠华 宋丹丹 杨立新 冯远征 吴刚 王茜华 高亚麟 孙红雷 张嘉译 刘奕君 王凯 靳东 胡歌 袁弘 霍思燕 董璇 马苏 殷桃 梅婷 陈数 蒋欣 郭涛 林永健 丁志诚 李立群 张国立 邓婕 许亚军 鲍国安 唐国强 魏宗万 陆树铭 严顺开 毛永明 汤镇业 苗侨伟 万梓良 余少群 江一燕 谢君豪 曾志伟 卢惠光 洪天明 罗家英 米雪 欧阳震华 司徒瑞祈 夏侯惇 易烊千玺 阿丽亚 巴特尔 段奕宏 焦晃 秦沛 石小满 童自荣 乔榛 尚华 富润生'.split(
    ' '
  )

export const writers: Record<string, (random: Random) => string> = {
  cell(random) {
    const n = `1${random.pick(['31', '37', '45', '52', '56', '59', '67', '73', '78', '80', '83', '88', '92', '95'])}${digits(random, 8)}`
    return random.pick([
      () => n,
      () => n,
      () => n,
      () => cut(n, [3, 7], ' '),
      () => cut(n, [3, 7], '-'),
      () => cut(n, [3, 6], ' '),
      () => cut(n, [4, 8], '-'),
      () => cut(n, [2, 4, 6, 8, 10], ' '),
      () => cut(n, [3, 7], '~'),
      () => cut(n, [3, 7], '＊'),
      () => cut(n, [3, 7], '\u00a0'),
      () => cut(n, [3, 7], '．'),
      () => cut(n, [3, 7], '\u200d'),
      () => wide(n),
      () => chinese(n),
      () => `幺${chinese(n.slice(1))}`,
      () => chinese(cut(n, [3, 7], ' ')),
      () => n.slice(0, 7) + chinese(n.slice(7)),
      () => `（+86）${n}`,
      () => `+86${cut(n, [3, 7], ' ')}`,
      () => [...n].join('·'),
      () => [...n].join(' - ').slice(0, 60),
      () => n.replaceAll('1', 'l')
    ])()
  },
  line: (random) =>
    random.pick([
      `0${random.pick(['516', '517', '571', '551', '592', '771'])}-${random.int(2, 8)}${digits(random, 7)}`,
      `0${random.pick(['21', '22', '23', '27', '28'])}－${random.int(2, 8)}${digits(random, 7)}`,
      `(0${random.pick(['516', '519'])})${random.int(5, 8)}${digits(random, 7)}`,
      `0527 ${random.int(5, 8)}${digits(random, 3)} ${digits(random, 4)}`,
      `010-${random.int(5, 8)}${digits(random, 7)}转${random.int(1, 9)}0${random.int(1, 9)}`,
      `400 ${digits(random, 4)} ${digits(random, 3)}`,
      `400-${digits(random, 4)}-${digits(random, 3)}`
    ]),
  citizen(random) {
    const id = anId(random)
    return random.pick([
      () => id,
      () => id,
      () => cut(id, [6, 14], '-'),
      () => cut(id, [3, 6, 10, 14], ' '),
      () => cut(id, [4, 8, 12, 16], ' '),
      () => wide(id),
      () => chinese(id),
      () => cut(id, [6, 10, 12, 14], '.'),
      () => id.slice(0, 17) + String((Number(id[16]) + 7) % 10),
      () => `${id.slice(0, 10)}${id.slice(9)}`.slice(0, 19)
    ])()
  },
  bank(random) {
    const card = aCard(random)
    return random.pick([
      () => card,
      () => card,
      () => cut(card, [4, 8, 12], ' '),
      () => cut(card, [4, 8, 12, 16], ' ').trim(),
      () => cut(card, [6, 12], ' '),
      () => wide(card),
      () => `${card.slice(0, 8)}${String((Number(card[8]) + 1) % 10)}${card.slice(9)}`
    ])()
  },
  plate(random) {
    const at = random.pick([...'苏浙沪皖鲁豫京粤冀川'])
    const city = random.pick([...'ABCDEFGHJKLMN'])
    const letter = (): string => random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])
    const n = random.pick([
      digits(random, 5),
      `${letter()}${digits(random, 4)}`,
      `${digits(random, 3)}${letter()}${letter()}`,
      `${digits(random, 2)}${letter()}${digits(random, 2)}`
    ])
    return random.pick([
      () => at + city + n,
      () => at + city + n,
      () => `${at}${city}・${n}`,
      () => `${at}${city}—${n}`,
      () => `${at}${city}*${n}`,
      () => `${at}${city}_${n}`,
      () => `${at}·${city}${n}`,
      () => `${at}${city} ${n.slice(0, 2)} ${n.slice(2)}`,
      () => wide(at + city + n),
      () => at + (city + n).toLowerCase(),
      () => `${at}${city}${digits(random, 4)}领`,
      () => `${at}${city}${digits(random, 4)}学`,
      () => `${at}${city}D${digits(random, 5)}`,
      () => `${at}${city}D${letter()}${digits(random, 4)}`,
      () => `${at}${city}${digits(random, 5)}F`,
      () => `${at}${city}${chinese(digits(random, 5))}`,
      () => `粤Z·${letter()}${digits(random, 3)}澳`,
      () => `\u200b${at}${city}\u200b${n}`
    ])()
  },
  post: (random) =>
    random.pick([
      `gu_${digits(random, 4)}@sohu.com`,
      `${digits(random, 9)}@QQ.COM`,
      `l.chen@hotmail.com`,
      wide('wu88@139.com'),
      `qian${digits(random, 2)}@mail.yunting.gov.cn`
    ]),
  wx: (random) =>
    random.pick([
      `Sunny${digits(random, 5)}`,
      `a${digits(random, 9)}`,
      `shen-${digits(random, 4)}`,
      `wang_${digits(random, 5)}`
    ]),
  penguin: (random) => `${random.int(1, 9)}${digits(random, random.int(5, 9))}`,
  home(random) {
    const [a, b, c] = [
      random.int(1, 60),
      random.int(1, 6),
      `${random.int(1, 33)}${random.pick(['01', '02', '03', '04', '06'])}`
    ]
    return random.pick([
      `${a}幢${c}`,
      `${a}栋${b}单元${c}室`,
      `${a}栋 ${b}单元 ${c}`,
      `${a}号楼${b}门${c}`.replace('门', '单元'),
      `${a}－${b}－${c}`,
      `${a}-${b}-${c}`,
      `${a}号${c}室`,
      `第${a}幢第${b}单元${c}室`.replaceAll('第', ''),
      `${random.pick(['甲', '乙', '东', '西'])}${b}单元${c}室`.slice(1),
      `${chinese(String(b))}栋${chinese(String(b))}单元${chinese(c)}`,
      wide(`${a}-${b}-${c}`),
      `${a}号楼${c}户`
    ])
  },
  who: (random) => random.pick(people)
}
const kinds: Record<string, MaskKind> = {
  cell: 'phone',
  line: 'phone',
  citizen: 'id',
  bank: 'card',
  plate: 'plate',
  post: 'email',
  wx: 'account',
  penguin: 'account',
  home: 'door',
  who: 'name',
  sir: 'name'
}
const harmless: Record<string, (random: Random) => string> = {
  rank: (random) => random.pick(['先生', '女士', '师傅', '阿姨', '大爷', '老师', '老板', '科长', '书记', '大姐']),
  place: (random) =>
    random.pick([
      '海陵路',
      '凤城河边',
      '老东门',
      '梅兰东路',
      '稻河古街',
      '春晖路',
      '引凤路口',
      '高港大道',
      '永定路',
      '济川路'
    ]),
  when: (random) =>
    random.pick([
      `11月${random.int(1, 30)}日`,
      `2026.11.${random.int(10, 30)}`,
      `上周${random.pick(['一', '二', '三'])}`,
      `昨天${random.int(5, 11)}点半`
    ]),
  count: (random) => String(random.int(2, 5000)),
  ref: (random) =>
    random.pick([
      `城管罚字〔2026〕第${random.int(10, 999)}号`,
      `工单${digits(random, 10)}`,
      `DH-${digits(random, 6)}`,
      `2026-112${random.int(0, 9)}-0${digits(random, 4)}`
    ])
}

const frames = [
  '您好，{when}起{place}有人夜里烧烤，领头的叫{who}，电话{cell}，烟全飘进{home}。',
  '共享单车堆到{home}楼道，管理员{sir}{rank}的号{cell}打不通。',
  '经核实，车主{who}（{plate}）已将车辆驶离，回访电话{cell}。',
  '尊敬的市民：您反映的{place}占道一事，经营者{who}已收摊，联系电话{line}。',
  '要退押金先加V：{wx}，不退就拉黑，QQ号 {penguin}。',
  '中介贴的纸条：一手房源 {home}，{sir}{rank} {cell}。',
  '工资打到{bank}，说是{who}代收，身份证：{citizen}。',
  '{plate}和{plate}两辆车长期占用无障碍车位。',
  '邻居{who}在楼道养鸡，{home}全是味道。',
  '材料请寄{post}，或传真{line}。',
  '执法队员{who}到场，当事人自称{who}，证件号{citizen}。',
  '本人{who}，住{place}{home}，电话{cell}，请回复。',
  '车窗上写着「挪车电话 {cell}」，车牌{plate}。',
  '户主{who}，卡号{bank}，开户行在{place}。',
  '{sir}{rank}家的狗不拴绳，{when}咬了孩子，住{home}。',
  '联系人 {who} {cell}',
  '店里的{sir}{rank}说不归他管，给了个号码{line}。',
  '举报人{who}要求保密，联系邮箱{post}。',
  '牌照是{plate}的渣土车一路洒，公司电话{line}。',
  '承包人{who}欠薪，收据上有身份证号{citizen}和账号{bank}。',
  '业主群里{sir}{rank}发了微信 {wx}，说可以代办。',
  '{when}已电话联系{sir}{rank}（{cell}），对方认可。',
  // with nothing in it
  '{place}往北{count}米，井盖响了{count}天，{ref}没有下文。',
  '依据{ref}，责令{when}前改正，罚款{count}元。',
  '小区一共{count}户，电梯坏了{count}次，维保电话96333也没人接。',
  '这条路每天{count}多辆车经过，{when}又塌了一块。',
  '商户高音喇叭从早放到晚，老板任由员工在门口洗车。',
  '路面黄线磨没了，业主方面要求重划，司机常常走错。',
  '请周边单位自查，店主应当门前三包，保安应该管一管。',
  '树木遮挡信号灯，高度{count}厘米，请园林部门修剪。',
  '{place}公厕没水，110和12345都打过，{ref}。',
  '今年投入{count}万元，改造{count}平方米，完成{count}%。'
]

function write(random: Random, slot: string): { words: string; kind?: MaskKind } {
  const kind = kinds[slot]
  if (slot === 'sir') {
    const who = random.pick(people)
    return { words: who.slice(0, /^(欧阳|司徒|夏侯)/.test(who) ? 2 : 1), kind: 'name' }
  }
  const words = (writers[slot] ?? harmless[slot])?.(random) ?? ''
  return kind ? { words, kind } : { words }
}

export function thirdTexts(seed: number, n: number): Marked[] {
  const random = seeded(seed)
  return Array.from({ length: n }, () => fillIn(random.pick(frames), (slot) => write(random, slot)))
}
