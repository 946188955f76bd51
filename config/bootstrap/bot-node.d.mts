type Environment = Readonly<Record<string, string | undefined>>;
export declare const nodeArgs: (env: Environment) => readonly string[];
export declare const nodeEnv: (root: string) => Readonly<Record<string, string>>;
