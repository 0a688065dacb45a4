import { bookingsTimings } from "../../../infra/stack/settings/consumer-timings";
import { drawnSeed, runsOf } from "../../support/data/random-tests";
import { SCENARIOS, type ScenarioName } from "../scenarios";
import { BOOKING_TIMINGS } from "./bookings-function";
import { BROKEN_BOOKINGS } from "./bookings-variants";
import { type BookingsRun, simulateBookings } from "./simulate-bookings";

/** Another seed at each run of the suite; a failure names it. */
const FIRST_SEED = drawnSeed();

/** SIMULATED_RUNS multiplies them. */
const RUNS: Readonly<Partial<Record<ScenarioName, number>>> = {
  standard: 300,
  calm: 150,
  storm: 50,
  crashes: 100,
  "lost-answers": 100,
  duplicates: 100,
};

async function failures(options: Omit<BookingsRun, "seed">, runs: number, firstSeed: number) {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const problems = await simulateBookings({ ...options, seed });
    if (problems.length > 0) return [{ seed, problems }];
  }
  return [];
}

test.each(Object.entries(RUNS).map(([name, runs]) => [name as ScenarioName, runsOf("SIMULATED_RUNS", runs)] as const))(
  "every rule of bookings holds in %s, %d runs",
  async (name, runs) => {
    expect(await failures({ scenario: SCENARIOS[name] }, runs, FIRST_SEED)).toEqual([]);
  },
);

/** A scenario in which the checks notice the mistake, and within how many runs. */
const CAUGHT: Readonly<Record<keyof typeof BROKEN_BOOKINGS, readonly [ScenarioName, number]>> = {
  "a booking that overwrites a later one": ["calm", 20],
  "a booking that is written without a condition": ["duplicates", 20],
  "a feed that plans every appointment anew": ["calm", 10],
  "a message of FHIR that is read without its version": ["calm", 10],
  "an ended appointment that stays due": ["calm", 20],
};

test("every mistake has a scenario and a number of runs within which it is noticed", () => {
  expect(Object.keys(CAUGHT)).toEqual(Object.keys(BROKEN_BOOKINGS));
});

test.each(Object.entries(BROKEN_BOOKINGS))(
  "a consumer of bookings with this mistake is caught: %s",
  async (name, variant) => {
    const [scenario, runs] = CAUGHT[name] ?? (["standard", 0] as const);
    expect(await failures({ scenario: SCENARIOS[scenario], variant }, runs, 1)).not.toEqual([]);
  },
);

test("the timings of the consumer are those of the deployment", () => {
  const { timeout, lease, visibility, concurrency } = bookingsTimings();
  expect(BOOKING_TIMINGS).toEqual({
    timeoutMs: timeout.toMilliseconds(),
    leaseMs: lease.toMilliseconds(),
    visibilityMs: visibility.toMilliseconds(),
    concurrency,
  });
});
