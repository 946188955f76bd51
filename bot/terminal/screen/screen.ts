import { clearScreenDown, createInterface, cursorTo, moveCursor } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";
import type { Completion } from "../complete.ts";
import { lineMark, pasteFilter, pasteMarks } from "./paste.ts";

/** A terminal with one line that is being typed; what is printed appears above it and leaves it as it is. */
export interface Screen {
  readonly columns: number;
  print(lines: readonly string[]): void;
  /** What stands before the typed line. */
  ask(prompt: string): void;
  ring(): void;
  close(): void;
}

/** What a screen tells. */
export interface Typing {
  /** False: it was the last one. */
  line(text: string): boolean;
  /** Ctrl-D, Ctrl-C on an empty line, or the terminal is gone. */
  end(): void;
  complete(line: string): Completion;
}

const usual = 80;
const narrowest = 20;

/** Takes the terminal until `close`. `dumb`: it understands no escape sequences, and edits its line by itself. */
export function openScreen(input: ReadStream, output: WriteStream, dumb: boolean, typing: Typing): Screen {
  const source = dumb ? input : input.pipe(pasteFilter());
  if (!dumb) {
    input.setRawMode(true);
    output.write(pasteMarks.on);
  }
  const editor = createInterface({
    input: source,
    output,
    terminal: !dumb,
    historySize: 500,
    removeHistoryDuplicates: true,
    completer: (line: string) => typing.complete(line),
  });
  let open = true;
  // the prompt stands on the screen; what follows ends with it by itself; it is to be drawn when nothing else does
  let shown = false;
  let busy = false;
  let pending = false;
  const draw = (): void => {
    if (!open || busy) return;
    pending = false;
    shown = true;
    editor.prompt(true);
  };
  /** After all that this moment brings: on a slow line each drawing costs. */
  const later = (): void => {
    if (pending) return;
    pending = true;
    setImmediate(() => pending && draw());
  };
  const close = (): void => {
    if (!open) return;
    open = false;
    editor.close();
    if (!dumb) {
      output.write(pasteMarks.off);
      input.setRawMode(false);
    }
    input.pause();
  };
  // whatever ends this process: the terminal must be as it was
  process.once("exit", close);
  editor.on("line", (line) => {
    shown = false;
    busy = true;
    const goesOn = typing.line(line.replaceAll(lineMark, "\n"));
    busy = false;
    if (goesOn) draw();
  });
  editor.on("close", () => open && typing.end());
  editor.on("SIGINT", () => {
    if (editor.line === "") return typing.end();
    editor.write(null, { ctrl: true, name: "e" });
    editor.write(null, { ctrl: true, name: "u" });
  });
  input.on("error", () => typing.end());
  output.on("error", () => typing.end());
  return {
    get columns() {
      return Math.max(narrowest, output.columns || usual);
    },
    print(lines) {
      if (!open || lines.length === 0) return;
      const text = `${lines.join("\n")}\n`;
      if (dumb || !shown) output.write(shown ? `\n${text}` : text);
      else {
        const { rows } = editor.getCursorPos();
        moveCursor(output, 0, -rows);
        cursorTo(output, 0);
        clearScreenDown(output);
        // the editor will go up by as many rows as its cursor was down before it draws its line again
        output.write(text + "\n".repeat(rows));
      }
      if (shown) draw();
      else later();
    },
    ask(prompt) {
      editor.setPrompt(prompt);
      later();
    },
    ring: () => void (open && output.write("\x07")),
    close,
  };
}
