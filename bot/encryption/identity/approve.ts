import { type OlmMachine, OtherUserIdentity, type OutgoingRequest, UserId as WasmUserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { Identity } from "#domain/people/identity.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Keys } from "../keys.ts";
import type { PanicGuard } from "../panic-guard.ts";
import type { IdentityPins } from "./pins.ts";
import { wordsOf } from "./public-key.ts";
import { keyOf, type Trust } from "./trust.ts";

interface Parts {
  readonly machine: OlmMachine;
  readonly guard: PanicGuard;
  readonly keys: Pick<Keys, "fresh" | "ask">;
  readonly send: (request: OutgoingRequest) => Promise<void>;
  /** For whom the operator vouches: their first identity counts as verified. */
  readonly vouched: ReadonlySet<UserId>;
  readonly trust: Trust;
  readonly pins: Pick<IdentityPins, "anew">;
}

/** Looks at people's identities and takes up those that were approved. */
export function openApproval({ machine, guard, keys, send, vouched, trust, pins }: Parts) {
  const shown = async (user: UserId): Promise<OtherUserIdentity | undefined> => {
    const identity = await guard.wait(machine.getIdentity(new WasmUserId(user)));
    return identity instanceof OtherUserIdentity ? identity : undefined;
  };

  async function sign(user: UserId, identity: OtherUserIdentity): Promise<void> {
    await send(await guard.wait(identity.verify()));
    // our signature counts when the homeserver shows it
    await keys.ask([user]);
  }

  return {
    /** As the machine knows it; nobody is asked. */
    async identity(user: UserId): Promise<Identity | undefined> {
      const identity = await shown(user);
      const key = identity && keyOf(identity);
      if (identity === undefined || key === undefined) return undefined;
      const changed = await trust.changed(user, identity);
      return { key, words: wordsOf(key), changed, verified: identity.isVerified() || (vouched.has(user) && !changed) };
    },
    /** Takes this identity for the person's own from now on. False if another one is shown by now: then nothing changes. */
    async approve(user: UserId, key: string, how: "pin" | "verify"): Promise<boolean> {
      await keys.fresh([user]);
      const identity = await shown(user);
      if (identity === undefined || keyOf(identity) !== key) return false;
      await pins.anew(user, key);
      if (identity.hasVerificationViolation()) await guard.wait(identity.withdrawVerification());
      await guard.wait(identity.pinCurrentMasterKey());
      if (how === "verify") await sign(user, identity);
      return true;
    },
    /** Signs the first identities of those for whom the operator vouches; a changed one needs an approval like everybody's. */
    async vouch(users: readonly UserId[]): Promise<void> {
      for (const user of users.filter((one) => vouched.has(one))) {
        const identity = await shown(user);
        if (identity === undefined || identity.isVerified() || identity.wasPreviouslyVerified()) continue;
        if (await trust.changed(user, identity)) continue;
        await sign(user, identity);
      }
    },
  };
}
