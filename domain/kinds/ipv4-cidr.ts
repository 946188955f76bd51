import ipaddr from "ipaddr.js";
import { network, split } from "#domain/kinds/checks/range.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { networkTraits } from "#domain/kinds/families/network.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";
import { bracketDots } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { hostWithin } from "#domain/kinds/traits/left-out.ts";
import { addressNames } from "#domain/kinds/traits/names.ts";
import { at, networkPaths } from "#domain/kinds/traits/stix.ts";

const decimal = /^(?:0|[1-9]\d?)$/u;

/** Bits of `24` or of a netmask, `255.255.255.0`. */
function length(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  const mask = readIpv4(text);
  return mask === undefined ? undefined : (ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? undefined);
}

/** RFC 4632. Host bits are cleared; /8 to /32. */
export const ipv4Cidr = defineKind({
  name: "ipv4-cidr",
  label: "an IPv4 range",
  examples: [
    ["198.51.100.0/24", "198.51.100.0/24"],
    ["198[.]51[.]100[.]77/24", "198.51.100.0/24"],
    ["198.51.100.0[/]24", "198.51.100.0/24"],
    ["198.51.100.0/255.255.255.0", "198.51.100.0/24"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["198.51.100.7/32", "198.51.100.7/32"],
  ],
  rejects: [
    "10.0.0.0/7",
    "0.0.0.0/0",
    "10.0.0.0/33",
    "10.0.0/8",
    "10.0.0.0/",
    "10.0.0.0/08",
    "10.0.0.1",
    "10.0.0.0/255.0.255.0",
    "10.0.0.1/x",
  ],
  canonicalise: (text) => {
    const sides = split(text);
    const address = sides && readIpv4(sides.address);
    const bits = sides && length(sides.bits);
    return address === undefined || bits === undefined ? undefined : network(address, bits, "ipv4");
  },
  looksLike: (text) => /^\d+(?:\.\d+){2,}(?:\/[\d.]*|-[\d.]+)$/u.test(text),
  advice: (text) => {
    const bits = length(split(text)?.bits ?? "");
    return bits !== undefined && bits < 8 ? "narrower-range" : "cidr";
  },
  detect: [grammar("hosts")],
  names: { ...addressNames, elsewhere: { types: "ipv4", headers: "" } },
  halfLife: { days: 90, speed: 2 },
  stix: at("ipv4-addr:value", { operator: "ISSUBSET", among: networkPaths }),
  ...networkTraits,
  leftOut: hostWithin,
  defang: bracketDots,
});
