import ipaddr from "ipaddr.js";

/** The shortest prefixes that are taken: shorter ones would meet half the internet. */
export const shortest = { ipv4: 8, ipv6: 16 } as const;

/** `network/bits` with the host bits cleared; undefined outside `least`…`most`. `address` is a valid address. */
export function network(address: string, bits: number, family: keyof typeof shortest): string | undefined {
  const whole = family === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  if (bits < shortest[family] || bits > (family === "ipv4" ? 32 : 128)) return undefined;
  return `${whole.networkAddressFromCIDR(`${address}/${bits}`).toString()}/${bits}`;
}

/** The two sides of `address/bits`, bits as a decimal number without sign or leading zeros. */
export function split(text: string): { readonly address: string; readonly bits: string } | undefined {
  const slash = text.indexOf("/");
  return slash < 0 ? undefined : { address: text.slice(0, slash), bits: text.slice(slash + 1) };
}
