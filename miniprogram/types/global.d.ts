/// <reference types="@tarojs/taro" />

declare module '*.png' {
  const path: string
  export default path
}
declare module '*.scss'
declare module '*.css'

/** Where the API answers; empty in the web build, which the same server serves. */
declare const API_BASE: string
/** Which of the two builds this is; only app.config.ts needs to know, everything else is told apart by file name. */
declare const ON_WEAPP: boolean
