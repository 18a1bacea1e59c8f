/** Why a backup or a restore was not done, as a code with facts; the launcher has the words. */
export type Trouble =
  | 'no_recipient'
  | 'wrong_recipient'
  | 'no_folder'
  | 'running'
  | 'snapshot_too_old'
  | 'not_a_backup'
  | 'unknown_format'
  | 'not_authentic'
  | 'missing'
  | 'truncated'
  | 'altered'
  | 'no_identity'
  | 'identity_needed'
  | 'wrong_identity'
  | 'wrong_server_key'
  | 'no_server_key'
  | 'newer'
  | 'living'
  | 'being_restored'
  | 'wrong_contents'
  | 'disk_full'
  | 'storage'
  | 'wrong_copy'
  | 'not_moving'
  | 'usage'

export class BackupRefused extends Error {
  constructor(
    readonly code: Trouble,
    readonly facts: Readonly<Record<string, string | number>> = {}
  ) {
    super([code, ...Object.entries(facts).map(([name, value]) => `${name}=${value}`)].join(' '))
    this.name = 'BackupRefused'
  }
}

/** A full disk in our words; anything else as it was. */
export function refusedByDisk(error: unknown, path: string): unknown {
  const { code, codeName } = error as NodeJS.ErrnoException & { codeName?: string }
  return code === 'ENOSPC' || code === 'EDQUOT' || codeName === 'OutOfDiskSpace'
    ? new BackupRefused('disk_full', { path })
    : error
}
