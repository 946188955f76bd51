import { join } from "node:path";
import type { AsnResponse, CountryResponse, Reader } from "maxmind";
import { type Source, UnreadableSource } from "./define.ts";

/** A database of our own making with the networks of documentation and drills alone (RFC 5737, 3849; numbers of RFC 5398). */
const shipped = join(import.meta.dirname, "data", "networks.mmdb");

type Entry = Partial<AsnResponse> & Partial<CountryResponse>;

/**
 * Network and country of an address, from files in MaxMind's DB format (maxmind.github.io/MaxMind-DB): those that the operator names,
 * else the shipped one. Rejects with UnreadableSource.
 */
export async function openNetworks(files: readonly string[]): Promise<Source> {
  // the operator's are read at once, since what is wrong with them is told at the start
  let readers = files.length > 0 ? openAll(files) : undefined;
  await readers;
  return {
    name: "network",
    reach: "local",
    discloses: "nothing",
    ceiling: { tlp: "red", pap: "red" },
    kinds: ["ipv4", "ipv6"],
    async look({ value }) {
      readers ??= openAll([shipped]);
      const facts = (await readers).flatMap((reader) => factsOf(reader, value));
      return facts.length === 0 ? undefined : { source: "network", facts: [...new Set(facts)] };
    },
  };
}

const openAll = (files: readonly string[]): Promise<readonly Reader<Entry>[]> => Promise.all(files.map(opened));

async function opened(file: string): Promise<Reader<Entry>> {
  const { open } = await import("maxmind");
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
