import { defineKind } from "#domain/kinds/define.ts";
import { networkTraits } from "#domain/kinds/families/network.ts";
import { bracketDots } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { portBehind } from "#domain/kinds/traits/left-out.ts";
import { addressNames, hostNames } from "#domain/kinds/traits/names.ts";
import { at, networkPaths } from "#domain/kinds/traits/stix.ts";

const strict = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const withPort = /^([\d.]+):\d{1,5}$/u;

/** Dotted decimal with four parts, nothing else: `0x7f.1`, `127.1` and octal parts are read differently by different programs. */
export const readIpv4 = (text: string): string | undefined => (strict.test(text) ? text : undefined);

/** RFC 791 in dotted decimal. A port after it is dropped: the indicator is the address. */
export const ipv4 = defineKind({
  name: "ipv4",
  label: "an IPv4 address",
  examples: [
    ["198.51.100.7", "198.51.100.7"],
    ["198[.]51[.]100[.]7", "198.51.100.7"],
    ["198(.)51{.}100[dot]7", "198.51.100.7"],
    ["198.51.100.7:443", "198.51.100.7"],
    ["(198.51.100.7).", "198.51.100.7"],
    ["[198.51.100.7]", "198.51.100.7"],
    ["１９８。51．100.7", "198.51.100.7"],
    ["127.0.0.1", "127.0.0.1"],
  ],
  rejects: ["1.2.3.999", "1.2.3", "1.2.3.4.5", "018.12.15.14", "0x7f.0.0.1", "2130706433", "1.2.3.4/24", "foo"],
  canonicalise: (text) => readIpv4(text) ?? readIpv4(withPort.exec(text)?.[1] ?? ""),
  looksLike: (text) => /^\d+(?:\.\d+){2,}(?::\d+)?$/u.test(text),
  advice: (text) => (/^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/u.test(text) && /(?:^|\.)0\d/u.test(text) ? "leading-zeros" : undefined),
  detect: [grammar("hosts")],
  names: { ...addressNames, elsewhere: hostNames },
  halfLife: { days: 45, speed: 2 },
  stix: at("ipv4-addr:value", { among: networkPaths }),
  ...networkTraits,
  leftOut: portBehind,
  defang: bracketDots,
});
