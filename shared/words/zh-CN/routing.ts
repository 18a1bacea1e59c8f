export const routing = {
  category: '事项：{category}，{because}',
  place: '位置：在{place}界内',
  result: '结果：派给{office}',
  byHand: '结果：由派遣员改派给{office}',
  streetSquad: '所在街道中队'
}
