import type { UserId } from "#domain/primitives/ids.ts";
import type { Json } from "../../../../bot/matrix/homeserver.ts";

type Keyed = { signatures?: Record<string, Record<string, string>>; keys?: Record<string, string>; [field: string]: unknown };
type Nested<T> = Record<string, Record<string, T>>;

/** A message to a device, as it lies there for its next sync. */
export interface ToDevice {
  readonly type: string;
  readonly sender: UserId;
  readonly content: Record<string, unknown>;
}

/** What machines upload and ask of each other, carried between them in this process. */
export function keyDirectory() {
  const devices: Nested<Keyed> = {};
  const oneTime: Nested<Record<string, unknown>> = {};
  const crossSigning: Record<"master" | "self_signing" | "user_signing", Record<string, Keyed>> = {
    master: {},
    self_signing: {},
    user_signing: {},
  };
  const waiting = new Map<string, ToDevice[]>();
  const sent: ToDevice[] = [];
  const at = <T>(all: Nested<T>, user: string): Record<string, T> => {
    all[user] ??= {};
    return all[user];
  };
  const only = <T>(all: Record<string, T>, users: readonly string[]) =>
    Object.fromEntries(Object.entries(all).filter(([user]) => users.includes(user)));

  /** The part of a homeserver that is about keys, as this device sees it. */
  function homeserver(me: UserId, deviceId: string) {
    const lay = (user: string, device: string, message: ToDevice) => {
      const name = `${user} ${device}`;
      waiting.set(name, [...(waiting.get(name) ?? []), message]);
    };
    return {
      userId: me,
      deviceId,
      async keysUpload(body: { device_keys?: Keyed; one_time_keys?: Record<string, unknown> }): Promise<Json> {
        if (body.device_keys) at(devices, me)[deviceId] = body.device_keys;
        const held = { ...at(oneTime, me)[deviceId], ...body.one_time_keys };
        at(oneTime, me)[deviceId] = held;
        return { one_time_key_counts: { signed_curve25519: Object.keys(held).length } };
      },
      async keysQuery({ device_keys: asked }: { device_keys?: object }): Promise<Json> {
        const users = Object.keys(asked ?? {});
        const mine = users.filter((user) => user === me);
        return structuredClone({
          device_keys: only(devices, users),
          master_keys: only(crossSigning.master, users),
          self_signing_keys: only(crossSigning.self_signing, users),
          user_signing_keys: only(crossSigning.user_signing, mine),
          failures: {},
        });
      },
      async keysClaim({ one_time_keys: asked }: { one_time_keys?: Nested<string> }): Promise<Json> {
        const given: Nested<unknown> = {};
        for (const [user, those] of Object.entries(asked ?? {}))
          for (const device of Object.keys(those)) {
            const [first] = Object.entries(oneTime[user]?.[device] ?? {});
            if (first === undefined) continue;
            delete oneTime[user]?.[device]?.[first[0]];
            at(given, user)[device] = { [first[0]]: first[1] };
          }
        return { one_time_keys: given, failures: {} };
      },
      async sendToDevice(type: string, _id: string, { messages }: { messages?: Nested<Record<string, unknown>> }): Promise<Json> {
        for (const [user, those] of Object.entries(messages ?? {}))
          for (const [device, content] of Object.entries(those)) {
            const message = { type, sender: me, content };
            sent.push(message);
            for (const one of device === "*" ? Object.keys(devices[user] ?? {}) : [device]) lay(user, one, message);
          }
        return {};
      },
      async signaturesUpload(body: Nested<Keyed>): Promise<Json> {
        for (const [user, signed] of Object.entries(body))
          for (const [name, { signatures }] of Object.entries(signed)) {
            const held = [devices[user]?.[name], crossSigning.master[user]].find(
              (one) => one?.device_id === name || one?.keys?.[`ed25519:${name}`],
            );
            for (const [by, those] of Object.entries(signatures ?? {}))
              if (held) held.signatures = { ...held.signatures, [by]: { ...held.signatures?.[by], ...those } };
          }
        return { failures: {} };
      },
      async signingKeysUpload(body: Record<string, Keyed>): Promise<Json> {
        for (const part of ["master", "self_signing", "user_signing"] as const) {
          const key = body[`${part}_key`];
          if (key) crossSigning[part][me] = key;
        }
        return {};
      },
      keysBackup: async (): Promise<Json> => ({}),
    };
  }
  return {
    homeserver,
    /** Everything that was sent to devices, by whomever. */
    sent: sent as readonly ToDevice[],
    /** What waits for this device, which it takes. */
    take(user: UserId, device: string): readonly ToDevice[] {
      const name = `${user} ${device}`;
      const found = waiting.get(name) ?? [];
      waiting.delete(name);
      return found;
    },
    /** How many there are. */
    devices: () => Object.values(devices).flatMap((those) => Object.keys(those)).length,
  };
}

export type KeyDirectory = ReturnType<typeof keyDirectory>;
