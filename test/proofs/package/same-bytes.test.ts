/** The package is the same for everybody who builds it. */
import { join } from "node:path";
import { packedPackage, run } from "../../support/packed-package";

test("the same sources give the same package, byte for byte", async () => {
  const { folder } = await packedPackage();
  await run("npm", ["run", "build"]);
  const difference = await run("diff", ["-r", "dist", join(folder, "dist")]).catch(({ stdout }) => ({ stdout }));
  expect(difference.stdout).toBe("");
});
