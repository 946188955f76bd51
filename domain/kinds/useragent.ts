import { agentHeader, browser } from "#domain/extract/detectors/user-agents.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { network } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { defangText } from "#domain/primitives/harmless-text.ts";

/** What a program calls itself in HTTP (RFC 9110, section 10.1.5), as written, white space folded. */
export const useragent = defineKind({
  name: "useragent",
  label: "a user agent",
  examples: [
    ["Mozilla/5.0 (Night  Owl; x64) Owl/3.1", "Mozilla/5.0 (Night Owl; x64) Owl/3.1"],
    ["NightOwl", "NightOwl"],
  ],
  rejects: ["", "x".repeat(1001), "a\u0000b"],
  canonicalise: (text) => {
    const name = text.replace(/\s+/gu, " ").trim();
    return name === "" || name.length > 1000 || /\p{Cc}/u.test(name) ? undefined : name;
  },
  looksLike: () => false,
  shows: (text) => /^(?:Mozilla|Opera|Dalvik)\/\d/u.test(text),
  reading: "brackets",
  blanks: "line",
  detect: [
    { as: "opened", words: "mozilla opera dalvik", read: browser },
    { as: "opened", words: "user user-agent user_agent useragent user-agents", read: agentHeader },
    { as: "heading", topic: "user[- ]agents?", lists: true },
  ],
  names: { types: "http-user-agent", headers: "useragent" },
  halfLife: { days: 365, speed: 1 },
  stix: at("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'", {
    observables: "user-agent:value x-opencti-user-agent:value",
  }),
  misp: network("user-agent"),
  keys: itself,
  defang: defangText,
});
