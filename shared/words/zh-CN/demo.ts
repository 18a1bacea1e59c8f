export const demo = {
  drawing: '绘制演示照片',
  writing: '写入演示案件',
  gathering: '写入演示活动',
  revoked: '签退多记了半小时，已按更正后的时长重新出具。',
  purpose: '学校志愿服务登记',
  account: '{name}，{office}{title}'
}
