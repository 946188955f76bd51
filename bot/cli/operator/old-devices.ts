import { type Homeserver, HomeserverError } from "../../matrix/homeserver.ts";

/**
 * Removes devices from the account, so that nobody encrypts for them any more (client-server API, "Device management"); the
 * homeserver wants the password again for it. One that is gone already does no harm. False if the homeserver would not.
 */
export async function removeDevices(
  homeserver: Pick<Homeserver, "deleteDevices">,
  password: string,
  devices: readonly string[],
): Promise<boolean> {
  if (devices.length === 0) return true;
  try {
    await homeserver.deleteDevices(devices).catch(async (fault: unknown) => {
      if (!(fault instanceof HomeserverError) || fault.status !== 401 || fault.authSession === undefined) throw fault;
      await homeserver.deleteDevices(devices, { password, session: fault.authSession });
    });
    return true;
  } catch (fault) {
    if (fault instanceof HomeserverError) return false;
    throw fault;
  }
}
