import { createSecretKey, type KeyObject } from "node:crypto";
import { queryOn } from "../engine/statement.ts";
import { looking } from "../inspect.ts";
import { type Keyring, keyedWith, readWrapped, unwrap } from "./keyring.ts";
import { openWith, type ScopeKey, sealWith } from "./sealed.ts";

/** All that a process which only receives alerts can open: each key as `version:base64`. */
export interface ReceiverKeys {
  /** Seals what is laid down, and opens what a source needs. */
  readonly receiving: string;
  /** Finds an address by its hash; nothing can be opened with it. */
  readonly lookup: string;
}

const length = 32;
const written = /^(\d{1,9}):([\w+/]{43}=)$/u;

/** The newest keys of receivers, for a file of their own. Rejects with WrongMasterKey or DatabaseUnreachable. */
export async function receiverKeysOf(url: string, master: Uint8Array): Promise<ReceiverKeys> {
  const keys = unwrap(master, await looking(url, (client) => readWrapped(queryOn(client))));
  const newest = (name: keyof ReceiverKeys): string => {
    const [found] = keys.filter((key) => key.name === name).sort((a, b) => b.version - a.version);
    if (found === undefined) throw new Error(`no data key for ${name}`);
    return `${found.version}:${found.key.export().toString("base64")}`;
  };
  return { receiving: newest("receiving"), lookup: newest("lookup") };
}

/** Undefined if it is not one. */
function readKey(text: string): { readonly version: number; readonly key: KeyObject } | undefined {
  const [, version = "", key = ""] = written.exec(text) ?? [];
  const bytes = Buffer.from(key, "base64");
  return bytes.length === length ? { version: Number(version), key: createSecretKey(bytes) } : undefined;
}

const none = (): never => {
  throw new Error("a receiver holds no other key");
};
const closed: ScopeKey = { seal: none, open: none };

/** A keyring with these two and no other; undefined if they are none. */
export function receiverKeyring({ receiving, lookup }: ReceiverKeys): Keyring | undefined {
  const [own, finding] = [readKey(receiving), readKey(lookup)];
  if (own === undefined || finding === undefined) return undefined;
  return {
    coordination: closed,
    receiving: {
      seal: (at, content) => sealWith(own.key, own.version, at, content),
      open: (at, sealed) => openWith((id) => (id === own.version ? own.key : undefined), at, sealed),
    },
    case: none,
    cases: none,
    add: none,
    keyed: keyedWith(finding.key),
    match: none,
  };
}
