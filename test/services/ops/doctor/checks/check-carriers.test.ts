import type { EmailAccount } from "../../../../../services/ops/aws/inspection/carriers/inspect-email-account";
import { known } from "../../../../../services/ops/aws/inspection/lookup";
import { checkEmails } from "../../../../../services/ops/doctor/checks/check-emails";
import { checkTexts } from "../../../../../services/ops/doctor/checks/check-texts";
import { found, healthy, MISSING, REFUSED } from "../../../../support/data/doctor-facts";

describe("Texts", () => {
  const facts = healthy();
  const sms = (spendLimit: number | undefined, logsDelivery = true) =>
    healthy({ sms: { sandbox: known(false), settings: known({ spendLimit, logsDelivery }) } });
  const spent = (amount: number | undefined) => healthy({ runs: { ...facts.runs, spent: known(amount) } });

  test("an account with everything set up can text", () => {
    expect(checkTexts(facts).map(({ verdict, seen }) => [verdict, seen])).toEqual([
      ["ok", "the account has left the sandbox"],
      ["ok", "USD 500.00 a month"],
      ["ok", "USD 12.50 of USD 500.00"],
      ["ok", "on"],
    ]);
  });

  test("the sandbox keeps texts from patients", () => {
    const checks = checkTexts(healthy({ sms: { ...facts.sms, sandbox: known(true) } }));
    expect(found(checks, "SMS sandbox")).toMatchObject({ verdict: "fail", remedy: "docs/deploying.md#6-sms" });
  });

  test("a new account's limit of a dollar, which SNS does not return, is a warning", () => {
    const limit = found(checkTexts(sms(undefined)), "Spend limit");
    expect(limit).toMatchObject({ verdict: "warn", seen: expect.stringContaining("USD 1.00 a month") });
  });

  test("a limit at or below its alarm's threshold is a warning", () => {
    expect(found(checkTexts(sms(400)), "Spend limit")).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("the threshold USD 400.00"),
    });
    expect(found(checkTexts(sms(401)), "Spend limit").verdict).toBe("ok");
    expect(found(checkTexts({ ...sms(400), alarms: REFUSED }), "Spend limit").verdict).toBe("ok");
  });

  test.each([
    [399.99, "ok"],
    [400, "warn"],
    [499.99, "warn"],
    [500, "fail"],
    [undefined, "ok"],
  ])("USD %s of 500 spent is %s", (amount, verdict) => {
    expect(found(checkTexts(spent(amount)), "Spent this month").verdict).toBe(verdict);
  });

  test("spending without a known limit is reported and not checked", () => {
    const checks = checkTexts(healthy({ sms: { ...facts.sms, settings: REFUSED } }));
    expect(found(checks, "Spent this month")).toMatchObject({
      verdict: "unknown",
      seen: "not checked: USD 12.50 spent; the limit is unknown",
    });
    expect(found(checks, "Spend limit").seen).toBe("not checked: AWS denied some:Action");
  });

  test("delivery logs may be off, which is a warning", () => {
    expect(found(checkTexts(sms(500, false)), "SMS delivery logs").verdict).toBe("warn");
  });
});

describe("Emails", () => {
  const facts = healthy();
  const whole = { production: true, sends: true, enforcement: "HEALTHY", quota: 1_000, sent: 0, rate: 14 };
  const account = (changes: Partial<EmailAccount>) =>
    checkEmails(healthy({ email: { ...facts.email, account: known({ ...whole, ...changes }) } }));
  const identity = (verified: boolean, dkim?: { signs: boolean; status: string }) =>
    checkEmails(healthy({ email: { ...facts.email, identity: known({ verified, dkim }) } }));

  test("an account with everything set up can send emails", () => {
    expect(checkEmails(facts).map(({ verdict, seen }) => [verdict, seen])).toEqual([
      ["ok", "the account has left the sandbox"],
      ["ok", "on"],
      ["ok", "120 of 50,000 emails within 24 hours, 14 per second"],
      ["ok", "clinic.example is verified"],
      ["ok", "emails are signed"],
    ]);
  });

  test("the sandbox, and sending that is stopped or shut down, keep emails from patients", () => {
    expect(found(account({ production: false }), "SES sandbox").verdict).toBe("fail");
    expect(found(account({ sends: false }), "SES sending").verdict).toBe("fail");
    expect(found(account({ enforcement: "SHUTDOWN" }), "SES sending").verdict).toBe("fail");
    expect(found(account({ enforcement: "PROBATION" }), "SES sending").verdict).toBe("warn");
  });

  test.each([
    [799, 1_000, "ok"],
    [800, 1_000, "warn"],
    [1_000, 1_000, "fail"],
    [9_999, -1, "ok"],
  ])("%i emails of a quota of %i are %s", (sent, quota, verdict) => {
    expect(found(account({ sent, quota }), "SES quota").verdict).toBe(verdict);
  });

  test("a domain that is not verified, or no identity of SES, fails", () => {
    expect(found(identity(false), "Sender domain").verdict).toBe("fail");
    const none = checkEmails(healthy({ email: { ...facts.email, identity: MISSING } }));
    expect(found(none, "Sender domain")).toMatchObject({
      verdict: "fail",
      seen: "SES has no identity clinic.example: SES rejects every email",
    });
  });

  test("emails that are not signed, or not yet, are a warning; without a status nothing is guessed", () => {
    const dkim = (told?: { signs: boolean; status: string }) => found(identity(true, told), "DKIM");
    expect(dkim({ signs: false, status: "SUCCESS" }).verdict).toBe("warn");
    expect(dkim({ signs: true, status: "PENDING" })).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("pending"),
    });
    expect(dkim().verdict).toBe("unknown");
  });
});
