import { type Indicator, type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { type WarningLists, warningLists } from "#domain/warning-lists/index.ts";
import { packList } from "#domain/warning-lists/pack.ts";

/** A list as a file of MISP's holds it, made up here. */
export interface Written {
  readonly name?: string;
  readonly type?: string | readonly string[];
  readonly list: readonly string[] | Readonly<Record<string, string>>;
  readonly description?: string;
  readonly version?: number | string;
  readonly matching_attributes?: readonly string[];
  readonly enabled?: boolean | number;
}
/** The lists, packed and made ready. */
export function opened(...all: readonly Written[]): WarningLists {
  const packed = all.map((one) => packList(JSON.stringify({ name: "made up", version: 1, description: "made up", ...one })));
  return warningLists(packed.filter((list) => list !== undefined));
}
/** A value as an officer types it. */
export function typedValue(text: string, kind?: Kind): Indicator {
  const read = parseIndicator(text, kind);
  if (!read.ok) throw new Error(`no indicator: ${text}`);
  return read.value;
}
