import { gathering } from "#domain/import/gather.ts";
import type { Reading } from "#domain/import/reading.ts";
import { takeText } from "#domain/import/text.ts";
import { atSource, numbered } from "#domain/import/xml/numbered.ts";
import { isReporter, reporters } from "#domain/import/xml/reporters.ts";
import { localName, walkXml } from "#domain/import/xml/tree.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Elements inside a paragraph of Word (WordprocessingML) and LibreOffice (OpenDocument), which part words wherever they like. */
const inline = /^(?:w:(?!(?:p|tc|tr|tbl|br|cr|tab)$)|text:(?!(?:p|h|line-break|tab|s|list-item)$))/u;

/** Names that say nothing of a value, but that another one beside it says what it is, and those that do. */
const plain = /^(?:value|content|data|text|hash|indicator|ioc|observable|id|item)$/iu;
const telling = ["type", "kind", "algorithm", "algo", "hashtype", "hash_type", "name", "key"];

/** A text without blanks, which an element's or attribute's name may say more about. */
const word = /^\S{1,4096}$/u;

/** Reads XML of any other program: the text of each element and each attribute by itself; `line` of a row is its line in the file. */
export async function readXml(xml: string, kinds: Kinds): Promise<Reading> {
  const gather = gathering("xml", kinds);
  const shown = numbered();
  let name = "";
  let text = "";
  let from = 1;
  let told: string | undefined;
  const within: string[] = [];
  const computers = reporters();
  const beside: { readonly attribute: string; readonly value: string; readonly line: number }[] = [];
  const take = (attribute: string, value: string, line: number): void => {
    if (value.trim() === "" || attribute.startsWith("xsi:")) return;
    shown.add(word.test(value.trim()) ? labelled(localName(attribute), value.trim()) : value, line);
    shown.part();
  };
  const flush = (): void => {
    const trimmed = text.trim();
    if (telling.includes(name.toLowerCase()) && word.test(trimmed)) told = trimmed;
    else if (plain.test(name) && told !== undefined) {
      name = told;
      told = undefined;
    }
    if (trimmed !== "") shown.add(word.test(trimmed) ? labelled(name, trimmed) : text, from + leading(text));
    shown.part();
    text = "";
    for (const one of beside.splice(0)) take(one.attribute, one.value, one.line);
  };
  const unclosed = walkXml(xml, {
    open(opened, attributes, line) {
      within.push(opened);
      if (inline.test(opened)) {
        for (const [attribute, value] of attributes) if (value.includes(".")) beside.push({ attribute, value, line });
        return;
      }
      flush();
      const type = typeIn(attributes);
      name = type ?? localName(opened);
      for (const [attribute, value] of attributes) take(type !== undefined && plain.test(attribute) ? type : attribute, value, line);
    },
    text(part, line) {
      if (text === "") from = line;
      text += part;
    },
    close: () => {
      if (isReporter(within.slice(-3).map(localName)) && text.trim() !== "") {
        computers.add(text, from + leading(text));
        text = "";
      }
      if (inline.test(within.pop() ?? "")) return;
      flush();
      name = "";
    },
  });
  flush();
  const all = shown.text();
  gather.mark(all);
  await takeText(atSource(computers.without(gather), shown), all);
  computers.tell(gather);
  if (unclosed > 0) gather.unclear(shown.lineOf(Number.MAX_SAFE_INTEGER), "ends-early");
  return gather.reading();
}

/** What an element says in an attribute that it is. */
const typeIn = (attributes: ReadonlyMap<string, string>): string | undefined =>
  telling.flatMap((one) => attributes.get(one)?.trim() ?? []).find((one) => word.test(one));

/** Names say what a value is: `<imphash>`. */
const labelled = (name: string, value: string): string => (/^\p{L}[\p{L}\p{N}_-]{1,40}$/u.test(name) ? `${name}: ${value}` : value);
/** Line feeds before a text begins are not part of it, and what is added is. */
const leading = (text: string): number => (word.test(text.trim()) ? (/^\s*/u.exec(text)?.[0].split("\n").length ?? 1) - 1 : 0);
