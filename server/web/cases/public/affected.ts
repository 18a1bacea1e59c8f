export const affectedHref = (no: string): string => `/cases/${no}/affected`
