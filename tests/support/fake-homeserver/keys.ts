type Json = Readonly<Record<string, unknown>>;
interface Signed {
  readonly signatures?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly [field: string]: unknown;
}

/** What a device has uploaded. */
interface DeviceKeys {
  keys: Signed | undefined;
  readonly oneTime: Map<string, unknown>;
  readonly fallback: Map<string, unknown>;
}
const signing = ["master_key", "self_signing_key", "user_signing_key"] as const;

const withSignatures = (key: Signed, added: Signed): Signed => {
  const signatures: Record<string, Readonly<Record<string, string>>> = { ...key.signatures };
  for (const [user, by] of Object.entries(added.signatures ?? {})) signatures[user] = { ...signatures[user], ...by };
  return { ...key, signatures };
};
const publicKeyIn = (key: Signed): string | undefined => Object.values((key.keys ?? {}) as Readonly<Record<string, string>>)[0];

/** The keys of everybody, as a homeserver keeps them: devices, one-time keys, identities (Matrix client-server API, "End-to-end encryption"). */
export function fakeKeys() {
  const devices = new Map<string, Map<string, DeviceKeys>>();
  const identities = new Map<string, Map<(typeof signing)[number], Signed>>();
  const device = (user: string, id: string): DeviceKeys => {
    const own = devices.get(user) ?? new Map<string, DeviceKeys>();
    devices.set(user, own);
    const keys = own.get(id) ?? { keys: undefined, oneTime: new Map(), fallback: new Map() };
    own.set(id, keys);
    return keys;
  };
  const counts = (user: string, id: string) => ({ signed_curve25519: device(user, id).oneTime.size });

  return {
    counts,
    unusedFallback: (user: string, id: string) => [...device(user, id).fallback.keys()].map((name) => name.split(":")[0] ?? ""),
    upload(user: string, id: string, body: Json): Json {
      const own = device(user, id);
      if (body.device_keys !== undefined) own.keys = body.device_keys as Signed;
      for (const [name, key] of Object.entries((body.one_time_keys ?? {}) as Json)) own.oneTime.set(name, key);
      for (const [name, key] of Object.entries((body.fallback_keys ?? {}) as Json)) own.fallback.set(name, key);
      return { one_time_key_counts: counts(user, id) };
    },
    uploadIdentity(user: string, body: Json): Json {
      const own = identities.get(user) ?? new Map<(typeof signing)[number], Signed>();
      identities.set(user, own);
      for (const name of signing) if (body[name] !== undefined) own.set(name, body[name] as Signed);
      return {};
    },
    uploadSignatures(body: Json): Json {
      for (const [user, signed] of Object.entries(body as Readonly<Record<string, Readonly<Record<string, Signed>>>>))
        for (const [id, key] of Object.entries(signed)) {
          const known = devices.get(user)?.get(id);
          if (known?.keys !== undefined) known.keys = withSignatures(known.keys, key);
          const own = identities.get(user);
          const master = own?.get("master_key");
          if (master !== undefined && publicKeyIn(master) === id) own?.set("master_key", withSignatures(master, key));
        }
      return { failures: {} };
    },
    query(by: string, body: Json): Json {
      const asked = Object.keys((body.device_keys ?? {}) as Json);
      const of = (name: (typeof signing)[number], users: readonly string[]) =>
        Object.fromEntries(users.flatMap((user) => (identities.get(user)?.has(name) ? [[user, identities.get(user)?.get(name)]] : [])));
      return {
        failures: {},
        device_keys: Object.fromEntries(
          asked.map((user) => [
            user,
            Object.fromEntries([...(devices.get(user) ?? [])].flatMap(([id, { keys }]) => (keys === undefined ? [] : [[id, keys]]))),
          ]),
        ),
        master_keys: of("master_key", asked),
        self_signing_keys: of("self_signing_key", asked),
        user_signing_keys: of(
          "user_signing_key",
          asked.filter((user) => user === by),
        ),
      };
    },
    claim(body: Json): Json {
      const asked = (body.one_time_keys ?? {}) as Readonly<Record<string, Json>>;
      const one = (user: string, id: string): Json => {
        const own = devices.get(user)?.get(id);
        const [name, key] = [...(own?.oneTime ?? [])][0] ?? [...(own?.fallback ?? [])][0] ?? [];
        if (name === undefined) return {};
        own?.oneTime.delete(name);
        return { [name]: key };
      };
      return {
        failures: {},
        one_time_keys: Object.fromEntries(
          Object.entries(asked).map(([user, of]) => [user, Object.fromEntries(Object.keys(of).map((id) => [id, one(user, id)]))]),
        ),
      };
    },
    /** As if this person had never had a device nor an identity. */
    forget(user: string): void {
      devices.delete(user);
      identities.delete(user);
    },
  };
}
