import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { searchOutput } from "./typed.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** How a command of the operator ended, and what it wrote. */
export interface Operated {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** Runs `node bot/cli/operator.ts`, as `npm run liaison --` does, with lines on its standard input and no terminal. Settings without the prefix. */
export function operate(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  lines: readonly string[] = [],
): Promise<Operated> {
  const env = {
    PATH: process.env.PATH ?? "",
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`LIAISON_${name}`, value])),
  };
  const child = spawn(process.execPath, ["bot/cli/operator.ts", ...args], { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  let complained = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complained += text;
  });
  searchOutput(`"${args.join(" ")}"`, () => said + complained);
  // a command that reads nothing may be gone already
  child.stdin.on("error", () => {}).end(lines.map((line) => `${line}\n`).join(""));
  return new Promise((resolve) => void child.once("close", (code) => resolve({ code, said, complained })));
}
