export { resetSecondFactor } from './reset-factor.ts'
export { needsSecondFactor } from './sign-in-policy.ts'
