/** Words of the mini-program, WeChat and web build alike. Plain spoken, 您, dates instead of adverbs. */
import type { QueueTab, Status } from '../../cases.ts'

export const mini = {
  brand: '随手拍',
  comma: '，',
  permission: { location: '用于标明问题所在的位置' },
  titles: {
    home: '随手拍',
    cases: '案件',
    mine: '我的',
    report: '上报',
    place: '选位置',
    receipt: '已提交',
    case: '案件',
    own: '我的上报',
    find: '找回上报',
    office: '待办',
    officeCase: '办理',
    signIn: '工作人员登录'
  },
  tabs: { label: '主导航', home: '首页', cases: '案件', activities: '活动', mine: '我的' },
  nav: { back: '返回', home: '回首页' },
  trouble: {
    offline: '没连上服务器。看看手机有没有网络，再试一次。',
    unavailable: '服务器暂时忙不过来，请过一会儿再试。',
    strange: '没有读懂服务器的回答，请再试一次。',
    failed: '没读出来',
    noSuchPage: '没有这个页面，已回到首页',
    notFound: '没有找到',
    cases: '看公开的案件',
    again: '再试一次',
    call: '打 {n}'
  },
  network: { offline: '现在没有网络。照样可以拍照、填写、提交，连上后自动交上去。' },
  loading: '正在读取',
  elder: { on: '大字版', off: '标准版', hint: '字号放大，一行只放一样' },
  hotline: '打 {n}',
  demo: '演示数据',
  demoShort: '演示',

  affected: {
    near: '附近有人报过，是同一件吗？',
    lead: '是同一件，点“我也遇到了”，不用再填。都不是，再点一次“提交”。',
    say: '我也遇到了',
    said: '算您一个了',
    others: '另有 {n} 人也遇到',
    over: '已经办完了。又出现了，请照样提交。',
    takeBack: '收回，我没有遇到',
    takenBack: '已收回'
  },
  home: {
    preparing: { title: '正在筹备', sub: ['现在还不能上报。'] },
    near: '{where}附近',
    locate: '点这里定位',
    locating: '正在定位',
    unknown: '还没有定位',
    outside: '您现在的位置不在{city}',
    change: '改位置',
    title: '看见了，拍下来。',
    sub: ['拍照、选类别、提交，约 1 分钟。', '提交后马上告诉您由谁办、几时办好。'],
    shoot: '拍照上报',
    album: '从相册选',
    call: '打电话说',
    draft: {
      title: '有一份没交的草稿',
      refused: '有一份没交上去，要改一改',
      text: '{n} 张照片，{time} 存的',
      go: '接着写',
      another: '新拍一件',
      stays: '新拍一件时，草稿会留在首页，不会丢。',
      tooMany: '没交的草稿太多了，请先交一份，或者清空一份。'
    },
    waiting: { rate: '等您评价', answer: '等您补充' },
    todo: {
      rate: ['核查员看过，已办结。', '请在 {day}前评价。'],
      answer: ['承办单位有一个问题要问您。']
    },
    activities: '志愿活动',
    together: { weekend: '周末一起做', soon: '最近一起做', day: '{month}月 周{weekday}', all: '看全部活动' },
    activitiesHint: '清扫、护河、护学，附近的活动在这里报名',
    around: { near: '附近 500 米', city: '全市' },
    tally: { all: '近 30 天 {n} 件，', closed: '{n} 件办结', open: '，{n} 件在办' },
    tallyNone: '近 30 天这里没有公开的案件',
    tallyMore: '近 30 天 {n} 件以上'
  },

  photos: {
    title: '照片',
    count: '{n} / {max}，先拍全景，再拍近处',
    add: '添加',
    wide: '全景',
    close: '近景',
    remove: '删除第 {n} 张',
    retry: '重传',
    retryOne: '重传第 {n} 张',
    one: '第 {n} 张照片',
    shrinking: '正在压缩',
    sending: '正在上传第 {n} 张，{percent}%',
    failed: '第 {n} 张没传上去：{why}点「重传」再试。',
    offline: '网络断了一下。',
    refused: '没有允许用相机和相册。您可以在微信的设置里打开，或者打 12345 反映。',
    none: '至少要一张照片。拍一张，或者从相册选。',
    notYet: '还有照片没传完，传完会自动接着提交。',
    stuck: '有照片没传上去。点「重传」，或者删掉它再提交。'
  },
  place: {
    title: '位置',
    change: '改位置',
    choose: '选位置',
    locating: '正在定位',
    none: '还没有位置。允许定位，或者在地图上选。',
    denied: '没有允许定位。在地图上选，或者写明地址。',
    failed: '没有获取到位置。在地图上选就行。',
    accuracy: '误差约 {n} 米',
    rough: '误差约 {n} 米，请在地图上核对',
    onMap: '地图上选的',
    address: '详细地址或地标',
    addressHint: '比如：滨江路 128 号，文具店门口',
    home: '住宅内的事，公开时只写到街道。',
    /** A draft is taken up again elsewhere, or later. */
    doubt: {
      old: '这是{time} 的定位，事情是在这里吗？',
      unknown: '这是以前的定位，事情是在这里吗？',
      far: '您现在离这个位置约 {n} 米，事情是在这里吗？',
      stays: '是这里',
      here: '用现在的位置',
      first: '先确认位置，再提交。',
      /** What its camera wrote into a photo is offered. */
      photo: {
        far: '照片拍于 {time}，拍的地方离这个位置约 {n} 米。事情在哪里？',
        somewhere: '拍照片的地方离这个位置约 {n} 米。事情在哪里？',
        at: '照片拍于 {time}，里面记着拍的地方。事情在那里吗？',
        unknown: '照片里记着拍的地方。事情在那里吗？',
        old: '照片拍于 {time}。事情是在这个位置吗？',
        take: '用照片的位置'
      }
    },
    pick: {
      hint: '移动地图，让大头针落在问题所在的地方',
      here: '回到我的位置',
      done: '就选这里',
      looking: '正在查这是哪里',
      map: '选位置的地图'
    },
    map: '地图，{where}'
  },
  category: {
    title: '是什么事',
    which: '{tile}的哪一种',
    none: '选一个类别，好派给该办的单位。',
    failed: '类别没读出来。',
    like: '可能是：{name}',
    likely: '根据您写的内容，可能是',
    chosen: '已选「{name}」，在上面可以改',
    answers: { before: '这类事由', after: '办，承诺 {limit}。' }
  },
  words: {
    title: '说明',
    optional: '可以不填',
    hint: '在路的哪一侧、什么时候最严重，写一句就够',
    count: '{n} / {max}'
  },
  contact: {
    add: '留个电话，好让承办单位问您',
    title: '联系电话',
    name: '怎么称呼您',
    phone: '手机或座机',
    hint: '只在需要核实时拨打，不公开。',
    wrong: '电话号码写得不对，请检查一下，或者不填。'
  },
  open: {
    title: '同意公开这件事吗？',
    answers: { yes: '同意公开', no: '不公开' },
    none: '请选同意公开或不公开',
    hint: '只公开处理经过和工作人员看过的照片，不公开您是谁',
    noHint: '照样办理，只公开类别、街道、时间和结果'
  },
  submit: {
    deadline: '提交后马上告诉您由谁办、几时办好',
    go: '提交',
    busy: '正在提交',
    failed: '没交上去',
    kept: '照片和文字都还在手机里，没有丢。',
    again: '再交一次'
  },
  /** What is sent off and has not gone. */
  queue: {
    title: '等着提交（{n}）',
    offline: '没有网络，已存好，恢复后自动提交',
    soon: '还没交上去，稍后自动再交',
    sending: '正在传照片',
    photos: '已传 {n} 张，共 {of} 张。可以离开本页。',
    stay: '可以离开本页，不用等。',
    kept: '{time} 存在这部手机里。',
    back: '撤回修改',
    again: '现在再交一次',
    has: '{n} 张照片',
    taken: '已经交上去了，编号 {no}',
    waits: '这件事先前用您的微信登录交过，要等登录恢复再交，免得登记成两件。'
  },
  draft: {
    saved: '草稿已存在手机里，{time}',
    full: '手机存不下草稿了，请不要关闭本页。',
    drop: '清空重写',
    dropped: '已清空'
  },

  form: {
    /** What no field of the page holds; `at` is for whoever is asked for help. */
    elsewhere: '有一项内容没有通过：{why}（{at}）。请重新填写一次；还不行，请打 12345。',
    look: '有几处需要改一改，见下面的说明。',
    restored: '这是您上次没交的内容。',
    clear: '清空重写'
  },

  messages: {
    ask: '有进展用微信告诉我',
    each: '点一次，微信可以告诉您一次。',
    left: '点一次，微信可以告诉您一次。还可以告诉 {n} 次。',
    done: '好的，有进展会用微信告诉您。',
    off: '微信没有打开通知。请在右上角“…”的设置里打开。'
  },

  receipt: {
    title: '收到了',
    no: '编号',
    code: '查询码',
    copy: { both: '复制编号和查询码', no: '复制编号' },
    copied: '已复制',
    copying: { both: '编号 {no} 查询码 {code}', no: '编号 {no}' },
    save: '存成一张图',
    saved: '已存到相册',
    refused: '没有存成，请截图',
    picture: '回执',
    scan: { both: '扫码，填上查询码，看办到哪一步。', no: '公开以后，扫码看办到哪一步。' },
    keep: '有这两个号，在任何手机和电脑上都能查看、补充、撤回和评价。已经存在本机「我的」里，也请截图或抄下来。',
    account: '已经记在您的微信名下，在「我的」里随时能看。',
    office: '由谁办',
    due: '几时办好',
    dueBy: '{due} 前回复您',
    at: '收到时间',
    limit: '承诺 {limit}',
    why: '为什么是这个单位',
    late: '这份上报第一次提交时其实已经收到，所以没有重复登记。之后改的内容没有算进去，可以在承办单位问您时补充。',
    see: '看这件上报',
    more: '再拍一件',
    lost: '没有找到这张回执。'
  },

  cases: {
    search: '编号、路名或事由',
    go: '搜索',
    clear: '清除全部条件',
    filters: { area: '街道', tile: '类别', days: '时间' },
    all: { area: '全部街道', tile: '全部类别', days: '不限时间' },
    days: { '7': '近 7 天', '30': '近 30 天', '90': '近 90 天', '365': '近一年' },
    states: {
      all: '全部',
      overdue: '已超期',
      today: '今天到期',
      open: '在办',
      closed: '已办结',
      dissatisfied: '不满意',
      reopened: '重办过'
    },
    list: '列表',
    map: '地图',
    none: '还没有案件。改一改筛选条件试试。',
    older: '更早的',
    end: '就这些了',
    noPhoto: '照片不公开',
    took: '用时 {n} 天',
    sameDay: '当天办结',
    waiting: '等中心核查',
    day: '第 {n} 天',
    areaPin: '{area}，{n} 件',
    mapLabel: '案件分布图'
  },

  case: {
    before: '处置前',
    after: '处置后',
    reported: '上报时',
    alt: { before: '处置前：{what}', after: '处置后：{what}', reported: '上报时：{what}' },
    apart: '两张照片的拍摄点相距约 {n} 米。',
    screened: '公开前由工作人员看过。',
    demo: '演示照片，由程序画成，不是真实现场。',
    all: '看全部 {n} 张',
    quote: '上报人说',
    channel: '{at}，{channel}',
    more: '另有 {n} 人上报同一件事',
    erased: '已按本人要求删除',
    timeline: '办理经过',
    ledger: '账本第 {n} 条',
    onSite: '到现场看过',
    byPhoto: '看照片核查',
    until: '到 {day}',
    duty: '依据：{duty}',
    ask: '可以问：{who}',
    ratings: '上报人怎么说',
    rating: '{solved}，{satisfied}',
    ratedEarlier: '，第 {n} 次办结后，之后又评过',
    why: '为什么由这个单位办',
    byHand: '由人指定',
    rule: '规则 {rule} 第 {version} 版',
    proof: '账本',
    whole:
      '服务器核对过 {n} 条记录，前后相接{inner}。最后一条 {at}，指纹 {head}。公开的案件可以在网站的“核对记录”里自己核对',
    inner: '，其中 {n} 条是内部步骤，经过里不列',
    broken: '{n} 条记录的链条断了，请告诉我们。',
    seal: '办结',
    place: '在哪里',
    photo: '照片 {n}',
    next: {
      received: '接下来由市随手拍中心派发',
      dispatched: '接下来由{office}签收',
      handling: '{due} 前回复',
      on_hold: '恢复办理后时限接着算',
      replied: '接下来由没有经办过的核查员核查',
      rework: '{office}再处置一次，时限接着算',
      returned: '接下来由市随手拍中心重新派发',
      closed: undefined,
      refused: undefined,
      withdrawn: undefined
    } satisfies Record<Status, string | undefined>,
    late: '{due} 的时限已过，等{office}回复'
  },
  mine: {
    activities: '志愿活动',
    signups: '我的活动',
    notices: '通知',
    own: '我的个人信息',
    signedIn: '微信用户',
    guest: '没有登录，上报凭编号和查询码查看',
    list: '我的上报',
    none: '还没有上报过。看见了，拍下来。',
    shoot: '去拍一张',
    find: '用编号和查询码找回',
    office: '工作人员入口',
    privacy: '照片和位置只用来办这件事。您是谁、电话、住宅的具体位置，不公开。',
    some: '有 {n} 件没读出来，连上网络再看。',
    waiting: { rate: '等您评价，{day}前', answer: '等您补充' }
  },
  find: {
    title: '用编号和查询码找回',
    text: '提交后的回执上有这两个号。找回以后，这台手机就能查看、补充、撤回和评价。',
    no: '编号',
    noHint: '比如 2026-1122-00371',
    code: '查询码',
    codeHint: '10 个字母和数字，不分大小写',
    go: '找回',
    busy: '正在查',
    noWrong: '编号是 8 位日期和后面的号码，比如 2026-1122-00371。',
    codeWrong: '查询码是 10 个字母和数字。'
  },
  own: {
    rate: {
      again: '这件重办过了，请按这次办结的情况再评一次。',
      title: '办得怎么样？',
      text: ['{at} 核查通过，已办结。', '请在 {by}前评价。'],
      solved: '解决了吗？',
      satisfied: '满意吗？',
      words: '还想说的',
      reopen: '没解决或不满意，写明原因，可以请求重办，由另一位核查员来看。时限接着算，不重来。',
      go: '提交评价',
      both: '两个问题都选一下再提交。',
      done: '谢谢，已经记下您的评价。',
      yours: '您的评价'
    },
    reopen: {
      title: '请求重办',
      text: '写明哪里还没办好。由另一位核查员裁定，同意了就返工。',
      words: '哪里还没办好',
      short: '请至少写 5 个字，说清哪里还没办好。',
      go: '请求重办',
      done: '请求已经交给核查员。',
      open: '还没解决？请求重办'
    },
    objection: {
      title: '提出异议',
      text: '写明为什么应该受理。只能提一次，由另一位工作人员裁定。',
      words: '为什么应该受理',
      short: '请至少写 5 个字，说清为什么应该受理。',
      go: '提交异议',
      done: '异议已经交给另一位工作人员。',
      open: '不同意？提出异议'
    },
    answer: {
      title: '承办单位问您',
      words: '您的补充',
      none: '请写一句再提交。',
      go: '提交补充',
      done: '补充已经交给承办单位。'
    },
    withdraw: {
      open: '撤回这件上报',
      title: '撤回这件上报？',
      text: '撤回后不再办理，也不能恢复。还需要的话，请再拍一次。',
      go: '撤回',
      stay: '不撤回',
      done: '已撤回。'
    },
    consent: {
      no: {
        open: '收回公开',
        title: '收回公开？',
        text: '您写的和拍的马上从公开页、列表和搜索里拿掉，工作人员不能再公开，位置只到街道。案件照常办，类别、街道、时间和结果可能还公开。别人已经存下的收不回来。以后可以再同意。',
        go: '收回',
        stay: '不改',
        done: '已收回。'
      },
      yes: {
        open: '同意公开',
        title: '同意公开？',
        text: '不会自动公开：工作人员先看您写的和拍的，看过才公开。',
        go: '同意',
        stay: '不改',
        done: '已改好，等工作人员看过。'
      }
    },
    waitsAnew: '您又同意公开了，等工作人员看过您写的和拍的。',
    notPublic: '这件还没有公开，只有您和承办单位能看。',
    privateChoice: '您选择了不公开。',
    code: '查询码 {code}',
    gone: '这台手机上没有这件上报的查询码。'
  },

  office: {
    signIn: {
      title: '工作人员登录',
      text: '承办单位的账号由市随手拍中心发放。',
      name: '用户名',
      password: '密码',
      go: '登录',
      busy: '正在登录',
      none: '用户名和密码都要填。'
    },
    out: '退出登录',
    tabs: {
      todo: '待处置',
      accept: '待签收',
      verify: '待核查',
      dispatch: '待派发',
      rule: '待裁定',
      publish: '待审核',
      all: '全部'
    } satisfies Record<QueueTab, string>,
    tabsLabel: '待办分类',
    many: '99+',
    none: '这里没有等您办的事。',
    groups: { overdue: '已超期', today: '今天', tomorrow: '明天', later: '后天以后', still: '停表' },
    desk: '派发、核查和审核在电脑上的工作台做：{path}',
    deskPath: '/office/',
    reporter: '上报人',
    contact: '联系 {name}',
    noContact: '没有留电话',
    exact: '具体位置',
    accuracy: '误差约 {n} 米',
    go: '导航过去',
    private: '上报人选择不公开',
    accept: { go: '签收', done: '已签收，处置中。' },
    reply: {
      open: '回复',
      title: '回复上报人',
      outcome: '处置结果',
      words: '做了什么',
      hint: '写做了什么、什么时候做的、以后怎么管。上报人和公众都会看到。',
      photos: '处置后照片',
      same: '和处置前站在同一个地方拍',
      away: '您现在离上报地点约 {n} 米，会和照片一起公开。',
      go: '提交回复',
      busy: '正在提交',
      short: '请至少写 10 个字，说清做了什么。',
      none: '选一个处置结果。',
      needsPhoto: '「已解决」和「部分解决」要有处置后的照片。',
      done: '已回复，等中心核查。'
    },
    return: {
      open: '退回',
      title: '退回这件案件？',
      text: '退回后由市随手拍中心重新派发，时限继续计算。请写明原因，上报人会看到。',
      ground: '依据',
      grounds: { duty: '不在本单位职责清单', office: '应由别的单位办' },
      duty: '职责清单里最接近的一条',
      office: '应由哪个单位办',
      pick: '请选择',
      words: '原因',
      short: '请至少写 5 个字，说明原因。',
      go: '退回',
      stay: '不退回',
      done: '已退回市随手拍中心。'
    },
    ask: {
      open: '问上报人',
      title: '问上报人',
      text: '缺什么就问什么。问了以后时限照算。',
      words: '想问什么',
      short: '请至少写 5 个字。',
      go: '发出',
      done: '已经问了上报人。'
    },
    stale: '这件事刚刚被别人更新过。已经换成最新情况，您写的内容还在。'
  }
}
