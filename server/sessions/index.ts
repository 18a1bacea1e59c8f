export { forgetSessions } from './model.ts'
export { openSessions, type Sessions } from './sessions.ts'
export { knownForMs } from './live.ts'
export { viewerIn } from './tokens.ts'
