import type { Role } from './index'

export const asRole = (role: Role) => ({ role })
