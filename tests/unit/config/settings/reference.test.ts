import { expect, test } from "vitest";
import { settingsReference } from "../../../../config/settings/reference.ts";

test("docs/SETTINGS.md is what the table says (vitest run -u writes it)", async () => {
  await expect(settingsReference()).toMatchFileSnapshot("../../../../docs/SETTINGS.md");
});
