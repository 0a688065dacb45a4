import { smsSender } from "../../../../services/domain/clinics/sms-sender";
import { CLINIC } from "../../../support/data/clinics";

const from = (sms: typeof CLINIC.sms, phone: string) => smsSender({ ...CLINIC, sms }, phone);

test("a clinic without a sender leaves the choice to the carrier", () => {
  expect(from({}, "+12065550142")).toEqual({});
});

test.each([
  ["+442079460142", { senderId: "HARBOREYE" }],
  ["+12065550142", {}],
  ["+17875550142", {}],
  ["+14165550142", {}],
])("a sender ID is the sender of texts to phones that show one: %s", (phone, sender) => {
  expect(from({ senderId: "HARBOREYE" }, phone)).toEqual(sender);
});

test.each([
  ["+12065550142", { originationNumber: "+12065550100" }],
  ["+14165550142", {}],
  ["+442079460142", {}],
  ["+17875550142", { originationNumber: "+12065550100" }],
  ["+16715550142", { originationNumber: "+12065550100" }],
  ["+18765550142", {}],
])("a number of the US is the sender of texts to phones of the US and its territories only: %s", (phone, sender) => {
  expect(from({ originationNumber: "+12065550100", originationCountry: "US" }, phone)).toEqual(sender);
});

test("a short code is the sender of texts to phones of its country", () => {
  const sms = { originationNumber: "60606", originationCountry: "GB" };
  expect(from(sms, "+442079460142")).toEqual({ originationNumber: "60606" });
  expect(from(sms, "+12065550142")).toEqual({});
});
