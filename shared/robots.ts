/** Robots of work groups: where the messages of a theme go. */
export const robotKinds = ['wecom', 'dingtalk'] as const
export type RobotKind = (typeof robotKinds)[number]
