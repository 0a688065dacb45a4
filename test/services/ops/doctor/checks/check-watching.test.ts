import type { AlarmState } from "../../../../../services/ops/aws/inspection/inspect-alarms";
import { known } from "../../../../../services/ops/aws/inspection/lookup";
import { checkAlarms } from "../../../../../services/ops/doctor/checks/check-alarms";
import { checkKey } from "../../../../../services/ops/doctor/checks/check-key";
import { alarmNames } from "../../../../../services/ops/doctor/facts/deployed-names";
import type { Facts } from "../../../../../services/ops/doctor/facts/facts";
import { found, healthy, MISSING, NAMES, policyOf, STATEMENTS } from "../../../../support/data/doctor-facts";

describe("Alarms", () => {
  const all = (changes: (name: string) => Partial<AlarmState>) =>
    alarmNames(NAMES).map((name) => ({ name, inAlarm: false, notifies: true, threshold: 1, ...changes(name) }));
  const alarms = (states: readonly AlarmState[]) => checkAlarms(healthy({ alarms: known(states) }));
  const told = (confirmed: number, pending: number) =>
    found(checkAlarms(healthy({ subscribers: known({ confirmed, pending }) })), "Alarm subscribers");

  test("alarms that exist, notify and are not in ALARM are ok", () => {
    expect(checkAlarms(healthy()).map(({ verdict, seen }) => [verdict, seen])).toEqual([
      ["ok", "1 confirmed subscriber"],
      ["ok", "all 35 exist"],
      ["ok", "all are enabled"],
      ["ok", "none is in ALARM"],
      ["ok", "daily at 07:00 in America/New_York"],
    ]);
  });

  test("without a daily digest nobody expects its alarm, and a disabled one is a warning", () => {
    const others = all(() => ({})).filter(({ name }) => name !== NAMES.digestMissingAlarm);
    const off = checkAlarms(healthy({ alarms: known(others), digestSchedule: MISSING }));
    expect(found(off, "Alarms")).toMatchObject({ verdict: "ok", seen: "all 34 exist" });
    expect(found(off, "Daily digest")).toMatchObject({ verdict: "ok", seen: "off, as `digestTime` says" });
    expect(found(alarms(others), "Alarms")).toMatchObject({
      verdict: "warn",
      seen: `missing: ${NAMES.digestMissingAlarm}`,
    });
    const schedule = { enabled: false, expression: "cron(0 7 * * ? *)", timeZone: "UTC" };
    const disabled = checkAlarms(healthy({ digestSchedule: known(schedule) }));
    expect(found(disabled, "Daily digest").verdict).toBe("warn");
  });

  test("an unconfirmed address is not a subscriber", () => {
    expect(told(0, 1)).toMatchObject({
      verdict: "warn",
      seen: "none: 1 not yet confirmed, see the link in the confirmation mail",
    });
    expect(told(0, 0)).toMatchObject({ verdict: "warn", seen: "none" });
    expect(told(2, 1)).toMatchObject({ verdict: "ok", seen: "2 confirmed subscribers, 1 not yet confirmed" });
  });

  test("a missing topic fails", () => {
    expect(found(checkAlarms(healthy({ subscribers: MISSING })), "Alarm subscribers").verdict).toBe("fail");
  });

  test("an alarm in ALARM is a warning that leads to its section", () => {
    const checks = alarms(all((name) => ({ inAlarm: name === NAMES.deadLetterAlarm })));
    expect(found(checks, "Alarms now")).toMatchObject({
      verdict: "warn",
      seen: `in ALARM: ${NAMES.deadLetterAlarm}`,
      remedy: "docs/runbook.md#appointments-dlq-not-empty-alarm",
    });
  });

  test("an alarm without enabled actions is a warning, with the command that enables them", () => {
    const checks = alarms(all((name) => ({ notifies: name !== NAMES.deadLetterAlarm })));
    expect(found(checks, "Alarm actions")).toMatchObject({
      verdict: "warn",
      remedy: `aws cloudwatch enable-alarm-actions --alarm-names ${NAMES.deadLetterAlarm}`,
    });
  });

  test("an alarm that is gone is a warning, all of them a failure", () => {
    const [first, ...rest] = all(() => ({}));
    expect(found(alarms(rest), "Alarms")).toMatchObject({ verdict: "warn", seen: `missing: ${first?.name}` });
    expect(found(alarms([]), "Alarms").verdict).toBe("fail");
  });

  test("the local run evaluates no alarm, and its state is not checked", () => {
    expect(found(checkAlarms(healthy({ local: true })), "Alarms now").verdict).toBe("unknown");
  });
});

describe("The key", () => {
  const { key } = healthy();
  const assess = (changes: Partial<Facts["key"]>) => checkKey(healthy({ key: { ...key, ...changes } }));
  const state = (name: string) => found(assess({ key: known({ arn: "arn:aws:kms:x:1:key/one", state: name }) }), "Key");
  const policy = (...statements: unknown[]) => found(assess({ policy: policyOf(...statements) }), "Key policy");
  const { account, logs, alarms, topics, publishers } = STATEMENTS;

  test("one that is enabled, rotates and admits whom it must is fine", () => {
    expect(checkKey(healthy()).map(({ verdict }) => verdict)).toEqual(["ok", "ok", "ok"]);
  });

  test("a key that is disabled, scheduled for deletion or missing fails, with the remedy", () => {
    expect(state("Disabled")).toMatchObject({ verdict: "fail", remedy: expect.stringContaining("aws kms enable-key") });
    expect(state("PendingDeletion").remedy).toContain("aws kms cancel-key-deletion");
    expect(found(assess({ key: MISSING }), "Key").verdict).toBe("fail");
  });

  test("one that does not rotate is a warning", () => {
    expect(found(assess({ rotates: known(false) }), "Key rotation").verdict).toBe("warn");
  });

  test("each service that uses it in no role's name must be admitted, and this account", () => {
    expect(policy(account, alarms, topics, publishers)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("Logs"),
    });
    expect(policy(account, logs, topics, publishers).seen).toContain("CloudWatch alarms");
    expect(policy(account, logs, alarms, publishers).seen).toContain("SNS topics");
    expect(policy(account, logs, alarms, topics).seen).toMatch(/SES, End User Messaging/);
    expect(policy(logs, alarms, topics, publishers).seen).toContain("this account");
    const other = { ...account, Principal: { AWS: "arn:aws:iam::999999999999:root" } };
    expect(policy(other, logs, alarms, topics, publishers).verdict).toBe("fail");
  });

  test("admitted is who may do both, by name or by a pattern, and is denied neither", () => {
    const may = (Action: unknown) => policy(account, logs, alarms, publishers, { ...topics, Action }).verdict;
    expect([may("kms:*"), may("*"), may(["kms:decrypt", "kms:Generate*Key"])]).toEqual(["ok", "ok", "ok"]);
    expect([may("kms:Decrypt"), may(["kms:Decrypt", "kms:Generate*Pair"]), may("sns:*")]).toEqual([
      "fail",
      "fail",
      "fail",
    ]);
    const denied = { ...topics, Effect: "Deny", Action: "kms:Decrypt" };
    expect(policy(account, logs, alarms, topics, publishers, denied).verdict).toBe("fail");
    const onlyWithoutTls = { ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } };
    expect(policy(account, logs, alarms, topics, publishers, onlyWithoutTls).verdict).toBe("ok");
  });
});
