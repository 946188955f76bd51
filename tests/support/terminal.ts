import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { noteTyped } from "./typed.ts";
import { until } from "./waiting.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const client = "bot/terminal/main.ts";
/** Python is there wherever the sandbox's homeserver runs, and brings pseudo-terminals. */
const inTerminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
const timeoutMs = 60_000;

/** An officer's terminal client as a process of its own. */
export interface TerminalProcess {
  /** All that it has written to standard output, without escape sequences where it has a terminal. */
  output(): string;
  errors(): string;
  /** In UTF-8, or in another encoding of Node's. */
  type(text: string, encoding?: BufferEncoding): void;
  /** Waits until `test` holds for the output since `from` (a length, default 0). */
  expect(test: (output: string) => boolean, what: string, from?: number): Promise<void>;
  /** Ends the input; resolves to the exit code. */
  end(): Promise<number | null>;
}

/** Starts `npm run officer -- <args>` as npm would, on a data folder; `tty`: on a pseudo-terminal. */
export function startTerminal(data: string, args: readonly string[], tty = false): TerminalProcess {
  const env = { ...process.env, LIAISON_DATA: data, TERM: "xterm", NO_COLOR: "1", INIT_CWD: data };
  const command = [process.execPath, client, ...args];
  const [program = "", ...rest] = tty ? ["python3", "-c", inTerminal, ...command] : command;
  const child = spawn(program, rest, { cwd: root, env, stdio: "pipe" });
  const [written, errors] = [collect(child.stdout), collect(child.stderr)];
  const output = () => (tty ? stripVTControlCharacters(written()) : written());
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  running.add(child);
  void ended.then(() => running.delete(child));
  return {
    output,
    errors,
    type: (text, encoding = "utf8") => {
      noteTyped(text);
      child.stdin.write(text, encoding);
    },
    expect: async (test, what, from = 0) => {
      const seen = () => test(output().slice(from)) || undefined;
      await until(seen, what, timeoutMs).catch((fault: unknown) => {
        throw new Error(`${fault instanceof Error ? fault.message : fault}\n${output()}\n${errors()}`);
      });
    },
    end() {
      child.stdin.end();
      return ended;
    },
  };
}

const running = new Set<ChildProcess>();
/** Ends every client of this test file that is still there. */
export function endTerminals(): void {
  for (const child of running) child.kill("SIGKILL");
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (part: string) => {
    text += part;
  });
  return () => text;
}
