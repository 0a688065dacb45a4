import { FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { functionEnvironment } from "../../support/environment";

const MODULES = {
  producer: () => import("../../../services/handlers/producer"),
  sms: () => import("../../../services/handlers/sms-consumer"),
  email: () => import("../../../services/handlers/email-consumer"),
  receipts: () => import("../../../services/handlers/receipts/receipts-consumer"),
  replies: () => import("../../../services/handlers/replies/replies-consumer"),
  bookings: () => import("../../../services/handlers/bookings/bookings-consumer"),
  collector: () => import("../../../services/handlers/receipts/receipt-collector"),
  digest: () => import("../../../services/handlers/digest/daily-digest"),
} as const satisfies Record<keyof typeof FUNCTION_ENVIRONMENT, () => Promise<unknown>>;
const whole = functionEnvironment("http://127.0.0.1");

beforeEach(() => {
  for (const name of Object.keys(whole)) delete process.env[name];
  process.env.AWS_REGION = "us-east-1";
  jest.resetModules();
});

describe.each(Object.entries(FUNCTION_ENVIRONMENT))("The %s function", (name, variables) => {
  const load = MODULES[name as keyof typeof MODULES];

  test("does not start without its configuration, and names all that is missing", async () => {
    await expect(load()).rejects.toThrow(`missing environment variables: ${variables.join(", ")}`);
  });

  test("starts with exactly what CDK gives it", async () => {
    for (const variable of variables) process.env[variable] = whole[variable];
    expect(await load()).toEqual({ handler: expect.any(Function) });
  });
});

test.each([
  ["SMS_PARTS_PER_SECOND", "0", "SMS_PARTS_PER_SECOND must be a number above 0"],
  ["SMS_CARRIER", "post", "SMS_CARRIER must be one of sns, end-user-messaging"],
  ["TEXT_RECEIPTS", "on", "TEXT_RECEIPTS must be one of index, context, off"],
  ["FHIR_EVENTS", "yes", "FHIR_EVENTS must be one of off, on"],
  ["LEASE_SECONDS", "long", "LEASE_SECONDS must be a number above 0"],
  ["SMS_WORDING", "shout", "SMS_WORDING must be one of keys, reply, no-reply"],
  ["SEND_WINDOW", "09:00-09:00", "SEND_WINDOW must be always, or two different times of day"],
  ["REMINDER_PLAN", "soon", "REMINDER_PLAN must be 1 to 6 different steps"],
])("the SMS function does not start with %s=%s", async (variable, value, problem) => {
  Object.assign(process.env, whole, { [variable]: value });
  await expect(MODULES.sms()).rejects.toThrow(problem);
});
