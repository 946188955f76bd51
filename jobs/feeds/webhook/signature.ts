import { createHmac, timingSafeEqual } from "node:crypto";

// Standard Webhooks (specification 1.0, "Signature scheme", "Verifying"). Not by the library `standardwebhooks`: it decodes
// the body before it signs, so that bodies which differ in broken UTF-8 share a signature; it takes `12x` for the time 12;
// and its clock cannot be injected. It is the independent signer of our tests.

/** The three headers, as they came. */
export interface SignatureHeaders {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** `v1,<base64>`, several separated by blanks while a sender changes its key. */
  readonly signature: string;
}

const idShape = /^[!-~]{1,256}$/u;
const timeShape = /^\d{1,12}$/u;
const toleranceMs = 5 * 60_000;
/** A sender that changes its key sends two; more than a few only cost time. */
const mostSignatures = 10;
const version = "v1,";

/** HMAC-SHA-256 over `id.timestamp.body`, the body byte for byte. */
export const signatureOf = (secret: Uint8Array, { id, timestamp }: Pick<SignatureHeaders, "id" | "timestamp">, body: Uint8Array): Buffer =>
  createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest();

/** Whether one of the signatures is that of the secret, and the time within five minutes of `now`. Takes the same time for all that are refused. */
export function verify(secret: Uint8Array, headers: SignatureHeaders, body: Uint8Array, now: Date): "good" | "signature" | "timestamp" {
  const expected = signatureOf(secret, headers, body);
  let found = false;
  for (const one of headers.signature.split(" ").slice(0, mostSignatures)) {
    const given = Buffer.from(one.startsWith(version) ? one.slice(version.length) : "", "base64");
    const same = given.length === expected.length;
    if (timingSafeEqual(same ? given : expected, expected) && same) found = true;
  }
  if (!found || !idShape.test(headers.id) || !timeShape.test(headers.timestamp)) return "signature";
  return Math.abs(now.getTime() - Number(headers.timestamp) * 1_000) <= toleranceMs ? "good" : "timestamp";
}
