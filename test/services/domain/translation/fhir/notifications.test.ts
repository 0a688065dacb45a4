/** Notifications of subscriptions: R4's by the backport, and those of R4B and R5. */
import {
  appointment,
  booking,
  bundle,
  entry,
  type Json,
  PAT,
  SERVER,
  translate,
  untranslatable,
} from "../../../../support/ehr/fhir/fhir-resources";

const r4 = (type: string): Json => ({
  resource: {
    resourceType: "Parameters",
    parameter: [
      { name: "status", valueCode: "active" },
      { name: "type", valueCode: type },
    ],
  },
  request: { method: "GET", url: `${SERVER}/Subscription/1/$status` },
});
const r5 = (type: string): Json => ({ resource: { resourceType: "SubscriptionStatus", status: "active", type } });
const HEADS = [
  ["history", r4],
  ["history", r5],
  ["subscription-notification", r5],
] as const;
const OWN = { request: { method: "PUT", url: "Appointment/a-77" } };

describe.each(HEADS)("A notification of the type %s (%#)", (type, head) => {
  test.each(["handshake", "heartbeat", "query-status"])("that is a %s asks for nothing", (kind) => {
    expect(translate(bundle(type, head(kind)))).toEqual([
      { kind: "ignored", reason: `a ${kind} of a subscription has no events` },
    ]);
  });

  test.each(["event-notification", "query-event"])("with full resources is translated: %s", (kind) => {
    const message = bundle(type, head(kind), entry(appointment(), OWN), entry(PAT));
    expect(booking(message)).toMatchObject({ status: "booked", appointment: { phoneNumber: "(206) 555-0100" } });
  });

  test("without resources is rejected, with what must be switched on", () => {
    const { violations } = untranslatable(bundle(type, head("event-notification")));
    expect(violations).toEqual([
      { field: "Bundle.entry", problem: expect.stringContaining("full payload"), reason: "CONTRACT_VIOLATION" },
    ]);
    const idOnly = { fullUrl: `${SERVER}/Appointment/a-77`, ...OWN };
    expect(untranslatable(bundle(type, head("event-notification"), idOnly)).violations).toEqual([
      {
        field: "Bundle.entry[1].resource",
        problem: expect.stringContaining("full payload"),
        reason: "CONTRACT_VIOLATION",
      },
    ]);
  });

  test("needs the resources of appointments, and of what it does not name", () => {
    const related = { fullUrl: `${SERVER}/Patient/p-1042`, request: { method: "GET", url: "Patient/p-1042" } };
    expect(booking(bundle(type, head("event-notification"), entry(appointment(), OWN), related)).status).toBe("booked");
    expect(translate(bundle(type, head("event-notification"), entry(appointment(), OWN), {}))).toMatchObject([
      { kind: "booking" },
      { kind: "untranslatable", violations: [{ field: "Bundle.entry[2].resource" }] },
    ]);
  });

  test("of a deletion is rejected, since it does not say whose appointment it was", () => {
    const deletion = { fullUrl: `${SERVER}/Appointment/a-77`, request: { method: "DELETE", url: "Appointment/a-77" } };
    expect(untranslatable(bundle(type, head("event-notification"), deletion)).violations).toMatchObject([
      { field: "Bundle.entry[1].request" },
    ]);
  });

  test("about other resources is rejected", () => {
    expect(untranslatable(bundle(type, head("event-notification"), entry(PAT))).violations).toMatchObject([
      { field: "Bundle.entry", problem: "must have an Appointment" },
    ]);
  });
});

test("a history that is no notification is a list of changes", () => {
  expect(booking(bundle("history", entry(appointment(), OWN))).status).toBe("booked");
});
