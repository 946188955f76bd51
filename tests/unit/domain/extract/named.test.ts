import { expect, it } from "vitest";
import { extract } from "#domain/extract/index.ts";

const cases: readonly (readonly [text: string, ...found: string[]])[] = [
  ["imphash: 7215ee9c7d9dc229d2921a40e899ec5f", "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["JA3S=7215ee9c7d9dc229d2921a40e899ec5f", "ja3 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["| JA3 | `7215ee9c7d9dc229d2921a40e899ec5f` |", "ja3 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["Import hash (imphash) 7215ee9c7d9dc229d2921a40e899ec5f", "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  ['"imphash": "7215ee9c7d9dc229d2921a40e899ec5f"', "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["7215ee9c7d9dc229d2921a40e899ec5f (imphash)", "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["JA3 fingerprint: 7215ee9c7d9dc229d2921a40e899ec5f", "ja3 7215ee9c7d9dc229d2921a40e899ec5f"],
  [
    "JA3 hashes:\n- 7215ee9c7d9dc229d2921a40e899ec5f\n- 8215ee9c7d9dc229d2921a40e899ec5f",
    "ja3 7215ee9c7d9dc229d2921a40e899ec5f",
    "ja3 8215ee9c7d9dc229d2921a40e899ec5f",
  ],
  [
    "Authentihash SHA256: 36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068",
    "authentihash 36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068",
  ],
  [
    "authentihash = 36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068",
    "authentihash 36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068",
  ],
  ["MD5 hash: 7215ee9c7d9dc229d2921a40e899ec5f", "md5 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["MD5(owl.exe)= 7215ee9c7d9dc229d2921a40e899ec5f", "filename owl.exe", "md5 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["PGP key fingerprint = B858 CB28 2617 FB09 56D9  6021 5C8E 84D1 CCF9 09C6", "pgp B858CB282617FB0956D960215C8E84D1CCF909C6"],
  ["GPG: 0xb858cb282617fb0956d960215c8e84d1ccf909c6", "pgp B858CB282617FB0956D960215C8E84D1CCF909C6"],
  ["PGP fingerprint: b858cb282617fb0956d960215c8e84d1ccf909c6", "pgp B858CB282617FB0956D960215C8E84D1CCF909C6"],
  ["SHA1 fingerprint of the certificate: b858cb282617fb0956d960215c8e84d1ccf909c6", "sha1 b858cb282617fb0956d960215c8e84d1ccf909c6"],
  ["Tel: 0049 30 901820", "phone +4930901820"],
  ["BIC: DEUTDEFF500", "bic DEUTDEFF500"],
  ["Mutex: OwlMutex01", "mutex OwlMutex01"],
  ['creates the mutex "Night Owl 1"', "mutex Night Owl 1"],
  ["Mutexes:\n- owl_one\n- owl_two", "mutex owl_one", "mutex owl_two"],
  ["User-Agent: NightOwl/1.0 (x64)", "useragent NightOwl/1.0 (x64)"],
  ["Telegram: @night_owl", "telegram night_owl"],
  ["Twitter @owlwatch", "twitter owlwatch"],
  ["Jabber: owl@exploit.example", "xmpp owl@exploit.example"],
  ["ICQ 123-456-789", "icq 123456789"],
  ["Discord: nightowl#0042", "discord nightowl#0042"],
  ["ssdeep: 96:kQ2sWbYpLr0MfT9zXc4vHn8uJd6eRgAo:kQ2xbYpLruTCc4N8T6sA", "ssdeep 96:kQ2sWbYpLr0MfT9zXc4vHn8uJd6eRgAo:kQ2xbYpLruTCc4N8T6sA"],
  ["MD5 7215ee9c7d9dc229d2921a40e899ec5f.", "md5 7215ee9c7d9dc229d2921a40e899ec5f"],
  [
    "JARM 07d14d16d21d21d07c42d41d00041d24a458a375eef0c576d23a7bab9a9fb1",
    "jarm 07d14d16d21d21d07c42d41d00041d24a458a375eef0c576d23a7bab9a9fb1",
  ],
  ["ja3_hash=7215ee9c7d9dc229d2921a40e899ec5f", "ja3 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["ja3 digest 7215ee9c7d9dc229d2921a40e899ec5f", "ja3 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["imphash → 7215ee9c7d9dc229d2921a40e899ec5f", "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["<td>imphash</td><td>7215ee9c7d9dc229d2921a40e899ec5f</td>", "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  ["imphash\n7215ee9c7d9dc229d2921a40e899ec5f", "imphash 7215ee9c7d9dc229d2921a40e899ec5f"],
  [
    "MD5: 7215ee9c7d9dc229d2921a40e899ec5f imphash: 8215ee9c7d9dc229d2921a40e899ec5f",
    "md5 7215ee9c7d9dc229d2921a40e899ec5f",
    "imphash 8215ee9c7d9dc229d2921a40e899ec5f",
  ],
  [
    "imphash: 8215ee9c7d9dc229d2921a40e899ec5f MD5: 7215ee9c7d9dc229d2921a40e899ec5f",
    "imphash 8215ee9c7d9dc229d2921a40e899ec5f",
    "md5 7215ee9c7d9dc229d2921a40e899ec5f",
  ],
  [
    "JA3: 7215ee9c7d9dc229d2921a40e899ec5f, JA3S: 8215ee9c7d9dc229d2921a40e899ec5f",
    "ja3 7215ee9c7d9dc229d2921a40e899ec5f",
    "ja3 8215ee9c7d9dc229d2921a40e899ec5f",
  ],
  ["WhatsApp +44 7700 900123", "phone +447700900123"],
];

it.each(cases)("reads what a label names as that kind: %j", (text, ...found) =>
  expect(extract(text).map(({ kind, value }) => `${kind} ${value}`)).toEqual(found),
);
