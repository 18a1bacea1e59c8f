/** Marks that join words into a line; another language has its own. */
export const marks = {
  comma: '，',
  list: '、',
  semicolon: '；',
  colon: '：',
  stop: '。',
  open: '「',
  close: '」',
  /** Between a telephone number and its extension. */
  extension: ' 转 '
}
