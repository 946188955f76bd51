import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Asks the terminal to mark what is pasted, and to stop that (xterm, "Bracketed paste mode"). */
export const pasteMarks = { on: "\x1b[?2004h", off: "\x1b[?2004l" } as const;

/** Stands for a line end inside the one line that is being typed. */
export const lineMark = "⏎";

const [begin, end] = ["\x1b[200~", "\x1b[201~"];
/** Alt and Enter together. */
const newLines = ["\x1b\r", "\x1b\n"];
/** Ctrl-Z: only this process would stop, with the terminal in its hands. */
const suspend = "\x1a";

/**
 * What comes from a terminal on its way to the line editor: pasted line ends become `⏎`, so that nothing that was pasted is
 * sent before Enter; pasted tabs become blanks, and other pasted controls go.
 */
export function pasteFilter(): Transform {
  const decoder = new StringDecoder("utf8");
  let pasting = false;
  let held = "";
  let lineEnds = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let text = held + decoder.write(chunk);
      held = "";
      let out = "";
      while (text !== "") {
        const marker = pasting ? end : begin;
        const at = text.indexOf(marker);
        const part = at === -1 ? text.slice(0, text.length - tailOf(text, marker)) : text.slice(0, at);
        if (pasting) {
          const [, body = "", ends = ""] = /^([\s\S]*?)([\r\n]*)$/u.exec(lineEnds + part) ?? [];
          out += pasted(body);
          lineEnds = ends;
        } else out += typed(part);
        if (at === -1) {
          held = text.slice(part.length);
          break;
        }
        // the line end at the end of a copied text is nobody's wish
        lineEnds = "";
        pasting = !pasting;
        text = text.slice(at + marker.length);
      }
      // a lone escape is a key: nothing is to be waited for
      if (held === "\x1b" && !pasting) {
        out += held;
        held = "";
      }
      done(null, out);
    },
  });
}

const typed = (text: string): string => newLines.reduce((sofar, keys) => sofar.replaceAll(keys, lineMark), text).replaceAll(suspend, "");
const pasted = (text: string): string =>
  text
    .replace(/\r\n|\r|\n/gu, lineMark)
    .replaceAll("\t", " ")
    .replace(/\p{Cc}/gu, "");

/** How many characters at the end of `text` begin the marker. */
function tailOf(text: string, marker: string): number {
  for (let length = Math.min(marker.length - 1, text.length); length > 0; length--)
    if (text.endsWith(marker.slice(0, length))) return length;
  return 0;
}
