export { backupCommand } from './command.ts'
export { refuseHalfRestored } from './model.ts'
