/** Words of the phone's page of notices. */
export const miniNotices = {
  title: '通知',
  none: '还没有通知。您上报的案件和志愿活动有了进展，会写在这里。',
  stranger: '在微信里打开，就能看到通知。用查询码上报的，通知在那一份上报的页面上。',
  readAll: '全部标为已读',
  unread: '未读',
  ways: '用什么方式告诉我',
  saved: '已保存',
  end: '没有更早的了'
} as const
