import { known } from "../../../../../services/ops/aws/inspection/lookup";
import { checkFloods } from "../../../../../services/ops/doctor/checks/check-floods";
import { found, healthy } from "../../../../support/data/doctor-facts";

const { floods } = healthy();
const TODAY = {
  day: "2026-12-01",
  texts: 3_012,
  allowed: { usual: 1_004, limit: 3_012 },
  isHeld: false,
  isReleased: false,
};
const USUAL = "3,012 texts went out on 2026-12-01, up to 3,012 may; the most of the 28 days before were 1,004";

test.each([
  ["that may go out are none", {}, { verdict: "ok", seen: `none: ${USUAL}` }],
  ["that are released are none", { isReleased: true }, { verdict: "ok", seen: `none, released for today: ${USUAL}` }],
  [
    "that wait fail, with the command that releases them",
    { isHeld: true },
    {
      verdict: "fail",
      seen: `further ones wait: ${USUAL}`,
      remedy: "npm run ops -- release texts --because TEXT --environment dev",
    },
  ],
])("texts of the day %s", (_, state, finding) => {
  const facts = healthy({ floods: { ...floods, texts: known({ ...TODAY, ...state }) } });
  expect(found(checkFloods(facts), "Held texts")).toEqual({ title: "Held texts", ...finding });
});

test("texts that wait for their phone warn, with a notification by which it is released", () => {
  const check = (count: number, id?: string) =>
    found(
      checkFloods(
        healthy({ floods: { ...floods, waitingForPhone: known({ count, ...(id && { notificationId: id }) }) } }),
      ),
      "Held for a phone",
    );
  expect(check(0)).toMatchObject({ verdict: "ok", seen: "none" });
  expect(check(1, "n-1").seen).toBe("1 text of today waits: its phone has had too many");
  expect(check(12, "n-1")).toMatchObject({
    verdict: "warn",
    seen: "12 texts of today wait: their phone has had too many",
    remedy: "npm run ops -- release phone --notification n-1 --because TEXT --environment dev",
  });
});
