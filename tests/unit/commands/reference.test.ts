import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import { reference } from "../../../commands/reference.ts";

test("docs/COMMANDS.md is what the declarations say (vitest run -u writes it)", async () => {
  await expect(reference(commands)).toMatchFileSnapshot("../../../docs/COMMANDS.md");
});
