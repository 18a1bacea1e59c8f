export { signIn as say } from '#shared/locales/sign-in.ts'
export { fill } from '#shared/locales/index.ts'
