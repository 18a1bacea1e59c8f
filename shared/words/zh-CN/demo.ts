export const demo = {
  drawing: '绘制演示照片',
  writing: '写入演示案件',
  account: '{name}，{office}{title}'
}
