/** Texts that the rules were mended with: sentences, formats and people of their own. */
import { seeded, type Random } from '#config/demo-city/seed/random.ts'
import type { MaskKind } from '#shared/masking.ts'
import { anId, aCard, digits } from './made-up.ts'
import { fillIn, type Marked } from './measure.ts'

const inHan = (text: string): string => text.replace(/\d/g, (d) => '〇一二三四五六七八九'[Number(d)] ?? d)
const between = (text: string, at: readonly number[], by: string): string =>
  [0, ...at].map((from, i) => text.slice(from, at[i])).join(by)
const some = (text: string, random: Random, by: string): string =>
  [...text].map((char, i) => (i > 0 && random.chance(0.3) ? by + char : char)).join('')

const people =
  '王建平 王秀兰 李建国 李娜 李秀珍 张秀英 张丽 张建华 张桂兰 刘建军 刘英 刘玉兰 陈建 陈静 陈桂英 杨秀英 杨军 杨帆 赵静 赵秀英 黄秀英 黄勇 周建华 周敏 吴秀英 吴强 徐丽 徐建华 孙秀英 孙丽华 马秀英 马超 朱秀英 朱丹 胡秀英 胡建平 郭建华 郭敏 何秀英 何建国 高秀英 高飞 林秀英 林建华 罗勇 罗建华 郑丽 郑秀英 梁秀英 梁超 谢军 谢丽华 宋秀英 宋涛 唐建国 唐丽 许建华 许静 韩秀英 韩冰 冯建国 冯丽 邓丽 邓建平 曹阳 曹秀英 彭建华 曾丽 肖建国 肖敏 田秀英 董建军 袁秀英 潘建国 蒋丽 蔡建国 余建华 杜秀英 叶建平 程丽 苏建国 魏秀英 吕建军 丁建华 任秀英 卢建国 姚秀英 沈建华 钟丽 姜秀英 崔建国 谭丽 陆建华 范秀英 汪建国 廖秀英 石建军 金建华 韦丽 贾秀英 夏建国 付秀英 方建华 邹丽 熊建国 白秀英 孟丽 秦建华 邱秀英 侯建国 江丽 尹秀英 薛建军 闫丽 段秀英 雷建国 龙秀英 黎建华 史秀英 陶建国 贺丽 毛秀英 郝建国 顾秀英 龚建华 邵丽 覃秀英 武建国 钱秀英 戴建华 严丽 欧阳建国 上官丽'.split(
    ' '
  )
const twice =
  '陈佳慧 王梓萱 李浩宇 张一诺 刘沐宸 吴俊熙 徐若曦 周奕辰 孙语桐 赵晨曦 林诗涵 马思远 胡家豪 郭嘉怡 高雅婷 罗文博 郑凯文 梁志鹏 谢梦瑶 宋天佑 唐雨薇 韩子轩 曹振东 袁思琪 潘浩天 于欣悦 董文静 蒋雨桐 沈子墨 吕梦洁'.split(
    ' '
  )

export const writers: Record<string, (random: Random) => string> = {
  tel(random) {
    const n = `1${random.pick(['30', '34', '35', '38', '47', '51', '57', '62', '70', '75', '79', '81', '85', '87', '90', '93', '97'])}${digits(random, 8)}`
    return random.pick([
      () => n,
      () => n,
      () => n,
      () => n,
      () => between(n, [3, 7], ' '),
      () => between(n, [3, 7], '-'),
      () => between(n, [3, 7], '.'),
      () => between(n, [3, 7], '--'),
      () => between(n, [3, 7], '｜'),
      () => between(n, [3, 5, 7, 9], '-'),
      () => between(n, [6], ' '),
      () => some(n, random, '\u200b'),
      () => `+86 ${n}`,
      () => `86 ${between(n, [3, 7], ' ')}`,
      () => inHan(n),
      () => between(inHan(n), [3, 7], '-'),
      () => `(${n})`,
      () => n.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d)))
    ])()
  },
  desk: (random) =>
    random.pick([
      `0${random.pick(['512', '513', '523', '531', '533', '591'])}-${random.int(2, 8)}${digits(random, 7)}`,
      `0${random.pick(['512', '523', '635'])} ${random.int(2, 8)}${digits(random, 6)}`,
      `0${random.pick(['20', '24', '29'])}${random.int(2, 8)}${digits(random, 7)}`,
      `（0${random.pick(['20', '29', '512'])}）${random.int(2, 8)}${digits(random, 7)}`,
      `0523-${random.int(2, 8)}${digits(random, 3)}-${digits(random, 4)}`,
      `0512-${random.int(5, 8)}${digits(random, 7)}-${random.int(1, 9)}${digits(random, 2)}`,
      `400－${digits(random, 3)}－${digits(random, 4)}`,
      `800-${digits(random, 3)}-${digits(random, 4)}`
    ]),
  paper(random) {
    const id = anId(random)
    return random.pick([
      () => id,
      () => id,
      () => id,
      () => between(id, [6, 14], '－'),
      () => between(id, [6, 10, 14], '-'),
      () => some(id, random, ' '),
      () => inHan(id),
      () => `${id.slice(0, 16)}${String((Number(id[16]) + 1) % 10)}${id.slice(17)}`,
      () => id.slice(0, 17)
    ])()
  },
  bank(random) {
    const card = aCard(random)
    return random.pick([
      () => card,
      () => card,
      () => between(card, [4, 8, 12], ' '),
      () => between(card, [4, 8, 12, 16], '.').replace(/\.$/, ''),
      () => inHan(card),
      () => `${card.slice(0, 6)} ${card.slice(6)}`,
      () => card.slice(0, 5) + String((Number(card[5]) + 2) % 10) + card.slice(6)
    ])()
  },
  car(random) {
    const head = random.pick([...'苏苏苏皖鲁浙沪豫赣鄂湘闽陕辽']) + random.pick([...'ABCDEFGHJKLMNPQR'])
    const letter = (): string => random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])
    const five = random.pick([
      digits(random, 5),
      `${letter()}${digits(random, 4)}`,
      `${digits(random, 4)}${letter()}`,
      `${letter()}${digits(random, 3)}${letter()}`
    ])
    return random.pick([
      () => head + five,
      () => head + five,
      () => head + five,
      () => `${head}·${five}`,
      () => `${head}：${five}`,
      () => `${head}  ${five}`,
      () => `${head}/${five}`,
      () => (head + five).toLowerCase(),
      () => some(head + five, random, '\u200b'),
      () => between(head + five, [1, 2], '-'),
      () => `${head}${random.pick(['D', 'F', 'A'])}${digits(random, 5)}`,
      () => `${head}·D${digits(random, 5)}`,
      () => `${head}${digits(random, 5)}D`,
      () => `${head}·${digits(random, 4)}警`,
      () => `${head}${digits(random, 4)}挂`,
      () => head + inHan(digits(random, 5))
    ])()
  },
  letter: (random) =>
    random.pick([
      `m${digits(random, 5)}@163.com`,
      `${digits(random, 10)}@qq.com`,
      `zhao.min@outlook.com`,
      `hu-li@yeah.net`,
      `service${digits(random, 2)}@abc.cn`
    ]),
  chat: (random) =>
    random.pick([
      `xy${digits(random, 6)}`,
      `happy_${digits(random, 4)}`,
      `Lily-${digits(random, 5)}`,
      `hao${digits(random, 4)}abc`
    ]),
  number: (random) => `${random.int(1, 9)}${digits(random, random.int(6, 9))}`,
  room(random) {
    const [a, b, c] = [random.int(1, 45), random.int(1, 4), `${random.int(1, 24)}0${random.int(1, 6)}`]
    return random.pick([
      `${a}栋${b}单元${c}`,
      `${a}幢${b}单元${c}室`,
      `${a}号楼${b}单元${c}室`,
      `${a}号楼${c}`,
      `${a}#${c}室`,
      `${a}-${c}室`,
      `${a}-${b}-${c}`,
      `${a}／${b}／${c}`,
      `${a}号${c}室`,
      `${a}栋${random.int(1, 9)}层${c}`,
      `${b}单元${c}`,
      `${inHan(String(a % 10))}幢${inHan(String(b))}单元${inHan(c)}室`,
      `${a}座${c}`
    ])
  },
  name: (random) => random.pick(random.chance(0.6) ? people : twice)
}
const kinds: Record<string, MaskKind> = {
  tel: 'phone',
  desk: 'phone',
  paper: 'id',
  bank: 'card',
  car: 'plate',
  letter: 'email',
  chat: 'account',
  number: 'account',
  room: 'door',
  name: 'name',
  family: 'name'
}
const harmless: Record<string, (random: Random) => string> = {
  called: (random) =>
    random.pick(['先生', '女士', '师傅', '阿姨', '大爷', '老师', '老板', '主任', '队长', '大姐', '经理']),
  way: (random) =>
    random.pick([
      '东进路',
      '西仓大街',
      '迎春东路',
      '府前路',
      '扬桥口',
      '南通路',
      '青年北路',
      '鼓楼路',
      '坡子街',
      '税东街'
    ]),
  on: (random) =>
    random.pick([
      `12月${random.int(1, 30)}日`,
      `2026-12-0${random.int(1, 9)}`,
      `本周${random.pick(['三', '五', '日'])}`,
      `${random.int(1, 12)}月初`
    ]),
  at: (random) => random.pick([`晚上${random.int(7, 11)}点`, `${random.int(6, 22)}:00`, '凌晨两点多']),
  n: (random) => String(random.int(2, 3000)),
  file: (random) =>
    random.pick([
      `2026-120${random.int(1, 9)}-0${digits(random, 4)}`,
      `城告字${digits(random, 4)}号`,
      `单号${digits(random, 12)}`
    ])
}

const frames = [
  '{way}{room}楼上{at}还在搬东西，户主叫{name}，打{tel}不接。',
  '{car}又停在盲道上，车主{name}说等一会就走。',
  '牌子上印着「清洗油烟机 {tel} {family}{called}」。',
  '物业回复说已通知业主{name}，座机{desk}。',
  '我姓{family}，电话{tel}，方便的时候回个话。',
  '司机{name}，车号{car}，驾驶证号{paper}。',
  '退款退到{bank}，收款人{name}，一直没到。',
  '饭店老板{name}让我加微信{chat}，说私了。',
  '他发来一个QQ {number}，让把照片传过去，邮箱是{letter}。',
  '姓名：{name}；身份证号：{paper}；电话：{tel}',
  '您好，我是{name}，家在{room}，窗户正对烧烤摊。',
  '办结说明：{on}联系当事人{name}（电话{tel}），已清理。',
  '施工队负责人{name}留的手机{tel}，工地围挡上写着{desk}。',
  '被{car}撞坏的护栏还没修，交警说找保险，电话{desk}。',
  '隔壁{room}的{family}{called}养了六只猫，味道很大。',
  '{family}{called}答应{on}拆，结果又加了一层。',
  '商户{name}不肯签字，见证人{name}。',
  '有人用{car}拉垃圾倒在{way}，还有一辆{car}望风。',
  '网上的招工信息写{tel}联系{family}{called}，交了押金卡号{bank}。',
  '租客{name}把电线从{room}拉到楼下。',
  '请把结果发到{letter}，或者打{tel}。',
  // with nothing in it
  '{way}的公厕{at}就锁门，离下一个有{n}米。',
  '{file}的回复我不满意，{on}又去看了，还是老样子。',
  '积水有{n}厘米深，电瓶车都推不过去，{at}最严重。',
  '小区门口的石墩坏了{n}个，单位职工上下班都绕路。',
  '业主经常高空抛物，店主白天把油倒进雨水井。',
  '马路对面工地扬尘大，周边居民方便不了。',
  '请管理部门任命专人管，司机不要再按喇叭。',
  '打了12345、12319，{file}，处理了{n}天。',
  '广场舞{at}还在放，音量{n}分贝，老师上课听不清。',
  '河里漂着{n}条死鱼，水发黑，老人说几十年没这样过。'
]

function write(random: Random, slot: string): { words: string; kind?: MaskKind } {
  const kind = kinds[slot]
  if (slot === 'family') {
    const who = random.pick(people)
    return { words: who.slice(0, /^(欧阳|上官)/.test(who) ? 2 : 1), kind: 'name' }
  }
  const words = (writers[slot] ?? harmless[slot])?.(random) ?? ''
  return kind ? { words, kind } : { words }
}

export function fourthTexts(seed: number, n: number): Marked[] {
  const random = seeded(seed)
  return Array.from({ length: n }, () => fillIn(random.pick(frames), (slot) => write(random, slot)))
}
