import { ENV } from "../../../../../contracts/environment";
import type { QueueCounts } from "../../../../../services/domain/queue-counts";
import { known, type Lookup } from "../../../../../services/ops/aws/inspection/lookup";
import { checkDailyRun } from "../../../../../services/ops/doctor/checks/check-daily-run";
import { checkFunctions } from "../../../../../services/ops/doctor/checks/check-functions";
import { checkQueues } from "../../../../../services/ops/doctor/checks/check-queues";
import { checkSending } from "../../../../../services/ops/doctor/checks/check-sending";
import { checkTables } from "../../../../../services/ops/doctor/checks/check-tables";
import { type DueSample, sampleOf } from "../../../../../services/ops/doctor/facts/due-sample";
import { CLINIC_TIME_ZONE } from "../../../../support/data/clinics";
import { aFunction, found, HOUR, healthy, MISSING, NAMES, REFUSED } from "../../../../support/data/doctor-facts";
import { NOW } from "../../../../support/data/records";

const facts = healthy();

describe("The daily run", () => {
  const schedule = (enabled: boolean, expression: string) =>
    checkDailyRun(healthy({ schedule: known({ enabled, expression, timeZone: CLINIC_TIME_ZONE }) }));
  const lastRun = (at: number | undefined, local = false) =>
    found(checkDailyRun(healthy({ local, runs: { ...facts.runs, lastRun: known(at) } })), "Last daily run");

  test("the times of the next and the last run are in the clinic's zone", () => {
    expect(checkDailyRun(facts).map(({ verdict, seen }) => [verdict, seen])).toEqual([
      ["ok", "daily at 09:00 in America/New_York"],
      ["ok", "Wed, Dec 2, 2026, 09:00 EST, in 23 h"],
      ["ok", "Tue, Dec 1, 2026, 09:00 EST, 1 h ago"],
      ["ok", "none"],
    ]);
  });

  test("one that is held fails with what is due and what is usual, until it is released", () => {
    const held = {
      since: new Date(NOW - HOUR).toISOString(),
      day: "2026-12-01",
      due: 4_012,
      usual: 1_004,
      limit: 3_012,
    };
    const check = (isReleased: boolean) =>
      found(
        checkDailyRun(healthy({ floods: { ...facts.floods, heldRun: known({ held, isReleased }) } })),
        "Held daily run",
      );
    expect(check(false)).toMatchObject({
      verdict: "fail",
      seen: expect.stringMatching(
        /^held since Tue, Dec 1, 2026, 09:00:00 EST, 1 h ago: at least 4,012 reminders are due/,
      ),
      remedy: "npm run ops -- release run --because TEXT --environment dev",
    });
    expect(check(true)).toMatchObject({ verdict: "ok", seen: "released; the next sweep does it" });
  });

  test("a schedule that is disabled, or gone, fails", () => {
    const verdicts = (checks: ReturnType<typeof checkDailyRun>) => checks.slice(0, 2).map(({ verdict }) => verdict);
    expect(verdicts(schedule(false, "cron(0 9 * * ? *)"))).toEqual(["fail", "fail"]);
    expect(verdicts(checkDailyRun(healthy({ schedule: MISSING })))).toEqual(["fail", "fail"]);
  });

  test("of another kind of schedule the expression is shown, and no next run is made up", () => {
    const checks = schedule(true, "rate(1 day)");
    expect(found(checks, "Schedule").seen).toBe("rate(1 day) in America/New_York");
    expect(found(checks, "Next daily run").verdict).toBe("unknown");
  });

  test("more than 26 hours after the last whole run one is missing", () => {
    expect(lastRun(NOW - 26 * HOUR).verdict).toBe("ok");
    expect(lastRun(NOW - 26 * HOUR - 1).verdict).toBe("warn");
    expect(lastRun(undefined)).toMatchObject({ verdict: "warn", seen: "no run completed within 14 days" });
  });

  test("the local run has no scheduler, and the remedy is to start the run by hand", () => {
    expect(found(checkDailyRun(healthy({ local: true })), "Next daily run").verdict).toBe("unknown");
    expect(lastRun(undefined, true).remedy).toContain("/_local/schedule");
  });
});

describe("Queues", () => {
  const queue = (name: string, counts: Lookup<QueueCounts>, oldest: Lookup<number | undefined> = known(undefined)) =>
    checkQueues(healthy({ queues: new Map([...facts.queues, [name, { counts, oldest }]]) }));
  const some = known({ visible: 2, inFlight: 1, delayed: 0 });

  test("empty ones are fine", () => {
    expect(checkQueues(facts).map(({ verdict, seen }) => [verdict, seen])).toEqual(
      Array.from({ length: 11 }, () => ["ok", "empty"]),
    );
  });

  test("messages may wait as long as the deployed alarm lets them, or an hour where it is not known", () => {
    const age = (seconds: number) => found(queue(NAMES.emailQueue, some, known(seconds)), "Email queue");
    expect(age(3_600)).toMatchObject({
      verdict: "ok",
      seen: "3 messages (2 visible, 1 in flight), the oldest waiting for 1 h",
    });
    expect(age(3_601)).toMatchObject({ verdict: "warn", remedy: "docs/runbook.md#email-fallback-queue-age-alarm" });
    const alarms = known([{ name: NAMES.emailAgeAlarm, inAlarm: false, notifies: true, threshold: 7_200 }]);
    const state = { counts: some, oldest: known(7_000) };
    const patient = (change: object) =>
      checkQueues(healthy({ queues: new Map([[NAMES.emailQueue, state]]), ...change }));
    expect(found(patient({ alarms }), "Email queue").verdict).toBe("ok");
    expect(found(patient({ alarms: REFUSED }), "Email queue").verdict).toBe("warn");
  });

  test("an unknown age is reported, and does not hide the counts", () => {
    const checks = queue(NAMES.appointmentsQueue, some, REFUSED);
    expect(found(checks, "Appointments queue").seen).toBe(
      "3 messages (2 visible, 1 in flight), age not checked: AWS denied some:Action",
    );
  });

  test("any message in a dead-letter queue is a warning, with the command that lists it", () => {
    expect(found(queue(NAMES.deadLetterQueue, some), "Dead-letter queue")).toMatchObject({
      verdict: "warn",
      remedy: "npm run ops -- dlq list --environment dev",
    });
    expect(found(queue(NAMES.dailyRunDeadLetterQueue, some), "Daily run DLQ")).toMatchObject({
      verdict: "warn",
      remedy: "docs/runbook.md#daily-run-dlq-not-empty-alarm",
    });
  });

  test("a queue that is gone fails", () => {
    expect(found(queue(NAMES.emailQueue, MISSING), "Email queue").verdict).toBe("fail");
  });
});

describe("Functions", () => {
  const consumer = (changes: Parameters<typeof aFunction>[0]) =>
    checkFunctions(healthy({ functions: new Map([...facts.functions, [NAMES.smsConsumer, aFunction(changes)]]) }));
  const fed = (...states: string[]) =>
    found(consumer({ sources: known(states) }), "SMS consumer: event source").verdict;

  test("active functions with an event source are ok; the producer, the collector and the digest have none", () => {
    expect(checkFunctions(facts).map(({ title, verdict }) => [title, verdict])).toEqual([
      ["Producer", "ok"],
      ["Producer: concurrency", "ok"],
      ["SMS consumer", "ok"],
      ["SMS consumer: concurrency", "ok"],
      ["SMS consumer: event source", "ok"],
      ["Email consumer", "ok"],
      ["Email consumer: concurrency", "ok"],
      ["Email consumer: event source", "ok"],
      ["Bookings consumer", "ok"],
      ["Bookings consumer: concurrency", "ok"],
      ["Bookings consumer: event source", "ok"],
      ["Receipts consumer", "ok"],
      ["Receipts consumer: concurrency", "ok"],
      ["Receipts consumer: event source", "ok"],
      ["Receipt collector", "ok"],
      ["Receipt collector: concurrency", "ok"],
      ["Replies consumer", "ok"],
      ["Replies consumer: concurrency", "ok"],
      ["Replies consumer: event source", "ok"],
      ["Digest", "ok"],
      ["Digest: concurrency", "ok"],
    ]);
  });

  test("a queue that somebody has taken off a function fails; one on its way is a warning", () => {
    expect([fed("Disabled"), fed("Disabling"), fed()]).toEqual(["fail", "fail", "fail"]);
    expect([fed("Enabling"), fed("Updating"), fed("Enabled", "Disabled")]).toEqual(["warn", "warn", "warn"]);
  });

  test("a reserved concurrency of 0 stops a function, any other does not", () => {
    const reserved = (count: number) =>
      found(consumer({ reserved: known(count) }), "SMS consumer: concurrency").verdict;
    expect([reserved(0), reserved(1)]).toEqual(["fail", "ok"]);
  });

  test("a function that is gone or failed fails; one that slept for weeks wakes", () => {
    const state = (name: string) => {
      const configuration = known({ arn: "", state: name, variables: {} });
      return found(consumer({ configuration }), "SMS consumer").verdict;
    };
    expect([state("Failed"), state("Pending"), state("Inactive")]).toEqual(["fail", "warn", "ok"]);
    expect(found(consumer({ configuration: MISSING }), "SMS consumer").verdict).toBe("fail");
  });
});

test("items that do not expire and tables that cannot be restored are warnings; a table that is gone fails", () => {
  const protection = known(true);
  const table = (expiry: Lookup<string | undefined>, recovery: Lookup<boolean>) =>
    checkTables(
      healthy({ tables: new Map([...facts.tables, [NAMES.deliveryLogTable, { expiry, recovery, protection }]]) }),
    )
      .slice(0, 5)
      .map(({ verdict }) => verdict);
  expect(table(known("ttl"), known(true))).toEqual(["ok", "ok", "ok", "ok", "ok"]);
  expect(table(known(undefined), known(false))).toEqual(["warn", "warn", "ok", "ok", "ok"]);
  expect(table(MISSING, MISSING)).toEqual(["fail", "fail", "ok", "ok", "ok"]);
});

test("the table of stops keeps its item for ever, and is to be restorable as the others are", () => {
  const stops = (recovery: Lookup<boolean>) => {
    const stopsTable = { expiry: known(undefined), recovery, protection: known(true) };
    const tables = new Map([...facts.tables, [NAMES.sendingStopsTable, stopsTable]]);
    return checkTables(healthy({ tables }))
      .filter(({ title }) => title.startsWith("Sending stops"))
      .map(({ title, verdict }) => `${title}: ${verdict}`);
  };
  expect(stops(known(true))).toEqual(["Sending stops: recovery: ok"]);
  expect(stops(known(false))).toEqual(["Sending stops: recovery: warn"]);
  expect(stops(MISSING)).toEqual(["Sending stops: recovery: fail"]);
});

test("tables that can be deleted are one warning that names them; a table that is gone fails", () => {
  const protection = (of: Lookup<boolean>, local = false) => {
    const audit = { expiry: known("ttl"), recovery: known(true), protection: of };
    const tables = new Map([...facts.tables, [NAMES.operatorActsTable, audit]]);
    return found(checkTables(healthy({ tables, local })), "Tables: protection");
  };
  expect(protection(known(true))).toMatchObject({ verdict: "ok", seen: "on" });
  expect(protection(known(false))).toMatchObject({
    verdict: "warn",
    seen: "off, as before deletionProtection=true or with retainData=false: operator-acts-dev",
    remedy: "docs/deploying.md#protect-it",
  });
  expect(protection(MISSING).verdict).toBe("fail");
  expect(protection(REFUSED).verdict).toBe("unknown");
  expect(protection(known(false), true)).toMatchObject({
    verdict: "unknown",
    seen: "not checked: the local run protects no table from deletion",
  });
});

describe("Sending", () => {
  const by = "arn:aws:sts::123456789012:assumed-role/OnCall/ana";
  const stop = { act: "stop", channels: ["SMS"], at: new Date(NOW - HOUR).toISOString(), by, because: "wrong place" };

  test("a channel that was never stopped, or was started again, is ok", () => {
    for (const stops of [undefined, { version: 2, changes: [], reportedFor: 0 }]) {
      const checks = checkSending(healthy({ stops: known(stops) }));
      expect(checks.map(({ title, verdict, seen }) => [title, verdict, seen])).toEqual([
        ["Texts are sent", "ok", "not stopped"],
        ["Emails are sent", "ok", "not stopped"],
      ]);
    }
  });

  test("a stopped channel fails, with the time, the operator, the reason and the command that starts it", () => {
    const [texts, emails] = checkSending(healthy({ stops: known({ SMS: stop }) }));
    expect(texts).toMatchObject({
      verdict: "fail",
      seen: 'stopped since Tue, Dec 1, 2026, 09:00:00 EST, 1 h ago, by assumed-role/OnCall/ana: "wrong place"',
      remedy: "npm run ops -- start --channel sms --because TEXT --environment dev",
    });
    expect(emails?.verdict).toBe("ok");
  });

  test("a channel that is stopped for some clinics fails, with each stop and the commands that start them", () => {
    const { at, because } = stop;
    const stops = {
      "SMS:north": 3,
      "SMS:south": 3,
      "EMAIL:west": "by hand",
      records: { "3": { at, by, because } },
    };
    const [texts, emails] = checkSending(healthy({ stops: known(stops) }));
    expect(texts).toMatchObject({
      verdict: "fail",
      seen: expect.stringMatching(/^stopped for clinics north and south since Tue, .+, 1 h ago, by .+: "wrong place"$/),
      remedy: "npm run ops -- start --clinic north --clinic south --channel sms --because TEXT --environment dev",
    });
    expect(emails).toMatchObject({ verdict: "fail", seen: 'stopped for clinic west by hand: "by hand"' });
    const [both] = checkSending(healthy({ stops: known({ ...stops, SMS: "the carrier is down" }) }));
    expect(both?.seen).toMatch(/^stopped by hand: "the carrier is down"; stopped for clinics north and south since /);
    expect(both?.remedy?.split("; ")).toHaveLength(2);
  });

  test("a channel that was stopped by hand fails, with any value of the attribute", () => {
    const [, emails] = checkSending(healthy({ stops: known({ EMAIL: "\u001b[2Jwrong" }) }));
    expect(emails).toMatchObject({ verdict: "fail", seen: 'stopped by hand: "\ufffd[2Jwrong"' });
  });

  test("without the table nothing is sent; without the permission it stays unknown", () => {
    expect(checkSending(healthy({ stops: MISSING }))[0]).toMatchObject({
      verdict: "fail",
      seen: "table sending-stops-dev does not exist: nothing is sent",
      remedy: expect.stringContaining("cdk deploy"),
    });
    expect(checkSending(healthy({ stops: REFUSED }))[0]).toMatchObject({
      verdict: "unknown",
      seen: "not checked: AWS denied some:Action",
    });
  });
});

describe("What is due", () => {
  const due = (sample: Partial<DueSample>) => {
    const whole = { read: 1_000, more: true, found: 0, problems: [], ...sample };
    return found(checkTables(healthy({ due: known(whole) })), "Appointments table: due");
  };

  test("a page of the index without a problem is fine, and reported as a page", () => {
    expect(due({})).toMatchObject({ verdict: "ok", seen: "no problems in the first 1,000 items of the index" });
    expect(due({ read: 1, more: false }).seen).toBe("no problems in 1 item of the index");
  });

  test("reminders that are never due are a warning that names the command that finds them all", () => {
    expect(due({ found: 3, problems: ["NO_DATE", "LONG_PAST"] })).toMatchObject({
      verdict: "warn",
      seen: "3 of the first 1,000 items of the index with a problem: NO_DATE, LONG_PAST",
      remedy: expect.stringContaining("npm run ops -- appointments check"),
    });
  });

  test("items are checked by the settings of the deployed producer", () => {
    const variables = { [ENV.timeZone]: "America/New_York", [ENV.catchUpDays]: "7" };
    const items = [{ reminderDate: "3/8/2027", appointmentTime: "2027-03-09T14:30", patientId: "p" }];
    const state = { arn: "", state: "Active", variables };
    expect(sampleOf({ items: [...items, ...items], more: true }, state, NOW)).toEqual({
      read: 2,
      more: true,
      found: 2,
      problems: ["NO_DATE"],
    });
  });

  test("without permission to read it, the check stays unknown", () => {
    const check = found(checkTables(healthy({ due: REFUSED })), "Appointments table: due");
    expect(check).toMatchObject({ verdict: "unknown", seen: "not checked: AWS denied some:Action" });
  });
});
