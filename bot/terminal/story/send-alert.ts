import { randomUUID } from "node:crypto";
import { signatureOf } from "../../../jobs/feeds/webhook/signature.ts";

/** Sends an alert as somebody else's tool does (Standard Webhooks). Rejects unless it was taken. */
export async function deliver(address: string, secret: string, alert: object): Promise<void> {
  const body = JSON.stringify(alert);
  const [id, timestamp] = [`story-${randomUUID()}`, String(Math.floor(Date.now() / 1_000))];
  const key = Buffer.from(secret.replace(/^whsec_/u, ""), "base64");
  const signature = signatureOf(key, { id, timestamp }, Buffer.from(body)).toString("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  const { status } = await fetch(address, { method: "POST", headers, body });
  if (status !== 202) throw new Error(`the alert was not taken (${status})`);
}
