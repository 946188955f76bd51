import type { UserId } from "#domain/primitives/ids.ts";
import type { Json } from "../../../../bot/matrix/homeserver.ts";
import { fakeKeys } from "../../../support/fake-homeserver/keys.ts";

/** A message to a device, as it lies there for its next sync. */
export interface ToDevice {
  readonly type: string;
  readonly sender: UserId;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Carries between machines of this process what they upload, ask and send each other; there are no rooms. */
export function keyDirectory() {
  const keys = fakeKeys();
  const devices: { readonly user: UserId; readonly device: string; readonly waiting: ToDevice[] }[] = [];
  const sent: ToDevice[] = [];
  return {
    /** Everything that was sent to devices, by whomever. */
    sent: sent as readonly ToDevice[],
    /** A new device of somebody, and the part of a homeserver that is about keys, as it sees that. */
    register(user: UserId) {
      const own = { user, device: `DEVICE${devices.length}`, waiting: [] as ToDevice[] };
      devices.push(own);
      const to = (name: string, id: string) => devices.filter((one) => one.user === name && (id === "*" || one.device === id));
      return {
        userId: user,
        deviceId: own.device,
        keysUpload: async (body: object): Promise<Json> => keys.upload(user, own.device, { ...body }),
        keysQuery: async (body: object): Promise<Json> => keys.query(user, { ...body }),
        keysClaim: async (body: object): Promise<Json> => keys.claim({ ...body }),
        signaturesUpload: async (body: object): Promise<Json> => keys.uploadSignatures({ ...body }),
        signingKeysUpload: async (body: object): Promise<Json> => keys.uploadIdentity(user, { ...body }),
        keysBackup: async (): Promise<Json> => ({}),
        async sendToDevice(type: string, _transaction: string, body: object): Promise<Json> {
          // the body of PUT /sendToDevice: user → device → content
          const { messages = {} } = body as { readonly messages?: Readonly<Record<string, Readonly<Record<string, ToDevice["content"]>>>> };
          for (const [name, those] of Object.entries(messages))
            for (const [id, content] of Object.entries(those)) {
              const message = { type, sender: user, content };
              sent.push(message);
              for (const { waiting } of to(name, id)) waiting.push(message);
            }
          return {};
        },
        /** What waits for this device, which it takes. */
        take: (): readonly ToDevice[] => own.waiting.splice(0),
      };
    },
  };
}
export type KeyDirectory = ReturnType<typeof keyDirectory>;
