import type { Mutant } from "../define.ts";

const trustFile = "bot/encryption/identity/trust.ts";
const decrypt = "bot/encryption/decrypt.ts";
const encrypt = "bot/encryption/encrypt.ts";
const pins = ["tests/integration/bot/encryption/identity/pins.test.ts"];
const read = ["tests/unit/bot/encryption/decrypt.test.ts"];
const said = ["tests/unit/bot/encryption/encrypt.test.ts"];

export const trust: readonly Mutant[] = [
  {
    name: "an unsigned device commands",
    file: trustFile,
    from: 'trust === "any" ? TrustRequirement.Untrusted : TrustRequirement.CrossSigned',
    to: "TrustRequirement.Untrusted",
    tests: read,
    title: "of a device that its owner has not signed nothing is read",
  },
  {
    name: "an unsigned device gets keys",
    file: trustFile,
    from: 'if (trust === "any") return CollectStrategy.allDevices();',
    to: "return CollectStrategy.allDevices();",
    tests: said,
    title: "a device that its owner has not signed gets no key",
  },
  {
    name: "where identities must be verified, every signed device gets keys",
    file: trustFile,
    from: 'return trust === "verified" ? CollectStrategy.onlyTrustedDevices() : CollectStrategy.identityBasedStrategy();',
    to: "return CollectStrategy.identityBasedStrategy();",
    tests: ["tests/integration/bot/encryption/identity/approve.test.ts"],
    title: "where identities must be verified, keys go to those only",
  },
  {
    name: "a changed identity commands",
    file: decrypt,
    from: "if ((await trust.untrusted([event.sender])).length > 0)",
    to: "if (false)",
    tests: read,
    title: "of somebody who shows another identity than before nothing is read",
  },
  {
    name: "a changed identity gets keys",
    file: encrypt,
    from: "if (untrusted.length > 0) throw new UntrustedMembers(untrusted);",
    to: "",
    tests: said,
    title: "somebody who shows another identity than before gets no key",
  },
  {
    name: "what the roster has pinned is not compared",
    file: trustFile,
    from: " || (pin !== undefined && pin !== keyOf(identity))",
    to: "",
    tests: pins,
  },
  {
    name: "a first sight takes the place of a pin",
    file: "storage/people/pins.ts",
    from: '.where("user_key", "=", userKey).where("pin", "is", null),',
    to: '.where("user_key", "=", userKey),',
    tests: pins,
  },
  {
    name: "a key that somebody else has passed on is believed",
    file: decrypt,
    from: 'if (decrypted.forwarder !== undefined) return refused("wrong-sender", event);',
    to: "",
    tests: read,
  },
  {
    name: "an identity is approved that was not the one shown",
    file: "bot/encryption/identity/approve.ts",
    from: "if (identity === undefined || keyOf(identity) !== key) return false;",
    to: "if (identity === undefined) return false;",
    tests: ["tests/integration/bot/encryption/identity/approve.test.ts"],
    title: "an approved identity reads and commands again",
  },
  {
    name: "another identity of our own is taken for ours while running",
    file: "bot/encryption/identity/identity.ts",
    from: "if (shown === undefined || durable.masterKey === undefined || shown === durable.masterKey) return;",
    to: "return;",
    tests: ["tests/integration/bot/encryption/store/store.test.ts"],
    title: "another identity on the server is refused, at the start and while running",
  },
  {
    name: "a store that was rolled back is used",
    file: "bot/encryption/store/generation-copy.ts",
    from: "if (seen(path, deviceId) > generation) throw",
    to: "if (false) throw",
    tests: ["tests/integration/bot/encryption/store/store.test.ts"],
    title: "a store that was rolled back behind the data folder",
  },
];
