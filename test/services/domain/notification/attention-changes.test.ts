import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { LogEntry } from "../../../../services/domain/notification/delivery-log";
import { changesOf } from "../../../../services/domain/notification/notification-write";
import { TRANSITIONS, type TransitionName } from "../../../../services/domain/notification/transitions";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const SETTINGS = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
const NAMES = Object.keys(TRANSITIONS) as TransitionName[];
const NOT_REMINDED = ["NO_CONTACT", "ALL_FAILED", "UNDELIVERED"] as const;
const LISTED = {
  attentionPart: { kind: "set", value: `2026-12-01#${logEntry().key.notificationId.slice(0, 1)}` },
  attentionAt: { kind: "set", value: new Date(NOW).toISOString() },
};
const GONE = { attentionPart: { kind: "remove" }, attentionAt: { kind: "remove" } };

let item: DeliveryLogItem;
beforeEach(async () => {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  item = (await log.apply("claimSms", logEntry({ claimId: "its claim" }))).item;
});

/** What a transition changes of the keys of the index. */
function changed(transition: TransitionName, details: Partial<LogEntry> = {}, over?: Partial<DeliveryLogItem>) {
  const expected = over && { ...item, ...over };
  const keys = changesOf(transition, logEntry(details), NOW, SETTINGS, expected).filter(({ attribute }) =>
    attribute.startsWith("attention"),
  );
  return Object.fromEntries(keys.map(({ attribute, ...change }) => [attribute, change]));
}

test("whatever ends without a reminder is listed by the moment at which it did, except what an operator drops", () => {
  const ending = NAMES.filter((name) => NOT_REMINDED.some((status) => status === TRANSITIONS[name].to));
  expect(ending).toEqual([
    "endWithoutContact",
    "endWithoutEmail",
    "giveUp",
    "drop",
    "recordUndelivered",
    "recordBounce",
  ]);
  for (const name of ending) {
    for (const over of [undefined, ...NOT_REMINDED.map((status) => ({ status }))]) {
      expect({ name, ...changed(name, {}, over) }).toEqual({ name, ...(name === "drop" ? GONE : LISTED) });
    }
  }
});

test("it is listed no longer once it is tried again, dropped or declined", () => {
  for (const status of NOT_REMINDED) {
    for (const name of ["claimSms", "claimEmail", "routeToEmail", "waitForWindow", "decline", "drop"] as const) {
      expect({ status, name, ...changed(name, {}, { status }) }).toEqual({ status, name, ...GONE });
    }
  }
});

test("a reminder that was sent once and is not in doubt is not listed", () => {
  for (const name of ["claimSms", "recordSmsSent", "claimEmail", "recordEmailSent", "retrySms"] as const) {
    expect({ name, ...changed(name, { held: item }) }).toEqual({ name });
  }
});

test("a send in doubt is listed, and again when the send that followed it ends", () => {
  expect(changed("retrySms", { sendInDoubt: true, held: item })).toEqual(LISTED);
  const held = { ...item, possibleDuplicate: true };
  for (const name of ["recordSmsSent", "recordEmailSent", "retrySms", "fallBackToEmail"] as const) {
    expect({ name, ...changed(name, { held }) }).toEqual({ name, ...LISTED });
  }
});

test("a notification taken from a dead owner, which may have sent it, is listed", () => {
  for (const status of ["SMS_SENDING", "EMAIL_SENDING"] as const) {
    expect(changed("claimEmail", {}, { status })).toEqual(LISTED);
  }
});

test("a delivery keeps the entry, and adds one for a second send that its holder could not record", () => {
  for (const name of ["recordSmsDelivered", "recordEmailDelivered"] as const) {
    expect(changed(name)).toEqual({});
    expect(changed(name, {}, { status: "UNDELIVERED", attentionAt: "2026-11-30T00:00:00Z" })).toEqual({});
    const twice = { status: "EMAIL_PENDING", possibleDuplicate: true } as const;
    expect(changed(name, {}, twice)).toEqual(LISTED);
    expect(changed(name, {}, { ...twice, attentionAt: "2026-11-30T00:00:00Z" })).toEqual({});
  }
});
