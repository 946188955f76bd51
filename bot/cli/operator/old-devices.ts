import { type Homeserver, HomeserverError } from "../../matrix/homeserver.ts";

/**
 * Removes devices from the account, so that nobody encrypts for them any more (client-server API, "Device management"); the
 * homeserver wants the password again for it. One that is gone already does no harm. False if the homeserver would not.
 */
export async function removeDevices(homeserver: Homeserver, password: string, devices: readonly string[]): Promise<boolean> {
  if (devices.length === 0) return true;
  const remove = (auth?: object): Promise<unknown> =>
    homeserver.request("POST", "/v3/delete_devices", null, { devices, ...(auth !== undefined && { auth }) });
  try {
    await remove().catch(async (fault: unknown) => {
      if (!(fault instanceof HomeserverError) || fault.status !== 401 || fault.authSession === undefined) throw fault;
      const identifier = { type: "m.id.user", user: homeserver.userId };
      await remove({ type: "m.login.password", identifier, password, session: fault.authSession });
    });
    return true;
  } catch (fault) {
    if (fault instanceof HomeserverError) return false;
    throw fault;
  }
}
