import type { Echoes } from "../../bot/outbox/echoes.ts";

/** For what is not about whether our own messages come back: none is looked at. */
export const noEchoes: Pick<Echoes, "sending" | "read"> = { sending: () => {}, read: async () => [] };
