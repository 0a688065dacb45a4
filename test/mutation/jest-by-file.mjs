/**
 * Stryker's Jest runner opens every test file for every mutant, which takes half a minute. This one only opens the files
 * with a test that covers the mutant, the nearest first, and stops when one fails. The domain must be covered by its own
 * tests: no others run for it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { strykerPlugins as itsPlugins } from "@stryker-mutator/jest-runner";

const [jest] = itsPlugins;
/** The folders with the tests of a mutated file, by the start of its path; the nearest first. */
const PLACES = [
  // What an error means is held by the tests beside it: everything else relies on it, and takes minutes.
  ["services/domain/retry/failure.ts", ["test/services/domain/retry/"]],
  // Its descriptions are in a page of the docs, and tested there.
  ["services/domain/notification/states.ts", ["test/docs.test.ts", "test/services/domain/"]],
  ["services/domain/notification/transitions.ts", ["test/docs.test.ts", "test/services/domain/"]],
  ["services/domain/", ["test/services/domain/", "test/contracts/"]],
  ["services/adapters/", ["test/services/adapters/", "test/services/", "test/contracts/"]],
  ["services/ops/", ["test/services/ops/"]],
  ["services/", ["test/services/handlers/", "test/services/", "test/contracts/"]],
];
/** ms that loading a test file takes, or several. */
const LOAD = 600;
/** Written in the sandbox by the process of the dry run, for all processes. */
const TESTS_BY_FILE = "tests-by-file.json";

function jestByFile(injector, options) {
  /** Passed to Jest in every call. */
  const testMatch = [];
  const config = { ...options.jest.config, testMatch };
  const runner = injector
    .provideValue("options", { ...options, jest: { ...options.jest, config } })
    .injectFunction(jest.factory);
  return {
    capabilities: () => runner.capabilities(),
    init: () => runner.init(),
    async dryRun(run) {
      const places = run.files.flatMap((file) => placesOf(relative(".", file)));
      testMatch.splice(0, testMatch.length, ...new Set(places.map(globOf)));
      const result = await runner.dryRun(run);
      if (result.status !== "complete") return result;
      writeFileSync(TESTS_BY_FILE, JSON.stringify(testsByFile(result.tests)));
      result.mutantCoverage ??= { static: {}, perTest: {} };
      for (const file of run.files.filter(isCommand)) {
        for (const id of mutantsIn(file)) result.mutantCoverage.static[id] ??= 1;
      }
      return result;
    },
    async mutantRun(run) {
      let result = { status: "survived", nrOfTests: 0 };
      for (const file of nearestFirst(filesWith(run.testFilter), relative(".", run.sandboxFileName))) {
        testMatch.splice(0, testMatch.length, file);
        const next = await runner.mutantRun(run);
        if (next.nrOfTests !== undefined) next.nrOfTests += result.nrOfTests;
        result = next;
        if (result.status !== "survived") break;
      }
      return result;
    },
  };
}
jestByFile.inject = ["$injector", "options"];

/** The plugin for Stryker. */
export const strykerPlugins = [{ ...jest, name: "jest-by-file", factory: jestByFile }];

/** Commands run in separate processes: the mutant is active there too, but coverage is not counted. */
function isCommand(file) {
  return relative(".", file).startsWith("services/ops/");
}

/** Stryker checks at each mutant whether it is active. */
function mutantsIn(file) {
  return [...readFileSync(file, "utf8").matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(([, id]) => id);
}

function placesOf(mutated) {
  return PLACES.find(([start]) => mutated.startsWith(start))[1];
}

function globOf(place) {
  return place.endsWith("/") ? `<rootDir>/${place}**/*.test.ts` : `<rootDir>/${place}`;
}

/** The ids of the tests of each file, and their duration in ms. */
function testsByFile(tests) {
  const files = {};
  for (const { fileName, id, timeSpentMs } of tests) {
    files[fileName] ??= { ids: [], timeSpentMs: 0 };
    files[fileName].ids.push(id);
    files[fileName].timeSpentMs += timeSpentMs;
  }
  return files;
}

/** The files with at least one of these tests, or all: first those with many of them for their duration. */
function filesWith(ids) {
  const wanted = ids && new Set(ids);
  return Object.entries(JSON.parse(readFileSync(TESTS_BY_FILE, "utf8")))
    .map(([fileName, { ids: its, timeSpentMs }]) => {
      const count = wanted ? its.filter((id) => wanted.has(id)).length : its.length;
      return { fileName, count, worth: count / (LOAD + timeSpentMs) };
    })
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.worth - one.worth)
    .map(({ fileName }) => fileName);
}

/** The test files in its folders: first those with the name of the mutated file, then folder by folder. */
function nearestFirst(files, mutated) {
  const places = placesOf(mutated);
  const placeOf = (file) => places.findIndex((place) => relative(".", file).startsWith(place));
  const isNamed = (file) => basename(file).startsWith(basename(mutated, ".ts"));
  const rank = (file) => (isNamed(file) ? -1 : placeOf(file));
  return files.filter((file) => placeOf(file) >= 0).sort((one, other) => rank(one) - rank(other));
}
