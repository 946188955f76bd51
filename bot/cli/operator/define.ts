import type { ParseArgsConfig } from "node:util";
import type { Settings } from "../../../config/settings/settings.ts";
import type { Prompt } from "./prompt.ts";

/** What a command of the operator is given. */
export interface Call {
  readonly settings: Settings;
  /** The words after the command's name. */
  readonly words: readonly string[];
  /** Options as typed, by name without the dashes. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly prompt: Prompt;
  /** One line on standard output. Never a secret. */
  readonly say: (line: string) => void;
}

/** One `npm run liaison -- …` command. */
export interface OperatorCommand {
  /** One word or two. */
  readonly name: string;
  /** What may stand after the name. */
  readonly usage: string;
  readonly summary: string;
  /** How many words may stand after the name. */
  readonly most: number;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** Resolves to the exit code: 0 good, 1 failed. Rejects with what `bot/exit.ts` has a sentence for, or WrongUsage. */
  run(call: Call): Promise<0 | 1>;
}

/** The command was typed wrongly: exit code 2. Its message is the sentence to show. */
export class WrongUsage extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "WrongUsage";
  }
}
