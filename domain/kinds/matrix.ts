import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { keysAt } from "#domain/kinds/traits/keys.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

const shape = /^(?:https:\/\/matrix\.to\/#\/)?([@#][^\s:@#]{1,128}):([^\s:/?]{1,253})(:\d{1,5})?$/u;

/** The server, without a port. */
const placeOf = (value: string): string => value.slice(value.indexOf(":") + 1).replace(/:\d+$/u, "");

const address = /[@#][A-Za-z\d._=/+-]{1,64}:(?:[A-Za-z\d-]{1,63}\.){1,6}[A-Za-z][A-Za-z\d-]{1,62}(?::\d{1,5})?(?![\w@])/uy;
/** From its sign on. */
function signed(scan: Scan, from: number, kind: Findable): number {
  address.lastIndex = from;
  const found = scan.text[from + 1] === ":" ? undefined : address.exec(scan.text)?.[0];
  return found !== undefined && put(scan, kind, from, from + found.length) ? from + found.length : -1;
}

/** A user or a room's alias on Matrix (specification, appendices, "Common identifier format"). */
export const matrix = defineKind({
  name: "matrix",
  label: "a Matrix address",
  examples: [
    ["@night:Matrix.Example", "@night:matrix.example"],
    ["#owls:matrix.example:8448", "#owls:matrix.example:8448"],
    ["https://matrix.to/#/@night:matrix.example", "@night:matrix.example"],
  ],
  rejects: ["night:matrix.example", "@night", "@night:foo", "@night:matrix.example:x"],
  canonicalise: (text) => {
    const [, name = "", place = "", port = ""] = shape.exec(text) ?? [];
    const server = readIpv4(place) ?? readDomain(place);
    return server === undefined ? undefined : `${name}:${server}${port}`;
  },
  looksLike: (text) => /^@[^\s:@]+:\S+$/u.test(text),
  detect: [{ as: "spot", at: "sign", read: signed }],
  names: unnamed,
  ...account,
  stix: accountStix("user_id", { account: "matrix" }),
  keys: (value) => keysAt(`matrix ${value}`, placeOf(value)),
  place: placeOf,
  defang: defangText,
});
