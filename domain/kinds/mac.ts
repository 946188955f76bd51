import { defineKind } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { network } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

const shapes = [/^(?:[\da-f]{2}:){5}[\da-f]{2}$/i, /^(?:[\da-f]{2}-){5}[\da-f]{2}$/i, /^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i];

/** A hardware address of 48 bits (IEEE 802), in pairs with colons. */
export const mac = defineKind({
  name: "mac",
  label: "a MAC address",
  examples: [
    ["00-00-5E-00-53-AF", "00:00:5e:00:53:af"],
    ["00:00:5e:00:53:af", "00:00:5e:00:53:af"],
    ["0000.5e00.53af", "00:00:5e:00:53:af"],
  ],
  rejects: ["00:00:5e:00:53", "00:00:5e:00:53:af:01", "00:00:5e:00:53:ag", "0000.5e00.53a"],
  canonicalise: (text) => {
    if (!shapes.some((shape) => shape.test(text))) return undefined;
    const digits = text.replace(/[^\da-f]/gi, "").toLowerCase();
    return digits.replace(/..(?=.)/gu, "$&:");
  },
  looksLike: () => false,
  blanks: "groups",
  detect: [
    grammar("colons"),
    { as: "word", first: "0123456789abcdefABCDEF", length: [17, 17], shape: /^(?:[\da-f]{2}-){5}[\da-f]{2}$/i },
    { as: "word", first: "0123456789abcdefABCDEF", length: [14, 14], shape: /^[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}$/i },
  ],
  names: { types: "mac-address mac-addr", headers: "mac macaddress macadresse adressemac" },
  halfLife: lasting,
  stix: at("mac-addr:value", { among: "network-traffic:src_ref.value network-traffic:dst_ref.value" }),
  misp: network("mac-address"),
  keys: itself,
  defang: asItIs,
});
