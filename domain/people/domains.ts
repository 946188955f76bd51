import { parse } from "tldts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { kindOf } from "#domain/kinds/index.ts";

/** Domains of some people. */
export interface Domains {
  /** The one that this name is, or below which it lies. */
  around(name: string): string | undefined;
  /** The one at which this indicator is: a name, a link, or an address. */
  of(indicator: Indicator): string | undefined;
}

/**
 * The domains of these people, by their addresses: Matrix ids ("@anna:agency.example:8448"), mail addresses, or domains themselves.
 * What lies above a server's name is not theirs for certain, and does not count.
 */
export function domainsOf(addresses: Iterable<string>): Domains {
  const domains = new Set<string>();
  for (const address of addresses) domains.add(domainOf(address));
  domains.delete("");
  const around = (name: string): string | undefined => {
    for (let rest = name.toLowerCase(); rest !== ""; rest = rest.slice(rest.indexOf(".") + 1 || rest.length))
      if (domains.has(rest)) return rest;
    return undefined;
  };
  return {
    around,
    of: ({ kind, value }) => {
      const place = kindOf(kind).place?.(value);
      return place === undefined ? undefined : around(place);
    },
  };
}

/**
 * A machine's own name, and the domain in which it stands with its neighbours: "pc7.office.example" and "office.example". Under what
 * anybody may register names (public suffix list, private part included) it has no neighbours.
 */
export function neighbourhood(machine: string): readonly string[] {
  const name = readDomain(machine.trim());
  if (name === undefined) return [];
  const above = readDomain(name.slice(name.indexOf(".") + 1));
  if (above === undefined) return [name];
  const { domain, publicSuffix } = parse(above, { extractHostname: false, validateHostname: false, allowPrivateDomains: true });
  return domain === null || publicSuffix === above ? [name] : [name, above];
}

/** The server of a Matrix id without its port, else what stands behind the last at sign; in lower case. */
function domainOf(address: string): string {
  const text = address.trim().toLowerCase();
  const server = text.startsWith("@") ? text.slice(text.indexOf(":") + 1).replace(/:\d{1,5}$/u, "") : text.slice(text.lastIndexOf("@") + 1);
  return server.replace(/^\[|\]$/gu, "").replace(/\.$/u, "");
}
