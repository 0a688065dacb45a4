import { phoneDigestBy } from "../../../../services/domain/contact/phone-digest";
import { PHONE } from "../../../support/data/records";

test("The digest of a number is always the same, of 32 hex digits, and of another key another", () => {
  const digest = phoneDigestBy("key 1")(PHONE);
  expect(digest).toMatch(/^[0-9a-f]{32}$/);
  expect(phoneDigestBy("key 1")(PHONE)).toBe(digest);
  expect(phoneDigestBy("key 2")(PHONE)).not.toBe(digest);
  expect(phoneDigestBy("key 1")("+12065550101")).not.toBe(digest);
});
