export declare const findPython: () => string | undefined;
export declare const findNpm: () => readonly [command: string, before: readonly string[]] | undefined;
export declare const findNode: (root: string) => string | undefined;
