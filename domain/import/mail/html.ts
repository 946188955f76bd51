import { Tokenizer } from "htmlparser2";

/** Elements whose end, like their beginning, ends a line. */
const breaking: ReadonlySet<string> = new Set("br p div tr li td th h1 h2 h3 h4 h5 h6 table ul ol blockquote hr".split(" "));
/** Elements whose content is not shown. */
const hidden: ReadonlySet<string> = new Set(["script", "style"]);
/** Attributes that hold an address. */
const leading: ReadonlySet<string> = new Set(["href", "src", "action", "background", "formaction"]);
const longestAddress = 4096;

/**
 * The text that HTML shows, and below it the addresses that it leads to or loads from, one per line: a link's text often says
 * something else than its address. Nothing is loaded. Linear: the tokenizer keeps no tree.
 */
export function htmlText(html: string): string {
  const text: string[] = [];
  const links = new Set<string>();
  let element = "";
  let attribute = "";
  let value = "";
  const nameAt = (start: number, end: number): string => html.slice(start, end).toLowerCase();
  const show = (part: string) => void (hidden.has(element) || text.push(part));
  // a tag inside a word parts no word
  const tag = (name: string) => void (breaking.has(name) && text.push("\n"));
  const tokens = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        element = nameAt(start, end);
        tag(element);
      },
      onclosetag(start, end) {
        element = "";
        tag(nameAt(start, end));
      },
      onselfclosingtag() {
        element = "";
      },
      onattribname(start, end) {
        attribute = nameAt(start, end);
        value = "";
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(code) {
        value += String.fromCodePoint(code);
      },
      onattribend() {
        if (leading.has(attribute) && value !== "" && value.length <= longestAddress) links.add(value.trim());
      },
      ontext: (start, end) => show(html.slice(start, end)),
      ontextentity: (code) => show(String.fromCodePoint(code)),
      ...ignored,
    },
  );
  // what begins like a tag and does not end is text: a mail may be cut off anywhere
  const unended = html.indexOf("<", html.lastIndexOf(">") + 1);
  tokens.write(unended === -1 ? html : html.slice(0, unended));
  tokens.end();
  if (unended !== -1) text.push(html.slice(unended));
  return `${text.join("").replaceAll("\u00a0", " ")}\n${[...links].join("\n")}`;
}

const ignore = () => {};
const ignored = {
  oncdata: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onopentagend: ignore,
  onprocessinginstruction: ignore,
};
