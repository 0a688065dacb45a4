import { DEFAULT_PORT, readCommandLine, USAGE } from "../../../../infra/local/command-line/command-line";
import { UserError } from "../../../../infra/local/command-line/user-error";

function refusal(...args: string[]): UserError {
  try {
    readCommandLine(args);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`accepted: ${args.join(" ")}`);
}

describe("the command line of npm start", () => {
  test("without options runs a sample day with typical faults on any free port", () => {
    expect(readCommandLine([])).toEqual({
      help: false,
      faults: "typical",
      serve: false,
      empty: false,
      port: 0,
      seed: 1,
    });
  });

  test("takes every option", () => {
    const args = "--appointments a.json --report r.json --faults storm --serve --port 5000 --seed 42".split(" ");
    expect(readCommandLine(args)).toEqual({
      help: false,
      appointments: "a.json",
      report: "r.json",
      faults: "storm",
      serve: true,
      empty: false,
      port: 5000,
      seed: 42,
    });
  });

  test("takes settings as cdk does: the last value of a key is used, and a value may have any characters", () => {
    const zones = ["-c", "reminders:timeZone=UTC", "-c", "reminders:timeZone=America/Chicago"];
    const args = [...zones, "--context", "reminders:alarmEmail=a@b.example", "-c", "reminders:x=1=2"];
    expect(readCommandLine(args).settings).toEqual({
      timeZone: "America/Chicago",
      alarmEmail: "a@b.example",
      x: "1=2",
    });
    expect(readCommandLine(["-c", "reminders:alarmEmail="]).settings).toEqual({ alarmEmail: "" });
    expect(readCommandLine(["-c", "environment=test", "-c", "environment=prod"])).toMatchObject({
      environment: "prod",
    });
    expect(Object.keys(readCommandLine(["-c", "environment=prod"]))).not.toContain("settings");
  });

  test("picks a fresh seed on request", () => {
    const { seed } = readCommandLine(["--seed", "fresh"]);
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
  });

  test("an option that is given twice, as by a script and its caller, has its last value", () => {
    expect(readCommandLine(["--seed", "fresh", "--seed", "7"]).seed).toBe(7);
  });

  test("serves on the default port of other emulators", () => {
    expect(readCommandLine(["--serve", "--empty"])).toMatchObject({ port: DEFAULT_PORT, empty: true });
  });

  test.each([
    [["--faults", "wild"], "--faults must be none, typical, storm or outages"],
    [["--port", "65536"], "--port takes a whole number from 0 to 65535"],
    [["--port", "http"], "--port takes a whole number"],
    [["--seed", "1.5"], "--seed takes a whole number"],
    [["-c", "timeZone"], "-c takes KEY=VALUE"],
    [["-c", "reminders:timeZone"], "-c takes KEY=VALUE"],
    [["-c", "reminders:=UTC"], "-c takes environment=NAME and reminders:SETTING=VALUE, and not reminders:"],
    [["-c", "timeZone=UTC"], "and not timeZone: write -c reminders:timeZone=VALUE. See"],
    [["-c", "acme:costCenter=1"], "and not acme:costCenter. See"],
    [["-c", "=UTC"], "-c takes KEY=VALUE"],
    [["-c", "aws:cdk:x=1"], "and not aws:cdk:x. See"],
    [["--empty"], "npm start -- --serve --empty"],
    [["--serve", "--empty", "--appointments", "a.json"], "--empty cannot be combined with --appointments"],
    [["--serve", "--empty", "--report", "r.json"], "--empty cannot be combined with --report"],
    [["--appointments", ""], "--appointments requires a file name"],
    [["--appointments"], "--appointments <value>"],
    [["--appointments", "--serve"], "--appointments"],
    [["--fault", "storm"], "--fault"],
    [["--serve=yes"], "--serve"],
    [["day.json"], "day.json"],
  ])("refuses %j in one line that says what is valid", (args, message) => {
    const error = refusal(...args);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/See npm start -- --help\.$/);
    expect(error.message).not.toContain("\n");
    expect(error.exitStatus).toBe(2);
  });

  test("reports an option that npm took as its own", () => {
    const environment = { npm_lifecycle_event: "start", npm_config_serve: "true" };
    expect(() => readCommandLine([], environment)).toThrow("npm start -- --serve");
    expect(readCommandLine(["--serve"], environment).serve).toBe(true);
    const withSetting = { npm_lifecycle_event: "start", npm_config_call: "timeZone=UTC" };
    expect(() => readCommandLine([], withSetting)).toThrow("npm start -- -c");
  });

  test("the help names every option", () => {
    expect(readCommandLine(["-h"]).help).toBe(true);
    for (const option of ["appointments", "report", "faults", "serve", "empty", "port", "seed", "context", "help"]) {
      expect(USAGE).toContain(`--${option} `);
    }
  });
});
