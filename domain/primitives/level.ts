/** Rights, from least to most. A coordinator is one in the coordination room only: in a case they have the level of their membership. */
export const levels = ["guest", "read", "contribute", "lead", "coordinator"] as const;
export type Level = (typeof levels)[number];
export const atLeast = (has: Level, needs: Level): boolean => levels.indexOf(has) >= levels.indexOf(needs);
