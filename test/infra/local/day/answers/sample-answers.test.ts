import { startAnswering } from "../../../../../infra/local/day/answers/answering";
import { answersByPhone, sampleAnswers } from "../../../../../infra/local/day/answers/sample-answers";
import { generateSampleDay } from "../../../../../infra/local/day/sample-day";
import { TEST_PHONES } from "../../../../../infra/local/emulators/carriers/test-contacts";
import { keywordOf } from "../../../../../infra/local/emulators/replies/keywords";
import { readReply } from "../../../../../infra/local/emulators/replies/read-reply";
import { randomChoices } from "../../../../../infra/local/faults/random-choices";
import { CLINICS } from "../../../../support/data/clinics";
import { appointment } from "../../../../support/data/records";
import { eventually } from "../../../../support/eventually";

const NOW = Date.parse("2026-11-22T23:30:00Z");
const day = generateSampleDay({ seed: 1, now: NOW, clinicTimeZone: "America/New_York" });
const byPhone = answersByPhone(day.answers, CLINICS);
const messages = [...byPhone.values()].flat();

describe("the answers of a sample day", () => {
  test("come from a small share of the patients, none of them a test contact, each from a phone once", () => {
    const appointments = day.scheduled.length + day.direct.length + day.bookings.due.length;
    expect(byPhone.size / appointments).toBeGreaterThan(0.04);
    expect(byPhone.size / appointments).toBeLessThan(0.12);
    expect(Object.values(TEST_PHONES).filter((phone) => byPhone.has(phone))).toEqual([]);
  });

  test("can all be sent by a phone", () => {
    const given = [...byPhone].flatMap(([phoneNumber, all]) => all.map((message) => ({ phoneNumber, message })));
    expect(given.map(readReply)).toEqual(given);
  });

  test("confirm, cancel, ask and opt out, in two languages; some are kept by the carrier", () => {
    expect(messages).toEqual(expect.arrayContaining(["C", "X", "Sí"]));
    expect(messages.filter((message) => /[?¿]/.test(message)).length).toBeGreaterThan(3);
    expect(new Set(messages.map(keywordOf))).toEqual(new Set([undefined, "OPT_OUT", "HELP"]));
    expect([...byPhone.values()].filter((all) => all.length > 1).length).toBeGreaterThan(0);
  });

  test("are in the language of a patient whose language is known", () => {
    const vietnamese = Array.from({ length: 500 }, () => appointment({ language: "vi-VN" }));
    const answers = sampleAnswers(randomChoices(1), vietnamese).flatMap((answer) => answer.messages);
    expect(answers).toEqual(expect.arrayContaining(["Vâng"]));
    expect(answers).not.toContain("Sí");
  });
});

describe("a patient", () => {
  const text = (phoneNumber: string) => ({ messageId: phoneNumber, phoneNumber, message: "Reminder", at: "" });

  test("answers the first text only, and is pending until then", async () => {
    const sms = [text("+12065550101")];
    const given: unknown[] = [];
    const answers = new Map([
      ["+12065550101", ["C", "X"]],
      ["+12065550102", ["C"]],
    ]);
    const reply = async (answer: unknown) => {
      given.push(answer);
      return {} as never;
    };
    const answering = startAnswering({ outbox: () => ({ sms }), reply }, answers, () => {});
    expect(answering.pending()).toBe(1);
    await eventually("the answers", async () => answering.pending() === 0);
    sms.push(text("+12065550101"), text("+12065550103"));
    expect(answering.pending()).toBe(0);
    answering.stop();
    expect(given).toEqual(["C", "X"].map((message) => ({ phoneNumber: "+12065550101", message })));
  });

  test("cannot answer a text that comes from a sender ID", async () => {
    const sms = [{ ...text("+12065550101"), from: "HARBOREYE" }];
    const answers = new Map([["+12065550101", ["C"]]]);
    const reply = async () => ({}) as never;
    const answering = startAnswering({ outbox: () => ({ sms }), reply }, answers, () => {});
    expect(answering.pending()).toBe(0);
    sms.push({ ...text("+12065550101"), from: "+12065550187" });
    expect(answering.pending()).toBe(1);
    answering.stop();
  });

  test("whose answer is not received is reported", async () => {
    const failures: string[] = [];
    const reply = async () => {
      throw new Error("no topic");
    };
    const outbox = () => ({ sms: [text("+12065550101")] });
    const answering = startAnswering({ outbox, reply }, new Map([["+12065550101", ["C"]]]), ({ message }) =>
      failures.push(message),
    );
    await eventually("the failure", async () => answering.pending() === 0);
    answering.stop();
    expect(failures).toEqual(["no topic"]);
  });
});
