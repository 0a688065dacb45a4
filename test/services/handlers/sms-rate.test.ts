import { ENV } from "../../../contracts/environment";
import { OutOfTime } from "../../../services/domain/retry/failure";
import { AwsFailure } from "../../support/servers/aws-server";
import { HandlerWorld } from "../../support/worlds/handler-world";

const MINUTE = 60_000;
let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.stop());

/** The rate limiter of a consumer with such an environment. */
async function rateLimiterOf(variables: Record<string, string>) {
  Object.assign(process.env, variables);
  const { smsDependencies } = await import("../../../services/handlers/sms-dependencies");
  return smsDependencies().rateLimiter;
}

/** ms of the account's rate that each call asked for. */
function spans(): number[] {
  return world.aws.of("UpdateItem").map(({ parameters }) => {
    const values = parameters.ExpressionAttributeValues as Record<string, { N: string }>;
    const number = (name: string) => Number(values[name]?.N);
    return values[":span"] ? number(":span") : number(":next") - number(":now");
  });
}

test.each([
  ["texts", { [ENV.smsPartsPerSecond]: "100", [ENV.smsTextsPerSecond]: "4" }, 250],
  ["parts", { [ENV.smsPartsPerSecond]: "8", [ENV.smsTextsPerSecond]: "100" }, 250],
])("a text of two parts takes as much of the rate as its environment's %s a second say", async (_, rate, span) => {
  const rateLimiter = await rateLimiterOf(rate);
  await rateLimiter.reserve(2, Date.now() + MINUTE).wait();
  expect(spans()[0]).toBe(span);
});

test("without the table each consumer has as small a share as its environment says that there are consumers", async () => {
  world.aws.on("UpdateItem", () => new AwsFailure("AccessDeniedException", 400));
  const rate = { [ENV.smsPartsPerSecond]: "1", [ENV.smsTextsPerSecond]: "1" };
  const turnOf = async (consumers: string) =>
    (await rateLimiterOf({ ...rate, [ENV.smsConsumers]: consumers })).reserve(1, Date.now() + MINUTE).wait();
  await expect(turnOf("2")).resolves.toBeUndefined();
  // Its turn would take 100 seconds.
  await expect(turnOf("100")).rejects.toThrow(OutOfTime);
});
