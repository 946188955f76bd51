import { network, split } from "#domain/kinds/checks/range.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { networkTraits } from "#domain/kinds/families/network.ts";
import { readIpv6 } from "#domain/kinds/ipv6.ts";
import { bracketColon } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { hostWithin } from "#domain/kinds/traits/left-out.ts";
import { addressNames } from "#domain/kinds/traits/names.ts";
import { at, networkPaths } from "#domain/kinds/traits/stix.ts";

const decimal = /^(?:0|[1-9]\d{0,2})$/u;

/** RFC 4291, section 2.3. Host bits are cleared; /16 to /128. */
export const ipv6Cidr = defineKind({
  name: "ipv6-cidr",
  label: "an IPv6 range",
  examples: [
    ["2001:db8::/32", "2001:db8::/32"],
    ["2001:DB8[:]:1/32", "2001:db8::/32"],
    ["2001:db8::1/128", "2001:db8::1/128"],
    ["2001::/16", "2001::/16"],
  ],
  rejects: ["2000::/3", "::/0", "2001:db8::/129", "2001:db8::/", "2001:db8::/032", "2001:db8::1", "[2001:db8::]/32"],
  canonicalise: (text) => {
    const sides = split(text);
    const address = sides?.address.startsWith("[") ? undefined : sides && readIpv6(sides.address);
    return sides === undefined || address === undefined || !decimal.test(sides.bits)
      ? undefined
      : network(address, Number(sides.bits), "ipv6");
  },
  looksLike: (text) => text.includes(":") && /^[\da-f:.]+\/\d*$/i.test(text),
  advice: (text) => {
    const bits = split(text)?.bits ?? "";
    return decimal.test(bits) && Number(bits) < 16 ? "narrower-range" : undefined;
  },
  detect: [grammar("colons")],
  names: { ...addressNames, elsewhere: { types: "ipv6", headers: "" } },
  halfLife: { days: 90, speed: 2 },
  stix: at("ipv6-addr:value", { operator: "ISSUBSET", among: networkPaths }),
  ...networkTraits,
  leftOut: hostWithin,
  defang: bracketColon,
});
