/**
 * The page of the local run in a real browser: a person answers a text by keyboard and sees what becomes of it. Without an
 * installed Chromium or Chrome it is skipped; `CHROME_PATH` names another one.
 */
import { findChromium, openPage } from "../support/servers/chromium";
import { anAppointment, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

const browser = findChromium();
/** What assistive technology is given of an element. */
interface Described {
  readonly role: { readonly value: string };
  readonly name?: { readonly value: string };
}

(browser ? describe : describe.skip)("the page of messages, in a browser", () => {
  let pipeline: PipelineRun;
  beforeAll(async () => {
    pipeline = await startPipeline(undefined, undefined, true);
  });
  afterAll(() => pipeline.stop());

  const shows = (id: string, words: string) =>
    `document.getElementById(${JSON.stringify(id)})?.textContent.includes(${JSON.stringify(words)})`;
  const focused = "document.activeElement.id || document.activeElement.dataset.key";

  test("a patient's phone is found, read and answered by keyboard alone, and says what becomes of the answer", async () => {
    const { phoneNumber = "", email = "", ...rest } = anAppointment();
    await pipeline.send({ ...rest, phoneNumber, email });
    await pipeline.ended({ ...rest, phoneNumber, email }, "SMS_DELIVERED");
    const page = await openPage(browser ?? "", pipeline.cloud.endpoint);
    try {
      await page.until(shows("list", phoneNumber));
      // 1. From the start of the page to the phone.
      const tabTo = async (wanted: string) => {
        for (let pressed = 0; pressed < 30; pressed += 1) {
          if ((await page.evaluate(focused)) === wanted) return;
          await page.press("Tab");
        }
        throw new Error(`Tab does not lead to ${wanted}`);
      };
      await tabTo("show-phones");
      await page.press("Enter");
      await tabTo(phoneNumber);
      await page.press("Enter");
      await page.until(shows("thread", "delivered"));
      expect(await page.evaluate(focused)).toBe(phoneNumber);
      // 2. An answer that is none.
      await tabTo("answer");
      await page.press("Enter");
      await page.until(shows("answer-problem", "Type an answer first."));
      expect(await page.evaluate("document.getElementById('answer').ariaInvalid")).toBe("true");
      // 3. The answer, what becomes of it, and the acknowledgement.
      await page.type("Sí, gracias");
      await page.press("Enter");
      await page.until(shows("thread", "Event: CONFIRMED."));
      await page.until("document.querySelectorAll('#thread .to-patient').length === 2");
      await page.until("document.getElementById('news').textContent !== 'The answer was sent.'");
      expect(await page.evaluate(focused)).toBe("answer");
      expect(await page.evaluate("document.getElementById('answer').value")).toBe("");
      expect(await page.evaluate("document.getElementById('answer-problem').textContent")).toBe("");
      // 4. One that waits for staff.
      await page.type("Where do I park?");
      await page.press("Enter");
      await page.until(shows("thread", "Waits for staff."));
      // 5. STOP, which the carrier keeps.
      await page.type("stop");
      await page.press("Enter");
      await page.until(shows("thread", "The carrier, by itself"));
      expect(page.errors).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test("every control has a role and a name, what happens is announced, and a narrow window needs no scrolling sideways", async () => {
    const appointment = anAppointment();
    const { phoneNumber = "" } = appointment;
    await pipeline.send(appointment);
    await pipeline.ended(appointment, "SMS_DELIVERED");
    const page = await openPage(browser ?? "", pipeline.cloud.endpoint, { width: 320, height: 640 });
    try {
      await page.until(shows("list", phoneNumber));
      await page.evaluate("document.getElementById('show-phones').click()");
      await page.until("!document.getElementById('phone').hidden");
      const { nodes } = await page.call<{ nodes: readonly Described[] }>("Accessibility.getFullAXTree");
      const named = nodes.map(({ role, name }) => `${role.value}: ${name?.value ?? ""}`);
      expect(named).toEqual(
        expect.arrayContaining([
          "heading: Messages to patients",
          expect.stringMatching(/^heading: Phone \+/),
          "heading: Emails to this patient",
          "searchbox: Search the list",
          "textbox: Answer as the patient",
          "button: Send",
          "region: Texts and answers, oldest first",
        ]),
      );
      const controls = named.filter((line) => /^(?:button|textbox|searchbox|link): ?/.test(line));
      expect(controls.filter((line) => line.endsWith(": "))).toEqual([]);
      const live = await page.evaluate(
        "[...document.querySelectorAll('[role=status], [role=alert]')].map(({ id }) => id)",
      );
      expect(live).toEqual(["answer-problem", "news"]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
      expect(page.errors).toEqual([]);
    } finally {
      await page.close();
    }
  });
});
