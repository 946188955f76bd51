import type { OperatorCommand } from "./define.ts";
import { deviceReplace } from "./device-replace.ts";
import { doctor } from "./doctor.ts";
import { login } from "./login.ts";
import { receiverKey } from "./receiver-key.ts";
import { trace } from "./trace.ts";

/** Every `npm run liaison -- …` command, in the order in which they are listed. */
export const operatorCommands: readonly OperatorCommand[] = [login, deviceReplace, receiverKey, doctor, trace];
