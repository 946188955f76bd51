import ipaddr from "ipaddr.js";

/** A network and what is known of it. */
export interface Network {
  readonly network: string;
  readonly number: number;
  readonly holder: string;
  readonly country: string;
}

type Value = string | number | readonly Value[] | { readonly [key: string]: Value };
type Node = [left: Branch, right: Branch];
/** Nothing, a further node, or the offset of a record in the data section. */
type Branch = undefined | Node | number;

/**
 * Writes networks as a database of version 2.0 (maxmind.github.io/MaxMind-DB): an IPv6 tree with records of 24 bits, IPv4 below
 * `::/96`. Networks must not lie inside one another. The same networks give the same bytes.
 */
export function mmdb(networks: readonly Network[], builtAt: Date): Buffer {
  const root: Node = [undefined, undefined];
  const data: Buffer[] = [];
  let offset = 0;
  for (const { network, number, holder, country } of networks) {
    const value = encode({
      autonomous_system_number: number,
      autonomous_system_organization: holder,
      country: { iso_code: country },
    });
    put(root, bitsOf(network), offset);
    data.push(value);
    offset += value.length;
  }
  const nodes = flat(root);
  const tree = Buffer.concat(nodes.flatMap((node) => node.map((branch) => record(branch, nodes))));
  const about = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(builtAt.getTime() / 1_000),
    database_type: "Liaison-Drill",
    description: { en: "Networks of documentation and drills" },
    ip_version: 6,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from("abcdef", "hex"), Buffer.from("MaxMind.com"), about]);
}

function bitsOf(network: string): readonly (0 | 1)[] {
  const [address, length] = ipaddr.parseCIDR(network);
  const bytes = address.kind() === "ipv4" ? [...Array<number>(12).fill(0), ...address.toByteArray()] : address.toByteArray();
  const all = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, bit): 0 | 1 => ((byte >> (7 - bit)) & 1 ? 1 : 0)));
  return all.slice(0, address.kind() === "ipv4" ? 96 + length : length);
}

function put(root: Node, bits: readonly (0 | 1)[], offset: number): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const next = node[bit];
    if (typeof next === "number") throw new Error("a network lies inside another");
    const below: Node = next ?? [undefined, undefined];
    node[bit] = below;
    node = below;
  }
  node[bits.at(-1) ?? 0] = offset;
}

function flat(root: Node): readonly Node[] {
  const nodes: Node[] = [root];
  for (const node of nodes) for (const branch of node) if (Array.isArray(branch)) nodes.push(branch);
  return nodes;
}

function record(branch: Branch, nodes: readonly Node[]): Buffer {
  const number = Array.isArray(branch) ? nodes.indexOf(branch) : nodes.length + (branch === undefined ? 0 : 16 + branch);
  return Buffer.from([number >> 16, (number >> 8) & 0xff, number & 0xff]);
}

/** One value with its control byte: 2 text, 6 unsigned number, 7 map, 11 (extended) list. */
function encode(value: Value): Buffer {
  if (typeof value === "string") return control(2, Buffer.byteLength(value), Buffer.from(value));
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    const first = bytes.findIndex((byte) => byte !== 0);
    const short = first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
    return control(6, short.length, short);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)]);
  const entries = Object.entries(value);
  return control(7, entries.length, Buffer.concat(entries.flatMap(([key, inner]) => [encode(key), encode(inner)])));
}

function control(type: number, size: number, payload: Buffer): Buffer {
  const head = size < 29 ? [(type << 5) | size] : [(type << 5) | 29, size - 29];
  return Buffer.concat([Buffer.from(head), payload]);
}
