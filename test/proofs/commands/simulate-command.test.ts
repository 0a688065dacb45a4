import { execFile } from "node:child_process";
import { promisify } from "node:util";

async function simulateCommand(...args: string[]) {
  const command = ["--import", "tsx", "test/simulation/simulate.ts", ...args];
  return promisify(execFile)(process.execPath, command).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ status: code as number, stdout, stderr }),
  );
}

test("the command prints its seed, and the sums of its runs", async () => {
  const { status, stdout, stderr } = await simulateCommand("--runs", "20", "--seed", "7");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^20 runs of "standard" .* from seed 7$/m);
  expect(stdout).toMatch(/^ {2}Runs +20 /m);
  expect(stdout).toMatch(/^ {2}Runs that broke a rule +0 /m);
});

test("one run can be printed step by step, and is the same each time", async () => {
  const args = ["--runs", "1", "--seed", "10", "--scenario", "calm", "--story"];
  const [first, second] = await Promise.all([simulateCommand(...args), simulateCommand(...args)]);
  expect(first.stdout).toMatch(/^ +0\.\d{3} s {2}sms-1: receives /m);
  expect(second).toEqual(first);
});

test.each([
  [["--scenario", "sunshine"], /^--scenario takes one of standard, /],
  [["--runs", "0"], /^--runs must be a whole number above 0/],
  [["--seed", "x"], /^--seed must be a whole number above 0/],
  [["--only", "1,x", "--runs", "1"], /^--only takes numbers and commas/],
  [["--story"], /^--only and --story need --runs 1/],
  [["--fast"], /--fast/],
])("%j is refused with one line and exit status 2", async (args, line) => {
  const { status, stdout, stderr } = await simulateCommand(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});
