/** Texts that names without a word before them were found with; numbers and addresses as in the sets before. */
import { seeded, type Random } from '#config/demo-city/seed/random.ts'
import type { MaskKind } from '#shared/masking.ts'
import { writers as fifth } from './fifth-texts.ts'
import { writers as fourth } from './fourth-texts.ts'
import { digits } from './made-up.ts'
import { fillIn, type Marked } from './measure.ts'
import { writers as second } from './second-texts.ts'
import { writers as third } from './third-texts.ts'

type Writer = (random: Random) => string
/** The names that each set has for a kind. */
const named: Readonly<Record<string, readonly string[]>> = {
  phone: ['mobile', 'cell', 'tel', 'tel'],
  line: ['fixed', 'line', 'desk', 'office'],
  id: ['identity', 'citizen', 'paper', 'paper'],
  card: ['account', 'bank', 'bank', 'bank'],
  plate: ['vehicle', 'plate', 'car', 'car'],
  email: ['mail', 'post', 'letter', 'letter'],
  wechat: ['chat', 'wx', 'chat', 'chat'],
  qq: ['qq', 'penguin', 'number', 'number'],
  door: ['flat', 'home', 'room', 'room']
}
const sets: readonly Readonly<Record<string, Writer>>[] = [second, third, fourth, fifth]
const kindOf: Readonly<Record<string, MaskKind>> = { line: 'phone', wechat: 'account', qq: 'account', family: 'name' }

const people =
  '王玉珍 李红霞 张志刚 刘桂荣 陈国平 杨玉梅 赵志勇 黄玉兰 周海燕 吴玉华 徐志强 孙玉英 胡志明 朱玉芳 高玉珍 林志伟 何玉莲 郭志军 马玉芬 罗志斌 梁玉霞 宋志平 郑玉琴 谢志辉 韩玉凤 唐志鹏 冯玉洁 于志超 董玉荣 萧志远 程玉蓉 曹志宏 袁玉香 邓志文 许玉美 傅志杰 沈玉珠 曾志敏 彭玉环 吕志新 王洁 李莉 张帆 刘芳 陈刚 杨柳 赵亮 黄蕾 周斌 吴琼 徐静 孙洁 胡军 朱琳 高翔 林森 何平 郭峰 马骏 罗兰 梁辰 宋歌 郑爽 谢晖 韩磊 唐嫣 冯雷 于洋 董强 程晨 曹颖 袁泉 邓超 许晴 沈涛 彭飞 吕洋 苏醒 卢洋 蒋勤 蔡琴 贾静 丁宁 魏巍 薛松 叶璇 阎青 余文 潘虹 杜江 戴军 夏雪 钟楚 汪涵 田野 任泉 姜昆 范冰 方青 石凯 姚笛 谭咏 廖勇 邹凯 熊倪 金晨 陆川 郝海 孔琳 白云 崔岩 康辉 毛宁 邱晨 秦岚 江涛 史强 顾佳 侯亮 邵华 孟飞 龙丹 万里 段奕 雷鸣 钱程 汤唯 尹航 黎姿 易中 常昊 武磊 乔杉 贺兰 赖声 龚静 文章 欧阳倩 司马懿'.split(
    ' '
  )

const harmless: Readonly<Record<string, Writer>> = {
  called: (random) =>
    random.pick([
      '先生',
      '女士',
      '师傅',
      '阿姨',
      '大爷',
      '大妈',
      '老师',
      '老板',
      '经理',
      '队长',
      '书记',
      '护士',
      '叔叔'
    ]),
  road: (random) =>
    random.pick([
      '长江西路',
      '鼓楼南路',
      '兴泰街',
      '迎宾路',
      '税务桥',
      '钟楼巷',
      '新区大道',
      '纺织路',
      '双登路',
      '五巷口'
    ]),
  day: (random) =>
    random.pick([
      `${random.int(1, 12)}月${random.int(1, 28)}日`,
      `2026-11-${random.int(10, 30)}`,
      '昨天',
      '大前天',
      `${random.int(1, 28)}号`
    ]),
  hour: (random) => random.pick([`早上${random.int(5, 9)}点`, `${random.int(10, 22)}:${random.int(10, 59)}`, '半夜']),
  n: (random) => String(random.int(2, 2000)),
  ref: (random) =>
    random.pick([`2026-1129-0${digits(random, 4)}`, `受理编号${digits(random, 12)}`, `第${random.int(1, 99)}号整改单`])
}

const frames = [
  '楼下{door}开麻将馆，{family}{called}是老板，吵到{hour}，手机{phone}。',
  '我反映过两次了，一次是{name}接的，一次是{family}{called}接的。',
  '乱贴小广告：「收车 {phone}」，留的微信{wechat}。',
  '肇事车{plate}跑了，目击者{name}愿意作证，电话{phone}。',
  '早餐店的{name}每天把炉子摆到{road}，电话{line}没人接。',
  '收据：今收到{name}押金，身份证号{id}，卡号{card}。',
  '请问{family}{called}在吗？他让我{day}来，说{door}可以看房。',
  '{plate}停在{road}公交站台，挡了{n}分钟。',
  '电动车在{door}门口充电，房主{name}，打{phone}不听劝。',
  '答复：已责成{name}清理，业主{name}无异议，回访{line}。',
  '群租房{door}，出租人{name}，证件{id}。',
  '骗子QQ号{qq}，邮箱{email}，还让打款{card}。',
  '我家{door}，{family}{called}家在楼上，漏水{n}天了。',
  '{day}{hour}，{plate}和{plate}在{road}飙车。',
  '摊主{name}不服管，说认识{family}{called}。',
  '失主{name}，拾到者请打{phone}或{line}。',
  '行政相对人：{name}，公民身份号码{id}，车牌{plate}。',
  '经理{name}说发邮件到{email}，一直没人回。',
  '联系电话：{phone}（{family}{called}）',
  '我叫{name}，身份证{id}，举报{plate}偷倒渣土。',
  '商家客服微信是{wechat}，QQ是{qq}，都不理人。',
  '住户{name}（{door}）把阳台改成厨房。',
  // with nothing in it
  '{road}的隔离栏倒了{n}米，{day}就报过，{ref}。',
  '小区里野狗多，{hour}叫个不停，孩子不敢出门。',
  '店主们都把货摆到外面，老板有的还骂人，盼着早点管。',
  '城管{day}来过，说高峰期人手不够，让大家等通知。',
  '热线12345记了{n}次，{ref}，每次都说在处理。',
  '路灯从{hour}亮到天明，耗电，能不能改成{n}瓦的。',
  '停车位划线不清，司机任意停放，业主常为这个吵。',
  '河边步道砖翘起来{n}块，雨天踩一脚水。',
  '垃圾桶离单元门不到{n}米，夏天苍蝇乱飞，高温更臭。',
  '这事归谁管？物业推给街道，街道推给城管，{n}天没结果。'
]

/** Sentences of a set, its people in them. */
export function fromFrames(seed: number, n: number, frames: readonly string[], people: readonly string[]): Marked[] {
  const random = seeded(seed)
  const write = (slot: string): { words: string; kind?: MaskKind } => {
    const which = random.int(0, sets.length - 1)
    const writer = sets[which]?.[named[slot]?.[which] ?? '']
    if (writer) return { words: writer(random), kind: kindOf[slot] ?? (slot as MaskKind) }
    if (slot === 'name') return { words: random.pick(people), kind: 'name' }
    if (slot === 'family')
      return { words: random.pick(people.filter((who) => !/^(欧阳|司马)/.test(who))).slice(0, 1), kind: 'name' }
    return { words: harmless[slot]?.(random) ?? '' }
  }
  return Array.from({ length: n }, () => fillIn(random.pick(frames), write))
}

export const sixthTexts = (seed: number, n: number): Marked[] => fromFrames(seed, n, frames, people)
