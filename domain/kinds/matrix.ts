import { defineKind } from "#domain/kinds/define.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { account, accountStix } from "#domain/kinds/families/account.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";
import { keysAt } from "#domain/kinds/traits/keys.ts";
import { unnamed } from "#domain/kinds/traits/names.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

const shape = /^(?:https:\/\/matrix\.to\/#\/)?([@#][^\s:@#]{1,128}):([^\s:/?]{1,253})(:\d{1,5})?$/u;

/** The server, without a port. */
const placeOf = (value: string): string => value.slice(value.indexOf(":") + 1).replace(/:\d+$/u, "");

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
  names: unnamed,
  ...account,
  stix: accountStix("user_id", { account: "matrix" }),
  keys: (value) => keysAt(`matrix ${value}`, placeOf(value)),
  place: placeOf,
  defang: defangText,
});
