import { drawOutcome, seededRandom, withFaults } from "../../../../infra/local/faults/fault-injection";
import { FAULT_LEVELS } from "../../../../infra/local/faults/fault-levels";
import { AwsError, jsonAnswer } from "../../../../infra/local/protocol/call";
import { aCall } from "../a-call";

const errors = {
  error: new AwsError("InternalError", 500, "failed"),
  throttle: () => new AwsError("Throttling", 400, "throttled"),
};
const always = { errors: 1, throttles: 0, afterEffect: 0, latencyMs: [0, 0] } as const;
const fromFunction = aCall({ caller: "local-sms" });

test("without faults every call is served", () => {
  const random = seededRandom(1);
  const fates = Array.from({ length: 1000 }, () => drawOutcome(FAULT_LEVELS.none.carrier, random));
  expect(new Set(fates)).toEqual(new Set(["served"]));
});

test("in a storm, calls fail and are throttled about as often as the level says", () => {
  const random = seededRandom(7);
  const draws = 20_000;
  const counts = { served: 0, throttled: 0, "failed-before": 0, "failed-after": 0 };
  for (let draw = 0; draw < draws; draw++) counts[drawOutcome(FAULT_LEVELS.storm.carrier, random)]++;
  expect(counts.throttled / draws).toBeCloseTo(0.1, 2);
  expect((counts["failed-before"] + counts["failed-after"]) / draws).toBeCloseTo(0.15, 2);
  expect(counts["failed-after"] / draws).toBeCloseTo(0.075, 2);
});

test("the same seed gives the same faults", () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

test("a call that fails before its effect never reaches the service", async () => {
  const serve = jest.fn(async () => jsonAnswer({}));
  await expect(withFaults(serve, always, errors, () => 0.5)(fromFunction)).rejects.toBe(errors.error);
  expect(serve).not.toHaveBeenCalled();
});

test("a call that fails after its effect has reached the service", async () => {
  const serve = jest.fn(async () => jsonAnswer({}));
  const failing = withFaults(serve, { ...always, afterEffect: 1 }, errors, () => 0.5);
  await expect(failing(fromFunction)).rejects.toBe(errors.error);
  expect(serve).toHaveBeenCalledTimes(1);
});

test("a throttled call never reaches the service", async () => {
  const serve = jest.fn(async () => jsonAnswer({}));
  const failing = withFaults(serve, { ...always, errors: 0, throttles: 1 }, errors, () => 0.5);
  await expect(failing(fromFunction)).rejects.toMatchObject({ code: "Throttling" });
  expect(serve).not.toHaveBeenCalled();
});

test("only calls of the functions fail, not those of other systems and the AWS CLI", async () => {
  const served = jsonAnswer({});
  const failing = withFaults(
    async () => served,
    always,
    errors,
    () => 0.5,
  );
  await expect(failing(aCall({ caller: "AKIAEXAMPLE" }))).resolves.toBe(served);
});
