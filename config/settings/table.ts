import { setting } from "./declare.ts";
import { count, megabytes, onOff, path, paths, people, port, seconds, url, word } from "./readers.ts";

/**
 * Every `LIAISON_…` setting, by the part of its name after `LIAISON_`: the one place to add another. The type of the settings, their
 * reading, their refusals and `docs/SETTINGS.md` come from here.
 */
export const settingTable = {
  HOMESERVER: setting({
    reader: url(["https:", "http:"], true),
    help: "Client address of your homeserver. Without it a private sandbox homeserver is started.",
  }),
  TOKEN_FILE: setting({
    reader: path,
    help: "File with the tokens of the bot's account, mode 0600, as `npm run liaison -- login` writes it; an access token alone may also be a systemd credential. Needed with LIAISON_HOMESERVER.",
  }),
  MASTER_KEY_FILE: setting({
    reader: path,
    inData: "master.key",
    help: "File with the 32 bytes of the master key, mode 0600 or a systemd credential. Without it: master.key in the data folder.",
  }),
  RECEIVER_KEY_FILE: setting({
    reader: path,
    help: "File with the keys of a process that only receives alerts, mode 0600 or a systemd credential, as `npm run liaison -- receiver key` writes it. Needed with LIAISON_ROLE=sources, which must not have the master key.",
  }),
  DATABASE_URL: setting({
    reader: url(["postgresql:", "postgres:"]),
    fromFile: true,
    help: "PostgreSQL 18 to use, connecting as the owner of the database; worker and sources need a login that may be the role liaison_worker or liaison_feeds and nothing else. Without it one is started from the data folder.",
  }),
  REDIS_URL: setting({
    reader: url(["redis:", "rediss:"]),
    fromFile: true,
    help: "Redis for the job queue. Without it the queue lies in PostgreSQL.",
  }),
  DATA: setting({ reader: path, fallback: "data", help: "Folder for everything that must be kept; private to the user." }),
  ROLE: setting({
    reader: word("all", "bot", "worker", "sources"),
    fallback: "all",
    help: "Which part this process plays; anything but all needs LIAISON_DATABASE_URL.",
  }),
  STANDBY: setting({ reader: onOff, fallback: "off", help: "on: wait for as long as another process holds the account, then take over." }),
  COORDINATORS: setting({ reader: people, absent: [], help: "Coordinators beside those on the roster." }),
  STORY: setting({ reader: onOff, fallback: "on", help: "off: the sandbox starts without playing the story of two cases." }),
  DEVICE_TRUST: setting({
    reader: word("owner-signed", "verified", "any"),
    fallback: "owner-signed",
    help: "Whose devices are believed: signed by their owner (first identity pinned), verified by a coordinator, or any.",
  }),
  GRACE: setting({
    reader: seconds(86_400),
    key: "graceMs",
    fallback: "10",
    help: "Seconds between the logging of an indicator and its hits.",
  }),
  HIT_TICK: setting({
    reader: seconds(3_600),
    key: "tickMs",
    help: "Hits of all cases leave together every so many seconds, each room's up to two thirds of that later, so that the homeserver cannot tell which two cases met; 0: at once. Without it 30, in the sandbox 0.",
  }),
  COMMANDS_PER_MINUTE: setting({
    reader: count(100_000),
    fallback: "60",
    help: "Most commands of one officer within a minute; a room may send four times as many. Who sends more is told once, and heard again after a minute.",
  }),
  ECHO_TIMEOUT: setting({
    reader: seconds(86_400),
    key: "echoMs",
    fallback: "60",
    help: "Seconds of working sync after which a message of the bot that the homeserver took and did not hand out counts as lost: the coordination room and the leads are told.",
  }),
  HOOKS_PORT: setting({
    reader: port,
    help: "Port on 127.0.0.1 where webhooks arrive. Without it: none, in the sandbox a free one. Put a reverse proxy with TLS before it.",
  }),
  HOOKS_URL: setting({
    reader: url(["https:", "http:"], true),
    help: "The same place as senders reach it, for the addresses that coordinators are told. Without it: http://127.0.0.1 and the port.",
  }),
  WARNING_LISTS: setting({
    reader: path,
    help: "Folder with warning lists in MISP's format, beside those that are shipped; what changes in it holds without a restart.",
  }),
  NETWORKS: setting({
    reader: paths,
    absent: [],
    help: "Files in MaxMind's DB format with network and country of addresses. Without it only the networks of drills are known.",
  }),
  HEAP: setting({
    reader: megabytes(256, 65_536),
    // the bootstrap has started Node with it by then (config/bootstrap/bot-node.mjs)
    key: "heapMb",
    fallback: "512",
    help: "Most MB for the program's own objects, in each of its threads; the process ends where they do not suffice. It takes about 120 beside them.",
  }),
  LOG_LEVEL: setting({
    reader: word("trace", "debug", "info", "warn", "error", "fatal"),
    fallback: "info",
    help: "Least severe entry that is logged.",
  }),
  CA_FILE: setting({ reader: path, help: "Certificates (PEM) to trust beside the usual ones." }),
  PROXY: setting({ reader: url(["http:", "https:"]), help: "HTTP proxy for everything that leaves the machine." }),
} as const;

/** Named already, for what a later version can do. */
export const laterNames: ReadonlySet<string> = new Set(["METRICS_PORT"]);

/** What belongs into a file and never into the environment, with where it goes instead. */
export const secretNames: Readonly<Record<string, string>> = {
  TOKEN: "a file of mode 0600 named by LIAISON_TOKEN_FILE",
  ACCESS_TOKEN: "a file of mode 0600 named by LIAISON_TOKEN_FILE",
  REFRESH_TOKEN: "a file of mode 0600 named by LIAISON_TOKEN_FILE",
  PASSWORD: "a file of mode 0600 named by LIAISON_TOKEN_FILE, as an access token",
  MASTER_KEY: "a file of mode 0600 named by LIAISON_MASTER_KEY_FILE",
  RECOVERY_KEY: "a file of your own; Liaison does not need it at start",
};
