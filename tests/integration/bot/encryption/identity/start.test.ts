import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { logIn } from "../../../../../bot/cli/operator/log-in.ts";
import { openEncryption } from "../../../../../bot/encryption/client.ts";
import { ownKeys } from "../../../../../bot/encryption/identity/identity.ts";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { openHomeserver } from "../../../../../bot/matrix/homeserver.ts";
import type { CryptoJournal } from "../../../../../storage/device/crypto-journal.ts";
import { type Account, register } from "../../../../support/accounts.ts";
import { type RecordingProxy, startProxy } from "../../../../support/proxy.ts";
import { testHomeserver } from "../../../../support/test-servers.ts";
import { asUser, homeserverFor, quietLog } from "../device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
let proxy: RecordingProxy;
let people = 0;
beforeAll(async () => {
  server = await testHomeserver();
});
afterAll(() => server.stop());
beforeEach(async () => {
  proxy = await startProxy(server.url);
});
afterEach(() => proxy.stop());

const newAccount = async (): Promise<Account> => ({ ...(await register(server.url, `bot-${++people}`)), homeserver: proxy.url });
const open = (account: Account, journal: CryptoJournal, log: { warn: (event: string) => void } = quietLog) =>
  openEncryption({ homeserver: homeserverFor(account), journal, deviceTrust: "owner-signed", log });

test("a start outlasts a homeserver that answers wrongly, hangs up, or loses an answer", async () => {
  const account = await newAccount();
  const warned: string[] = [];
  let failing = 0;
  // every fourth answer is a good one, so each request is met by every fault
  proxy.rule = () =>
    (["drop", { status: 502, body: {} }, { status: 429, body: { errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 1 } }, "pass"] as const)[
      failing++ % 4
    ] ?? "pass";
  const encryption = await open(account, memoryJournal(), { warn: (event) => void warned.push(event) });
  expect(warned).toContain("start");
  proxy.rule = () => "pass";
  const found = await ownKeys(homeserverFor(account));
  expect(found).toEqual({ masterKey: expect.any(String), deviceKey: expect.any(String) });
  await encryption.close();
});

test.each([50, 3])(
  "after a hard logout a login as the same device, with %i one-time keys left, shows the same keys again, signed",
  async (left) => {
    const account = await newAccount();
    const journal = memoryJournal();
    const first = await open(account, journal);
    // the machine then has new ones to upload
    proxy.rule = (_method, path) => (path.endsWith("/keys/upload") ? { status: 502, body: {} } : "pass");
    await first.receive({ toDevice: [], changed: [], left: [], oneTimeKeys: { signed_curve25519: left } });
    await first.flush().catch(() => {});
    await first.close();
    proxy.rule = () => "pass";
    const before = await ownKeys(homeserverFor(account));
    await homeserverFor(account).logout();
    const login = { user: asUser(account.userId), password: account.password, deviceId: account.deviceId };
    const { accessToken, deviceId } = await logIn(server.url, login);
    const again = openHomeserver({ homeserver: server.url, accessToken, userId: asUser(account.userId), deviceId });
    expect((await ownKeys(again)).deviceKey).toBeUndefined();
    // the start itself looks whether the homeserver shows the device as signed
    await (await open({ ...account, accessToken }, journal)).close();
    expect(await ownKeys(again)).toEqual(before);
  },
);
