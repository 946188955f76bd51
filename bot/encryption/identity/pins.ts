import type { UserId } from "#domain/primitives/ids.ts";
import type { Storage } from "../../../storage/index.ts";

/** Which identity (master public key, unpadded base64) is whose, kept outside of the encryption store, which goes with its device. */
export interface IdentityPins {
  /** An entry for each of them who is to have a pin; undefined where none was set yet. */
  of(users: readonly UserId[]): Promise<ReadonlyMap<UserId, string | undefined>>;
  /** The first one that was seen; where there is a pin it stays. */
  first(user: UserId, key: string): Promise<void>;
  /** Somebody has approved it. */
  anew(user: UserId, key: string): Promise<void>;
}

/** The pins of the officers, in the roster. */
export const rosterPins = ({ transaction }: Pick<Storage, "transaction">): IdentityPins => ({
  of: (users) => transaction((tx) => tx.pins.of(users)),
  first: (user, key) => transaction((tx) => tx.pins.first(user, key)),
  anew: (user, key) => transaction((tx) => tx.pins.anew(user, key)),
});

/** For a client that has no roster: its own store pins whom it meets. */
export const noPins: IdentityPins = { of: async () => new Map(), first: async () => {}, anew: async () => {} };
