export { resetSecondFactor } from './reset-factor.ts'
export { needsSecondFactor, type Rigour } from './sign-in-policy.ts'
