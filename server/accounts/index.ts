export { resetSecondFactor } from './reset-factor.ts'
export { needsSecondFactor } from './sign-in-policy.ts'
export { accounts, createAccount, linkOf, type CommandContext, type GivenLink } from './command.ts'
export { addPerson, assignPerson } from './people.ts'
