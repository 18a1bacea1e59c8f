/**
 * Texts that were written when the rules were done, and that no rule was mended with: sentences and people that none of the sets before
 * has; numbers and addresses in every way in which those are written there. The figures that the moderator reads are measured on these.
 */
import type { Marked } from './measure.ts'
import { fromFrames } from './sixth-texts.ts'

const people =
  '王福根 李晓峰 张玉琴 刘德全 陈美珍 杨国庆 赵淑珍 黄志远 周文斌 吴春燕 徐建中 孙海波 胡金凤 朱明华 高建伟 林美娟 何国栋 郭晓霞 马国荣 罗春兰 梁志勇 宋玉梅 郑海燕 谢国平 韩春生 唐秀云 冯志刚 于桂兰 董国华 萧建军 程秀珍 曹国强 袁海军 邓玉兰 许建明 傅晓燕 沈国良 曾宪明 彭德贵 吕春花 苏文博 卢国富 蒋海涛 蔡文静 贾国栋 丁秀芳 魏国安 薛志明 叶国华 阎秀英 余海洋 潘国忠 杜春梅 戴国庆 夏志宏 钟国良 汪海霞 田国栋 任志强 姜国民 范秀珍 方国平 石海燕 姚国祥 谭玉华 廖志军 邹国强 熊秀兰 金国荣 陆志平 郝国庆 孔秀梅 白国明 崔海英 康国富 毛志勇 邱国安 秦秀云 江国庆 史志华 顾国平 侯秀荣 邵国强 孟海涛 龙志成 段国兴 雷秀清 钱国华 汤志新 尹国良 黎秀娟 易国民 常志坚 武国胜 乔秀芝 贺国庆 赖志明 龚国栋 王瑶 李锐 张萌 刘畅 陈曦 杨阳 赵倩 黄鹏 周蕾 吴凡 徐磊 孙悦 胡敏 朱琪 高健 林涛 何静 郭靖 马莉 罗勇 梁静 宋杰 郑洁 谢娜 韩雪 唐静 冯超 于飞 董丽 程龙 曹磊 袁媛 邓丽 许诺 沈静 曾敏 彭勇 吕静 苏静 卢涛 蒋丽 蔡斌 贾敏 丁磊 魏强 薛丽 叶敏 余静 潘磊 杜静 夏磊 汪洁 田静 任静 姜磊 范磊 方静 石勇 姚静'.split(
    ' '
  )

const frames = [
  '{door}改成了民宿，经营人{name}，夜夜有人喝酒，打{phone}也不管。',
  '{name}和{name}因为晾衣服的事打起来，就在{road}。',
  '拆迁办的{family}{called}让找{name}签字，手机{phone}。',
  '二手车{plate}停在绿化带里卖，牌子上写{phone}。',
  '{hour}送货车{plate}怠速半小时，司机态度差，公司电话{line}。',
  '邻居家{door}装监控对着我家门，户主{name}不肯挪。',
  '健身卡退费：{name}，尾款打到{card}，身份证{id}。',
  '已到现场，{name}承认乱倒，当场清理，{family}{called}签字确认。',
  '给我打电话的是{name}，号码{phone}，口气很不好。',
  '楼道堆物，{door}和{door}两家都有份。',
  '买菜时被{name}的三轮车撞了，车主留电话{phone}。',
  '{plate}一停就是{n}天，挡着{door}的车库。',
  '请{family}{called}回电{line}，谢谢。',
  '幼儿园门口卖玩具的{family}{called}占了半条路。',
  '网约车{plate}在{road}随地扔垃圾，乘客{name}拍了照。',
  '补充：本人身份证号{id}，邮箱{email}，方便核对。',
  '高价收药的人微信{wechat}，QQ号码{qq}，躲在{door}。',
  '法院文书写的是{name}，证号{id}，住{door}。',
  '广告牌下面留的{line}，还有一个{phone}。',
  '昨天{name}把沙子卸在路中间，{plate}过不去。',
  '汇款单：收款{name}，账号{card}。',
  '夜宵摊{name}说有人罩着，{family}{called}就是证人。',
  // with nothing in it
  '{road}的窨井盖{hour}被车压得哐哐响，睡不着，{ref}。',
  '路边绿篱长到{n}厘米，司机看不见行人，容易出事。',
  '孩子们放学没有斑马线，家长要求增设，{day}问过没下文。',
  '楼顶违章搭建，{n}平方米，下雨就往楼下漏。',
  '门前三包没人落实，老板说交过卫生费，不归自己扫。',
  '公交站牌歪了，{road}往南{n}米，提醒{n}次没修。',
  '工地围挡占了人行道，{hour}才有人指挥，白天全靠自觉。',
  '共享单车堆成山，运维单位{day}拉走一批，第二天又满了。',
  '宠物粪便没人捡，业主委员会贴了通知，效果一般。',
  '请明确这条路归谁管，{ref}写的是转办，{n}天没人联系。'
]

export const seventhTexts = (seed: number, n: number): Marked[] => fromFrames(seed, n, frames, people)
