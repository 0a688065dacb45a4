import { collectDigest } from "../../../../services/domain/digest/digest";
import { digestSubject, digestText } from "../../../../services/domain/digest/digest-text";
import { windowFrom } from "../../../../services/domain/digest/digest-window";
import { DigestWorld } from "../../../support/worlds/digest-world";

const HOUR = 3_600_000;

let world: DigestWorld;
beforeEach(() => {
  world = new DigestWorld();
});
const ago = (ms: number) => new Date(world.clock.now() - ms).toISOString();

async function written(since = world.clock.now() - 24 * HOUR) {
  const digest = await collectDigest(windowFrom(since, world.clock.now()), world.dependencies);
  return { subject: digestSubject(digest, world.dependencies), text: digestText(digest, world.dependencies) };
}

test("it says what needs a person, by clinic with some ids, and which commands list all of it", async () => {
  for (let each = 0; each < 4; each += 1) {
    world.add({ clinicId: "north", timestamp: world.clock.now() + (4 - each) * HOUR });
  }
  world.add({ clinicId: "south", status: "UNDELIVERED", notificationId: "undelivered-1" });
  world.add({ clinicId: "south", status: "SMS_SENT", possibleDuplicate: true, notificationId: "twice-1" });
  world.add({ clinicId: "south", status: "ALL_FAILED", attentionAt: ago(30 * HOUR), notificationId: "failed-1" });
  world.answers.push({ replyId: "reply-1", receivedAt: ago(30 * HOUR) });
  world.deadLetters.set("healthcare-appointments-dlq-dev", 1);
  const { subject, text } = await written();
  expect(subject).toBe("Reminders dev: 6 not reminded, 1 answer waits, 1 in DLQs, 1 maybe twice");
  expect(text.split("\n")).toEqual([
    "Daily digest of the appointment reminders, environment dev",
    "From Mon, Nov 30, 10:00 to Tue, Dec 1, 10:00 (America/New_York)",
    "",
    "What needs a person:",
    "- 4 reminders were not sent: no usable phone number or email address (NO_CONTACT)",
    "- 1 earlier reminder could not be sent, by SMS or by email (ALL_FAILED); its appointment is still ahead",
    "- 1 reminder was sent and not delivered (UNDELIVERED)",
    "- 1 patient may have been reminded twice",
    "- 1 answer of a patient waits for staff, the oldest since Mon, Nov 30, 04:00",
    "- 1 message is in the dead-letter queue healthcare-appointments-dlq-dev",
    "",
    "What each line means and what to do: https://example.com/runbook.md#the-daily-digest",
    "",
    "By clinic, worst first:",
    "- north",
    "    4 no contact: notification-4, notification-3, notification-2, ...",
    "- south",
    "    1 failed: failed-1",
    "    1 undelivered: undelivered-1",
    "    1 maybe twice: twice-1",
    "- default",
    "    1 answer: reply-1",
    "",
    "All of them, with the ids of patients and appointments:",
    "  npm run -s ops -- digest --list --since 2026-11-30T15:00:00.000Z --environment dev",
    "  npm run -s ops -- replies list --environment dev",
    "  npm run -s ops -- dlq list --environment dev",
  ]);
});

test("new and earlier ones of a kind are one line", async () => {
  world.add();
  for (const hours of [30, 40]) world.add({ attentionAt: ago(hours * HOUR) });
  expect((await written()).text).toContain(
    "- 1 reminder was not sent: no usable phone number or email address (NO_CONTACT); and 2 earlier: their appointments " +
      "are still ahead\n",
  );
});

test("a day on which nothing happened reads so", async () => {
  const { subject, text } = await written();
  expect(subject).toBe("Reminders dev: nothing needs a person");
  expect(text.split("\n").at(-1)).toBe("Nothing needs a person.");
});

test("after more than a month without a digest it says what is left out", async () => {
  const { dependencies, clock } = world;
  const window = {
    ...windowFrom(clock.now() - 31 * 24 * HOUR, clock.now()),
    leftOutFrom: clock.now() - 50 * 24 * HOUR,
  };
  const digest = await collectDigest(window, dependencies);
  expect(digestText(digest, dependencies)).toContain(
    "The last digest was made on Mon, Oct 12, 11:00. What happened between it and Sat, Oct 31, 11:00 is not in this",
  );
});

test("with 400 clinics in trouble it fits into a message of SNS, has the worst clinics, and counts the others", async () => {
  const id = (number: number) => number.toString(16).padStart(32, "0");
  for (let clinic = 0; clinic < 400; clinic += 1) {
    for (const status of ["NO_CONTACT", "ALL_FAILED", "UNDELIVERED", "SMS_SENT"] as const) {
      const clinicId = `${"long-clinic-name-".repeat(3)}${clinic}`;
      for (let each = 0; each <= clinic % 7; each += 1)
        world.add({ clinicId, status, possibleDuplicate: true, notificationId: id(world.entries.length) });
    }
  }
  world.deadLetters.set("healthcare-appointments-dlq-dev", 120_000);
  for (let each = 0; each < 3_000; each += 1)
    world.answers.push({ replyId: `${"reply-".repeat(6)}${each}`, receivedAt: ago(each) });
  world.answers.reverse();
  const { subject, text } = await written();
  expect(subject.length).toBeLessThan(100);
  expect(subject).toMatch(/^[\x20-\x7e]+$/);
  expect(Buffer.byteLength(text)).toBeLessThan(32 * 1_024);
  expect(text.match(/^- long-clinic-name/gm)).toHaveLength(20);
  expect(text).toContain("- and 381 more clinics, with ");
});

test("the longest subject has under 100 characters", async () => {
  const dependencies = { ...world.dependencies, environment: "e".repeat(20) };
  const many = { count: 1_000_000, earlier: 1_000_000 };
  const totals = { noContact: many, failed: many, undelivered: many, possiblyTwice: many };
  const digest = await collectDigest(windowFrom(0, world.clock.now()), {
    ...world.dependencies,
    attention: { ofDay: async function* () {} },
  });
  const full = { ...digest, totals, answers: { count: 100_000 }, deadLetters: [{ queue: "q", messages: 10_000_000 }] };
  expect(digestSubject(full, dependencies).length).toBeLessThan(100);
});
