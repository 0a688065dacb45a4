import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import { runInput } from "../../../../infra/local/day/run-input";
import { clinicsTable, MAX_CLINICS_SHOWN } from "../../../../infra/local/reconciliation/clinics-table";
import { reconcile } from "../../../../infra/local/reconciliation/reconcile";
import { outcomesByClinic } from "../../../../infra/local/reconciliation/reconcile-clinics";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { CLINIC } from "../../../support/data/clinics";
import { NO_RESULTS } from "../../../support/data/results";

const PHONE = "+12065550142";
const clinics = clinicsInMemory([
  { ...CLINIC, id: "north", sms: { originationNumber: "+14255550100", originationCountry: "US" } },
  { ...CLINIC, id: "south", isDefault: false, sms: {} },
]);
const appointment = { appointmentTime: "2027-03-01T14:30:00-05:00", phoneNumber: PHONE };
const input = runInput(
  [
    { ...appointment, patientId: "patient-1" },
    { ...appointment, patientId: "patient-2", clinicId: "south" },
    { ...appointment, patientId: "patient-3", clinicId: "south" },
  ],
  [],
  clinics,
);
const [first = "", second = "", third = ""] = input.notifications.keys();
const at = "2027-02-28T12:00:00.000Z";

function sent(notificationId: string, clinicId: string): DeliveryLogItem {
  const history = ["SMS_SENDING", "SMS_SENT"].map((status) => ({ status, at }));
  const messageId = `of ${notificationId}`;
  return {
    notificationId,
    clinicId,
    messageId,
    phoneNumber: PHONE,
    status: "SMS_SENT",
    history,
  } as unknown as DeliveryLogItem;
}

const text = (notificationId: string, from?: string) => ({
  messageId: `of ${notificationId}`,
  phoneNumber: PHONE,
  message: "Reminder",
  at,
  ...(from && { from }),
});

function problemsWith(items: DeliveryLogItem[], texts: ReturnType<typeof text>[]): string[] {
  const outbox = { ...NO_RESULTS.outbox, sms: texts };
  const { problems } = reconcile(input, { ...NO_RESULTS, log: items, outbox }, clinics);
  return problems.map(({ problem }) => problem);
}

const LOG = [sent(first, "north"), sent(second, "south"), sent(third, "south")];
const TEXTS = [text(first, "+14255550100"), text(second), text(third)];

test("texts from their clinics' senders are accounted for", () => {
  expect(problemsWith(LOG, TEXTS)).toEqual([]);
});

test("a notification of another clinic in the log is a problem", () => {
  expect(problemsWith([sent(first, "south"), ...LOG.slice(1)], TEXTS)).toEqual([
    "is of north; the delivery log says south",
  ]);
});

test.each([
  ["no sender", text(first)],
  ["another clinic's", text(first, "+14805550100")],
])("a text with %s is a problem", (_, wrong) => {
  expect(problemsWith(LOG, [wrong, ...TEXTS.slice(1)])).toEqual(["its text does not come from the sender of north"]);
});

test("a text with a sender of a clinic that has none is a problem", () => {
  expect(problemsWith(LOG, [TEXTS[0] ?? text(first), text(second, "+14255550100"), text(third)])).toEqual([
    "its text does not come from the sender of south",
  ]);
});

test("the outcomes are counted by clinic, without what has none", () => {
  const waiting = { ...sent(third, "south"), status: "SMS_SENDING" } as DeliveryLogItem;
  expect(
    outcomesByClinic(input, { log: [LOG[0], waiting, { ...LOG[1], status: "ALL_FAILED" }] as DeliveryLogItem[] }),
  ).toEqual([
    { clinicId: "north", notifications: 1, outcomes: { SMS_SENT: 1 } },
    { clinicId: "south", notifications: 2, outcomes: { ALL_FAILED: 1 } },
  ]);
});

test("the table has a row for each clinic, and only the outcomes that occurred", () => {
  const clinics = [
    { clinicId: "north", notifications: 1_200, outcomes: { SMS_SENT: 1_199, ALL_FAILED: 1 } },
    { clinicId: "saguaro-eye-phoenix", notifications: 2, outcomes: { SMS_SENT: 2 } },
  ];
  expect(clinicsTable(clinics)).toBe(`By clinic

                       Reminders  By SMS  Failed
  north                    1,200   1,199       1
  saguaro-eye-phoenix          2       2       0`);
});

test("of more clinics than fit, the table shows the largest and adds up the others", () => {
  const many = Array.from({ length: 400 }, (_, index) => ({
    clinicId: `clinic-${index}`,
    notifications: index,
    outcomes: { SMS_SENT: index },
  }));
  const rows = clinicsTable(many).split("\n").slice(3);
  expect(rows).toHaveLength(MAX_CLINICS_SHOWN + 1);
  expect(rows[0]).toContain("clinic-399");
  expect(rows.at(-1)).toMatch(/^ {2}360 others +64,620 +64,620$/);
});
