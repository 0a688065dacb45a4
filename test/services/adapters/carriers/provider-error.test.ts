import { providerCall, toProviderError } from "../../../../services/adapters/carriers/provider-error";

/** An error as the SDK throws it. */
const sdkError = (name: string, fields: object = {}) => Object.assign(new Error(`about ${name}`), { name, ...fields });

test.each([
  [
    "the provider's refusal",
    sdkError("InvalidParameter", { $metadata: { httpStatusCode: 400 } }),
    "InvalidParameter",
    false,
  ],
  ["the provider's quota", sdkError("Throttling", { $metadata: { httpStatusCode: 429 } }), "Throttling", false],
  [
    "the provider's own error",
    sdkError("InternalError", { $metadata: { httpStatusCode: 500 } }),
    "InternalError",
    true,
  ],
  ["a time-out", sdkError("TimeoutError", { $metadata: {} }), "TimeoutError", true],
  ["a broken connection", sdkError("Error", { code: "ECONNRESET" }), "Error", true],
  ["an answer that cannot be read", sdkError("SyntaxError"), "SyntaxError", true],
  [
    "an acceptance that broke off",
    sdkError("TimeoutError", { $metadata: { httpStatusCode: 200 } }),
    "TimeoutError",
    true,
  ],
  ["nobody who listens", sdkError("Error", { code: "ECONNREFUSED" }), "Error", false],
  ["a name that nobody knows", sdkError("Error", { code: "ENOTFOUND" }), "Error", false],
  ["credentials that are missing", sdkError("CredentialsProviderError"), "CredentialsProviderError", false],
])("%s tells its code and whether the message may have arrived", (_, error, code, sendInDoubt) => {
  expect(toProviderError(error)).toMatchObject({ name: "ProviderError", code, sendInDoubt });
});

test.each([{}, { name: undefined }, "text", 7])("%j, thrown as an error, has a code too", (thrown) => {
  expect(toProviderError(thrown)).toMatchObject({ code: "UnknownError", failure: "transient", sendInDoubt: true });
});

test("a provider's text stays behind", async () => {
  const call = providerCall(() => Promise.reject(sdkError("InvalidParameter", { message: "+12065550100 is bad" })));
  const error = (await call.catch((reason: unknown) => reason)) as Error;
  expect([error.message, error.cause, String(error)]).toEqual([
    "InvalidParameter",
    undefined,
    "ProviderError: InvalidParameter",
  ]);
});

test("an answer is passed on", async () => {
  expect(await providerCall(async () => "sms-1")).toBe("sms-1");
});
