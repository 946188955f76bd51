import { refang } from "#domain/extract/refang/token.ts";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import { kindOf } from "#domain/kinds/index.ts";
import type { LeftOut } from "#domain/kinds/traits/left-out.ts";

export type { LeftOut };

const port = /:(\d{1,5})$/u;
const zone = /%([\w.-]{1,32})/u;
const link = /^[a-z]{2,8}:\/\//iu;
const address = /^([\da-f.:]+)\//iu;

/** The indicator in one typed word, defanged or not, with what reading it dropped; undefined where it dropped nothing. */
export function leftOut(word: string): { readonly indicator: Indicator; readonly parts: readonly LeftOut[] } | undefined {
  // most words have none of these, and need not be read a second time
  const text = /[:%/]/u.test(word) ? (refang(word) ?? "") : "";
  if (!port.test(text) && !zone.test(text) && !address.test(text) && !link.test(text)) return undefined;
  const read = parseIndicator(word);
  if (!read.ok) return undefined;
  const parts = kindOf(read.value.kind).leftOut?.(text, read.value.value) ?? [];
  return parts.length === 0 ? undefined : { indicator: read.value, parts };
}
