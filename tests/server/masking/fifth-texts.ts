/** Texts that the rules were mended with: sentences, formats and people of their own. */
import { seeded, type Random } from '#config/demo-city/seed/random.ts'
import type { MaskKind } from '#shared/masking.ts'
import { anId, aCard, digits } from './made-up.ts'
import { fillIn, type Marked } from './measure.ts'

const hanDigits = (text: string): string => text.replace(/\d/g, (d) => '零一二三四五六七八九'[Number(d)] ?? d)
const fullWidth = (text: string): string =>
  text.replace(/[0-9A-Z-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
const at = (text: string, places: readonly number[], by: string): string =>
  [0, ...places].map((from, i) => text.slice(from, places[i])).join(by)

const families =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const firsts =
  '伟 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 平 刚 辉 鹏 斌 婷 玲 波 霞 凯 浩 欣 琳 倩 云 建国 建军 国强 志明 志华 文军 文杰 海燕 海峰 晓明 晓丽 小军 小燕 玉兰 玉珍 秀兰 秀芳 桂英 桂芳 淑兰 淑英 红梅 春梅 春生 金龙 金花 永强 永刚 德华 德明 家辉 家宝 俊峰 俊杰 佳怡 佳琪 思雨 雨欣 雨桐 梓涵 子轩 宇航 浩宇 一鸣 天明 广生 兆林 步青 仁杰 世昌 维民 长江 新民 福生 水根 阿大 凤珍 月英 彩云 翠花 银凤 巧珍 素芬 美华 丽萍 燕萍 爱华 爱民 学军 学文 宏伟 宏斌 立军 立新 正华 正东 兴旺 来顺'.split(
    ' '
  )
const person = (random: Random): string => random.pick([...families, ...families, '欧阳']) + random.pick(firsts)

export const writers: Record<string, (random: Random) => string> = {
  tel(random) {
    const n = `1${random.pick(['32', '36', '39', '49', '53', '58', '65', '71', '74', '77', '82', '84', '89', '91', '96', '98', '99'])}${digits(random, 8)}`
    return random.pick([
      () => n,
      () => n,
      () => n,
      () => n,
      () => at(n, [3, 7], ' '),
      () => at(n, [3, 7], '-'),
      () => at(n, [4, 7], '-'),
      () => at(n, [3, 7], '•'),
      () => at(n, [3, 7], ' - '),
      () => at(n, [3, 7], '__'),
      () => at(n, [1, 4, 8], ' '),
      () => at(n, [3, 7], '\u3000'),
      () => at(n, [3, 7], '\ufeff'),
      () => fullWidth(n),
      () => fullWidth(at(n, [3, 7], '-')),
      () => hanDigits(n),
      () => hanDigits(n).replaceAll('一', '幺'),
      () => hanDigits(n.slice(0, 3)) + n.slice(3),
      () => `+86－${n}`,
      () => `+(86)${n}`,
      () => `0086-${at(n, [3, 7], '-')}`
    ])()
  },
  office: (random) =>
    random.pick([
      () =>
        `0${random.pick(['311', '351', '431', '451', '791', '871', '931'])}-${random.int(2, 8)}${digits(random, 6)}`,
      () => `0${random.pick(['755', '769', '574', '523'])}-${random.int(2, 8)}${digits(random, 7)}`,
      () => `021 ${random.int(5, 6)}${digits(random, 7)}`,
      () => `025-${random.int(5, 8)}${digits(random, 3)} ${digits(random, 4)}`,
      () => `0523/${random.int(6, 8)}${digits(random, 7)}`,
      () => `【0523】${random.int(6, 8)}${digits(random, 7)}`.replace('【', '(').replace('】', ')'),
      () => `022-${random.int(2, 8)}${digits(random, 7)}分机${random.int(1, 9)}${digits(random, 2)}`,
      () => `400.${digits(random, 3)}.${digits(random, 4)}`,
      () => `400${digits(random, 3)} ${digits(random, 4)}`
    ])(),
  paper(random) {
    const id = anId(random)
    return random.pick([
      () => id,
      () => id,
      () => id,
      () => at(id, [6, 14], ' '),
      () => at(id, [4, 8, 12, 16], '-'),
      () => at(id, [6, 12], '.'),
      () => [...id].join('-'),
      () => fullWidth(id),
      () => hanDigits(id),
      () => id.slice(0, 4) + id.slice(5),
      () => id.slice(0, -1) + String((Number.parseInt(id.slice(-1), 10) || 0 + 4) % 10)
    ])()
  },
  bank(random) {
    const card = aCard(random)
    return random.pick([
      () => card,
      () => card,
      () => at(card, [4, 8, 12], '  '),
      () => at(card, [6, 10, 14], ' '),
      () => at(card, [4, 8, 12], '_'),
      () => fullWidth(card),
      () => hanDigits(card),
      () => card.slice(0, 10) + String((Number(card[10]) + 6) % 10) + card.slice(11)
    ])()
  },
  car(random) {
    const head = random.pick([...'苏苏苏苏皖鲁浙沪桂琼蒙津渝贵云']) + random.pick([...'ABCDEFGHJKLMNPQRSTUV'])
    const letter = (): string => random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])
    const five = random.pick([
      () => digits(random, 5),
      () => letter() + digits(random, 4),
      () => digits(random, 1) + letter() + digits(random, 3),
      () => digits(random, 3) + letter() + digits(random, 1),
      () => letter() + letter() + digits(random, 3)
    ])()
    return random.pick([
      () => head + five,
      () => head + five,
      () => head + five,
      () => `${head}·${five}`,
      () => `${head}. ${five}`,
      () => `${head}—${five}`,
      () => `${head[0] ?? ''} ${head[1] ?? ''}·${five}`,
      () => `${head}${at(five, [2], '*')}`,
      () => fullWidth(head + five),
      () => (head + five).toLowerCase(),
      () => `${head}D${digits(random, 5)}`,
      () => `${head} F${digits(random, 5)}`,
      () => `${head}·D${letter()}${digits(random, 4)}`,
      () => `${head}${digits(random, 5)}F`,
      () => `${head}${digits(random, 4)}学`,
      () => `${head}·${digits(random, 4)}挂`,
      () => head + hanDigits(digits(random, 5))
    ])()
  },
  letter: (random) =>
    random.pick([
      `t${digits(random, 6)}@126.com`,
      `${digits(random, 8)}＠qq.com`,
      `sun.wei@live.cn`,
      `hong_${digits(random, 2)}@sina.cn`,
      `office@yt-life.net`,
      `xu艾特139点com`
    ]),
  chat: (random) =>
    random.pick([
      `wx${digits(random, 7)}`,
      `snow_${digits(random, 5)}`,
      `K${digits(random, 8)}`,
      `ming-${digits(random, 6)}`
    ]),
  number: (random) => `${random.int(1, 9)}${digits(random, random.int(5, 9))}`,
  room(random) {
    const [a, b, c] = [random.int(1, 50), random.int(1, 5), `${random.int(1, 28)}0${random.int(1, 8)}`]
    return random.pick([
      () => `${a}栋${b}单元${c}室`,
      () => `${a}幢${b}单元${c}`,
      () => `${a}号楼${b}单元${c}室`,
      () => `${a}号楼 ${c} 室`,
      () => `${a}栋${c}室`,
      () => `${a}-${b}-${c}`,
      () => `${a}–${b}–${c}室`,
      () => `${a}号${c}室`,
      () => `${fullWidth(String(a))}栋${fullWidth(c)}室`,
      () => `${b}单元${random.int(1, 20)}层${c}室`,
      () => `${'ABCDE'[b - 1] ?? 'A'}座${c}`,
      () => `${hanDigits(String(b))}号楼${hanDigits(c)}`,
      () => `${a}栋${b}单元`
    ])()
  },
  name: person
}
const kinds: Record<string, MaskKind> = {
  tel: 'phone',
  office: 'phone',
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
    random.pick(['先生', '女士', '师傅', '阿姨', '大妈', '老师', '老板', '医生', '所长', '大哥', '小姐']),
  road: (random) =>
    random.pick([
      '江平路',
      '姜高路',
      '罡杨街',
      '苏陈老街',
      '森园路',
      '泰山公园东门',
      '海军路',
      '金港南路',
      '祥泰路',
      '五一路'
    ]),
  date: (random) =>
    random.pick([
      `${random.int(1, 12)}月${random.int(1, 28)}日`,
      `二〇二六年十一月`,
      `2026年11月${random.int(1, 30)}日`,
      `26/11/${random.int(10, 30)}`,
      '前天',
      '上个礼拜'
    ]),
  time: (random) =>
    random.pick([
      `${random.int(6, 22)}点${random.int(10, 59)}`,
      `下午${random.int(1, 6)}点`,
      `0${random.int(5, 9)}:${random.int(10, 59)}`
    ]),
  n: (random) => String(random.int(2, 1500)),
  ref: (random) =>
    random.pick([
      `2026-1130-0${digits(random, 4)}`,
      `编号${digits(random, 14)}`,
      `泰综执〔2026〕${random.int(1, 400)}号`,
      `YT${digits(random, 10)}`
    ])
}

const frames = [
  '{road}的群租房{room}住了十几个人，二房东{name}，电话{tel}。',
  '{date}{time}，{car}从{road}逆行过来，差点撞到孩子。',
  '投诉水果摊老板{name}，他说找关系也没用，手机{tel}。',
  '登记表：姓名{name}，身份证{paper}，手机{tel}，住址{room}。',
  '违停车辆{car}车主{name}已电话告知，号码{tel}。',
  '墙上喷着「疏通 {tel}」「换锁 {office}」。',
  '我叫{name}，是{room}的业主，楼上{room}天天漏水。',
  '押金转给了{name}，卡号{bank}，微信{chat}。',
  '{family}{called}说她家{room}的窗户被油烟熏黑。',
  '请转告{family}{called}，{car}挡住消防栓了。',
  '店主{name}表示{date}前整改，联系电话{office}。',
  '报修找{family}{called}（{tel}），找了三回。',
  '代办证件，QQ{number}，邮箱{letter}，全城都是。',
  '保安{name}拦着不让进，说要问{family}{called}。',
  '经现场核查，{room}违建系户主{name}搭建，{paper}。',
  '出租车{car}，司机{name}，拒载还骂人。',
  '材料发{letter}，抬头写{name}收。',
  '当事人{name}，证件号码{paper}，已送达文书。',
  '联系人{name}，固话{office}，手机{tel}',
  '有辆{car}和一辆{car}长期堵住{road}的小巷子。',
  '加微信 {chat} 就能买，收款账户{bank}。',
  '姓{family}的老板把招牌装到树上，电话留的是{tel}。',
  // with nothing in it
  '{road}路口红绿灯{n}秒太短，老人过不去，{date}就反映过。',
  '{ref}说已经办结，可{road}的垃圾还在，足有{n}公斤。',
  '工地{time}开始打桩，持续{n}分钟，居民小区都在震。',
  '打12328说找12345，打12345又说找城管，老百姓高不高兴没人问。',
  '公园里{n}盏灯不亮，白天没事，{time}以后漆黑一片。',
  '店主常说生意难做，可油烟管道直对着窗户，高温天没法开窗。',
  '{road}改造后方便多了，就是车位少{n}个，司机任意停。',
  '学校门口严重拥堵，家长希望增派警力，保安单独管不过来。',
  '{date}台风过后树倒了{n}棵，{ref}还没派下来。',
  '绿化带踩成了路，大约{n}平方，周边单位都不管。'
]

function write(random: Random, slot: string): { words: string; kind?: MaskKind } {
  const kind = kinds[slot]
  if (slot === 'family') return { words: random.pick([...families]), kind: 'name' }
  const words = (writers[slot] ?? harmless[slot])?.(random) ?? ''
  return kind ? { words, kind } : { words }
}

export function fifthTexts(seed: number, n: number): Marked[] {
  const random = seeded(seed)
  return Array.from({ length: n }, () => fillIn(random.pick(frames), (slot) => write(random, slot)))
}
