/**
 * How often a property is tried: `most` in the whole suite, at most 100 times in `npm run check`, which has to be quick
 * (config/bootstrap.mjs sets `PROPERTY_RUNS` there).
 */
export const runs = (most: number): number => Math.min(most, Number(process.env.PROPERTY_RUNS ?? most));
