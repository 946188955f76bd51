import ipaddr from "ipaddr.js";
import { defineKind } from "#domain/kinds/define.ts";
import { networkTraits } from "#domain/kinds/families/network.ts";
import { bracketColon } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { zoneAndPort } from "#domain/kinds/traits/left-out.ts";
import { addressNames, hostNames } from "#domain/kinds/traits/names.ts";
import { at, networkPaths } from "#domain/kinds/traits/stix.ts";

const around = String.raw`(?:%[\w.-]{1,32})?(?:\](?::\d{1,5})?)?$`;
const shape = new RegExp(String.raw`^\[?([\da-f:]{2,39}(?:(?:\d{1,3}\.){3}\d{1,3})?)${around}`, "iu");
const meant = new RegExp(String.raw`^\[?([\da-f:.]+)${around}`, "iu");
const octal = /(?:^|[:.])0\d+\./u;

/** The RFC 5952 form; undefined if `text` is not an address. A zone is dropped: it names an interface of one machine. */
export function readIpv6(text: string): string | undefined {
  const address = shape.exec(text)?.[1];
  if (address === undefined || octal.test(address) || !ipaddr.IPv6.isValid(address)) return undefined;
  return ipaddr.IPv6.parse(address).toRFC5952String();
}

/**
 * RFC 4291, written as RFC 5952 says, without zone, brackets and port. An IPv4-mapped address stays IPv6 (`::ffff:c633:6407`),
 * its match keys are also those of the IPv4 address.
 */
export const ipv6 = defineKind({
  name: "ipv6",
  label: "an IPv6 address",
  examples: [
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8[:]:1", "2001:db8::1"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::ffff:198.51.100.7", "::ffff:c633:6407"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6"],
    ["2001:db8::", "2001:db8::"],
  ],
  rejects: [
    "2001:db8::1::2",
    "2001:db8:1:2:3:4:5:6:7",
    "12345::1",
    "2001:db8::/32",
    "12:30:45",
    "aa:bb:cc:dd:ee:ff",
    "::ffff:198.051.100.7",
  ],
  canonicalise: readIpv6,
  looksLike: (text) => {
    const address = meant.exec(text)?.[1] ?? "";
    // a MAC address has five colons, a time two
    return address.includes("::") || address.split(":").length > 6;
  },
  detect: [grammar("colons")],
  names: { ...addressNames, elsewhere: hostNames },
  halfLife: { days: 45, speed: 2 },
  stix: at("ipv6-addr:value", { among: networkPaths }),
  ...networkTraits,
  leftOut: zoneAndPort,
  defang: bracketColon,
});
