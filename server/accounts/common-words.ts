/**
 * What passwords are made of that everybody guesses first: words, runs of keys, dates, in Latin letters as people in China and
 * elsewhere type them. Put together from habits and not taken from anybody's stolen list; every way of joining these is known
 * without being written out.
 */
const lists = {
  words:
    'password passwort passw0rd secret letmein welcome login master dragon monkey shadow sunshine princess football baseball ' +
    'superman batman iloveyou loveyou trustno michael jordan hello freedom whatever starwars summer winter spring autumn ' +
    'monday friday january december test testing demo guest user root admin administrator manager system server default ' +
    'changeme computer internet windows android apple iphone google huawei xiaomi tencent alibaba taobao alipay weixin wechat ' +
    'china beijing shanghai zhongguo qwerty abc abcd abcde love angel lucky money office work',
  chinese:
    'woaini woainio aini ainia woaizhongguo woaita wobuzhidao nihao ninhao mima wodemima mimashi denglu zhanghao yonghu ' +
    'guanli guanliyuan jiandan buzhidao wangji tiantian kaixin xingfu jiankang pingan fafafa facai gongxi zhufu laopo laogong ' +
    'baobei baobao xiaobao mama baba women dajia shengri shengrikuaile zuguo renmin zhengfu shizheng chengguan chengshi ' +
    'suishoupai zhongdui daduizhang wangge shequ jiedao gongzuo danwei bangong shouji dianhua diannao',
  keys:
    'qwertyuiop asdfghjkl zxcvbnm qazwsxedcrfvtgbyhnujmikolp 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p qwaszx ' +
    '1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 abcdefghijklmnopqrstuvwxyz 01234567890123456789 147258369 159357 741852963 ' +
    ' zaq12wsx',
  numbers:
    '5201314 1314520 520520 1314 521521 521 520 888 666 168168 168 518518 518 5211314 7758521 7758258 1234qwer 110 12345'
}

const split = (text: string): string[] => text.split(' ')
const backwards = (text: string): string => [...text].reverse().join('')

/** Words and numbers that are looked for as they stand, the longest first. */
export const commonWords: readonly string[] = [
  ...split(lists.words),
  ...split(lists.chinese),
  ...split(lists.numbers)
].toSorted((a, b) => b.length - a.length)

/** Rows and columns of a keyboard, the alphabet and the figures, both ways; four keys or more of one are a run. */
export const runsOfKeys: readonly string[] = split(lists.keys).flatMap((keys) => [keys, backwards(keys)])

/** Sentences that everybody knows, for who writes his in Chinese. */
export const commonSayings: readonly string[] = split(
  '我爱你 我爱中国 我爱祖国 中华人民共和国 为人民服务 生日快乐 新年快乐 恭喜发财 天天向上 好好学习 一二三四五六七八九十 ' +
    '密码 随手拍 床前明月光 疑是地上霜 举头望明月 低头思故乡 春眠不觉晓 处处闻啼鸟 白日依山尽 黄河入海流 万事如意 身体健康 ' +
    '一帆风顺 心想事成 管理员 执法 城管 测试'
)
