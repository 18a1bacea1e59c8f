/**
 * What a screen reader is told about an element. Taro's WeChat templates leave these out; they are added to the
 * templates by config/aria.ts and to the running program by `index.ts`, from this one list: the two number an element's
 * properties by their place in it. An empty value hands the component's own property through.
 */
const attributes = { 'aria-role': '', 'aria-label': '', 'aria-checked': '' }
export const ariaAttributes = { View: attributes, Image: attributes }
