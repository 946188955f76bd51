import type { KindDefinition } from "#domain/kinds/define.ts";
import { domain } from "#domain/kinds/domain.ts";
import { email } from "#domain/kinds/email.ts";
import { ipv4 } from "#domain/kinds/ipv4.ts";
import { ipv4Cidr } from "#domain/kinds/ipv4-cidr.ts";
import { ipv6 } from "#domain/kinds/ipv6.ts";
import { ipv6Cidr } from "#domain/kinds/ipv6-cidr.ts";
import { md5 } from "#domain/kinds/md5.ts";
import { sha1 } from "#domain/kinds/sha1.ts";
import { sha256 } from "#domain/kinds/sha256.ts";
import { sha512 } from "#domain/kinds/sha512.ts";
import { text } from "#domain/kinds/text.ts";
import { url } from "#domain/kinds/url.ts";

/** Every kind, in the order in which a value is tried. */
export const all = [ipv4, ipv6, ipv4Cidr, ipv6Cidr, domain, url, email, md5, sha1, sha256, sha512, text] as const;

/** The name of a kind. */
export type Kind = (typeof all)[number]["name"];
/** The names, in the same order. */
export const kinds: readonly Kind[] = all.map((kind) => kind.name);

// every kind's name has its entry, which fromEntries cannot express
const byName = Object.fromEntries(all.map((kind) => [kind.name, kind])) as Readonly<Record<Kind, KindDefinition<Kind>>>;
/** The declaration of a kind. */
export const kindOf = (name: Kind): KindDefinition<Kind> => byName[name];
