import { DEFAULT_SEND_WINDOW, isSendWindow, parseSendWindow } from "../../../contracts/clinics/send-window";

test.each([
  ["09:00-20:00", { opens: 540, closes: 1200 }],
  ["00:00-23:59", { opens: 0, closes: 1439 }],
  ["20:00-02:00", { opens: 1200, closes: 120 }],
  ["09:00-00:00", { opens: 540, closes: 0 }],
  ["always", "always"],
] as const)("%s is a send window", (text, hours) => {
  expect(parseSendWindow(text)).toEqual(hours);
});

test.each([
  "09:00-09:00",
  "00:00-24:00",
  "9:00-20:00",
  "09:00 - 20:00",
  "09:00-20:60",
  "09:00",
  "Always",
  "never",
  "",
  "09:00-20:00,21:00-22:00",
  "09:00-20:00\n",
])("%j is none", (text) => {
  expect(isSendWindow(text)).toBe(false);
});

test("the default is one", () => {
  expect(isSendWindow(DEFAULT_SEND_WINDOW)).toBe(true);
});
