/** The texts that the rules were written with. */
import { seeded, type Random } from '#config/demo-city/seed/random.ts'
import { fillIn, type Marked } from './measure.ts'
import { anId, aCard, digits } from './made-up.ts'
import type { MaskKind } from '#shared/masking.ts'

const han = '零一二三四五六七八九'
const wide = (text: string): string => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
const inChinese = (text: string): string => text.replace(/\d/g, (d) => han[Number(d)] ?? d)
const parted = (text: string, sizes: readonly number[], by: string): string => {
  let at = 0
  return sizes.map((n) => text.slice(at, (at += n))).join(by)
}

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙',
  '欧阳',
  '上官'
]
const givens =
  '建国 志强 秀英 桂兰 伟 芳 敏 静 丽 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 小明 玉兰 海燕 晓东 文华 金凤 国庆 德福 永刚 春梅 雪梅 俊杰 子涵 浩然 雨欣 宇轩 红梅 卫国 建华 秀珍 淑芬 凤英 美玲 婷婷 鹏飞 天宇 立新 长青 根生 来福 守义 佩芬 月娥'.split(
    ' '
  )

function write(random: Random, slot: string): { words: string; kind?: MaskKind } {
  const phone = `1${random.pick(['3', '5', '7', '8', '9'])}${digits(random, 9)}`
  const writers: Record<string, () => string> = {
    phone: () =>
      random.pick([
        phone,
        phone,
        parted(phone, [3, 4, 4], ' '),
        parted(phone, [3, 4, 4], '-'),
        parted(phone, [3, 4, 4], '*'),
        parted(phone, [3, 3, 5], '.'),
        wide(phone),
        inChinese(phone).replace(/^一/, '幺'),
        [...phone].join(' '),
        [...phone].join('\u200b'),
        `+86 ${phone}`,
        `86-${phone}`
      ]),
    landline: () =>
      random.pick([
        `0523-8${digits(random, 7)}`,
        `(0523)8${digits(random, 7)}`,
        `0523 8${digits(random, 7)}转8${digits(random, 2)}`,
        `400-${digits(random, 3)}-${digits(random, 4)}`,
        `010${random.int(5, 8)}${digits(random, 7)}`
      ]),
    id: () => {
      const id = anId(random)
      return random.pick([
        id,
        id,
        parted(id, [6, 8, 4], ' '),
        wide(id),
        id.slice(0, 17) + random.pick(['0', '5', 'X']),
        parted(id, [6, 4, 4, 4], '-')
      ])
    },
    card: () => {
      const card = aCard(random)
      return random.pick([
        card,
        parted(card, [4, 4, 4, 4, 3], ' ').trim(),
        parted(card, [4, 4, 4, 4, 3], '-').replace(/-$/, ''),
        wide(card)
      ])
    },
    plate: () => {
      const [province, city] = [random.pick([...'苏京沪浙粤川鲁皖']), random.pick([...'ABCDEFGHJKLM'])]
      const five = random.pick([
        digits(random, 5),
        `${random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])}${digits(random, 4)}`,
        `${digits(random, 2)}K${digits(random, 2)}`
      ])
      return random.pick([
        `${province}${city}${five}`,
        `${province}${city}·${five}`,
        `${province}${city} ${five}`,
        `${province}${city.toLowerCase()}${five.toLowerCase()}`,
        `${province}${city}D${digits(random, 5)}`,
        `${province}${city}${digits(random, 4)}${random.pick(['学', '警', '挂'])}`,
        `${province}${city}${inChinese(digits(random, 5))}`,
        `${province}-${city}-${five}`
      ])
    },
    email: () =>
      random.pick([`zhang${digits(random, 3)}@163.com`, `li.wei@qq.com`, `abc_${digits(random, 2)} @ sina.com.cn`]),
    wechat: () =>
      random.pick([`abc_${digits(random, 4)}`, `wxid${digits(random, 6)}`, `lucky-cat${digits(random, 2)}`]),
    qq: () => `${random.int(1, 9)}${digits(random, 8)}`,
    door: () => {
      const [building, unit, room] = [random.int(1, 30), random.int(1, 4), random.int(1, 18) * 100 + random.int(1, 4)]
      return random.pick([
        `${building}栋${unit}单元${room}室`,
        `${building}号楼${unit}单元${room}`,
        `${building}-${unit}-${room}`,
        `${building}幢${room}室`,
        `${building}号${room}室`,
        `${inChinese(String(building % 10))}号楼${inChinese(String(unit))}单元${inChinese(String(room))}室`,
        `${unit}单元${room}室`,
        `${building}栋${unit}单元`
      ])
    },
    name: () => random.pick(surnames) + random.pick(givens),
    surname: () => random.pick(surnames)
  }
  const kinds: Record<string, MaskKind> = { landline: 'phone', wechat: 'account', qq: 'account', surname: 'name' }
  const plain: Record<string, () => string> = {
    no: () => `2026-11${digits(random, 2)}-00${digits(random, 3)}`,
    day: () => `2026年${random.int(1, 12)}月${random.int(1, 28)}日`,
    n: () => String(random.int(1, 90)),
    road: () => random.pick(['滨江路', '文庙巷', '学堂巷', '环湖北路', '建材路', '人民东路'])
  }
  const said = writers[slot]?.()
  return said === undefined
    ? { words: plain[slot]?.() ?? '' }
    : { words: said, kind: kinds[slot] ?? (slot as MaskKind) }
}

const frames = [
  '{road}口天天停着一辆面包车{plate}，车窗上留的电话{phone}没人接。',
  '请打{phone}找{surname}师傅。',
  '我是{name}，身份证{id}，家住{road}{door}，电话{phone}。',
  '店主{name}把货摆到人行道上，{day}说过一次。',
  '车主叫{name}，车牌号{plate}，占了盲道。',
  '业主{name}说漏水，{door}一直滴。',
  '老板姓{surname}，电话是{landline}。',
  '楼上{door}半夜装修，邻居都睡不好。',
  '收款账号{card}，户名{name}。',
  '微信{wechat}，QQ：{qq}，加了不回。',
  '名叫{name}的人每天在{road}摆摊。',
  '联系人：{name}，{phone}',
  '{surname}先生反映，{plate}堵门。',
  '发到{email}也没有回音。',
  '{surname}女士的车{plate}停在消防通道。',
  '欠条上写着姓名：{name}，卡号{card}。',
  // nothing in them
  '{road}{n}号门口的路灯坏了{n}天，案件{no}。',
  '{day}上午{n}点，{road}井盖缺失，大约{n}米。',
  '打12345没有人管，店主张贴广告，老板经常不在。',
  '小区{n}号楼前面堆了{n}袋垃圾，邻居高声喊叫。',
  '业主安装空调外机，车主任意停车，何时能处理？'
]

export function firstTexts(seed: number, n: number): Marked[] {
  const random = seeded(seed)
  return Array.from({ length: n }, () => fillIn(random.pick(frames), (slot) => write(random, slot)))
}
