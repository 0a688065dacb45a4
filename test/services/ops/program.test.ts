/** The command line: which commands are built for one call. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { ops } from "../../support/ops";

/** The program's own: `npm run tools` may have installed another one beside the tests. */
const { Command }: typeof import("commander") = createRequire(join(process.cwd(), "package.json"))("commander");

/** The names of the commands that are built for a call, without their subcommands. */
async function builtFor(...args: string[]): Promise<string[]> {
  const add = jest.spyOn(Command.prototype, "addCommand");
  await ops(args);
  const built = add.mock.calls.map(([command]) => command);
  const names = built.filter(({ parent }) => parent?.parent === null).map((command) => command.name());
  add.mockRestore();
  return names;
}

const names = async () =>
  [...((await ops(["--help"])).out.split("\nCommands:\n")[1] ?? "").matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(
    ([, name]) => name ?? "",
  );

test("a command is built alone, without the others", async () => {
  const all = await names();
  expect(all.length).toBeGreaterThan(15);
  for (const name of all) expect(await builtFor(name, "--help")).toEqual([name]);
});

test("all commands are built for the help, without a command, and to name one like an unknown one", async () => {
  const all = await names();
  for (const args of [["--help"], [], ["--environment", "stop"]]) expect(await builtFor(...args)).toEqual(all);
  const { status, err } = await ops(["stopp"]);
  expect([status, err]).toEqual([2, expect.stringContaining("(Did you mean stop?)")]);
});
