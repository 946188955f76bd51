import { join } from "node:path";
import { type AsnResponse, type CountryResponse, open, type Reader } from "maxmind";
import { type Source, UnreadableSource } from "./define.ts";

/** A database of our own making with the networks of documentation and drills alone (RFC 5737, 3849; numbers of RFC 5398). */
const shipped = join(import.meta.dirname, "data", "networks.mmdb");

type Entry = Partial<AsnResponse> & Partial<CountryResponse>;

/**
 * Network and country of an address, from files in MaxMind's DB format (maxmind.github.io/MaxMind-DB): those that the operator names,
 * else the shipped one. Rejects with UnreadableSource.
 */
export async function openNetworks(files: readonly string[]): Promise<Source> {
  const readers: Reader<Entry>[] = [];
  for (const file of files.length > 0 ? files : [shipped]) readers.push(await opened(file));
  return {
    name: "network",
    reach: "local",
    discloses: "nothing",
    ceiling: { tlp: "red", pap: "red" },
    kinds: ["ipv4", "ipv6"],
    async look({ value }) {
      const facts = readers.flatMap((reader) => factsOf(reader, value));
      return facts.length === 0 ? undefined : { source: "network", facts: [...new Set(facts)] };
    },
  };
}

async function opened(file: string): Promise<Reader<Entry>> {
  try {
    return await open<Entry>(file);
  } catch {
    throw new UnreadableSource(file);
  }
}

function factsOf(reader: Reader<Entry>, address: string): readonly string[] {
  const [entry, bits] = reader.getWithPrefixLength(address);
  if (entry === null) return [];
  const { autonomous_system_number: number, autonomous_system_organization: holder, country } = entry;
  return [
    ...(number === undefined ? [] : [holder === undefined ? `AS${number}` : `AS${number} ${holder}`]),
    ...(country === undefined ? [] : [country.iso_code]),
    ...(number === undefined ? [] : [`network /${bits}`]),
  ];
}
