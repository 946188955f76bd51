import ipaddr from "ipaddr.js";

/**
 * What stood in a typed value and is no part of the indicator: `host` is an address inside a range, of which the network is taken;
 * `rewriter` is the host of a service behind whose address a link stood.
 */
export interface LeftOut {
  readonly what: "port" | "zone" | "host" | "rewriter";
  readonly text: string;
}

const part = (what: LeftOut["what"], form: RegExp, text: string): readonly LeftOut[] => {
  const found = form.exec(text)?.[1];
  return found === undefined ? [] : [{ what, text: found }];
};

/** The port behind a name or an address. */
export const portBehind = (text: string): readonly LeftOut[] => part("port", /:(\d{1,5})$/u, text);
/** The zone in an address, and its port: without brackets a number at the end belongs to the address. */
export const zoneAndPort = (text: string): readonly LeftOut[] => [
  ...part("zone", /%([\w.-]{1,32})/u, text),
  ...part("port", /\]:(\d{1,5})$/u, text),
];
/** The address in a range, unless it is the network's own. */
export function hostWithin(text: string, range: string): readonly LeftOut[] {
  const network = ipaddr.parse(range.slice(0, range.indexOf("/"))).toByteArray();
  return part("host", /^([\da-f.:]+)\//iu, text).filter((found) => ipaddr.parse(found.text).toByteArray().join() !== network.join());
}
