import { FatalError } from "#domain/primitives/fatal-error.ts";
import { HomeserverError } from "../matrix/homeserver.ts";

/** Whether this process cannot go on after a fault; also when the homeserver knows our login no more. */
export const isFatal = (fault: unknown): boolean =>
  fault instanceof FatalError || (fault instanceof HomeserverError && fault.errcode === "M_UNKNOWN_TOKEN");
