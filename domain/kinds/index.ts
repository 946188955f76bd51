import { ada } from "#domain/kinds/ada.ts";
import { adsense } from "#domain/kinds/adsense.ts";
import { asn } from "#domain/kinds/asn.ts";
import { attack } from "#domain/kinds/attack.ts";
import { authentihash } from "#domain/kinds/authentihash.ts";
import { bch } from "#domain/kinds/bch.ts";
import { bic } from "#domain/kinds/bic.ts";
import { btc } from "#domain/kinds/btc.ts";
import { card } from "#domain/kinds/card.ts";
import { cve } from "#domain/kinds/cve.ts";
import { dash } from "#domain/kinds/dash.ts";
import { discord } from "#domain/kinds/discord.ts";
import { doge } from "#domain/kinds/doge.ts";
import { domain } from "#domain/kinds/domain.ts";
import { email } from "#domain/kinds/email.ts";
import { eth } from "#domain/kinds/eth.ts";
import { filename } from "#domain/kinds/filename.ts";
import { filepath } from "#domain/kinds/filepath.ts";
import { ga } from "#domain/kinds/ga.ts";
import { gtm } from "#domain/kinds/gtm.ts";
import { handle } from "#domain/kinds/handle.ts";
import { iban } from "#domain/kinds/iban.ts";
import { icq } from "#domain/kinds/icq.ts";
import { imphash } from "#domain/kinds/imphash.ts";
import { ipv4 } from "#domain/kinds/ipv4.ts";
import { ipv4Cidr } from "#domain/kinds/ipv4-cidr.ts";
import { ipv6 } from "#domain/kinds/ipv6.ts";
import { ipv6Cidr } from "#domain/kinds/ipv6-cidr.ts";
import { ja3 } from "#domain/kinds/ja3.ts";
import { jarm } from "#domain/kinds/jarm.ts";
import { ltc } from "#domain/kinds/ltc.ts";
import { mac } from "#domain/kinds/mac.ts";
import { matrix } from "#domain/kinds/matrix.ts";
import { md5 } from "#domain/kinds/md5.ts";
import { mutex } from "#domain/kinds/mutex.ts";
import { pgp } from "#domain/kinds/pgp.ts";
import { phone } from "#domain/kinds/phone.ts";
import { type Registry, registryOf } from "#domain/kinds/registry.ts";
import { regkey } from "#domain/kinds/regkey.ts";
import { sha1 } from "#domain/kinds/sha1.ts";
import { sha256 } from "#domain/kinds/sha256.ts";
import { sha512 } from "#domain/kinds/sha512.ts";
import { sol } from "#domain/kinds/sol.ts";
import { ssdeep } from "#domain/kinds/ssdeep.ts";
import { telegram } from "#domain/kinds/telegram.ts";
import { text } from "#domain/kinds/text.ts";
import { tlsh } from "#domain/kinds/tlsh.ts";
import { tox } from "#domain/kinds/tox.ts";
import { trx } from "#domain/kinds/trx.ts";
import { twitter } from "#domain/kinds/twitter.ts";
import { url } from "#domain/kinds/url.ts";
import { useragent } from "#domain/kinds/useragent.ts";
import { xmpp } from "#domain/kinds/xmpp.ts";
import { xmr } from "#domain/kinds/xmr.ts";
import { xrp } from "#domain/kinds/xrp.ts";
import { xtz } from "#domain/kinds/xtz.ts";
import { yara } from "#domain/kinds/yara.ts";
import { zec } from "#domain/kinds/zec.ts";

/** Every kind, in the order in which a value is tried. */
export const all = [
  ...[ipv4, ipv6, ipv4Cidr, ipv6Cidr, mac, matrix, domain, url, xmpp, email],
  ...[md5, sha1, sha256, sha512, jarm, tlsh, ssdeep, tox, pgp, imphash, authentihash, ja3],
  ...[cve, attack, asn, ga, adsense, gtm],
  ...[btc, eth, xmr, ltc, doge, trx, xrp, sol, bch, dash, zec, ada, xtz],
  ...[iban, bic, card, phone],
  ...[regkey, mutex, useragent, yara, filepath, filename],
  ...[telegram, twitter, handle, discord, icq, text],
] as const;

/** The name of a kind. */
export type Kind = (typeof all)[number]["name"];
/** Kinds that something is read and written by. */
export type Kinds = Registry<Kind>;
/** Those of the list above. */
export const known: Kinds = registryOf<Kind>(all);
/** The names, in the same order. */
export const kinds = known.names;
/** The declaration of a kind. */
export const kindOf = known.of;

/** What follows from the declarations, made once for each list of them. */
export function derived<T>(make: (kinds: Kinds) => T): (kinds?: Kinds) => T {
  const made = new WeakMap<Kinds, { readonly value: T }>();
  return (kinds = known) => {
    const one = made.get(kinds) ?? { value: make(kinds) };
    made.set(kinds, one);
    return one.value;
  };
}
