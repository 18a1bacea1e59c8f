/** Words of certificates: on the paper, on the pages where it is verified, at the desk, and what holders are told. */
import type {
  CertificateStatus,
  CertificateTab,
  CertificateVerb,
  IdKind,
  RevocationCause,
  Showable,
  Verdict
} from '../../certificates.ts'

export const certificates = {
  status: {
    requested: '待核对',
    notice: '公示中',
    issued: '已出具',
    revoked: '已撤销',
    refused: '不予出具',
    withdrawn: '已撤回'
  } satisfies Record<CertificateStatus, string>,
  verb: {
    request: '申请证明',
    withdraw: '撤回申请',
    approve: '核对无误，开始公示',
    renew: '按现在的时长重新公示',
    issue: '签发证明',
    refuse: '不予出具',
    revoke: '撤销证明',
    show: '改公开内容'
  } satisfies Record<CertificateVerb, string>,
  tab: {
    open: '待核对',
    notice: '公示中',
    issued: '已出具',
    look: '时长有变',
    ended: '撤销和未出具'
  } satisfies Record<CertificateTab, string>,
  idKind: {
    id_card: '居民身份证',
    passport: '护照',
    residence_permit: '居住证',
    student_card: '学生证'
  } satisfies Record<IdKind, string>,
  showable: {
    name: '姓名',
    identity: '证件号码',
    hours: '时长',
    activities: '服务内容'
  } satisfies Record<Showable, string>,
  cause: {
    hours_corrected: '时长经更正减少',
    false_record: '记录不实',
    issued_in_error: '出具有误',
    holder_asked: '本人申请'
  } satisfies Record<RevocationCause, string>,
  verdict: {
    valid: '证明有效',
    checking: '正在核查',
    revoked: '证明已撤销',
    unknown: '没有查到'
  } satisfies Record<Verdict, string>,
  permission: {
    holder: '证明的本人',
    issuerButNotTheHolder: '记录时长的单位的组织者，或市随手拍中心，不能办自己的',
    issuerButNotWhoChecked: '同上，但不是核对公示的那一位'
  },
  /** Whoever has erased himself. */
  erased: '已注销',
  holder: '本人',
  minutes: '{n} 分钟',
  unprintable: '纸上印不出这几个字：{list}。请和本人商量证明上怎么写，改好再办。',
  beyond: '其中 {n} 分钟超过场次时长，经另一人核准',
  hoursMinutes: '{h} 小时 {m} 分钟',
  hours: '{h} 小时',
  between: '{from}至{to}',
  told: {
    notice: '{office}核对了您 {from} 到 {to} 的时长，公示 {n} 天，没有异议就出具证明。',
    issued: '{office}出具了您的志愿服务记录证明 {no}，可以下载了。',
    refused: '{office}没有出具证明：{words}',
    revoked: '您的证明 {no} 撤销了（{cause}）：{words}',
    lowered: '您的证明 {no} 上的时长比台账多，出具单位正在核查。'
  },
  paper: {
    brand: '{city}随手拍',
    title: '志愿服务记录证明',
    number: '编号 {no}',
    file: '志愿服务记录证明-{no}.pdf',
    statement:
      '兹证明{name}于{from}至{to}，参加{office}组织的志愿服务 {n} 场，服务时间合计 {hours} 小时（{minutes} 分钟）。',
    name: '姓名',
    document: '证件',
    volunteerNo: '志愿者编号',
    period: '起止日期',
    hours: '服务时间',
    hoursUnit: '小时',
    hoursNote: '{minutes} 分钟，按签到签退计，不含路上时间',
    services: '服务内容',
    head: ['日期', '活动', '服务内容', '时间'],
    content: '{kind}，{role}',
    total: '合计',
    issuer: '出具单位',
    responsible: '负责人',
    handler: '经办人',
    contact: '联系方式',
    date: '出具日期',
    stamp: '出具单位盖章',
    verify: '核验',
    verifyHow: '扫码，或打开下面的网址输入编号和校验码，看这份证明现在是否有效。',
    code: '校验码',
    fingerprint: '内容指纹',
    basis:
      '依据《志愿服务记录与证明出具办法（试行）》，按“谁记录谁证明”无偿出具。时长来自本单位的服务时长台账，出具前已公示 {n} 天（{from}至{until}）。',
    foot: '编号 {no}，撤销的证明在 {site} 公布',
    pages: '第 {n} 页，共 {of} 页'
  },
  page: {
    nav: '志愿证明',
    title: '志愿服务记录证明',
    lead: '时长来自签到签退的台账，由记录时长的单位出具，出具前公示 7 天。纸上有编号和校验码，谁都可以在这里核验。',
    check: '核验一份证明',
    number: '编号',
    numberHint: '例如 2026-000123，印在证明右上角',
    code: '校验码',
    codeHint: '10 位，印在二维码旁边。没有校验码，只查得到本人公开的',
    go: '核验',
    badNumber: '编号是 4 位年份、一个连字符、6 位数字。',
    print: '打印',
    again: '核验另一份',
    said: {
      valid: '编号 {no} 的证明有效。',
      checking: '编号 {no} 的证明出具后，时长台账有变动，出具单位正在核查。办事前请先打电话问清楚。',
      revoked: '编号 {no} 的证明已于 {date} 撤销，原因：{cause}。不能再作为证明使用。',
      unknown:
        '没有查到编号 {no} 的证明。请连同纸上的校验码一起输入：本人没有公开的证明，只凭编号查不到。编号和校验码都没有输错，就不是本站出具的。'
    },
    codeWrong: '校验码和编号对不上，所以只显示本人公开的。请对照纸面再输一次。',
    codeMissing: '只凭编号，看到的就这些。输入纸上的校验码，可以看本人允许的内容。',
    allowed: '本人允许核验的人看到：',
    compare: '请和纸面逐项对照，指纹也要一致；不一致的，以这里为准。',
    facts: {
      name: '姓名',
      document: '证件',
      period: '起止日期',
      hours: '服务时间',
      office: '出具单位',
      date: '出具日期',
      fingerprint: '内容指纹'
    },
    services: '服务内容',
    head: { date: '日期', activity: '活动', content: '服务内容', minutes: '时间' },
    notices: '正在公示',
    noticesNote: '公示满 7 天，没有异议才出具',
    noticesEmpty: '现在没有公示中的证明。',
    object: '有异议，请在期满前打出具单位的电话',
    noticeHead: { name: '志愿者', office: '单位和电话', period: '起止日期', hours: '时长', until: '公示到' },
    nServices: '{n} 场',
    revoked: '已撤销',
    revokedNote: '下列编号不再有效',
    revokedEmpty: '没有撤销的证明。',
    revokedHead: { number: '编号', office: '出具单位', issued: '出具', at: '撤销', cause: '原因' },
    older: '更早的',
    newest: '回到最新',
    later: '后面到期的'
  },
  desk: {
    nav: '志愿证明',
    title: '志愿服务记录证明',
    lead: '核对身份和时长，公示 7 天，由另一位负责人签发。时长只取自台账。',
    tabs: '按状态',
    empty: {
      open: '没有待核对的申请。',
      notice: '没有公示中的。',
      issued: '还没有出具过。',
      look: '没有时长有变的证明。',
      ended: '没有。'
    },
    head: { name: '申请人', office: '单位', period: '起止日期', minutes: '时长', when: '时间', status: '状态' },
    asked: '{date}申请',
    until: '公示到 {date}',
    lowered: '台账减少',
    older: '更早的',
    back: '回到列表',
    of: '{name}的证明',
    identity: '身份',
    noIdentity: '本人已注销资料，只留编号和时长。',
    purpose: '用途',
    noDocument: '不写证件',
    hours: '时长',
    ledgerDiffers: '台账现在是 {ledger}，申请里是 {minutes}。',
    services: '逐场时长',
    notice: '公示',
    noticeLine: '{from}到{until}，核对人{by}',
    issued: '签发',
    issuedLine: '{at}，负责人{responsible}，经办人{handler}',
    lookLine: '出具后台账减少到 {minutes}，{at}发现。核实后请撤销，本人可以按现在的时长另申请。',
    log: '经过',
    act: '办理',
    nothing: '现在没有您要办的。',
    waiting: '公示到 {date}。期满没有异议，由另一位负责人签发。',
    second: '这份由您核对公示，要由另一位负责人签发。',
    refuseWords: '不予出具的理由',
    refuseHint: '本人会看到，至少 5 个字',
    revokeCause: '撤销原因',
    revokeCauseHint: '会和编号一起公布',
    revokeWords: '撤销说明',
    revokeHint: '只有本人和工作台看得到，至少 5 个字',
    sure: '撤销后不能恢复，编号会一直留在撤销名单里。',
    done: '办好了。',
    pdf: '打开证明（PDF）',
    page: '核验页'
  }
}
