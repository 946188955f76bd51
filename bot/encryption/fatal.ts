import { LeaseLost } from "../../storage/index.ts";
import { EncryptionRefused, JournalFailed, MachineDied } from "./client.ts";

const kinds = [LeaseLost, MachineDied, JournalFailed, EncryptionRefused];

/** Whether this process cannot go on after a fault: the lease is gone, or the encryption machine cannot be trusted any more. */
export const isFatal = (fault: unknown): boolean => kinds.some((kind) => fault instanceof kind);
