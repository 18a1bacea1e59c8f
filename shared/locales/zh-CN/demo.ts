export const demo = {
  drawing: '绘制演示照片',
  writing: '写入演示案件',
  gathering: '写入演示活动',
  account: '{name}，{office}{title}'
}
