/** What an element is, for who hears it: WeChat says `aria-role`, the web says `role` (`index.h5.ts`). */
export type Role = 'tablist' | 'alertdialog' | 'radiogroup' | 'group' | 'alert' | 'status' | 'img'

export const asRole = (role: Role) => ({ 'aria-role': role })
