import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { writePrivate, writePrivateJson } from "../files/private-file.ts";

/** The private homeserver's name; `.localhost` is reserved and never leaves the machine (RFC 6761, section 6.3). */
export const serverName = "liaison.localhost";

const boundless = { per_second: 100_000, burst_count: 1_000_000 };

/**
 * Writes Synapse's files into `folder`: `homeserver.yaml` (JSON is YAML), its log settings, on the first start a signing
 * key and secrets. `differing` goes over what we usually set. Source of the names: Synapse documentation, "Configuring Synapse".
 */
export function writeHomeserverSettings(folder: string, port: number, secret: string, differing: object = {}): void {
  const key = join(folder, "signing.key");
  // format of signedjson: algorithm, version, seed of 32 bytes in unpadded base64
  if (!existsSync(key)) writePrivate(key, `ed25519 a_liaison ${randomBytes(32).toString("base64").replace(/=+$/u, "")}\n`);
  writePrivateJson(join(folder, "log.yaml"), {
    version: 1,
    formatters: { plain: { format: "%(asctime)s %(levelname)s %(name)s %(message)s" } },
    handlers: { console: { class: "logging.StreamHandler", formatter: "plain" } },
    root: { level: "WARNING", handlers: ["console"] },
    disable_existing_loggers: false,
  });
  writePrivateJson(join(folder, "homeserver.yaml"), {
    server_name: serverName,
    public_baseurl: `http://127.0.0.1:${port}/`,
    listeners: [{ port, bind_addresses: ["127.0.0.1"], type: "http", tls: false, resources: [{ names: ["client"], compress: false }] }],
    database: { name: "sqlite3", args: { database: join(folder, "homeserver.db") } },
    media_store_path: join(folder, "media"),
    log_config: join(folder, "log.yaml"),
    signing_key_path: key,
    registration_shared_secret: `${secret}r`,
    macaroon_secret_key: `${secret}m`,
    form_secret: `${secret}f`,
    enable_registration: true,
    enable_registration_without_verification: true,
    default_room_version: "12",
    // its officers are made up and their passwords random: fewer rounds than for people's passwords
    bcrypt_rounds: 6,
    // nothing leaves the machine
    report_stats: false,
    trusted_key_servers: [],
    suppress_key_server_warning: true,
    federation_domain_whitelist: [],
    url_preview_enabled: false,
    push: { enabled: false },
    presence: { enabled: false },
    enable_metrics: false,
    ...rateLimits,
    ...differing,
  });
}

const rateLimits = {
  rc_message: boundless,
  rc_registration: boundless,
  rc_registration_token_validity: boundless,
  rc_login: { address: boundless, account: boundless, failed_attempts: boundless },
  rc_admin_redaction: boundless,
  rc_joins: { local: boundless, remote: boundless },
  rc_joins_per_room: boundless,
  rc_3pid_validation: boundless,
  rc_invites: { per_room: boundless, per_user: boundless, per_issuer: boundless },
  rc_key_requests: boundless,
  rc_third_party_invite: boundless,
  rc_media_create: boundless,
  rc_presence: { per_user: boundless },
  rc_delayed_event_mgmt: boundless,
  rc_reports: boundless,
  rc_room_creation: boundless,
  rc_user_directory: boundless,
};
