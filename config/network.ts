import { readFileSync } from "node:fs";
import { setGlobalProxyFromEnv } from "node:http";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { Refusal } from "./refusal.ts";
import type { Settings } from "./settings/settings.ts";

const loopback = "127.0.0.1,localhost,[::1]";

/**
 * Makes LIAISON_CA_FILE and LIAISON_PROXY, or what the machine itself names as its proxy, hold for every connection of this
 * process and its children; the machine itself is never reached through a proxy. Call before the first connection. Throws Refusal.
 */
export function applyNetwork({ caFile, proxy }: Pick<Settings, "caFile" | "proxy">): void {
  if (caFile !== undefined) {
    try {
      setDefaultCACertificates([...getCACertificates("default"), readFileSync(caFile, "utf8")]);
    } catch {
      throw new Refusal(`LIAISON_CA_FILE must name a file with certificates (PEM); ${caFile} is none or cannot be read.`);
    }
  }
  const direct = [process.env.NO_PROXY ?? process.env.no_proxy, loopback].filter(Boolean).join(",");
  setBoth("no_proxy", direct);
  if (proxy !== undefined) for (const name of ["http_proxy", "https_proxy"]) setBoth(name, proxy);
  try {
    // the environment alone is for the children: of itself Node reads it only as it starts
    setGlobalProxyFromEnv();
  } catch {
    throw new Refusal("The proxy in HTTP_PROXY or HTTPS_PROXY must be an address that begins with http:// or https://.");
  }
}

function setBoth(name: string, value: string): void {
  process.env[name] = value;
  process.env[name.toUpperCase()] = value;
}
