import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { signatureOf, verify } from "../../../../../jobs/feeds/webhook/signature.ts";

// the vector that the libraries of the specification share
const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const timestamp = "1614265330";
const body = Buffer.from('{"test": 2432232314}');
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const at = (seconds: number): Date => new Date((Number(timestamp) + seconds) * 1_000);
const good = { id, timestamp, signature };

test("the specification's vector", () => {
  expect(`v1,${signatureOf(secret, good, body).toString("base64")}`).toBe(signature);
  expect(verify(secret, good, body, at(0))).toBe("good");
});

test("what an independent library signs is good", () => {
  const other = new Webhook(`whsec_${secret.toString("base64")}`).sign(id, at(0), '{"title":"Grüße"}');
  expect(verify(secret, { ...good, signature: other }, Buffer.from('{"title":"Grüße"}'), at(0))).toBe("good");
});

test.each([
  [-301, "timestamp"],
  [-300, "good"],
  [300, "good"],
  [301, "timestamp"],
] as const)("%i seconds after its time: %s", (seconds, verdict) => {
  expect(verify(secret, good, body, at(seconds))).toBe(verdict);
});

test("of several signatures, as a sender sends while it changes its key, one must be right", () => {
  const other = `v1,${Buffer.alloc(32).toString("base64")}`;
  expect(verify(secret, { ...good, signature: `v1a,xyz ${other} ${signature}` }, body, at(0))).toBe("good");
  expect(verify(secret, { ...good, signature: `${other} ${other}` }, body, at(0))).toBe("signature");
  expect(verify(secret, { ...good, signature: `${`${other} `.repeat(10)}${signature}` }, body, at(0))).toBe("signature");
});

describe("refused as a wrong signature", () => {
  test.each([
    ["none", { ...good, signature: "" }],
    ["another version", { ...good, signature: signature.replace("v1", "v2") }],
    ["without a version", { ...good, signature: signature.slice(3) }],
    ["cut", { ...good, signature: signature.slice(0, -8) }],
    ["another id", { ...good, id: `${id}x` }],
    ["no id", { ...good, id: "" }],
    ["another time", { ...good, timestamp: "1614265331" }],
    ["a time with words", { ...good, timestamp: `${timestamp}x` }],
  ])("%s", (_what, headers) => {
    expect(verify(secret, headers, body, at(0))).toBe("signature");
  });
  test("another body, also one that differs only in broken UTF-8", () => {
    expect(verify(secret, good, Buffer.from('{"test": 2432232315}'), at(0))).toBe("signature");
    const [one, two] = [Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0x22, 0xfe, 0x22])];
    const signed = { ...good, signature: `v1,${signatureOf(secret, good, one).toString("base64")}` };
    expect(verify(secret, signed, one, at(0))).toBe("good");
    expect(verify(secret, signed, two, at(0))).toBe("signature");
  });
  test("a good signature over an id that no sender may use", () => {
    for (const odd of ["", "a b", "é", "x".repeat(257)]) {
      const headers = { id: odd, timestamp, signature: "" };
      const signed = `v1,${signatureOf(secret, headers, body).toString("base64")}`;
      expect(verify(secret, { ...headers, signature: signed }, body, at(0))).toBe("signature");
    }
  });
});
