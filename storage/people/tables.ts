import { defineEntity } from "@mikro-orm/postgresql";
import { keyed, sealed } from "../sealing/columns.ts";

/** Approved in a transaction, taken up by the encryption machine after it. */
export const IdentityApproval = defineEntity({
  name: "IdentityApproval",
  schema: "liaison",
  tableName: "identity_approval",
  properties: { userKey: keyed().primary(), body: sealed() },
});

/** The roster: everything about a person rests sealed. */
export const Officer = defineEntity({
  name: "Officer",
  schema: "liaison",
  tableName: "officer",
  properties: {
    userKey: keyed().primary(),
    shortKey: keyed(),
    body: sealed(),
    /** Their cross-signing identity as it was first seen, or approved since; null: not seen yet. */
    pin: sealed().nullable(),
  },
});
