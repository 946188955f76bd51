import { classOf, isUnspaced } from "#domain/extract/characters.ts";
import { bracketAt } from "#domain/extract/refang/brackets.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";
import { encodedUrls, mayBeEncoded } from "#domain/extract/refang/encoded.ts";
import { escapeAt } from "#domain/extract/refang/escapes.ts";
import { encodedAt, encodings, isQuotedPrintable } from "#domain/extract/refang/quoted-printable.ts";
import { schemeAt } from "#domain/extract/refang/schemes.ts";
import { typographyAt, withBlanks } from "#domain/extract/refang/typography.ts";
import { spelledAt, spelledWords } from "#domain/extract/refang/words.ts";
import { rulesIn, type Span } from "#domain/extract/rules.ts";
import { type Doubt, seamsIn } from "#domain/extract/seams/index.ts";

/** Text as it was before somebody made it harmless, and where its parts stand in the original. */
export interface Refanged {
  readonly text: string;
  /** The part of the original that `text[from…to)` was read from. */
  origin(from: number, to: number): { readonly from: number; readonly to: number };
  /** What in the original may be one value over a line end, or two. */
  readonly doubts: readonly Doubt[];
  /** It is the original. */
  readonly isSame: boolean;
  /** Whether anything was replaced inside `text[from…to)`. */
  isTouched(from: number, to: number): boolean;
}

/**
 * Where something may have been put in the place of something else: one character each, by what stands around it. Most of a
 * text is passed by inside these patterns, which costs a nanosecond for a character; whoever reads what stands there decides.
 */
const signs = [
  String.raw`[[({<](?=[[({<]{0,3}[ \t]{0,2}(?:[.@:/\\]|d[o0]t|p(?:[ou][in]|er)|k[rl]|\u0442|at|et|arr|chi|tt))`,
  String.raw`(?<=\.)[\])}]|\](?=\.\w)`,
  String.raw`:(?=\]? ?(?:[/\\[]|__))(?<!(?:https?|ftp)(?=:\/\/[^ /]).)`,
  String.raw`\\(?=[/.@:_-]|[[({][.:@da]|[nrt][\w"]|[nrt]\\|u00)`,
  "&(?=[#pcs])",
];
const words = ["(?<=[ _-])d(?=ot[ _-])", "(?<=[ _])a(?=t[ _])", "@(?= )", String.raw`(?<= )\.(?= )`, String.raw`h(?=(?:xx|tt)ps?\/\/)`];
const bySigns = new RegExp(signs.join("|"), "gi");
const bySignsAndWords = new RegExp([...signs, ...words].join("|"), "gi");
const wide = /[\u0080-\uffff]/g;

const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
/** What stands in a value that is kept as written: brackets around separators and schemes that were crossed out. */
const bySignsAsWritten = new RegExp(signs.slice(0, 3).join("|"), "gi");
const dots: ReadonlySet<number> = new Set([0x3002, 0xff61]);
/** The same where no sentence ends in them. */
const plainDots: ReadonlySet<number> = new Set([0x2024, 0xff0e]);

/** Full width to ASCII, dots of other scripts to dots, what does not show to nothing. */
function unicodeAt(text: string, at: number): Edit | undefined {
  const code = text.charCodeAt(at);
  if (plainDots.has(code)) return { from: at, to: at + 1, put: "." };
  if (dots.has(code)) {
    const [left, right] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)];
    // the full stop of Chinese and Japanese sentences
    const isStop =
      Number.isNaN(left) ||
      Number.isNaN(right) ||
      (classOf(right) === 0 && !inBrackets(text, at)) ||
      (code === 0x3002 && isUnspaced(right) && left < 128);
    return isStop ? undefined : { from: at, to: at + 1, put: "." };
  }
  if (code >= 0xff01 && code <= 0xff5e) return { from: at, to: at + 1, put: String.fromCharCode(code - 0xfee0) };
  return typographyAt(text, at) ?? unseenAt(text, at);
}

const inBrackets = (text: string, at: number): boolean =>
  /^[[({\uff3b\uff08\uff5b].[\])}\uff3d\uff09\uff5d]$/u.test(text.slice(at - 1, at + 2));

/** What does not show: zero-width, bidirectional and tag characters, the soft hyphen that splits names in pasted text. */
function unseenAt(text: string, at: number): Edit | undefined {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return invisible.test(character) ? { from: at, to: at + character.length, put: "" } : undefined;
}

/** What was put in the place of something else by ASCII characters that stand at `at`. */
function editAt(text: string, at: number): Edit | undefined {
  const code = text.charCodeAt(at);
  return mayBeWord[code] === 1 ? spelledAt(text, at) : (schemeAt(text, at) ?? bracketAt(text, at) ?? escapeAt(text, at));
}
const mayBeWord = new Uint8Array(128);
for (const character of "dDaAhH@.") mayBeWord[character.charCodeAt(0)] = 1;

/** Reads the text as it was before somebody made it harmless. What is taken as written, such as rules, stays. */
export function refangText(typed: string): Refanged {
  const decoded = isQuotedPrintable(typed) ? edited(typed, collect(typed, encodings, encodedAt)) : unchanged(typed);
  const seams = seamsIn(decoded.text);
  const joined = edited(decoded.text, seams.joins);
  const rules = rulesIn(joined.text);
  // full-width brackets and letters are part of other disguises: those come off first
  const narrow = hasWide.test(joined.text) ? narrowed(joined.text, rules) : unchanged(joined.text);
  const { text } = narrow;
  const bare = mayBeEncoded(text) ? edited(text, encodedUrls(text)) : unchanged(text);
  const plain = edited(
    bare.text,
    collect(
      bare.text,
      spelledWords.test(bare.text) ? bySignsAndWords : bySigns,
      editAt,
      narrow.isSame && bare.isSame ? rules : rulesIn(bare.text),
    ),
  );
  const doubts = seams.doubts.map((doubt) => ({ ...doubt, ...decoded.origin(doubt.from, doubt.to) }));
  const whole = [bare, narrow, joined, decoded].filter(({ isSame }) => !isSame).reduce(after, plain);
  return doubts.length === 0 ? whole : { ...whole, doubts };
}

const hasWide = /[\u0080-\uffff]/u;
function narrowed(text: string, rules: readonly Span[]): Refanged {
  const spaced = rules.length === 0 ? withBlanks(text) : text;
  return edited(spaced, collect(spaced, wide, unicodeAt, rules));
}

const unchanged = (text: string): Refanged => ({
  text,
  doubts: [],
  isSame: true,
  origin: (from, to) => ({ from, to }),
  isTouched: () => false,
});

/** What was read from `before`, as read from what that was read from. */
function after(last: Refanged, before: Refanged): Refanged {
  return {
    text: last.text,
    doubts: [],
    isSame: false,
    origin(from, to) {
      const between = last.origin(from, to);
      return before.origin(between.from, between.to);
    },
    isTouched(from, to) {
      const between = last.origin(from, to);
      return last.isTouched(from, to) || before.isTouched(between.from, between.to);
    },
  };
}

/** The same for a value in which blanks, backslashes and other brackets are its own. */
export function plainer(typed: string): string {
  const seen = edited(typed, collect(typed, wide, unseenAt)).text;
  return edited(
    seen,
    collect(seen, bySignsAsWritten, (text, at) => schemeAt(text, at) ?? bracketAt(text, at)),
  ).text;
}

/** What is read as something else, except in `spans` (in their order). */
function collect(
  text: string,
  places: RegExp,
  find: (text: string, at: number) => Edit | undefined,
  spans: readonly Span[] = [],
): readonly Edit[] {
  const edits: Edit[] = [];
  let last = 0;
  let next = 0;
  places.lastIndex = 0;
  while (places.test(text)) {
    const at = places.lastIndex - 1;
    while ((spans[next]?.to ?? text.length) <= at) next += 1;
    const span = spans[next];
    if (span !== undefined && at >= span.from) {
      last = places.lastIndex = span.to;
      continue;
    }
    const edit = find(text, at);
    // an edit may reach back over blanks, but not into the one before it
    if (edit !== undefined && edit.from >= last) {
      edits.push(edit);
      last = edit.to;
      places.lastIndex = Math.max(edit.to, at + 1);
    }
  }
  return edits;
}

function edited(text: string, edits: readonly Edit[]): Refanged {
  if (edits.length === 0) return unchanged(text);
  const pieces: string[] = [];
  /** Where each edit's replacement begins and ends in the new text. */
  const begins = new Int32Array(edits.length);
  const ends = new Int32Array(edits.length);
  let length = 0;
  let last = 0;
  edits.forEach(({ from, to, put }, index) => {
    pieces.push(text.slice(last, from), put);
    length += from - last;
    begins[index] = length;
    length += put.length;
    ends[index] = length;
    last = to;
  });
  pieces.push(text.slice(last));
  /** The last edit that begins before `place`, or -1. */
  const before = (place: number): number => {
    let [low, high] = [0, edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((begins[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const offset = (place: number, index: number): number => (index < 0 ? place : (edits[index]?.to ?? 0) + place - (ends[index] ?? 0));
  return {
    text: pieces.join(""),
    doubts: [],
    isSame: false,
    origin(from, to) {
      const first = before(from + 1);
      const inside = first >= 0 && from < (ends[first] ?? 0);
      const final = before(to);
      const within = final >= 0 && to <= (ends[final] ?? 0);
      return {
        from: inside ? (edits[first]?.from ?? 0) : offset(from, first),
        to: within ? (edits[final]?.to ?? 0) : offset(to, final),
      };
    },
    isTouched(from, to) {
      const final = before(to);
      return final >= 0 && ((ends[final] ?? 0) > from || ((begins[final] ?? 0) > from && ends[final] === begins[final]));
    },
  };
}
