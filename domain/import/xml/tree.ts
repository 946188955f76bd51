import { Tokenizer } from "htmlparser2";
import { lineCounter } from "#domain/import/xml/numbered.ts";

/** An element of XML. Its name is without its prefix, which each file chooses for itself; those of attributes are as written. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements and texts in their order. */
  readonly children: readonly (Element | string)[];
  /** The line of the file on which it begins. */
  readonly line: number;
}
/** What a file of XML hands out, piece by piece. */
export interface Handler {
  open(name: string, attributes: ReadonlyMap<string, string>, line: number): void;
  text(text: string, line: number): void;
  close(line: number): void;
}

/** A name without its prefix. */
export const localName = (name: string): string => name.slice(name.lastIndexOf(":") + 1);
/** Attributes that speak of the file's own making: namespaces, and where their schemas are. */
const isAbout = (name: string): boolean => /^xmlns(?::|$)|(?:^|:)(?:schemaLocation|noNamespaceSchemaLocation)$/u.test(name);

/**
 * Goes through XML (1.0, fifth edition) once. No entity but the five of XML itself and numbers is replaced, no declaration of a
 * document type is followed, nothing is loaded. Gives how many elements were never closed.
 */
export function walkXml(xml: string, { open, text, close }: Handler): number {
  const lineAt = lineCounter(xml);
  let depth = 0;
  let [element, attribute, value] = ["", "", ""];
  let attributes = new Map<string, string>();
  let inType = false;
  const show = (part: string, at: number): void => {
    // what is left of a document type that declares entities
    if (inType && /^[\s\]>]*$/u.test(part)) return;
    inType = false;
    if (depth > 0) text(part, lineAt(at));
  };
  const begin = (at: number): void => {
    inType = false;
    depth += 1;
    open(element, attributes, lineAt(at));
  };
  const end = (at: number): void => {
    if (depth === 0) return;
    depth -= 1;
    close(lineAt(at));
  };
  const tokens = new Tokenizer(
    { xmlMode: true, decodeEntities: true },
    {
      onopentagname(start, to) {
        element = xml.slice(start, to);
        attributes = new Map();
      },
      onopentagend: begin,
      onselfclosingtag(at) {
        begin(at);
        end(at);
      },
      onclosetag: (_, at) => end(at),
      onattribname(start, to) {
        attribute = xml.slice(start, to);
        value = "";
      },
      onattribdata(start, to) {
        value += xml.slice(start, to);
      },
      onattribentity(code) {
        value += String.fromCodePoint(code);
      },
      onattribend() {
        if (!isAbout(attribute)) attributes.set(attribute, value);
      },
      ontext: (start, to) => show(xml.slice(start, to), start),
      ontextentity: (code, to) => show(String.fromCodePoint(code), to - 1),
      oncdata: (start, to, offset) => show(xml.slice(start, to - offset), start),
      ondeclaration: () => {
        inType = true;
      },
      oncomment: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  );
  tokens.write(xml);
  tokens.end();
  return depth;
}
const ignore = () => {};

const most = { depth: 200, elements: 500_000 } as const;

/** The elements of a file; undefined for one that nests deeper or holds more than is built. */
export function treeOf(xml: string): { readonly root: Element; readonly unclosed: number } | undefined {
  const root = { name: "", attributes: new Map<string, string>(), children: [] as (Element | string)[], line: 1 };
  const stack = [root];
  let count = 0;
  let tooMuch = false;
  const unclosed = walkXml(xml, {
    open(name, attributes, line) {
      count += 1;
      tooMuch ||= count > most.elements || stack.length > most.depth;
      if (tooMuch) return;
      const made = { name: localName(name), attributes: new Map(attributes), children: [], line };
      stack.at(-1)?.children.push(made);
      stack.push(made);
    },
    text: (text) => void (tooMuch || stack.at(-1)?.children.push(text)),
    close: () => void (tooMuch || stack.pop()),
  });
  return tooMuch ? undefined : { root, unclosed };
}

/** The elements in one. */
export const elementsIn = ({ children }: Element): readonly Element[] => children.filter((one) => typeof one !== "string");
/** The first element of this name in one. */
export const childOf = (of: Element, name: string): Element | undefined => elementsIn(of).find((one) => one.name === name);
/** All text in an element, and in those inside it. */
export function textOf({ children }: Element): string {
  const parts = children.map((one) => (typeof one === "string" ? one : textOf(one)));
  return parts.join("").trim();
}
/** Whether an element says no by this attribute. */
export const isSo = ({ attributes }: Element, name: string): boolean => attributes.get(name)?.trim().toLowerCase() === "true";

const prolog =
  /^\s*(?:<\?(?:(?!\?>)[\s\S]){0,2000}\?>\s*|<!--(?:(?!-->)[\s\S]){0,20000}-->\s*|<!DOCTYPE[^<>[\]]{0,2000}(?:\[(?:(?!\]\s*>)[\s\S]){0,20000}\]\s*)?>\s*){0,50}/iu;

/** The name of a text's first element without its prefix, if all before it is what XML allows there; undefined for anything else. */
export function rootName(text: string): string | undefined {
  const head = text.slice(0, 100_000).replace(/^\ufeff/u, "");
  const before = prolog.exec(head)?.[0] ?? "";
  const name = /^<([\p{L}_][\p{L}\p{N}_.:-]{0,200})(?=[\s/>])/u.exec(head.slice(before.length, before.length + 300))?.[1];
  if (name === undefined) return undefined;
  // a text may begin with an address in angle brackets: XML ends with what it began
  const closes = new RegExp(`(?:</${name.replaceAll(".", "\\.")}\\s{0,10}>|/>)\\s*(?:<!--(?:(?!-->)[\\s\\S]){0,2000}-->\\s*)?$`, "u");
  return /<\?xml\s/iu.test(before) || closes.test(text.slice(-5_000)) ? localName(name) : undefined;
}
