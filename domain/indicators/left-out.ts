import ipaddr from "ipaddr.js";
import { type Indicator, parseIndicator } from "#domain/indicators/indicator.ts";
import { refang } from "#domain/indicators/refang.ts";

/** What stood in a typed value and is no part of the indicator: `host` is an address inside a range, of which the network is taken. */
export interface LeftOut {
  readonly what: "port" | "zone" | "host";
  readonly text: string;
}

const port = /:(\d{1,5})$/u;
const zone = /%([\w.-]{1,32})/u;
const address = /^([\da-f.:]+)\//iu;

/** The indicator in one typed word, defanged or not, with what reading it dropped; undefined where it dropped nothing. */
export function leftOut(word: string): { readonly indicator: Indicator; readonly parts: readonly LeftOut[] } | undefined {
  // most words have none of these, and need not be read a second time
  const text = /[:%/]/u.test(word) ? (refang(word) ?? "") : "";
  if (!port.test(text) && !zone.test(text) && !address.test(text)) return undefined;
  const read = parseIndicator(word);
  if (!read.ok) return undefined;
  const parts = partsOf(text, read.value);
  return parts.length === 0 ? undefined : { indicator: read.value, parts };
}

function partsOf(text: string, { kind, value }: Indicator): readonly LeftOut[] {
  const part = (what: LeftOut["what"], form: RegExp): readonly LeftOut[] => {
    const found = form.exec(text)?.[1];
    return found === undefined ? [] : [{ what, text: found }];
  };
  if (kind === "ipv4" || kind === "domain") return part("port", port);
  // without brackets a number at the end belongs to the address
  if (kind === "ipv6") return [...part("zone", zone), ...part("port", /\]:(\d{1,5})$/u)];
  if (kind !== "ipv4-cidr" && kind !== "ipv6-cidr") return [];
  const network = ipaddr.parse(value.slice(0, value.indexOf("/"))).toByteArray();
  return part("host", address).filter((found) => ipaddr.parse(found.text).toByteArray().join() !== network.join());
}
