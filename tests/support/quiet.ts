import { type Logger, logger } from "matrix-js-sdk/lib/logger.js";

const silent = (): void => {};
/** The SDK quotes events in what it logs; a test's output shall show findings and nothing else. */
export const quiet: Logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent, getChild: () => quiet };
// parts of the SDK use its global logger whatever a client was given; it is one of `loglevel`, which its own type hides
const global = logger as unknown as { methodFactory: () => () => void; rebuild(): void };
global.methodFactory = () => silent;
global.rebuild();
