import { createInterface } from "node:readline";
import { createInterface as createQuestions } from "node:readline/promises";
import type { ReadStream } from "node:tty";
import { Refusal } from "../../../config/refusal.ts";

/** Questions to the operator. Without a terminal the answers are the lines of standard input, in the same order. */
export interface Prompt {
  /** One line. Throws Refusal if there is none. */
  ask(question: string): Promise<string>;
  /** The same, and the terminal does not show it. */
  secret(question: string): Promise<string>;
}

const none = (question: string): Refusal =>
  new Refusal(`${question} was asked for on standard input, which has no such line: nothing was changed.`);

/** Questions on a terminal, else lines of standard input. */
export function openPrompt(input: ReadStream, output: NodeJS.WriteStream): Prompt {
  return input.isTTY ? onTerminal(input, output) : fromLines(input);
}

function fromLines(input: NodeJS.ReadableStream): Prompt {
  let lines: AsyncIterator<string> | undefined;
  const ask = async (question: string): Promise<string> => {
    lines ??= createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
    const next = await lines.next();
    if (next.done === true || next.value.trim() === "") throw none(question);
    return next.value;
  };
  return { ask, secret: ask };
}

function onTerminal(input: ReadStream, output: NodeJS.WriteStream): Prompt {
  return {
    async ask(question) {
      const questions = createQuestions({ input, output });
      const stopped = new Promise<never>((_resolve, reject) => void questions.once("close", () => reject(none(question))));
      try {
        return await Promise.race([questions.question(`${question}: `), stopped]);
      } finally {
        questions.close();
        stopped.catch(() => {});
      }
    },
    async secret(question) {
      output.write(`${question} (not shown): `);
      input.setRawMode(true);
      input.setEncoding("utf8").resume();
      try {
        return await typed(input, question);
      } finally {
        input.setRawMode(false);
        input.pause();
        output.write("\n");
      }
    },
  };
}

/** What is typed until Enter. The terminal hands every key over: it neither shows nor edits the line, and makes no signal of Ctrl-C. */
function typed(input: ReadStream, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = "";
    const end = (fault?: Refusal): void => {
      input.off("data", hear);
      if (fault === undefined) resolve(line);
      else reject(fault);
    };
    function hear(keys: string): void {
      for (const key of keys) {
        if (key === "\r" || key === "\n") {
          end(line === "" ? none(question) : undefined);
          return;
        }
        if (key === "\u0003" || key === "\u0004") {
          end(new Refusal("Stopped: nothing was changed."));
          return;
        }
        line = key === "\u007f" || key === "\b" ? [...line].slice(0, -1).join("") : line + key;
      }
    }
    input.on("data", hear);
  });
}
