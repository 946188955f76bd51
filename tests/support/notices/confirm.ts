import type { Confirm, ConfirmInCase, ConfirmNotice } from "#domain/notices/confirm.ts";
import type { Notice } from "#domain/notices/index.ts";
import { bruno } from "../stores.ts";
import { asked, changed, codes, ref, value } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const confirmSamples: Samples<Confirm<Notice> | ConfirmInCase<Notice> | ConfirmNotice> = {
  admission: { type: "admission", ref, verify: false, stranger: false, ...changed },
  admitted: { type: "admitted", ref, stranger: false, ...changed },
  confirm: { type: "confirm", ...asked },
  "confirm-changed": { type: "confirm-changed" },
  "confirm-dropped": { type: "confirm-dropped", line: `/ioc add ${value}` },
  "confirm-in-case": { type: "confirm-in-case", ref, codes, ...asked },
  "confirm-wanted": { type: "confirm-wanted", late: 12, waits: false },
  confirmed: { type: "confirmed", line: `/ioc add ${value}`, ref },
  "identity-verified": { type: "identity-verified", ...changed },
  "no-such-code": { type: "no-such-code", all: false },
  "stranger-in-room": { type: "stranger-in-room", ref, userId: bruno },
};
