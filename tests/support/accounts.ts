/** A login on a test homeserver. */
export interface Account {
  readonly homeserver: string;
  readonly userId: string;
  readonly password: string;
  readonly deviceId: string;
  readonly accessToken: string;
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}
const account = (homeserver: string, password: string, answer: Record<string, unknown>): Account => ({
  homeserver,
  password,
  userId: String(answer.user_id),
  deviceId: String(answer.device_id),
  accessToken: String(answer.access_token),
});

/** Open registration with `m.login.dummy` (Matrix specification, client-server API, "Dummy auth"). */
export async function register(homeserver: string, localpart: string, password = `pw-${localpart}`): Promise<Account> {
  const body = { username: localpart, password, auth: { type: "m.login.dummy" } };
  return account(homeserver, password, await post(`${homeserver}/_matrix/client/v3/register`, body));
}

/** A further device of somebody who is registered. */
export async function login(homeserver: string, userId: string, password: string): Promise<Account> {
  const body = { type: "m.login.password", identifier: { type: "m.id.user", user: userId }, password };
  return account(homeserver, password, await post(`${homeserver}/_matrix/client/v3/login`, body));
}
