/** What patients read of an appointment that was moved or cancelled. */
import { LANGUAGES } from "../../../../contracts/clinics/languages";
import type { MessageKind } from "../../../../contracts/reminder-mark";
import { emailContent } from "../../../../services/domain/content/email/email-content";
import { smsParts } from "../../../../services/domain/content/sms-parts";
import { smsText } from "../../../../services/domain/content/sms-text";
import { CLINIC, NORTH_CLINIC } from "../../../support/data/clinics";
import { appointment, NOW } from "../../../support/data/records";
import { TEXTS } from "../../../support/data/texts";

const START = Date.parse("2026-12-02T14:30:00-05:00");
const of = (kind: MessageKind) => appointment({ reminder: { origin: "appointments-table", kind } });
const sms = (kind: MessageKind, clinic = CLINIC) => smsText(of(kind), START, clinic, TEXTS, NOW);
const email = (kind: MessageKind, clinic = CLINIC) =>
  emailContent({
    appointment: of(kind),
    start: START,
    clinic,
    texts: TEXTS,
    sender: "noreply@example.com",
    now: NOW,
  });

test("a text says the new time, or that nobody is to come", () => {
  expect(sms("moved")).toBe(
    "Appointment changed: Your appointment with Dr. Sarah Johnson is now on Wed, Dec 2 at 2:30 PM. " +
      "Location: Room 3, North Clinic. To change or cancel, please contact the clinic.",
  );
  expect(sms("cancelled")).toBe(
    "Appointment cancelled: Your appointment with Dr. Sarah Johnson on Wed, Dec 2 at 2:30 PM is cancelled. " +
      "Please do not come. For a new appointment, please contact the clinic.",
  );
});

test("the text of a move is true too of an appointment that is booked again at the time at which it was cancelled", () => {
  for (const text of [sms("moved"), email("moved").subject, email("moved").text])
    expect(text).not.toMatch(/moved|new time/);
});

test("a text without a kind, or of a reminder, is the reminder", () => {
  const plain = smsText(appointment(), START, CLINIC, TEXTS, NOW);
  expect(sms("reminder")).toBe(plain);
  expect(plain).toMatch(/^Reminder: /);
});

test("an email of a moved appointment has its place and a calendar file; of a cancelled one it has neither", () => {
  const moved = email("moved");
  expect([moved.subject, moved.attachments.length]).toEqual(["Appointment changed", 1]);
  expect(moved.text).toContain("is now on");
  expect(moved.text).toContain("Location: Room 3, North Clinic");
  const cancelled = email("cancelled", NORTH_CLINIC);
  expect(cancelled.subject).toMatch(/^North Clinic: appointment cancelled \(.*2026\)$/);
  expect(cancelled.attachments).toEqual([]);
  expect(cancelled.text).toContain("is cancelled. Please do not come.");
  expect(cancelled.html).toContain('<a href="tel:');
  for (const content of [cancelled.text, cancelled.html]) expect(content).not.toContain("Location");
  expect(cancelled.html).not.toContain('class="contact"');
});

test.each(LANGUAGES)(
  "in %s each has the date and the time, is another text than the reminder, and fits",
  (language) => {
    const clinic = { ...NORTH_CLINIC, language };
    const texts = (["reminder", "moved", "cancelled"] as const).map((kind) => sms(kind, clinic));
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) {
      expect(text).toContain("30");
      expect(smsParts(text)).toBeLessThanOrEqual(4);
    }
    expect(new Set((["reminder", "moved", "cancelled"] as const).map((kind) => email(kind, clinic).subject)).size).toBe(
      3,
    );
  },
);
