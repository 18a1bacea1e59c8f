/** Made-up people. Names are put together by chance from common parts; whoever bears one really is not meant. */
import type { Office, Person } from '../../city/types.ts'
import { dice } from './random.ts'

const families = Object.entries({
  王: 'wang',
  李: 'li',
  张: 'zhang',
  刘: 'liu',
  杨: 'yang',
  黄: 'huang',
  吴: 'wu',
  徐: 'xu',
  孙: 'sun',
  朱: 'zhu',
  马: 'ma',
  胡: 'hu',
  郭: 'guo',
  何: 'he',
  高: 'gao',
  罗: 'luo',
  郑: 'zheng',
  梁: 'liang',
  谢: 'xie',
  宋: 'song',
  唐: 'tang',
  许: 'xu',
  韩: 'han',
  冯: 'feng',
  邓: 'deng',
  曹: 'cao',
  彭: 'peng',
  曾: 'zeng',
  肖: 'xiao',
  田: 'tian',
  董: 'dong',
  潘: 'pan',
  袁: 'yuan',
  蒋: 'jiang',
  蔡: 'cai',
  余: 'yu',
  杜: 'du',
  叶: 'ye',
  程: 'cheng',
  魏: 'wei',
  苏: 'su',
  丁: 'ding',
  任: 'ren',
  卢: 'lu',
  姚: 'yao',
  钟: 'zhong',
  汪: 'wang',
  范: 'fan',
  石: 'shi',
  陆: 'lu',
  孔: 'kong',
  白: 'bai',
  毛: 'mao',
  邱: 'qiu',
  秦: 'qin'
})
const givens = Object.entries({
  立新: 'lixin',
  海燕: 'haiyan',
  文斌: 'wenbin',
  晓峰: 'xiaofeng',
  春梅: 'chunmei',
  玉兰: 'yulan',
  志远: 'zhiyuan',
  雪梅: 'xuemei',
  建军: 'jianjun',
  思雨: 'siyu',
  永康: 'yongkang',
  丽娟: 'lijuan',
  子轩: 'zixuan',
  佳慧: 'jiahui',
  俊杰: 'junjie',
  婷婷: 'tingting',
  宏亮: 'hongliang',
  秋月: 'qiuyue',
  雨桐: 'yutong',
  少华: 'shaohua',
  文静: 'wenjing',
  振宇: 'zhenyu',
  慧敏: 'huimin',
  向东: 'xiangdong',
  小禾: 'xiaohe',
  长河: 'changhe',
  云峰: 'yunfeng',
  月华: 'yuehua',
  正阳: 'zhengyang',
  素琴: 'suqin',
  家骏: 'jiajun',
  心怡: 'xinyi',
  守仁: 'shouren',
  冬青: 'dongqing',
  书瑶: 'shuyao',
  景行: 'jingxing',
  念慈: 'nianci',
  亦凡: 'yifan',
  知行: 'zhixing',
  乐之: 'lezhi',
  安琪: 'anqi',
  承志: 'chengzhi',
  采薇: 'caiwei',
  望舒: 'wangshu',
  明哲: 'mingzhe',
  青禾: 'qinghe',
  伯涛: 'botao',
  红霞: 'hongxia',
  建平: 'jianping',
  新宇: 'xinyu',
  小满: 'xiaoman',
  德全: 'dequan',
  桂香: 'guixiang'
})

/** Those the pages of the demo speak of by name. */
const known: Record<string, Pick<Person, 'id' | 'name' | 'title' | 'roles'>[]> = {
  'hebin-squad': [{ id: 'zhoumingyuan', name: '周明远', title: '队员', roles: ['officer'] }],
  sanitation: [{ id: 'chenliqun', name: '陈立群', title: '清运科', roles: ['officer'] }],
  water: [{ id: 'linsongtao', name: '林松涛', title: '河道科', roles: ['officer'] }],
  centre: [
    { id: 'zhaoyinuo', name: '赵一诺', title: '核查员', roles: ['verifier'] },
    { id: 'lihuimin', name: '李慧敏', title: '派遣员', roles: ['dispatcher'] },
    { id: 'shenruowen', name: '沈若文', title: '审核员', roles: ['moderator'] },
    { id: 'guchangqing', name: '顾长青', title: '系统管理员', roles: ['admin'] },
    // What takes two is asked for by one of them and done by the other.
    { id: 'fangjingyi', name: '方静宜', title: '系统管理员', roles: ['admin'] }
  ]
}

/** A岗 of a rule. */
const paired = ['chenliqun', 'linsongtao']

/** Offices that call residents together: one of each is an organiser. */
const organising = ['hebin-squad', 'sanitation']

/** 社会监督员 are engaged by the inspectors, and judge every office but theirs; 联络员 belong to the squad of their street. */
const engagedBy = 'inspection'
const supervisors = 4

/** Everyone else of an office: its titles and roles. */
function posts(office: Office, third: boolean): Pick<Person, 'title' | 'roles'>[] {
  const officer = (title: string): Pick<Person, 'title' | 'roles'> => ({ title, roles: ['officer'] })
  const organiser = (title: string): Pick<Person, 'title' | 'roles'> => ({ title, roles: ['officer', 'organiser'] })
  switch (office.kind) {
    case 'squad':
      return ['队长', '队员', ...(office.id === 'hebin-squad' ? [] : ['队员']), ...(third ? ['队员'] : [])].map(
        (title) => (title === '队长' && organising.includes(office.id) ? organiser(title) : officer(title))
      )
    case 'mobile':
      return ['队长', '副队长', '队员', '队员'].map(officer)
    case 'department':
      // Checks what the inspectors and the centre do about each other.
      if (office.id === 'enforcement') return [{ title: '督查员', roles: ['officer', 'verifier'] }, officer('经办人')]
      return [
        organising.includes(office.id) ? organiser('联络员') : officer('联络员'),
        ...(known[office.id] ? [] : [officer('经办人')])
      ]
    case 'owner':
      return ['项目经理', '客服主管'].map(officer)
    case 'inspection':
      return ['组长', '监督员'].map(officer)
    case 'centre':
      return [
        // Takes what is about those who inspect.
        { title: '值班主任', roles: ['dispatcher', 'officer'] },
        { title: '派遣员', roles: ['dispatcher'] },
        { title: '核查员', roles: ['verifier'] },
        { title: '核查员', roles: ['verifier'] },
        { title: '核查员', roles: ['verifier'] },
        { title: '审核员', roles: ['moderator'] }
      ]
  }
}

export function hire(offices: readonly Office[]): Person[] {
  const d = dice('people')
  const all = Object.values(known).flat()
  const names = new Set(all.map((person) => person.name))
  const ids = new Set(all.map((person) => person.id))
  const invent = (): { id: string; name: string } => {
    for (;;) {
      const [family, familySound] = d.pick(families)
      const [given, givenSound] = d.pick(givens)
      const [name, id] = [family + given, familySound + givenSound]
      if (names.has(name) || ids.has(id)) continue
      names.add(name)
      ids.add(id)
      return { id, name }
    }
  }
  const staff = offices.flatMap((office) => {
    const third = d.next() < 0.5
    const own = [...(known[office.id] ?? []), ...posts(office, third).map((post) => ({ ...post, ...invent() }))]
    return own.map(({ id, name, roles, title }, i) => ({
      id,
      name,
      office: office.id,
      roles,
      title,
      phone: `${office.phone} 转 ${i + 1}`
    }))
  })
  // AB岗: who is named in a rule has a deputy, the next of the same office.
  const paid = staff.map((p) => {
    const deputy = paired.includes(p.id) ? staff.find((q) => q.office === p.office && q.id !== p.id) : undefined
    return deputy ? { ...p, deputy: deputy.id } : p
  })
  // Residents with a task, after everyone who is paid: whoever is first of an office stays so.
  const outside = (office: Office, title: string, role: 'supervisor' | 'liaison'): Person => ({
    ...invent(),
    office: office.id,
    roles: [role],
    title,
    phone: office.phone
  })
  return [
    ...paid,
    ...offices
      .filter((office) => office.id === engagedBy)
      .flatMap((office) => Array.from({ length: supervisors }, () => outside(office, '社会监督员', 'supervisor'))),
    ...offices.filter((office) => office.kind === 'squad').map((office) => outside(office, '社区联络员', 'liaison'))
  ]
}
