import {
  classify,
  errorCode,
  OutOfTime,
  ProviderError,
  RetryLater,
  SendingStopped,
  WindowClosed,
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
  ])("is configuration for %s", (code) => {
    expect(classify(code)).toBe("configuration");
  });

  test.each(["InternalError", "ServiceUnavailable", "TimeoutError", "ECONNRESET", "SomethingNew", "", "toString"])(
    "is transient for %j",
    (code) => {
      expect(classify(code)).toBe("transient");
    },
  );

  test.each([
    ["ValidationException.RESOURCE_NOT_ACCESSIBLE", "configuration"],
    ["ValidationException.INVALID_PARAMETER", "permanent"],
    ["ThrottlingException.ANY.REASON", "throttled"],
    ["SomethingNew.Throttling", "transient"],
  ])("of %s is that of the reason, if it has one of its own, and otherwise that of the name", (code, expected) => {
    expect(classify(code)).toBe(expected);
  });
});

describe("The code of an error in the log", () => {
  test("is the provider's code, or the reason for a retry", () => {
    expect(errorCode(new ProviderError("Throttling", false))).toBe("Throttling");
    expect(errorCode(new RetryLater("IN_PROGRESS"))).toBe("IN_PROGRESS");
    expect(errorCode(new SendingStopped("SENDING_STOPPED"))).toBe("SENDING_STOPPED");
  });

  test("is the first code of an AggregateError, such as when no address of a host responds", () => {
    const refused = Object.assign(new Error("no one listens"), { name: "ECONNREFUSED" });
    expect(errorCode(new AggregateError([refused, new TypeError()]))).toBe("ECONNREFUSED");
  });

  test("is the name of any other error, never its text", () => {
    expect(errorCode(new TypeError("no such number: +12065550100"))).toBe("TypeError");
    expect(errorCode(new OutOfTime("+12065550100"))).toBe("OutOfTime");
    expect(errorCode(new WindowClosed("+12065550100"))).toBe("WindowClosed");
    expect(errorCode("+12065550100")).toBe("UnknownError");
    expect(errorCode(undefined)).toBe("UnknownError");
  });
});

test("a provider's error has its code, and no other text", () => {
  const error = new ProviderError("InvalidParameter", false);
  expect(error.message).toBe("InvalidParameter");
  expect(error.failure).toBe("permanent");
});

test.each([
  ["ProviderError: InvalidParameter", new ProviderError("InvalidParameter", false)],
  ["RetryLater: IN_PROGRESS", new RetryLater("IN_PROGRESS")],
  ["SendingStopped: SENDING_STOPPED", new SendingStopped("SENDING_STOPPED")],
])("an error keeps its name if a bundler renames its class: %s", (text, error) => {
  expect(String(error)).toBe(text);
});

test("a message is held by another one unless its error says that it holds the notification itself", () => {
  expect(new RetryLater("IN_PROGRESS").isHeldByItself).toBe(false);
  expect(new RetryLater("IN_PROGRESS", true).isHeldByItself).toBe(true);
});
