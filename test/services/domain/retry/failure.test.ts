import {
  classify,
  errorCode,
  OutOfTime,
  ProviderError,
  RetryLater,
  SendingStopped,
} from "../../../../services/domain/retry/failure";

describe("The class of an error", () => {
  test.each([
    "InvalidParameter",
    "InvalidParameterException",
    "ValidationException",
    "ValidationError",
    "OptedOut",
    "EndpointDisabled",
    "MessageRejected",
  ])("is permanent for %s", (code) => {
    expect(classify(code)).toBe("permanent");
  });

  test.each(["Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException"])(
    "is throttled for %s",
    (code) => {
      expect(classify(code)).toBe("throttled");
    },
  );

  test.each([
    "AuthorizationError",
    "AccessDenied",
    "AccountSendingPausedException",
    "SenderNotVerified",
    "OptInRequired",
  ])("is the configuration's for %s", (code) => {
    expect(classify(code)).toBe("configuration");
  });

  test.each(["InternalError", "ServiceUnavailable", "TimeoutError", "ECONNRESET", "SomethingNew", "", "toString"])(
    "is transient for %j",
    (code) => {
      expect(classify(code)).toBe("transient");
    },
  );
});

describe("The code of an error in the log", () => {
  test("is the provider's, or why a message is left to retry", () => {
    expect(errorCode(new ProviderError("Throttling", false))).toBe("Throttling");
    expect(errorCode(new RetryLater("IN_PROGRESS"))).toBe("IN_PROGRESS");
    expect(errorCode(new SendingStopped("SENDING_STOPPED"))).toBe("SENDING_STOPPED");
  });

  test("is that of the first of several, as where a host has several addresses and none answers", () => {
    const refused = Object.assign(new Error("no one listens"), { name: "ECONNREFUSED" });
    expect(errorCode(new AggregateError([refused, new TypeError()]))).toBe("ECONNREFUSED");
  });

  test("is the name of any other error, never its text", () => {
    expect(errorCode(new TypeError("no such number: +12065550100"))).toBe("TypeError");
    expect(errorCode(new OutOfTime("+12065550100"))).toBe("OutOfTime");
    expect(errorCode("+12065550100")).toBe("UnknownError");
    expect(errorCode(undefined)).toBe("UnknownError");
  });
});

test("a provider's error has its code and nothing else", () => {
  const error = new ProviderError("InvalidParameter", false);
  expect(error.message).toBe("InvalidParameter");
  expect(error.failure).toBe("permanent");
});

test.each([
  ["ProviderError: InvalidParameter", new ProviderError("InvalidParameter", false)],
  ["RetryLater: IN_PROGRESS", new RetryLater("IN_PROGRESS")],
  ["SendingStopped: SENDING_STOPPED", new SendingStopped("SENDING_STOPPED")],
])("an error of ours says what it is, whatever a bundler calls its class: %s", (text, error) => {
  expect(String(error)).toBe(text);
});
