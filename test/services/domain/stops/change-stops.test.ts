import { MAX_CHANGES, type StopChange } from "../../../../contracts/tables/sending-stops";
import {
  ownRecord,
  type StoredStops,
  shownStop,
  stoppedChannels,
  stoppedTargets,
  stopsWrite,
} from "../../../../services/domain/stops/change-stops";
import { NOW } from "../../../support/data/records";

const MINUTE = 60_000;
const AT = new Date(NOW).toISOString();
const act = (name: StopChange["act"], channels: StopChange["channels"], because = "wrong place"): StopChange => ({
  act: name,
  channels,
  at: AT,
  by: "arn:aws:sts::123456789012:assumed-role/OnCall/ana",
  because,
});
const stop = act("stop", ["SMS", "EMAIL"]);
const start = act("start", ["SMS", "EMAIL"], "corrected");

/** The item after a write, as DynamoDB keeps it. */
function written(present: StoredStops | undefined, asked: StopChange, now = NOW): StoredStops {
  const { changed, record, ...rest } = stopsWrite(present, asked, now);
  const stop = asked.clinics ? rest.version : record;
  const targets = changed.map((target) => [target, asked.act === "stop" ? stop : undefined]);
  return { ...present, ...rest, ...Object.fromEntries(targets) };
}

test("the first stop stops both channels, as version 1", () => {
  expect(stopsWrite(undefined, stop, NOW)).toMatchObject({
    changed: ["SMS", "EMAIL"],
    record: stop,
    version: 1,
    changes: [stop],
  });
});

test("a stopped channel keeps its record, and the other is stopped", () => {
  const first = act("stop", ["SMS"], "first");
  const { changed, record, version } = stopsWrite(written(undefined, first), stop, NOW);
  expect([changed, record, version]).toEqual([["EMAIL"], { ...stop, channels: ["EMAIL"] }, 2]);
});

test.each([
  ["a stop of stopped channels", written(undefined, stop), stop],
  ["a start of running channels", written(written(undefined, stop), start), start],
  ["a start when nothing was ever stopped", undefined, start],
])("%s changes nothing, but is a write", (_, present, requested) => {
  const { changed, record, changes, version } = stopsWrite(present, requested, NOW);
  expect({ changed, record, changes }).toEqual({ changed: [], record: undefined, changes: present?.changes ?? [] });
  expect(version).toBe(Number(present?.version ?? 0) + 1);
});

test("a start of one channel leaves the other stopped", () => {
  const present = written(written(undefined, stop), act("start", ["SMS"]));
  expect(stoppedChannels(present)).toEqual(["EMAIL"]);
});

test("the item has the newest changes, up to a maximum number", () => {
  let present: StoredStops = {};
  for (let index = 0; index < MAX_CHANGES + 3; index += 1) {
    present = written(present, act(index % 2 === 0 ? "stop" : "start", ["SMS"], `${index}`));
  }
  const reasons = (present.changes as StopChange[]).map(({ because }) => because);
  expect([reasons.length, reasons[0], reasons.at(-1)]).toEqual([MAX_CHANGES, "12", "3"]);
});

describe("The minute for which the metric is emitted", () => {
  const minute = Math.floor(NOW / MINUTE) * MINUTE;

  test("is the current one", () => {
    expect(stopsWrite(undefined, stop, minute + MINUTE - 1).reportedFor).toBe(minute);
    expect(stopsWrite(written(undefined, stop, minute - 5 * MINUTE), start, minute).reportedFor).toBe(minute);
  });

  test("never has a value already, in whatever order commands run and clocks differ", () => {
    let present: StoredStops | undefined;
    const minutes = [0, 1_000, 2_000, -10 * MINUTE, MINUTE, 10 * MINUTE].map((past, index) => {
      present = written(present, index % 2 === 0 ? stop : start, minute + past);
      return (Number(present.reportedFor) - minute) / MINUTE;
    });
    expect(minutes).toEqual([0, 1, 2, 3, 4, 10]);
  });
});

describe("A stored minute more than two hours ahead, which CloudWatch cannot have accepted", () => {
  const minute = Math.floor(NOW / MINUTE) * MINUTE;

  test.each([
    [119, 120],
    [120, 0],
    [5_000_000, 0],
  ])("%d minutes ahead, the next is %d ahead", (stored, next) => {
    const { reportedFor } = stopsWrite({ reportedFor: minute + stored * MINUTE }, stop, minute);
    expect((reportedFor - minute) / MINUTE).toBe(next);
  });
});

describe("An item that was written by hand", () => {
  test.each([{ S: "x" }, [], true, null, 0])("stops a channel with any value: %p", (value) => {
    expect(stoppedChannels({ SMS: value })).toEqual(["SMS"]);
    expect(shownStop({ SMS: value }, "SMS")).toEqual({});
  });

  test("is stopped and started like any other", () => {
    const present = { EMAIL: "by hand", changes: "none", version: "1", reportedFor: "never" };
    const { changed, version, changes } = stopsWrite(present, stop, NOW);
    expect([changed, version, changes]).toEqual([["SMS"], 1, [{ ...stop, channels: ["SMS"] }]]);
    expect(stoppedChannels(written(present, start))).toEqual([]);
  });

  test("is shown as far as possible: a text is the reason", () => {
    expect(shownStop({ SMS: "wrong texts" }, "SMS")).toEqual({ because: "wrong texts" });
    expect(shownStop({ SMS: { because: "wrong texts", at: "now", by: 7 } }, "SMS")).toEqual({ because: "wrong texts" });
  });
});

test("a change that was already written is found by the newest record", () => {
  const present = written(undefined, stop);
  expect(ownRecord(present, stop)).toEqual(stop);
  expect(ownRecord(written(present, start), stop)).toBeUndefined();
  expect(ownRecord(present, { ...stop, because: "another reason" })).toBeUndefined();
  expect(ownRecord(undefined, stop)).toBeUndefined();
});

describe("A stop of single clinics", () => {
  const of = (change: StopChange, ...clinics: string[]): StopChange => ({ ...change, clinics });
  const texts = act("stop", ["SMS"], "wrong texts");

  test("stops the channels of these clinics, and no others", () => {
    const present = written(undefined, of(texts, "north", "south"));
    expect(stoppedTargets(present)).toEqual(["SMS:north", "SMS:south"]);
    expect(stoppedChannels(present)).toEqual([]);
  });

  test("has one record for all that the same command stopped, and each shows it", () => {
    const present = written(undefined, of(stop, "north", "south"));
    const { at, by, because } = stop;
    expect(present.records).toEqual({ "1": { at, by, because } });
    for (const target of stoppedTargets(present)) expect(shownStop(present, target)).toEqual({ at, by, because });
  });

  test("is recorded with the clinics that it stopped: a clinic that was stopped before keeps its record", () => {
    const first = written(undefined, of(texts, "north"));
    const { changed, record } = stopsWrite(first, of(act("stop", ["SMS"], "later"), "north", "south"), NOW);
    expect([changed, record?.clinics]).toEqual([["SMS:south"], ["south"]]);
    const both = written(first, of(act("stop", ["SMS"], "later"), "north", "south"));
    expect([shownStop(both, "SMS:north")?.because, shownStop(both, "SMS:south")?.because]).toEqual([
      "wrong texts",
      "later",
    ]);
  });

  test("and a stop of all clinics are two stops: each is started by itself", () => {
    const both = written(written(undefined, of(texts, "north")), stop);
    expect(stoppedTargets(both)).toEqual(["SMS", "EMAIL", "SMS:north"]);
    expect(stoppedTargets(written(both, start))).toEqual(["SMS:north"]);
    expect(stoppedTargets(written(both, of(start, "north")))).toEqual(["SMS", "EMAIL"]);
  });

  test("leaves no record behind once all of its clinics are started", () => {
    const two = written(written(undefined, of(texts, "north")), of(act("stop", ["SMS"], "later"), "south", "west"));
    const left = written(two, of(start, "north", "south"));
    expect(left.records).toEqual({ "2": expect.objectContaining({ because: "later" }) });
    expect(written(left, of(start, "west")).records).toEqual({});
  });

  test("that was written by hand counts with any value, and is shown as far as possible", () => {
    const present = { "SMS:north": "wrong texts", "EMAIL:south": { S: "x" }, "SMS:west": 7, records: "none" };
    expect(stoppedTargets(present)).toEqual(["EMAIL:south", "SMS:north", "SMS:west"]);
    expect(stoppedTargets(present).map((target) => shownStop(present, target))).toEqual([
      {},
      { because: "wrong texts" },
      {},
    ]);
    expect(stoppedTargets(written(present, of(start, "north", "south", "west")))).toEqual([]);
  });

  test("is found by its newest record, if the response to its write was lost", () => {
    const present = written(undefined, of(texts, "north"));
    expect(ownRecord(present, of(texts, "north"))).toEqual(of(texts, "north"));
    expect(ownRecord(present, of(texts, "south"))).toBeUndefined();
  });
});

test("another operator's change in the same millisecond, for the same reason, is not taken for one's own", () => {
  const present = written(undefined, act("stop", ["SMS"]));
  expect(ownRecord(present, act("stop", ["EMAIL"]))).toBeUndefined();
  expect(ownRecord(present, stop)).toBeUndefined();
  // One of the two channels had been stopped before.
  expect(ownRecord(written(present, stop), stop)).toEqual(act("stop", ["EMAIL"]));
});
