/** Words of a city's first day: what a city that has nothing says, and the guided set-up on the desk. */
import type { Role } from '../../members.ts'
import type { FileFault, Lack, SetUpStep, TableColumn } from '../../set-up.ts'

type Labels = Partial<Record<TableColumn, readonly string[]>>

export const setUp = {
  /** Until its administrator has said otherwise. */
  blank: {
    name: '本市',
    short: '本市',
    province: '本省',
    outside: '本市随手拍正在筹备，还不能上报。急事请拨打 12345。'
  },
  /** For who comes before the city has begun. */
  preparing: {
    title: '正在筹备',
    lead: '{city}随手拍正在筹备，还不能上报。',
    text: '街道、单位和派发规则还在录入。开通以后，这里就能上报问题、查看办理情况。',
    hotline: '现在有急事，请拨打 {hotline}。',
    office: '工作人员登录'
  },
  /** Tables of offices and people: what columns may be called, and what is wrong with a row. */
  tables: {
    line: '第 {n} 行',
    and: '、',
    columns: {
      name: '名称',
      short: '简称',
      kind: '类型',
      area: '所在街道',
      phone: '电话',
      address: '地址',
      hours: '值班时间',
      supervising: '监督单位',
      duties: '职责',
      id: '登录名',
      office: '单位',
      roles: '岗位',
      title: '职务',
      email: '邮箱',
      deputy: 'B 岗'
    } satisfies Record<TableColumn, string>,
    called: {
      offices: {
        name: ['名称', '全称', '单位', '单位名称', '单位全称'],
        short: ['简称', '单位简称'],
        kind: ['类型', '类别', '单位类型'],
        area: ['所在街道', '街道', '区域', '所属街道', '辖区'],
        phone: ['电话', '联系电话', '办公电话', '值班电话'],
        address: ['地址', '办公地址'],
        hours: ['值班时间', '办公时间', '上班时间'],
        supervising: ['监督单位', '核查单位', '上级'],
        duties: ['职责', '职责清单', '管什么'],
        id: ['代号', '编码']
      },
      people: {
        name: ['姓名', '名字'],
        id: ['登录名', '用户名', '账号', '登录账号'],
        office: ['单位', '所在单位', '部门', '单位名称'],
        roles: ['岗位', '角色'],
        title: ['职务', '职位'],
        phone: ['电话', '手机', '手机号', '联系电话'],
        email: ['邮箱', '电子邮箱', '邮件', 'email', 'e-mail'],
        deputy: ['B岗', 'ab岗', '替岗', '代理人']
      }
    } satisfies Record<'offices' | 'people', Labels>,
    /** What is left off a street area's name where people are brief. */
    areaEnds: ['街道办事处', '街道', '镇', '乡'],
    kinds: {
      squad: ['街道单位', '街道中队', '中队', '街道', '街道办', '镇', '乡'],
      mobile: ['机动中队', '机动'],
      department: ['职能部门', '部门', '委办局', '局'],
      owner: ['权属单位', '物业', '企业', '养护单位'],
      centre: ['中心', '随手拍中心', '监督指挥中心'],
      inspection: ['监督', '纪检', '纪检监督', '督查']
    },
    roles: {
      officer: ['经办', '承办人', '办事员'],
      verifier: ['核查'],
      dispatcher: ['派遣', '派单员', '调度员'],
      moderator: ['审核'],
      admin: ['系统管理员'],
      organiser: ['组织者'],
      supervisor: ['监督员'],
      liaison: ['联络']
    } satisfies Record<Role, readonly string[]>,
    problems: {
      unreadable: '读不出表格：引号没有成对。请从表格软件里重新复制，或另存为 CSV。',
      nothing: '只有表头，没有内容。第一行写列名，第二行起一行一个。',
      too_many: '一次最多 {n} 行，请分几次放。',
      no_column: '没有「{name}」这一列。第一行要写列名，现在写的是：{first}',
      column_twice: '「{name}」这一列出现了两次，只留一列。',
      strange_column: '不认识「{name}」这一列，没有用它。',
      empty: '这里不能空着。',
      unknown_area: '没有叫「{name}」的街道。先放街道边界，或改成边界里的名称。',
      unknown_kind: '不认识类型「{name}」。可以写：{known}。',
      squad_without_area: '街道单位要写是哪个街道的。',
      office_twice: '「{name}」和第 {n} 行是同一个单位，只留一行。',
      area_twice: '「{name}」在第 {n} 行已经有街道单位，一个街道只能有一个。',
      unknown_office: '没有叫「{name}」的单位。先放单位，或改成单位表里的全称、简称。',
      unknown_role: '不认识岗位「{name}」。可以写：{known}，几个用顿号隔开。',
      bad_email: '「{name}」不像邮箱地址。',
      bad_login: '登录名只能用小写字母、数字和连字符，一般用姓名拼音。',
      login_twice: '登录名 {login} 和第 {n} 行重复，请换一个。',
      login_of_another: '登录名 {login} 已经是{name}的，请换一个。',
      unknown_person: '没有叫「{name}」的人，表里和草稿里都没有。',
      deputy_elsewhere: '「{name}」不在同一个单位，不能做 B 岗。'
    }
  },
  /** Rules that a city begins with. */
  usual: {
    noCentre: '还没有随手拍中心，回复没有人核查。请先在第 1 步写好中心。',
    unit: '投诉的是哪个单位？',
    notSure: '说不准',
    about: { title: '对{office}的投诉', because: '投诉{office}的，由{lead}受理' },
    officers: { title: '工作人员作风', because: '对工作人员的投诉不交给被投诉的单位，归纪检监督单位办' },
    given: { title: '归{office}办', because: '这几类全市归{office}办' },
    street: { title: '归街道办', because: '其余的由所在街道的单位办' },
    net: { title: '兜底', because: '没有规则对得上，由{office}兜底' }
  },
  title: '开通引导',
  lead: '从一无所有到居民能上报，一共十一步。每一步都存进草稿，随时可以停，换个人接着做也行。',
  openLead: '城市已经开通。这里还可以按步骤改，改动存进草稿，发布以后才生效。',
  bar: { words: '城市还没有开通，居民不能上报。', go: '回到开通引导' },
  progress: '做好 {n} 步，共 {of} 步',
  next: '接着做：{step}',
  allDone: '十一步都做好了。',
  stepOf: '第 {n} 步，共 {of} 步',
  back: '全部步骤',
  before: '上一步：{step}',
  after: '下一步：{step}',
  done: '已做好',
  open: '还差',
  lacking: '还差这些',
  nothingLacks: '这一步做好了，也可以再改。',
  save: '存进草稿',
  saved: '已存进草稿。',
  steps: {
    name: { title: '城市和热线', lead: '城市叫什么、热线打哪里、随手拍中心在哪里。' },
    areas: { title: '街道边界', lead: '街道和社区的边界文件（GeoJSON），放进来就有地图。' },
    offices: { title: '单位', lead: '从一张表放进全部单位，一行一个。' },
    people: { title: '人员', lead: '从一张表放进工作人员，再发邀请。' },
    categories: { title: '类别和时限', lead: '现成的 46 类，按国标 GB/T 30428 编好，勾选要用的，改时限。' },
    rules: { title: '派发规则', lead: '先全部归街道，再挑出归市里单位的类别。' },
    calendar: { title: '工作日历', lead: '节假日已经有了，定上班时间和各单位的值班时间。' },
    try: { title: '试派', lead: '在地图上点一处、选一类，看派给谁、为什么、几时到期。' },
    check: { title: '自动检查', lead: '查一遍每个街道、每个类别是不是都有一个单位。' },
    publish: { title: '发布', lead: '发布以后居民就能上报。' },
    print: { title: '二维码和联系卡', lead: '打印贴出去：上报二维码，各街道、各单位的联系卡。' }
  } satisfies Record<SetUpStep, { title: string; lead: string }>,
  lacks: {
    city_name: '还没有写城市名称',
    city_code: '还没有写行政区划代码',
    no_areas: '还没有街道边界',
    no_centre: '还没有写随手拍中心',
    no_inspection: '还没有纪检监督单位，对工作人员的投诉没有人接',
    streets_without_office: '{n} 个街道没有单位：{names}',
    no_offices: '还没有单位',
    no_people: '还没有人员',
    offices_without_officer: '{n} 个单位没有经办人：{names}',
    no_verifier: '没有核查员，回复没有人核查',
    no_dispatcher: '没有派遣员，退回的案件没有人改派',
    no_moderator: '没有审核员，案件没有人审核公开',
    no_categories: '一个类别也没有',
    no_rules: '还没有派发规则',
    choices_behind: '单位改过了，投诉可选的单位还是旧的，请把规则重新生成一次',
    year_unknown: '{n} 年的放假安排还没有，请在日历里录入',
    errors: '检查有 {n} 处错误',
    not_published: '还没有发布',
    changed_since: '草稿里有改动还没有发布'
  } satisfies Record<Lack, string>,
  more: '{names}等',
  stale: {
    title: '刚才有人也在这一步改了，您写的都还在下面，没有存进草稿。',
    who: '{name} {at} {what}',
    how: '核对以后再存，就以您这一次为准。'
  },
  name: {
    city: '城市名称',
    cityHint: '例如：云汀市。网页标题、短信和证书里都用它。',
    short: '简称',
    shortHint: '例如：云汀。地方紧的时候用。',
    province: '省、自治区、直辖市',
    adcode: '行政区划代码',
    adcodeHint: '六位数字，例如 321400。导出的文件用它区别城市。',
    hotline: '热线电话',
    hotlineHint: '居民有急事、不会用的时候打，一般是 12345。',
    outside: '位置不在本市时怎么说',
    outsideHint: '留空就写：这个位置不在本市范围内，请拨打热线。',
    outsideWords: '这个位置不在{city}范围内，请拨打当地 {hotline}。',
    centre: '随手拍中心',
    centreHint: '派遣、核查、审核都在这里。例如：云汀市随手拍中心。',
    centrePhone: '中心电话',
    centreAddress: '中心地址',
    centreName: '{city}随手拍中心',
    centreShort: '随手拍中心',
    legends: { city: '城市', hotline: '热线', centre: '随手拍中心' }
  },
  areas: {
    have: '草稿里有 {streets} 个街道、{communities} 个社区。',
    none: '草稿里还没有街道。',
    file: 'GeoJSON 文件',
    fileHint: '最大 20 MB。属性叫什么都行，下一步再对应；高德、百度的坐标也能换算。',
    replace: '原有的区域怎么办',
    replaceNo: '保留，同代号的换成新的',
    replaceYes: '全部换成文件里的',
    go: '读文件',
    where: '从哪里来：民政或自然资源部门的界线数据，导出成 GeoJSON；只有街道一级也够用。',
    edit: '逐个改名称、等级和上级'
  },
  table: {
    text: '把表格贴在这里',
    textHint: '在表格软件里连同列名一起选中、复制，贴进来。第一行是列名，顺序不限。',
    file: '或者选一个文件',
    fileHint: 'Excel（.xlsx，看第一张工作表）或 CSV，最大 10 MB。上面贴了表格就不看文件。',
    check: '先看看对不对',
    /** What is wrong with a chosen file. */
    fault: {
      file_too_big: '文件太大。最大 10 MB；还是太大的，请把表格复制到一个新文件里，或者直接复制、粘贴。',
      old_book: '这是老版 Excel（.xls）的文件，或者加了密码，读不了。请另存为不带密码的 .xlsx，或者直接复制、粘贴。',
      not_a_table: '这不是表格。请选 Excel（.xlsx）或 CSV 文件。',
      unreadable_book: '这个文件打不开，可能没有传完整，或者不是 Excel 表格。请另存为 .xlsx 再试，或者直接复制、粘贴。'
    } satisfies Record<FileFault, string>,
    missing: '请贴上表格，或者选一个文件。',
    tooLong: '表格太长，请分几次放。',
    columns: '可以有这些列',
    must: '必填',
    may: '可不填',
    example: '例子',
    sample: '下载空表',
    read: '读到 {rows} 行，{good} 行可以用，{bad} 处要改。',
    readGood: '读到 {rows} 行，都可以用。',
    take: '放进草稿',
    takeGood: '只放 {n} 行对的',
    fix: '改好了再看一遍',
    taken: '已放进草稿：{n} 行。',
    same: '和草稿里的一样，没有要改的。',
    mails: '{n} 个邮箱会留着，邀请时直接用，不写进公开的版本。',
    have: '草稿里有 {n} 个',
    havePeople: '草稿里有 {n} 人',
    list: '逐个看、逐个改',
    where: '哪一行',
    column: '哪一列',
    wrong: '怎么了'
  },
  offices: {
    kinds: '类型可以写：{kinds}。有所在街道、没写类型的，就是街道单位；其余是职能部门。',
    supervising: '监督单位不写，就由随手拍中心核查；中心由纪检监督单位核查。',
    file: '单位.csv',
    rows: [
      ['名称', '简称', '类型', '所在街道', '电话', '地址', '职责'],
      [
        '河滨街道综合执法中队',
        '河滨中队',
        '街道单位',
        '河滨街道',
        '0520-0010100',
        '滨江路 143 号',
        '流动摊贩；占道经营'
      ],
      ['市住房和城乡建设局', '住建局', '职能部门', '', '0520-0010200', '人民路 8 号', '市政设施；工地管理'],
      ['市纪检监督组', '纪检监督组', '监督', '', '0520-0010300', '人民路 1 号', '']
    ]
  },
  people: {
    roles: '岗位可以写：{roles}，几个用顿号隔开。',
    invite: '人员发布以后就有账号，再发邀请，本人用链接自己设密码。',
    inviteLink: '给还没有密码的人发邀请',
    inviteTitle: '发邀请',
    mail: '表里的邮箱留到发邀请时用，不用再贴一次，也不写进公开的版本。',
    file: '人员.csv',
    rows: [
      ['姓名', '登录名', '单位', '岗位', '职务', '电话', '邮箱', 'B 岗'],
      ['周明远', 'zhoumingyuan', '河滨中队', '经办人', '中队长', '0520-0010100', 'zhou@city.example', '李倩'],
      ['李倩', 'liqian', '河滨中队', '经办人', '队员', '', 'li@city.example', '周明远'],
      ['唐悦', 'tangyue', '随手拍中心', '派遣员、审核员', '值班长', '', 'tang@city.example', '']
    ]
  },
  categories: {
    have: '开着 {n} 类，共 {of} 类。',
    on: '用',
    name: '类别',
    limits: '时限',
    first: '一类区域',
    second: '二类区域',
    third: '三类区域',
    unit: '单位',
    unitOf: '{name}的时限单位',
    limitOf: '{name}，{area}的时限',
    hint: '一类区域最繁华，时限最短。没有标等级的街道都算一类。',
    wrong: '「{name}」的时限要写 1 到 {most} 的整数。',
    order: '「{name}」的时限，繁华的地方不能比偏的地方长。',
    nothing: '至少留一个类别。',
    basis: '依据：{basis}',
    edit: '逐个改名称、立案条件和提示'
  },
  rules: {
    street: '归街道',
    office: '归哪个单位',
    officeOf: '「{name}」归哪个单位',
    hint: '不改的都归所在街道的单位。规则可以随时重新生成，手工写的规则排在前面，不动。',
    complaints: '投诉工作人员的类别不在这里选：归纪检监督单位，它自己的归随手拍中心。',
    own: '另有手工写的规则 {n} 条，排在前面。',
    go: '生成规则',
    again: '重新生成规则',
    edit: '逐条看、逐条改',
    all: '全部归街道'
  },
  calendar: {
    years: '节假日',
    known: '{year} 年的放假安排：已经有了',
    unknown: '{year} 年的放假安排：国务院还没有公布，到时更新程序，或在日历里录入',
    slots: '上班时间',
    slotsHint: '例如 08:30-12:00, 13:30-18:00。时限按它算。',
    squads: '街道单位的值班时间',
    squadsHint: '例如 07:00-22:00，每天都算。留空就和上班时间一样。没有自己写值班时间的单位，公开网站上也照这里写。',
    own: '其他单位的值班时间',
    ownHint: '一行一个：单位，时段；每天值班的在后面写「每天」。例如：公安局 00:00-24:00 每天',
    every: '每天',
    wrong: '时段写成 08:30-12:00, 13:30-18:00 的样子，一段接一段，不能重叠。',
    wrongLine: '第 {n} 行看不懂：{line}',
    unknownOffice: '第 {n} 行：没有叫「{name}」的单位',
    edit: '改单独的日子、整年的安排'
  },
  try: {
    full: '带来源和补充问题的完整试派'
  },
  check: {
    step: '去第 {n} 步改',
    none: '没有发现问题。'
  },
  publish: {
    ready: '检查通过，可以发布。',
    blocked: '检查没有通过，还有 {n} 处错误，先去改。',
    blockedGo: '看检查结果',
    note: '这一版改了什么',
    noteHint: '写进发布记录，谁都查得到。',
    firstNote: '首次发布',
    go: '发布，居民就能上报',
    goAgain: '发布这一版',
    alone: '发布记在发布记录里，写明是谁、什么时候、改了什么。',
    open: '第 {version} 版已经生效，居民可以上报。',
    people: '接着给人员发邀请，没有账号的人不能登录。'
  },
  print: {
    lead: '打印出来，A4 纸。二维码指向 {address}。',
    local: '现在的网址只有这台机器能打开，先设好 PUBLIC_URL 再打印。',
    go: '打印',
    sheets: '打印什么',
    report: '上报海报（一张）',
    areas: '每个街道一张',
    offices: '单位联系卡',
    show: '看一看',
    posterTitle: '随手拍',
    posterLead: '看见路边的问题，拍一张，马上有人管。',
    posterHow: ['微信扫一扫，或用手机相机扫', '拍照、选类别、写两句', '马上知道归谁管、几时办好'],
    areaLead: '{area}的问题，扫这里上报',
    officeLead: '扫码看{office}的办理情况',
    hotline: '打不开就拨 {hotline}',
    phone: '电话',
    address: '地址',
    hours: '值班时间',
    none: '发布以后才有东西可以打印。'
  }
}
