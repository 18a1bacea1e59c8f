/** What the server says to who seems to report the same thing once more. */
export const reports = {
  sent: '您在 {ago}刚上报过同样的问题，编号 {no}，已经收到。如果是另一件事，请再提交一次。',
  often: '同样的问题您刚刚已经上报了 {n} 次，都收到了，最近的编号是 {no}。请不要重复上报，要补充情况请凭回执查看。',
  ago: { now: '一分钟内', minutes: '{n} 分钟前' }
}
