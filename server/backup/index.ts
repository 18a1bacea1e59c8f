export { backupCommand, isBackupCommand } from './command.ts'
export { refuseHalfRestored } from './model.ts'
