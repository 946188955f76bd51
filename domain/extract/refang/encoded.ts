import type { Edit } from "#domain/extract/refang/edit.ts";

/** URLs as programs hide or pass them on: percent-encoded, or in base64. What stands inside another URL is that URL's. */
const whole = /(?<![\w%+/=&?.-])(?:(h(?:tt|xx)ps?%3a%2f%2f[\w.~%+-]{4,2000})|(aHR0c(?:Dov|HM6)[\w+/-]{8,2000}={0,2}))(?![\w%+/=-])/giu;
const printable = /^[\u0021-\u007e\u00a1-\uffff]+$/u;

const read: readonly ((text: string) => string)[] = [
  decodeURIComponent,
  (text) => new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(atob(text.replaceAll("-", "+").replaceAll("_", "/")))),
];
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));

/** Most texts hold none, which the rarest of their letters tells soonest. */
export const mayBeEncoded = (text: string): boolean => text.includes("HR0c") || text.includes("%3A%2F") || text.includes("%3a%2f");

/** The URLs of a text that are encoded as a whole. */
export function encodedUrls(text: string): readonly Edit[] {
  return Array.from(text.matchAll(whole)).flatMap(({ 0: all, index, ...groups }) => {
    const way = [groups[1], groups[2]].findIndex((one) => one !== undefined);
    const put = decoded(all, way);
    return put === undefined ? [] : [{ from: index, to: index + all.length, put }];
  });
}

function decoded(text: string, way: number): string | undefined {
  try {
    const found = read[way]?.(text);
    return found !== undefined && printable.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
