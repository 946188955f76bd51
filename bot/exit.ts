import { FatalError } from "#domain/primitives/fatal-error.ts";
import { Refusal } from "../config/refusal.ts";
import { UnreadableSource } from "../jobs/sources/define.ts";
import { LeaseTaken } from "../storage/engine/lease.ts";
import { LeaseLost } from "../storage/index.ts";
import { DatabaseUnreachable, NewerDatabase, OlderDatabase } from "../storage/migrate.ts";
import { WrongMasterKey } from "../storage/sealing/keyring.ts";
import { EncryptionRefused, JournalFailed, MachineDied } from "./encryption/client.ts";
import { HomeserverError } from "./matrix/homeserver.ts";

/** How the process ends: 1 refused or failed, 75 start again (asks the bootstrap only). */
export interface Exit {
  readonly code: 1 | 75;
  /** The one sentence to show; never quotes a fault's own text unless that is a sentence of ours. */
  readonly sentence: string;
  /** Nothing that the operator could put right: the log names its place. */
  readonly defect: boolean;
}

/** A server that this process has started ended by itself. */
export class ServerEnded extends FatalError {
  readonly restarts = true;
  constructor() {
    super("a server of ours has ended");
    this.name = "ServerEnded";
  }
}

/** Milliseconds by which our own signal may come later than a server's end. */
const signalMs = 500;
/** Rejects when a server of ours has ended by itself. Ctrl-C reaches the servers as well, so our own signal is awaited first. */
export const lost = (server: { readonly ended: Promise<void> } | undefined): Promise<never> =>
  new Promise((_resolve, reject) => void server?.ended.then(() => setTimeout(() => reject(new ServerEnded()), signalMs)));

/** What a fault that ends the process means to the operator. */
export function exitOf(fault: unknown): Exit {
  const code = fault instanceof FatalError && fault.restarts ? 75 : 1;
  if (fault instanceof MachineDied || fault instanceof JournalFailed)
    return { code, sentence: "The encryption store must be opened anew; starting again.", defect: true };
  const sentence = sentenceOf(fault);
  return {
    code,
    sentence: sentence ?? "Liaison ended because of a fault inside; the log names its place.",
    defect: sentence === undefined,
  };
}

function sentenceOf(fault: unknown): string | undefined {
  if (fault instanceof ServerEnded) return "A server that Liaison runs has ended (its log is in the data folder); starting again.";
  if (fault instanceof Refusal || fault instanceof EncryptionRefused) return fault.message;
  if (fault instanceof WrongMasterKey)
    return "The master key does not open this database: put the key that belongs to it into LIAISON_MASTER_KEY_FILE.";
  if (fault instanceof NewerDatabase)
    return "The database was made by a newer version of Liaison: start that version, or restore an older backup.";
  if (fault instanceof OlderDatabase)
    return "The database was not brought to this version yet: start the process with the Matrix side first (LIAISON_ROLE=all or bot).";
  if (fault instanceof DatabaseUnreachable)
    return `The database in LIAISON_DATABASE_URL cannot be used (${fault.code}): check the address, the name and the password.`;
  if (fault instanceof LeaseTaken)
    return "Another Liaison process is running on this database: stop it first, or set LIAISON_STANDBY=on to wait for it.";
  if (fault instanceof LeaseLost) return "Another Liaison process has taken over; this one ends.";
  if (fault instanceof HomeserverError && fault.errcode === "M_UNKNOWN_TOKEN")
    return "The homeserver no longer accepts the access token in LIAISON_TOKEN_FILE: log in again with npm run liaison -- login.";
  if (fault instanceof UnreadableSource)
    return `${fault.message} cannot be read as LIAISON_WARNING_LISTS or LIAISON_NETWORKS need it: mend it or leave it out.`;
  if (fault instanceof HomeserverError)
    return `The homeserver does not answer as it should (${fault.status} ${fault.errcode}): check it and start again.`;
  return undefined;
}
