import { expect, test } from "vitest";
import { reference } from "../../../../commands/framework/reference.ts";
import { commands } from "../../../../commands/index.ts";

test("docs/COMMANDS.md is what the declarations say (vitest run -u writes it)", async () => {
  await expect(reference(commands)).toMatchFileSnapshot("../../../../docs/COMMANDS.md");
});
