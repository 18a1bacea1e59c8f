/** What is wrong with what somebody wrote, said beside its field: on a phone too, where the refusals of errors.ts are not. */
export const complaints = {
  /** Looked for, with no letter or figure in it. */
  unsearchable: '「{q}」里没有可以查找的字或数字，没有列出。',
  /** A complaint of the contract about what the page has no field for. */
  elsewhere: '有一项没有通过：{why}（{at}）。',
  field: {
    required: '这里不能空着',
    invalid_type: '这里的内容类型不对',
    invalid_value: '请从给出的选项里选',
    unrecognized_keys: '有不认识的内容',
    too_big: '超过了上限',
    too_small: '少于下限',
    invalid_format: '格式不对',
    max: '最多 {n} 个字',
    min: '至少 {n} 个字',
    control: '含有看不见的控制字符，请删掉重写',
    half: '有字不完整，请删掉重写',
    line: '请写成一行',
    min_age: '要年满 {n} 岁，请在志愿者资料里填写出生日期',
    max_age: '不超过 {n} 岁',
    skill: '需要相应的技能，请在志愿者资料里填写',
    training: '要先通过相应的培训',
    id_card: '身份证号不对，请对照证件再输一次',
    names: '同行的人比名额多：名额含本人，同行最多写名额减一个人',
    order: '结束不能早于开始，也不能晚于今天',
    day: '日历上没有这一天',
    box: '地图范围的四边对不上',
    other: '这里的内容不对'
  }
}
